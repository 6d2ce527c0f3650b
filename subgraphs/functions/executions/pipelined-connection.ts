import { Socket } from 'node:net'
import pg from 'pg'
import { turnIfLong } from '../../../schema/bounded/json.ts'
import type { Logger } from '../../../schema/log.ts'

/** A statement that is on its way. */
export interface Sent {
  /** @throws the server's error, or an error that the connection broke before it answered */
  answer: Promise<pg.QueryResult>
}

/**
 * One connection on which statements follow each other without waiting for answers.
 *
 * A pool hands a statement over when a connection is free; until then it is in the memory of this process, and dies with it. Here it is in
 * the kernel's hands when `send` resolves: the server gets it even if this process is killed in the next instant.
 */
export class PipelinedConnection {
  readonly #config: pg.ClientConfig
  readonly #log: Logger
  #socket = new Socket()
  #client: Promise<pg.Client> | undefined

  constructor(config: pg.ClientConfig, log: Logger) {
    this.#config = config
    this.#log = log
  }

  /** @throws where the server can't be reached */
  async send(query: pg.QueryConfig): Promise<Sent> {
    const current = (this.#client ??= this.#connect())
    const client = await current
    await turnIfLong(...(query.values ?? []))
    const answer = client.query(query)
    answer.catch((error) => {
      // The server says goodbye in its answer, a moment before the connection ends.
      if (isGoodbye(error)) this.#forget(current)
    })
    // Larger than the kernel's buffer: there is no other sign that it has left than its answer.
    if (this.#socket.writableLength > 0) await answer
    return { answer }
  }

  async close(): Promise<void> {
    const client = await this.#client?.catch(() => undefined)
    await client?.end()
  }

  #connect(): Promise<pg.Client> {
    const socket = new Socket()
    const client = new pg.Client({ ...this.#config, pipeline: true, stream: () => socket })
    const connected = client.connect().then(() => client)
    client.on('error', (error) => {
      this.#log.warn({ err: error }, 'a connection to PostgreSQL was lost: it is opened again when needed')
      this.#forget(connected)
    })
    client.once('end', () => this.#forget(connected))
    connected.catch(() => this.#forget(connected))
    this.#socket = socket
    return connected
  }

  /** The next statement opens another. */
  #forget(client: Promise<pg.Client>): void {
    if (this.#client === client) this.#client = undefined
  }
}

/** An administrator's kill, a shutdown or a crash of the server, a connection that broke. */
function isGoodbye(error: { code?: string }): boolean {
  return /^(57P|08)/.test(error.code ?? '')
}
