import { ReadableStream } from 'node:stream/web'
import { Response } from 'undici'
import { SinasError } from '../../../schema/errors.ts'
import { currentCall } from './current-call.ts'

/** Bytes that an answer, or one event of a stream, may have: what the SDK allows a message over stdio. */
export const MAX_MESSAGE_BYTES = 10 * 1024 * 1024

/**
 * The response with a body that is cut off where it gets too large, and that tells the call it belongs to when it breaks.
 * The SDK goes on waiting for an answer whose stream broke; the call knows by this that there will be none.
 */
export function limitedBody(response: Response, method: string): Response {
  if (!response.body) return response
  const call = method === 'POST' ? currentCall.getStore() : undefined
  const isStream = response.headers.get('content-type')?.includes('text/event-stream') ?? false
  const limited = new Response(ReadableStream.from(guard(response.body, isStream, call)), {
    status: response.status,
    statusText: response.statusText,
    headers: response.headers,
  })
  // The SDK resolves relative redirects and OAuth metadata against it, and a made response has none.
  Object.defineProperty(limited, 'url', { value: response.url })
  return limited
}

async function* guard(body: AsyncIterable<Uint8Array>, isStream: boolean, call: AbortController | undefined): AsyncGenerator<Uint8Array> {
  const seen = new StreamMarks()
  let size = 0
  try {
    for await (const chunk of body) {
      size = isStream ? sizeOfEvent(size, chunk) : size + chunk.length
      if (size > MAX_MESSAGE_BYTES)
        throw new SinasError('PAYLOAD_TOO_LARGE', { what: 'The answer of the MCP server', limit: MAX_MESSAGE_BYTES })
      if (isStream && call) seen.read(chunk)
      yield chunk
    }
    if (isStream && !seen.answered && !seen.resumable) call?.abort(broken())
  } catch (error) {
    if (error instanceof SinasError) call?.abort(error)
    else if (!seen.resumable) call?.abort(broken(error))
    throw error
  }
}

const broken = (cause?: unknown) =>
  new SinasError('UNAVAILABLE', { what: 'The MCP server', reason: 'it broke off in the middle of the call' }, cause)

const NEWLINE = 10

/** Bytes since the last blank line. */
function sizeOfEvent(before: number, chunk: Uint8Array): number {
  for (let i = chunk.length - 1; i > 0; i--) {
    if (chunk[i] === NEWLINE && (chunk[i - 1] === NEWLINE || (chunk[i - 1] === 13 && chunk[i - 2] === NEWLINE))) return chunk.length - 1 - i
  }
  return before + chunk.length
}

/** What an event stream has shown of itself so far. It is looked for as text, because each event is parsed by the SDK anyway. */
class StreamMarks {
  /** Something that looks like an answer went by. */
  answered = false
  /** Events had ids: the SDK goes on with the stream where it broke. */
  resumable = false
  #tail = ''

  read(chunk: Uint8Array): void {
    if (this.answered) return
    const text = this.#tail + Buffer.from(chunk).toString('latin1')
    this.answered = text.includes('"result"') || text.includes('"error"')
    this.resumable ||= /(^|[\r\n])id:/.test(text)
    this.#tail = text.slice(-16)
  }
}
