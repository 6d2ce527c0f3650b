import { SinasError } from './errors.ts'
import type { Listener } from './ownership/listener.ts'
import { cancellable } from './streams.ts'

/** Changes that any process makes. They are sent, not stored: a subscriber that is not connected misses them. */
export interface ChangeFeed<Change> {
  /** Returns at once; subscribers hear of it some milliseconds later. */
  publish(change: Change): void
  /**
   * Resolves when it listens: every later change is in the stream. It ends with `signal`, and with an error where changes may have been missed.
   * @throws SinasError UNAVAILABLE
   */
  subscribe(wants: (change: Change) => boolean, signal: AbortSignal): Promise<AsyncIterableIterator<Change>>
  close(): void
}

interface Options {
  /** Publish only while a process has subscribers: for changes that are made far more often than they are watched. */
  whileWatched?: boolean
}

type Message<Change> = { change: Change } | { watching: true }

/** Milliseconds that a new subscriber waits for a connection that broke a moment ago, and for the other processes to hear of it. */
const READY_WITHIN_MS = 5_000
/** Changes that may wait for a subscriber that reads slowly. */
const MAX_WAITING = 1000
/** How often a process with subscribers says so, and for how long the others believe it. */
const WATCHING_EVERY_MS = 10_000
const WATCHED_FOR_MS = 30_000

interface Subscriber<Change> {
  wants(change: Change): boolean
  take(change: Change): void
  fail(error: SinasError): void
}

/**
 * A feed over PostgreSQL's LISTEN and NOTIFY.
 *
 * A change is told after its transaction: commits that notify take turns at a lock of the whole server, so telling inside the transaction
 * would make every write wait for the disk alone.
 * @param name of the channel
 */
export async function openChangeFeed<Change>(
  listener: Listener,
  name: string,
  { whileWatched = false }: Options = {},
): Promise<ChangeFeed<Change>> {
  const subscribers = new Set<Subscriber<Change>>()
  const messages = listener.channel<Message<Change>>(name)
  const waiting = new Set<() => void>()
  let watchedUntil = 0
  const stops = [
    await messages.on((message) => {
      if ('watching' in message) {
        watchedUntil = Date.now() + WATCHED_FOR_MS
        for (const heard of waiting) heard()
        return
      }
      for (const subscriber of subscribers) if (subscriber.wants(message.change)) subscriber.take(message.change)
    }),
    // After a gap each subscriber is told that messages may be missing, and reads again.
    listener.onLost(() => {
      for (const subscriber of subscribers) subscriber.fail(interrupted('the connection to the database was lost'))
    }),
  ]
  const saying = setInterval(() => {
    if (whileWatched && subscribers.size > 0) messages.send({ watching: true })
  }, WATCHING_EVERY_MS).unref()

  /** Messages arrive everywhere in the order of sending: once this process has heard it, the others have, or will within milliseconds. */
  async function sayWatching(): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    const timer = setTimeout(() => reject(interrupted('the database does not answer')), READY_WITHIN_MS)
    waiting.add(resolve)
    messages.send({ watching: true })
    await promise.finally(() => {
      clearTimeout(timer)
      waiting.delete(resolve)
    })
  }

  return {
    publish(change) {
      if (!whileWatched || Date.now() < watchedUntil) messages.send({ change })
    },
    async subscribe(wants, signal) {
      await listener.opened(READY_WITHIN_MS).catch((error: unknown) => {
        throw interrupted('the database can’t be reached', error)
      })
      const changes = cancellable((stopped) => read(subscribers, wants, stopped), signal)
      if (whileWatched) await sayWatching()
      return changes
    },
    close() {
      clearInterval(saying)
      for (const stop of stops) stop()
    },
  }
}

function read<Change>(
  subscribers: Set<Subscriber<Change>>,
  wants: Subscriber<Change>['wants'],
  stopped: AbortSignal,
): AsyncIterator<Change> {
  const changes: Change[] = []
  let failure: SinasError | undefined
  let wake = () => {}
  const subscriber: Subscriber<Change> = {
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
