/** One event of a `text/event-stream`. */
export interface ServerSentEvent {
  id: string | undefined
  event: string
  data: string
}

/**
 * The events of a stream, as they arrive: https://html.spec.whatwg.org/multipage/server-sent-events.html
 * One that the end of the stream cuts off is not an event.
 * @param onBytes called for every piece, comments included: the stream is alive
 */
export async function* serverSentEvents(
  body: ReadableStream<Uint8Array>,
  onBytes: () => void = () => undefined,
): AsyncGenerator<ServerSentEvent> {
  let fields: string[] = []
  for await (const line of lines(body, onBytes)) {
    if (line !== '') {
      if (!line.startsWith(':')) fields.push(line)
      continue
    }
    const event = eventOf(fields)
    fields = []
    if (event) yield event
  }
}

function eventOf(fields: string[]): ServerSentEvent | undefined {
  const values = (name: string) =>
    fields.flatMap((field) => {
      const [key, ...rest] = field.split(':')
      return key === name ? [rest.join(':').replace(/^ /, '')] : []
    })
  const data = values('data')
  if (data.length === 0) return undefined
  return { id: values('id').at(-1) || undefined, event: values('event').at(-1) || 'message', data: data.join('\n') }
}

/** Lines end with LF, CRLF or CR. */
async function* lines(body: ReadableStream<Uint8Array>, onBytes: () => void): AsyncGenerator<string> {
  const reader = body.getReader()
  const decoder = new TextDecoder()
  let rest = ''
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return
      onBytes()
      rest += decoder.decode(value, { stream: true })
      // A CR at the very end may be the first half of a CRLF.
      const pieces = rest.split(/\r\n|\n|\r(?!$)/)
      rest = pieces.pop()!
      yield* pieces
    }
  } finally {
    await reader.cancel().catch(() => undefined)
  }
}
