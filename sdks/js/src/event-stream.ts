import { ConnectionError } from './errors.ts'
import { retryDelay, sleep } from './retry.ts'
import { type ServerSentEvent, serverSentEvents } from './server-sent-events.ts'
import { type ApiRequest, type CallOptions, failureOf, isRepeatable, LONG_TIMEOUT_MS, type Transport } from './transport.ts'

/** The server sends a comment every 15 seconds: after so much silence, nobody is there. */
const SILENCE_MS = 45_000

export interface Source<Event> {
  /** What opens the stream, and what takes it up again after an event. */
  first: ApiRequest
  resume(lastEventId: string): ApiRequest
  /** @returns undefined for what is not to be seen. @throws where the event says that something failed */
  read(event: ServerSentEvent): Event | undefined
  isLast(event: Event): boolean
}

/**
 * Events as they happen, for `for await`. A connection that breaks is taken up again after the last event: nothing comes twice
 * and nothing is missed. It can be read once. Leaving the loop closes the connection.
 */
export class EventStream<Event> implements AsyncIterable<Event> {
  /** The id of the last event that was read: where another stream can go on. */
  lastEventId: string | undefined
  readonly #events: AsyncGenerator<Event>

  constructor(transport: Transport, source: Source<Event>, options: CallOptions) {
    this.#events = this.#read(transport, source, options)
  }

  [Symbol.asyncIterator](): AsyncIterator<Event> {
    return this.#events
  }

  async *#read(transport: Transport, source: Source<Event>, options: CallOptions): AsyncGenerator<Event> {
    const { maxRetries = transport.maxRetries, signal } = options
    for (let failures = 0; ; failures++) {
      const request = this.lastEventId === undefined ? source.first : source.resume(this.lastEventId)
      try {
        for await (const received of connect(transport, request, options)) {
          failures = 0
          this.lastEventId = received.id ?? this.lastEventId
          const event = source.read(received)
          if (event === undefined) continue
          yield event
          if (source.isLast(event)) return
        }
        throw new ConnectionError('The stream ended before its last event')
      } catch (error) {
        const delay = retryDelay(error, failures, maxRetries, isRepeatable(request) || this.lastEventId !== undefined)
        if (delay === undefined) throw error
        await sleep(delay, signal)
      }
    }
  }
}

async function* connect(transport: Transport, request: ApiRequest, options: CallOptions): AsyncGenerator<ServerSentEvent> {
  const { response, deadline } = await transport.open(
    { timeout: LONG_TIMEOUT_MS, ...request, headers: { accept: 'text/event-stream', ...request.headers } },
    options,
  )
  try {
    deadline.extend(SILENCE_MS)
    for await (const event of serverSentEvents(response.body!, () => deadline.extend(SILENCE_MS))) {
      // How long the reader takes is its own affair.
      deadline.pause()
      yield event
      deadline.extend(SILENCE_MS)
    }
  } catch (error) {
    throw failureOf(error, request, deadline, options.signal)
  } finally {
    deadline.clear()
  }
}
