import { once } from 'node:events'
import type { FastifyReply } from 'fastify'
import type { GraphQLError } from 'graphql'
import { asSinasError } from '../schema/graph.ts'

/** What a streaming operation yields as `result`. */
interface ServerSentEvent {
  id?: string | null
  event?: string | null
  data: unknown
}

/** Milliseconds of silence after which a comment is sent, so that proxies keep the connection. */
const PING_AFTER = 15_000

/**
 * Sends the events as `text/event-stream`: https://html.spec.whatwg.org/multipage/server-sent-events.html
 * An error before the first event is thrown, and so an ordinary HTTP answer; a later one is the stream's last event, `error`.
 * A reader that is slow is waited for; one that leaves ends the source.
 */
export async function sendEventStream(
  reply: FastifyReply,
  events: AsyncIterableIterator<{ result: ServerSentEvent }>,
  signal: AbortSignal,
): Promise<void> {
  let step = await events.next()
  reply.hijack()
  const { raw } = reply
  raw.writeHead(200, {
    ...headersOf(reply),
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-cache, no-transform',
    'x-accel-buffering': 'no',
  })
  raw.flushHeaders()
  const ping = setInterval(() => raw.write(': ping\n\n'), PING_AFTER)
  // Aborted when the reader leaves, which ends the loop.
  const drained = () => once(raw, 'drain', { signal }).catch(() => undefined)
  try {
    while (!step.done && !signal.aborted) {
      ping.refresh()
      if (!raw.write(format(step.value.result))) await drained()
      step = await events.next()
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

function format({ id, event, data }: ServerSentEvent): string {
  const text = typeof data === 'string' ? data : JSON.stringify(data)
  return `${id ? `id: ${id}\n` : ''}event: ${event ?? 'message'}\n${text
    .split('\n')
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
