/** What became of an attempt: a decision was taken, or it was never reached. */
export type AttemptOutcome =
  /** 401, 403, 404: who is refused does not always learn why. */
  | 'refused'
  | 'accepted'
  /** The request itself was not good: 400, 409, 422 and their like. */
  | 'unfit'
  /** 429, 503, or no answer in time. */
  | 'busy'
  | 'broken'

export function outcomeOf(status: number): AttemptOutcome {
  if (status === 401 || status === 403 || status === 404) return 'refused'
  if (status === 0 || status === 429 || status === 503 || status === 504) return 'busy'
  if (status >= 500) return 'broken'
  return status >= 400 ? 'unfit' : 'accepted'
}

/** Counts attempts, by kind and by what became of them. */
export class Tally {
  readonly #counts = new Map<string, Map<AttemptOutcome, number>>()
  /** Operations of the API that refused an attempt. */
  readonly operations = new Set<string>()

  /** Requests that the platform could not answer, and what it said: each by its path, some of them. */
  readonly broken = new Map<string, string>()

  broke(request: string, { status, text }: { status: number; text: string }): void {
    if (this.broken.size < 20) this.broken.set(request, `${status} ${text.slice(0, 200)}`)
  }

  count(kind: string, outcome: AttemptOutcome): void {
    const counts = this.#counts.get(kind) ?? new Map<AttemptOutcome, number>()
    counts.set(outcome, (counts.get(outcome) ?? 0) + 1)
    this.#counts.set(kind, counts)
  }

  of(kind: string, outcome: AttemptOutcome): number {
    return this.#counts.get(kind)?.get(outcome) ?? 0
  }

  /** All that was counted, by kind. */
  table(): Record<string, Partial<Record<AttemptOutcome, number>>> {
    const sorted = [...this.#counts].toSorted(([a], [b]) => a.localeCompare(b))
    return Object.fromEntries(sorted.map(([kind, counts]) => [kind, Object.fromEntries(counts)]))
  }
}
