import fc, { type Arbitrary } from 'fast-check'

/** Chance that can be repeated: the same seed throws the same dice. */
export class Dice {
  #state: number

  constructor(seed: number) {
    this.#state = seed >>> 0
  }

  /** An integer from 0 to `limit - 1`. */
  below(limit: number): number {
    // Mulberry32: 32 bits of state, which is plenty to choose an attempt.
    this.#state = (this.#state + 0x6d2b79f5) >>> 0
    let mixed = this.#state
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit
  }

  /** @param probability from 0 to 1 */
  chance(probability: number): boolean {
    return this.below(1_000_000) < probability * 1_000_000
  }

  pick<T>(items: readonly T[]): T {
    if (items.length === 0) throw new Error('there is nothing to choose from')
    return items[this.below(items.length)]!
  }

  /** So many of them, in any order; all, where there are fewer. */
  some<T>(items: readonly T[], count: number): T[] {
    const left = [...items]
    return Array.from({ length: Math.min(count, left.length) }, () => left.splice(this.below(left.length), 1)[0]!)
  }

  /** Draws all of them in some order, and then all again in another: none is left out for long. */
  deck<T>(items: readonly T[]): () => T {
    let left: T[] = []
    return () => {
      if (left.length === 0) left = this.some(items, items.length)
      return left.pop()!
    }
  }

  sample<T>(arbitrary: Arbitrary<T>): T {
    return fc.sample(arbitrary, { seed: this.below(2 ** 31), numRuns: 1 })[0]!
  }
}
