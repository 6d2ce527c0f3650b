/** The events of a `text/event-stream` body, as they arrive: `{ id, event, data }`. Ends with the body, or when the signal is aborted. */
export async function* events(body, signal) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader()
  signal.addEventListener('abort', () => reader.cancel().catch(() => undefined))
  let buffer = ''
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return
    buffer += value
    const blocks = buffer.split('\n\n')
    buffer = blocks.pop()
    for (const block of blocks) {
      const event = eventIn(block)
      if (event.data !== undefined) yield event
    }
  }
}

/** https://html.spec.whatwg.org/multipage/server-sent-events.html, as this server writes it: a comment has no data. */
function eventIn(block) {
  const event = {}
  for (const line of block.split('\n')) {
    const [, name, value] = /^(\w+): ?(.*)$/.exec(line) ?? []
    if (name === 'data' && event.data !== undefined) event.data += `\n${value}`
    else if (name) event[name] = value
  }
  return event
}
