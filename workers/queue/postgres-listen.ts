import pg from 'pg'
import type { Logger } from 'pino'
import type { Message, Transport } from './wakeups.ts'

const CHANNEL = 'sinas_queue'
const RECONNECT_MS = 1_000

/** LISTEN and NOTIFY, on one connection of its own that is opened again for as long as it takes. */
export class PostgresListen implements Transport {
  readonly #url: string
  readonly #sender: string
  readonly #log: Logger
  #client: pg.Client | undefined
  #connecting: Promise<void> | undefined
  #receive: ((message: Message) => void) | undefined
  #retry: NodeJS.Timeout | undefined
  #closed = false

  constructor(url: string, sender: string, log: Logger) {
    this.#url = url
    this.#sender = sender
    this.#log = log
  }

  async open(receive: (message: Message) => void): Promise<void> {
    this.#receive = receive
    await this.#connect()
    await this.#client?.query(`LISTEN ${CHANNEL}`)
  }

  async send(message: Message): Promise<void> {
    if (this.#closed) return
    try {
      if (!this.#client) await this.#connect()
      await this.#client?.query('SELECT pg_notify($1, $2)', [CHANNEL, JSON.stringify({ from: this.#sender, message })])
    } catch (error) {
      if (!this.#closed) throw error
    }
  }

  async close(): Promise<void> {
    this.#closed = true
    clearTimeout(this.#retry)
    await this.#connecting?.catch(() => {})
    const client = this.#client
    this.#client = undefined
    await client?.end().catch(() => {})
  }

  #connect(): Promise<void> {
    this.#connecting ??= this.#openClient().finally(() => {
      this.#connecting = undefined
    })
    return this.#connecting
  }

  async #openClient(): Promise<void> {
    if (this.#client) return
    const client = new pg.Client({ connectionString: this.#url, application_name: 'sinas queue wakeups', keepAlive: true })
    client.on('error', () => this.#lost(client))
    client.on('end', () => this.#lost(client))
    client.on('notification', ({ payload }) => this.#hear(payload))
    await client.connect()
    this.#client = client
  }

  #lost(client: pg.Client): void {
    if (this.#client !== client) return
    this.#client = undefined
    if (this.#closed) return
    this.#log.warn('queue lost its wake-up connection, jobs start up to a second later until it is back')
    this.#reconnectLater()
  }

  #reconnectLater(): void {
    const receive = this.#receive
    if (!receive || this.#closed) return
    this.#retry = setTimeout(() => this.open(receive).catch(() => this.#reconnectLater()), RECONNECT_MS)
    this.#retry.unref()
  }

  #hear(payload: string | undefined): void {
    const { from, message } = JSON.parse(payload ?? '{}') as { from?: string; message?: Message }
    if (message && from !== this.#sender) this.#receive?.(message)
  }
}
