import type { Message, Transport } from './wakeups.ts'

const POLL_MS = 100

/**
 * For MongoDB, which tells nobody of a change unless it is a replica set: looks ten times a second instead. A job that is
 * enqueued and run by one process starts at once all the same; only word between processes takes this long.
 */
export class PollTransport implements Transport {
  readonly #jobs: () => Iterable<string>
  #timer: NodeJS.Timeout | undefined

  /** @param jobs names that this process runs */
  constructor(jobs: () => Iterable<string>) {
    this.#jobs = jobs
  }

  async open(receive: (message: Message) => void): Promise<void> {
    this.#timer = setInterval(() => {
      for (const job of this.#jobs()) receive({ job })
    }, POLL_MS)
  }

  async send(): Promise<void> {}

  async close(): Promise<void> {
    clearInterval(this.#timer)
  }
}
