import type { Writable } from 'node:stream'
import type { Pool, PoolClient, QueryConfig, QueryResult, QueryResultRow } from 'pg'

/** Reads that one connection has under way: more take another, so that several processes of PostgreSQL share the work. */
const MOST_READS = 8
/** Milliseconds without an answer after which no further read is sent to a connection: what it does takes long. */
const SLOW_MS = 5

/** A connection while reads are under way on it. */
interface Line {
  client: Promise<PoolClient>
  /** The same, once it is there. */
  connected: PoolClient | undefined
  reads: number
  /** When something last came from it, or it began. */
  heardAt: number
  fault: Error | undefined
  onError(error: Error): void
}

/**
 * Reads that are asked for in one turn of the event loop are sent to PostgreSQL together, by one connection of the pool, and answered one after the other:
 * to send takes longer than to read a row by its key. For short reads alone: each waits for those before it.
 */
export class SharedReads {
  readonly #pool: Pool
  #line: Line | undefined

  /** @param pool of clients with `pipeline`, which send a statement without waiting for the answer to the last */
  constructor(pool: Pool) {
    this.#pool = pool
  }

  async query<Row extends QueryResultRow>(statement: QueryConfig): Promise<QueryResult<Row>> {
    const line = this.#lineForOneMore()
    line.reads++
    try {
      const client = line.connected ?? (await line.client)
      sendAtEndOfTurn(streamOf(client))
      return await client.query<Row>(statement)
    } catch (error) {
      // As with the pool itself, a connection that had an error is not used again: a statement that it remembers may have to be prepared anew.
      line.onError(error as Error)
      throw error
    } finally {
      line.heardAt = performance.now()
      if (--line.reads === 0) this.#close(line)
    }
  }

  #lineForOneMore(): Line {
    const line = this.#line
    const isFree = line && !line.fault && line.reads < MOST_READS && performance.now() - line.heardAt < SLOW_MS
    return isFree ? line : (this.#line = this.#open())
  }

  #open(): Line {
    const line: Line = {
      client: this.#pool.connect(),
      connected: undefined,
      reads: 0,
      heardAt: performance.now(),
      fault: undefined,
      onError: (error) => void (line.fault = error),
    }
    line.client.then((client) => {
      line.connected = client
      line.heardAt = performance.now()
      // Its reads fail as well, and tell of it.
      client.on('error', line.onError)
    }, line.onError)
    return line
  }

  #close(line: Line): void {
    if (this.#line === line) this.#line = undefined
    const { connected, fault, onError } = line
    connected?.removeListener('error', onError)
    connected?.release(fault)
  }
}

const streamOf = (client: PoolClient) => (client as unknown as { connection: { stream: Writable } }).connection.stream

const held = new WeakSet<Writable>()

/** Holds what is written until all that has arrived in this turn of the event loop was dealt with. */
function sendAtEndOfTurn(stream: Writable): void {
  if (held.has(stream)) return
  held.add(stream)
  stream.cork()
  setImmediate(() => {
    held.delete(stream)
    stream.uncork()
  })
}
