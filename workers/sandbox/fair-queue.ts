import { SinasError } from '../../schema/errors.ts'
import { mayTakeAnother } from '../fair-share.ts'

interface Waiting {
  user: string
  admit(): void
  refuse(error: SinasError): void
}

export interface FairQueueOptions {
  /** Places: how many may be inside at a time. */
  permits: number
  /** How many may wait. */
  maxQueued: number
}

/**
 * A bounded queue that is fair between users: free places go round robin, each user leaves a part of them to those who come after (fair-share.ts),
 * and when the queue is full the user with the most waiting gives way to one with fewer.
 */
export class FairQueue {
  #permits: number
  readonly #maxQueued: number
  readonly #inside = new Map<string, number>()
  /** In the order of their next turn. */
  readonly #waiting = new Map<string, Waiting[]>()
  #running = 0
  #queued = 0
  /** Moving average, for Retry-After. */
  #averageMs = 100

  constructor({ permits, maxQueued }: FairQueueOptions) {
    this.#permits = permits
    this.#maxQueued = maxQueued
  }

  get running(): number {
    return this.#running
  }

  get permits(): number {
    return this.#permits
  }

  get queued(): number {
    return this.#queued
  }

  resize(permits: number): void {
    this.#permits = permits
    this.#admit()
  }

  /** Refuses all who wait. */
  close(error: SinasError): void {
    for (const line of [...this.#waiting.values()]) {
      for (const entry of [...line]) {
        this.#remove(entry)
        entry.refuse(error)
      }
    }
  }

  /** Waits for a place. Returns the function that gives it back. @throws SinasError QUEUE_FULL, or the signal's reason. */
  async enter(user: string, signal?: AbortSignal): Promise<() => void> {
    signal?.throwIfAborted()
    if (this.#queued === 0 && this.#hasPlaceFor(user)) return this.#take(user)
    if (this.#queued >= this.#maxQueued) this.#makeRoomFor(user)
    return new Promise((resolve, reject) => {
      const entry: Waiting = {
        user,
        admit: () => {
          signal?.removeEventListener('abort', leave)
          resolve(this.#take(user))
        },
        refuse: (error) => {
          signal?.removeEventListener('abort', leave)
          reject(error)
        },
      }
      const leave = () => {
        this.#remove(entry)
        reject(signal!.reason)
      }
      signal?.addEventListener('abort', leave, { once: true })
      const line = this.#waiting.get(user)
      if (line) line.push(entry)
      else this.#waiting.set(user, [entry])
      this.#queued++
      this.#admit()
    })
  }

  #hasPlaceFor(user: string): boolean {
    const own = this.#inside.get(user) ?? 0
    return mayTakeAnother(own, this.#running - own, this.#permits - this.#running)
  }

  #take(user: string): () => void {
    this.#running++
    this.#inside.set(user, (this.#inside.get(user) ?? 0) + 1)
    const startedAt = performance.now()
    let given = false
    return () => {
      if (given) return
      given = true
      this.#averageMs += (performance.now() - startedAt - this.#averageMs) / 16
      this.#running--
      const left = this.#inside.get(user)! - 1
      if (left > 0) this.#inside.set(user, left)
      else this.#inside.delete(user)
      this.#admit()
    }
  }

  /** Admits the first user in turn who may enter; a user who got a place goes to the back. */
  #admit(): void {
    while (this.#running < this.#permits) {
      const user = [...this.#waiting.keys()].find((each) => this.#hasPlaceFor(each))
      if (user === undefined) return
      const line = this.#waiting.get(user)!
      const entry = line.shift()!
      this.#waiting.delete(user)
      if (line.length > 0) this.#waiting.set(user, line)
      this.#queued--
      entry.admit()
    }
  }

  #makeRoomFor(user: string): void {
    const [longest] = [...this.#waiting.values()].sort((a, b) => b.length - a.length)
    const own = this.#waiting.get(user)?.length ?? 0
    if (!longest || longest.length <= own + 1) throw this.#full()
    const last = longest.at(-1)!
    this.#remove(last)
    last.refuse(this.#full())
  }

  #full(): SinasError {
    const seconds = Math.ceil(((this.#queued / this.#permits) * this.#averageMs) / 1000)
    return new SinasError('QUEUE_FULL', { retryAfter: Math.min(60, Math.max(1, seconds)) })
  }

  #remove(entry: Waiting): void {
    const line = this.#waiting.get(entry.user)
    const at = line?.indexOf(entry) ?? -1
    if (at < 0) return
    line!.splice(at, 1)
    if (line!.length === 0) this.#waiting.delete(entry.user)
    this.#queued--
  }
}
