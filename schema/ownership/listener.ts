import pg from 'pg'
import type { Logger } from '../log.ts'

const RECONNECT_MS = 500
/** PostgreSQL refuses payloads of 8000 bytes and more. */
const MAX_PAYLOAD_BYTES = 7_999
/** Messages that are kept for when the connection is open again. */
const MOST_UNSENT = 10_000

interface ListenerOptions {
  /** PostgreSQL. */
  url: string
  /** What the connection is called in `pg_stat_activity`. */
  name: string
  log: Logger
}

/** Messages of one kind between the processes that share a database. A message is a hint to read the database: it may be lost. */
export interface Channel<Message> {
  /** Tells every process, this one included: where the connection is down, once it is open again. */
  send(message: Message): void
  /** Resolves when it listens: every later message arrives. @returns stops listening */
  on(handler: (message: Message) => void): Promise<() => void>
}

/**
 * The one connection of a process that listens (PostgreSQL's LISTEN and NOTIFY), for all of its channels. It is opened again for as long
 * as it takes. What was said meanwhile is lost, and `onGap` says so: who relies on messages reads the database then.
 */
export class Listener {
  readonly #options: ListenerOptions
  readonly #handlers = new Map<string, Set<(payload: string) => void>>()
  readonly #onLost = new Set<() => void>()
  readonly #onGap = new Set<() => void>()
  #client: pg.Client | undefined
  /** The statement that was asked for last: pg takes one at a time. */
  #last: Promise<unknown> = Promise.resolve()
  #retry: NodeJS.Timeout | undefined
  readonly #unsent: { channel: string; payload: string }[] = []
  #isClosed = false

  constructor(options: ListenerOptions) {
    this.#options = options
  }

  /** False while the connection is down. */
  get isOpen(): boolean {
    return this.#client !== undefined
  }

  /** @throws where the first connection fails; later ones are tried again */
  async open(): Promise<void> {
    const { url, name } = this.#options
    const client = new pg.Client({ connectionString: url, application_name: name, keepAlive: true })
    client.on('error', (error) => this.#lose(client, error))
    client.on('end', () => this.#lose(client))
    client.on('notification', ({ channel, payload = '' }) => {
      for (const handler of this.#handlers.get(channel) ?? []) handler(payload)
    })
    try {
      await client.connect()
      for (const channel of this.#handlers.keys()) await client.query(`LISTEN ${pg.escapeIdentifier(channel)}`)
    } catch (error) {
      await client.end().catch(() => undefined)
      throw error
    }
    if (this.#isClosed) return client.end()
    this.#client = client
  }

  async close(): Promise<void> {
    this.#isClosed = true
    clearTimeout(this.#retry)
    const client = this.#client
    this.#client = undefined
    await client?.end().catch(() => undefined)
  }

  /** A statement on this connection, which no request stands in the way of. @throws where the connection is down */
  query<Row extends pg.QueryResultRow>(sql: string, values: unknown[] = []): Promise<Row[]> {
    const answer = this.#last.then(async () => {
      if (!this.#client) throw new Error('the connection to PostgreSQL is down')
      return (await this.#client.query<Row>(sql, values)).rows
    })
    this.#last = answer.catch(() => undefined)
    return answer
  }

  /** Waits until the connection is open. @throws where it is not within `withinMs` */
  async opened(withinMs: number): Promise<void> {
    if (this.isOpen) return
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    const stop = this.onGap(resolve)
    const timer = setTimeout(() => reject(new Error('the connection to PostgreSQL is down')), withinMs)
    await promise.finally(() => {
      stop()
      clearTimeout(timer)
    })
  }

  /** Called when the connection is lost: what is said from now on is not heard. @returns stops calling */
  onLost(handler: () => void): () => void {
    this.#onLost.add(handler)
    return () => void this.#onLost.delete(handler)
  }

  /** Called when the connection is open again: what was said meanwhile was not heard. @returns stops calling */
  onGap(handler: () => void): () => void {
    this.#onGap.add(handler)
    return () => void this.#onGap.delete(handler)
  }

  /** Resolves when it listens. @param handler gets each payload as it was sent @returns stops listening */
  async listen(channel: string, handler: (payload: string) => void): Promise<() => void> {
    const handlers = this.#handlers.get(channel) ?? new Set()
    handlers.add(handler)
    if (!this.#handlers.has(channel)) {
      this.#handlers.set(channel, handlers)
      // Where the connection is down, it listens to all channels as it comes back.
      if (this.#client) await this.query(`LISTEN ${pg.escapeIdentifier(channel)}`)
    }
    return () => void handlers.delete(handler)
  }

  /** @throws where the connection is down, or the payload has 8000 bytes or more */
  async notify(channel: string, payload: string): Promise<void> {
    if (Buffer.byteLength(payload) > MAX_PAYLOAD_BYTES) throw new RangeError(`a message of ${payload.length} characters can't be sent`)
    await this.query('SELECT pg_notify($1, $2)', [channel, payload])
  }

  /** A channel whose messages are JSON. */
  channel<Message>(name: string): Channel<Message> {
    return {
      send: (message) => this.#sendOrKeep(name, JSON.stringify(message)),
      on: (handler) => this.listen(name, (payload) => handler(JSON.parse(payload) as Message)),
    }
  }

  #sendOrKeep(channel: string, payload: string): void {
    this.notify(channel, payload).catch((error: unknown) => {
      if (this.#isClosed) return
      if (error instanceof RangeError || this.#unsent.length >= MOST_UNSENT)
        this.#options.log.warn(
          { err: error, channel },
          'this process could not notify the others: they will find the change in the database',
        )
      else this.#unsent.push({ channel, payload })
    })
  }

  #lose(client: pg.Client, error?: Error): void {
    if (this.#client !== client) return
    this.#client = undefined
    if (this.#isClosed) return
    this.#options.log.warn({ err: error }, 'this process lost its LISTEN connection to PostgreSQL: it reconnects')
    for (const handler of this.#onLost) handler()
    this.#reopenSoon()
  }

  #reopenSoon(): void {
    this.#retry = setTimeout(() => {
      this.open().then(
        () => {
          for (const { channel, payload } of this.#unsent.splice(0)) this.#sendOrKeep(channel, payload)
          for (const handler of this.#onGap) handler()
        },
        () => {
          if (!this.#isClosed) this.#reopenSoon()
        },
      )
    }, RECONNECT_MS).unref()
  }
}
