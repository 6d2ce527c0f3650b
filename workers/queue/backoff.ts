export interface Backoff {
  /** Milliseconds before the second attempt. */
  delayMs: number
  /** Each further delay is this many times the one before. */
  factor: number
  /** No delay is longer. */
  maxMs: number
}

/**
 * Milliseconds to wait after attempt number `failed` (from 1). Between half and all of the exponential delay, at random:
 * jobs that failed together, because something they share was down, don't come back together.
 */
export function backoffDelay(backoff: Backoff, failed: number, random: () => number = Math.random): number {
  const delay = Math.min(backoff.maxMs, backoff.delayMs * backoff.factor ** (failed - 1))
  return Math.round(delay * (0.5 + random() / 2))
}
