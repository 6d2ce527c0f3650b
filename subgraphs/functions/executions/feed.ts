import { EventEmitter, once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Channel } from '../channel.ts'

/** A follower reads the database this often, also without news. */
const LOOK_MS = 1_000
/** A follower repeats this often that it still follows; the process that runs the execution forgets it a little later. */
const FOLLOW_MS = 5_000
const FORGET_MS = 12_000

/**
 * Tells followers of an execution that there is something new in its rows: at once in this process, by the channel in others.
 * Other processes are notified only of executions that they follow: with a NOTIFY for each run every commit of every process would
 * wait for one lock.
 */
export class Feed {
  readonly #channel: Channel
  readonly #news = new EventEmitter().setMaxListeners(0)
  /** Executions that are followed somewhere, and until when that is believed. */
  readonly #followed = new Map<string, number>()

  constructor(channel: Channel) {
    this.#channel = channel
    channel.on('watch', ({ id }) => this.#remember(id))
    channel.on('news', ({ id }) => this.#news.emit(id))
  }

  /** There is something new, and it is in the database. */
  announce(id: string): void {
    this.#news.emit(id)
    const until = this.#followed.get(id)
    if (until !== undefined && until > Date.now()) this.#channel.send({ kind: 'news', id })
  }

  /**
   * Yields whenever there may be news, the first time at once, until the signal is aborted.
   * The consumer reads the rows each time, and leaves when it has seen the end.
   */
  async *follow(id: string, signal: AbortSignal): AsyncGenerator<void> {
    let news = false
    const hear = () => (news = true)
    this.#news.on(id, hear)
    let saidAt = 0
    try {
      while (!signal.aborted) {
        if (Date.now() - saidAt > FOLLOW_MS) {
          this.#channel.send({ kind: 'watch', id })
          saidAt = Date.now()
        }
        news = false
        yield
        // What came while the consumer was reading is not waited for.
        if (!news) await this.#wait(id, signal)
      }
    } finally {
      this.#news.off(id, hear)
    }
  }

  async #wait(id: string, signal: AbortSignal): Promise<void> {
    const either = new AbortController()
    const options = { signal: AbortSignal.any([signal, either.signal]) }
    const ignore = () => undefined
    await Promise.race([once(this.#news, id, options).catch(ignore), sleep(LOOK_MS, undefined, options).catch(ignore)])
    either.abort()
  }

  #remember(id: string): void {
    const now = Date.now()
    for (const [known, until] of this.#followed) if (until < now) this.#followed.delete(known)
    this.#followed.set(id, now + FORGET_MS)
  }
}
