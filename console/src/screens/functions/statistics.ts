interface Ended {
  status: string
  reason: string | null
  startedAt: string
  durationMs: number | null
}

export interface Statistics {
  count: number
  /** Null: none ended well. */
  p50Ms: number | null
  p99Ms: number | null
  /** Of those that ended, from 0 to 1. */
  errorRate: number
  /** How often each, the most frequent first. */
  reasons: [reason: string, count: number][]
}

/** What runs that ended tell of a function. How long failed ones took is left out: many fail at once. */
export function statisticsOf(runs: readonly Ended[]): Statistics {
  const ended = runs.filter(({ status }) => status === 'COMPLETED' || status === 'FAILED')
  const failed = ended.filter(({ status }) => status === 'FAILED')
  const times = ended
    .flatMap(({ status, durationMs }) => (status === 'COMPLETED' && durationMs !== null ? [durationMs] : []))
    .sort((a, b) => a - b)
  const reasons = new Map<string, number>()
  for (const { reason } of failed) reasons.set(reason ?? 'unknown', (reasons.get(reason ?? 'unknown') ?? 0) + 1)
  return {
    count: ended.length,
    p50Ms: percentile(times, 0.5),
    p99Ms: percentile(times, 0.99),
    errorRate: ended.length === 0 ? 0 : failed.length / ended.length,
    reasons: [...reasons].sort(([, a], [, b]) => b - a),
  }
}

/** The smallest value that so many are not above. @param sorted ascending */
const percentile = (sorted: readonly number[], part: number): number | null =>
  sorted[Math.max(0, Math.ceil(sorted.length * part) - 1)] ?? null
