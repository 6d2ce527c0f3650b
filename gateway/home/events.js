/** The events of a `text/event-stream` body, as they arrive: `{ id, event, data }`. */
export async function* events(body) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader()
  let buffer = ''
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return
    buffer += value.replaceAll('\r\n', '\n')
    const blocks = buffer.split('\n\n')
    buffer = blocks.pop()
    for (const block of blocks) {
      const fields = block.split('\n').filter((line) => !line.startsWith(':')).map((line) => /^(\w+): ?(.*)$/.exec(line)).filter(Boolean)
      if (fields.length === 0) continue
      const last = (name) => fields.findLast(([, key]) => key === name)?.[2]
      yield { id: last('id'), event: last('event') ?? 'message', data: fields.filter(([, key]) => key === 'data').map(([, , text]) => text).join('\n') }
    }
  }
}
