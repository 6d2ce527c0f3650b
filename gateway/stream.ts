import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import type { FastifyReply } from 'fastify'
import type { GraphQLError } from 'graphql'
import { asSinasError } from '../schema/graph.ts'

/** What a streaming operation may yield as `result`; another value is sent as the data of a message. */
interface ServerSentEvent {
  id?: string | null
  event?: string | null
  data: unknown
}

/** Milliseconds of silence after which a comment is sent, so that proxies keep the connection. */
const PING_AFTER_MS = 15_000

/** Milliseconds to wait for the first event: then the answer begins without it, so that the client sees that it is connected. */
const FIRST_EVENT_MS = 5000

/**
 * Sends the events as `text/event-stream`: https://html.spec.whatwg.org/multipage/server-sent-events.html
 * An error before the answer has begun is thrown, and so an ordinary HTTP answer; a later one is the stream's last event, `error`.
 * The source waits for a slow reader, and ends when the reader leaves.
 */
export async function sendEventStream(
  reply: FastifyReply,
  events: AsyncIterableIterator<Record<string, unknown>>,
  signal: AbortSignal,
): Promise<void> {
  let next = events.next()
  const first = await Promise.race([next, sleep(FIRST_EVENT_MS, undefined, { ref: false })])
  reply.hijack()
  const { raw } = reply
  raw.writeHead(200, {
    ...headersOf(reply),
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store, no-transform',
    'x-accel-buffering': 'no',
    ...(first && !first.done && channelOf(eventOf(first.value))),
  })
  raw.flushHeaders()
  const ping = setInterval(() => raw.write(': ping\n\n'), PING_AFTER_MS)
  // Aborted when the reader leaves, which ends the loop.
  const drained = () => once(raw, 'drain', { signal }).catch(() => undefined)
  try {
    for (let step = await next; !step.done && !signal.aborted; step = await next) {
      ping.refresh()
      if (!raw.write(format(eventOf(step.value)))) await drained()
      next = events.next()
    }
  } catch (error) {
    const { message, code } = asSinasError(error as GraphQLError)
    raw.write(format({ event: 'error', data: { error: message, code } }))
  } finally {
    clearInterval(ping)
    await events.return?.()
    raw.end()
  }
}

function eventOf(value: Record<string, unknown>): ServerSentEvent {
  const { result } = value
  return typeof result === 'object' && result !== null && 'data' in result ? (result as ServerSentEvent) : { data: result ?? value }
}

/** Headers by which a client that lost the stream resumes it, sent before the first event. Ids are `{channel}:{number}`. */
function channelOf({ id }: ServerSentEvent): Record<string, string> {
  const [, channel] = /^([0-9a-f-]{36}):\d+$/.exec(id ?? '') ?? []
  return channel ? { 'x-stream-channel': channel } : {}
}

function format({ id, event, data }: ServerSentEvent): string {
  const text = typeof data === 'string' ? data : JSON.stringify(data)
  return `${id ? `id: ${id}\n` : ''}event: ${event ?? 'message'}\n${text
    .split(/\r\n|\r|\n/)
    .map((line) => `data: ${line}\n`)
    .join('')}\n`
}

/** Headers that hooks have set already (CORS, request id): hijacking the reply would lose them. */
function headersOf(reply: FastifyReply): Record<string, string | number | string[]> {
  return Object.fromEntries(Object.entries(reply.getHeaders()).filter(([, value]) => value !== undefined)) as Record<
    string,
    string | number | string[]
  >
}
