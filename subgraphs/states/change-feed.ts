import { Client } from 'pg'
import type { Database } from '../../schema/database.ts'
import { SinasError } from '../../schema/errors.ts'
import type { Logger } from '../../schema/log.ts'
import { cancellable } from '../../schema/streams.ts'
import type { State } from './state.entity.ts'
import type { Ownership } from './visibility.ts'

/** What happened to a state: who saw it before (null: it is new) and who sees it now (null: it is gone). */
export interface Change {
  id: string
  namespace: string
  key: string
  /** After the change; of a state that is gone, its last one. */
  version: number
  before: Ownership | null
  after: Ownership | null
}

/** What is told of a state: its value is for each subscriber to read. */
export type Told = Ownership & Pick<State, 'id' | 'namespace' | 'key' | 'version'>

/** Changes of all states, made by whatever process. They are told, not stored: who does not listen misses them. */
export interface ChangeFeed {
  /** Returns at once; subscribers hear of it some milliseconds later. */
  publish(before: Told | null, after: Told | null): void
  /**
   * Resolves when it listens: every later change is in the stream. It ends with `signal`, and with an error where changes may have been missed.
   * @throws SinasError UNAVAILABLE
   */
  subscribe(wants: (change: Change) => boolean, signal: AbortSignal): Promise<AsyncIterableIterator<Change>>
  close(): Promise<void>
}

const CHANNEL = 'state_changes'
/** Changes that may wait for a subscriber that reads slowly. */
const MAX_WAITING = 1000

const NOTIFY = `select pg_notify('${CHANNEL}', payload) from unnest($1::text[]) as payload`

interface Subscriber {
  wants(change: Change): boolean
  take(change: Change): void
  fail(error: SinasError): void
}

/**
 * A feed over PostgreSQL's LISTEN and NOTIFY.
 *
 * A change is told after its transaction, and with others: commits that notify take turns at a lock of the whole server, so telling
 * inside the transaction would make every write wait for the disk alone.
 */
export function createChangeFeed(database: Database, databaseUrl: string, log: Logger): ChangeFeed {
  const subscribers = new Set<Subscriber>()
  let listening: Promise<Client> | undefined
  let waiting: Change[] = []
  let telling: Promise<void> | undefined

  async function tell() {
    while (waiting.length > 0) {
      const changes = waiting
      waiting = []
      try {
        await database.query(NOTIFY, [changes.map((change) => JSON.stringify(change))])
      } catch (error) {
        log.warn({ err: error, changes: changes.length }, 'changes of states could not be told to subscribers')
      }
    }
    telling = undefined
  }

  async function listen(): Promise<Client> {
    const client = new Client({ connectionString: databaseUrl, application_name: 'sinas:states:changes', keepAlive: true })
    const lose = (error?: Error) => {
      listening = undefined
      // A gap is never silent: whoever listened is told, and reads again.
      for (const subscriber of subscribers) subscriber.fail(interrupted('the connection to the database was lost', error))
      client.end().catch(() => undefined)
    }
    client.on('error', lose)
    client.on('end', () => lose())
    client.on('notification', ({ payload }) => {
      const change = JSON.parse(payload!) as Change
      for (const subscriber of subscribers) if (subscriber.wants(change)) subscriber.take(change)
    })
    await client.connect()
    await client.query(`listen ${CHANNEL}`)
    return client
  }

  async function connection(): Promise<Client> {
    listening ??= listen()
    try {
      return await listening
    } catch (error) {
      listening = undefined
      throw interrupted('the database can’t be reached', error)
    }
  }

  return {
    publish(before, after) {
      waiting.push(changeOf(before, after))
      telling ??= tell()
    },
    async subscribe(wants, signal) {
      await connection()
      return cancellable((stopped) => read(subscribers, wants, stopped), signal)
    },
    async close() {
      await telling
      const client = await listening?.catch(() => undefined)
      await client?.end()
    },
  }
}

function changeOf(before: Told | null, after: Told | null): Change {
  const { id, namespace, key, version } = (after ?? before)!
  return { id, namespace, key, version, before: before && ownershipOf(before), after: after && ownershipOf(after) }
}

const ownershipOf = ({ userId, groupId, visibility }: Told): Ownership => ({ userId, groupId, visibility })

function read(subscribers: Set<Subscriber>, wants: Subscriber['wants'], stopped: AbortSignal): AsyncIterator<Change> {
  const changes: Change[] = []
  let failure: SinasError | undefined
  let wake = () => {}
  const subscriber: Subscriber = {
    wants,
    take(change) {
      changes.push(change)
      if (changes.length > MAX_WAITING) subscriber.fail(interrupted('the client reads too slowly'))
      wake()
    },
    fail(error) {
      failure ??= error
      subscribers.delete(subscriber)
      wake()
    },
  }
  // From here on, not from the first read: what happens in between is not to be missed.
  subscribers.add(subscriber)
  stopped.addEventListener('abort', () => {
    subscribers.delete(subscriber)
    wake()
  })

  return (async function* () {
    while (!stopped.aborted) {
      const change = changes.shift()
      if (change) yield change
      else if (failure) throw failure
      else await new Promise<void>((resolve) => (wake = resolve))
    }
  })()
}

const interrupted = (reason: string, cause?: unknown) => new SinasError('UNAVAILABLE', { what: 'The stream of changes', reason }, cause)
