export interface Rate {
  requests: number
  seconds: number
}

/** Keys that are remembered. Each costs some hundred bytes. */
const MAX_KEYS = 100_000

/**
 * Rate limits of one process, in memory: a flood is turned away without asking a database. With several processes each counts on its own.
 * The generic cell rate algorithm: all of a quota may come at once, then it comes back evenly.
 */
export class LocalRateLimit {
  /** When all of a key's quota is back, in milliseconds of `performance.now()`. The key that was used last is the last one. */
  readonly #fullAt = new Map<string, number>()

  /**
   * Takes one request from a quota.
   * @param key what is limited
   * @returns 0 where it may pass, else the seconds until the next one may
   */
  take(key: string, rate: Rate, now = performance.now()): number {
    const wait = this.wait(key, rate, now)
    if (wait > 0) return wait
    const fullAt = this.#next(key, rate, now)
    this.#fullAt.delete(key)
    this.#fullAt.set(key, fullAt)
    // Whoever asked longest ago has most of their quota back.
    if (this.#fullAt.size > MAX_KEYS) this.#fullAt.delete(this.#fullAt.keys().next().value!)
    return 0
  }

  /** What `take` would answer. Nothing is taken. */
  wait(key: string, rate: Rate, now = performance.now()): number {
    const excess = this.#next(key, rate, now) - now - rate.seconds * 1000
    // A share that was just given back may be short of whole by a rounding error.
    return excess > 1e-6 ? Math.max(1, Math.ceil(excess / 1000)) : 0
  }

  #next(key: string, { requests, seconds }: Rate, now: number): number {
    return Math.max(this.#fullAt.get(key) ?? 0, now) + (seconds * 1000) / requests
  }
}
