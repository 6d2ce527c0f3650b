import { setTimeout as delay } from 'node:timers/promises'
import { Client } from 'pg'
import type { Logger } from '../../../schema/log.ts'

const RETRY_MS = 500

/** Hears what other processes say on a channel of PostgreSQL. It connects again when the connection breaks. */
export class Listener {
  #client: Client | undefined
  #closed = false
  readonly #url: string
  readonly #channel: string
  readonly #onPayload: (payload: string) => void
  readonly #onGap: () => void
  readonly #log: Logger

  /** @param onGap what was said may have been missed: look for yourself */
  constructor(url: string, channel: string, onPayload: (payload: string) => void, onGap: () => void, log: Logger) {
    this.#url = url
    this.#channel = channel
    this.#onPayload = onPayload
    this.#onGap = onGap
    this.#log = log
  }

  async open(): Promise<void> {
    const client = new Client({ connectionString: this.#url, application_name: 'sinas:agents:listen', keepAlive: true })
    let lost = false
    const onLost = (error?: Error) => {
      if (lost || this.#closed) return
      lost = true
      this.#log.warn({ err: error }, 'the listening connection broke: connecting again')
      void this.#reopen()
    }
    client.on('error', onLost)
    client.on('end', () => onLost())
    client.on('notification', ({ payload }) => payload && this.#onPayload(payload))
    try {
      await client.connect()
      await client.query(`listen ${this.#channel}`)
    } catch (error) {
      lost = true
      await client.end().catch(() => undefined)
      throw error
    }
    if (this.#closed) return void (await client.end())
    this.#client = client
  }

  async close(): Promise<void> {
    this.#closed = true
    await this.#client?.end().catch(() => undefined)
  }

  async #reopen(): Promise<void> {
    while (!this.#closed) {
      await delay(RETRY_MS, undefined, { ref: false })
      try {
        await this.open()
        this.#onGap()
        return
      } catch (error) {
        this.#log.warn({ err: error }, 'the listening connection does not come back yet')
      }
    }
  }
}
