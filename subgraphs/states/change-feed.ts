import { SinasError } from '../../schema/errors.ts'
import type { Listener } from '../../schema/ownership/listener.ts'
import { cancellable } from '../../schema/streams.ts'
import type { State } from './state.entity.ts'
import type { Ownership } from './visibility.ts'

/** A change of a state: which users saw it before (null: it is new) and which see it now (null: it is gone). */
export interface Change {
  id: string
  namespace: string
  key: string
  /** After the change; of a state that is gone, its last one. */
  version: number
  before: Ownership | null
  after: Ownership | null
}

/** The message about a changed state, without its value: each subscriber reads that with their own rights. */
export type Told = Ownership & Pick<State, 'id' | 'namespace' | 'key' | 'version'>

/** Changes of all states, made by any process. They are sent, not stored: a subscriber that is not connected misses them. */
export interface ChangeFeed {
  /** Returns at once; subscribers hear of it some milliseconds later. */
  publish(before: Told | null, after: Told | null): void
  /**
   * Resolves when it listens: every later change is in the stream. It ends with `signal`, and with an error where changes may have been missed.
   * @throws SinasError UNAVAILABLE
   */
  subscribe(wants: (change: Change) => boolean, signal: AbortSignal): Promise<AsyncIterableIterator<Change>>
  close(): void
}

const CHANNEL = 'state_changes'
/** Milliseconds that a new subscriber waits for a connection that broke a moment ago. */
const RECONNECTED_WITHIN_MS = 5_000
/** Changes that may wait for a subscriber that reads slowly. */
const MAX_WAITING = 1000

interface Subscriber {
  wants(change: Change): boolean
  take(change: Change): void
  fail(error: SinasError): void
}

/**
 * A feed over PostgreSQL's LISTEN and NOTIFY.
 *
 * A change is told after its transaction: commits that notify take turns at a lock of the whole server, so telling inside the transaction
 * would make every write wait for the disk alone.
 */
export async function openChangeFeed(listener: Listener): Promise<ChangeFeed> {
  const subscribers = new Set<Subscriber>()
  const messages = listener.channel<Change>(CHANNEL)
  const stops = [
    await messages.on((change) => {
      for (const subscriber of subscribers) if (subscriber.wants(change)) subscriber.take(change)
    }),
    // After a gap each subscriber is told that messages may be missing, and reads again.
    listener.onLost(() => {
      for (const subscriber of subscribers) subscriber.fail(interrupted('the connection to the database was lost'))
    }),
  ]
  return {
    publish: (before, after) => messages.send(changeOf(before, after)),
    async subscribe(wants, signal) {
      await listener.opened(RECONNECTED_WITHIN_MS).catch((error: unknown) => {
        throw interrupted('the database can’t be reached', error)
      })
      return cancellable((stopped) => read(subscribers, wants, stopped), signal)
    },
    close() {
      for (const stop of stops) stop()
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
