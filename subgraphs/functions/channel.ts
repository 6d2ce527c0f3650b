import pg from 'pg'
import type { Database } from '../../schema/database.ts'
import type { Logger } from '../../schema/log.ts'

const NAME = 'functions'
const RECONNECT_MS = 500
/** PostgreSQL refuses payloads of 8000 bytes and more. */
const MAX_BYTES = 7_500

/** What processes of this subgraph tell each other. Nothing relies on a message alone: each is a hint to read the database now. */
export type Message =
  /** A function was changed, created or deleted: sent by a trigger on the table. */
  | { kind: 'function'; namespace: string; name: string }
  /** Somebody follows an execution: whoever runs it, say when there is news. Said again while they do. */
  | { kind: 'watch'; id: string }
  /** There is news of an execution. */
  | { kind: 'news'; id: string }
  /** An execution was cancelled, or given the input that it waited for: `process` holds it. */
  | { kind: 'cancelled' | 'continued'; id: string; process: string }
  /** A line of pip's, for whom it installs. */
  | { kind: 'pip'; packageName: string; userId: string; text: string }
  /** A set of packages changed. */
  | { kind: 'packages' }
  /** Whoever installed packages has ended: the next may begin. */
  | { kind: 'package-turn' }

type Handler<Kind> = (message: Extract<Message, { kind: Kind }>) => void

/**
 * LISTEN and NOTIFY on a connection of its own, opened again for as long as it takes.
 * While it is down, `isOpen` is false, and what relies on hearing of changes has to look for itself.
 */
export class Channel {
  readonly #url: string
  readonly #database: Database
  readonly #log: Logger
  readonly #handlers = new Map<string, Set<(message: any) => void>>()
  #client: pg.Client | undefined
  #retry: NodeJS.Timeout | undefined
  #closed = false

  /** @param url of the database, for the connection that listens */
  constructor(url: string, database: Database, log: Logger) {
    this.#url = url
    this.#database = database
    this.#log = log
  }

  get isOpen(): boolean {
    return this.#client !== undefined
  }

  /** @throws where the first connection fails; later ones are tried again */
  async open(): Promise<void> {
    const client = new pg.Client({ connectionString: this.#url, application_name: 'sinas:functions channel', keepAlive: true })
    client.on('error', () => this.#lost(client))
    client.on('end', () => this.#lost(client))
    client.on('notification', ({ payload }) => this.#receive(JSON.parse(payload ?? '{}') as Message))
    await client.connect()
    await client.query(`LISTEN ${NAME}`)
    this.#client = client
    this.#emit('opened', undefined)
  }

  /** Messages of this process arrive too. @returns stops listening */
  on<Kind extends Message['kind']>(kind: Kind, handler: Handler<Kind>): () => void {
    return this.#add(kind, handler)
  }

  /** Called whenever the connection is open again: messages may have been missed. */
  onOpened(handler: () => void): () => void {
    return this.#add('opened', handler)
  }

  /** Tells every process, this one included. Lost on those whose connection is down. */
  send(message: Message): void {
    const payload = JSON.stringify(message)
    if (Buffer.byteLength(payload) > MAX_BYTES) return
    this.#database
      .query('SELECT pg_notify($1, $2)', [NAME, payload])
      .catch((error) => this.#log.warn({ err: error, kind: message.kind }, 'message to other processes lost'))
  }

  async close(): Promise<void> {
    this.#closed = true
    clearTimeout(this.#retry)
    const client = this.#client
    this.#client = undefined
    await client?.end().catch(() => undefined)
  }

  #add(kind: string, handler: (message: any) => void): () => void {
    const handlers = this.#handlers.get(kind) ?? new Set()
    this.#handlers.set(kind, handlers.add(handler))
    return () => void handlers.delete(handler)
  }

  #receive(message: Message): void {
    this.#emit(message.kind, message)
  }

  #emit(kind: string, message: Message | undefined): void {
    for (const handler of this.#handlers.get(kind) ?? []) handler(message)
  }

  #lost(client: pg.Client): void {
    if (this.#client !== client) return
    this.#client = undefined
    if (this.#closed) return
    this.#log.warn('the channel between processes is down: functions are read from the database until it is back')
    this.#reopen()
  }

  #reopen(): void {
    this.#retry = setTimeout(() => {
      this.open().catch(() => {
        if (!this.#closed) this.#reopen()
      })
    }, RECONNECT_MS)
    this.#retry.unref()
  }
}
