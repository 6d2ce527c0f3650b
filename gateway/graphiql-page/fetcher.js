// How GraphiQL asks the server. A credential of its headers goes before the session of the browser, whose cookie goes along by itself.
import { events } from './events.js'

/**
 * The answer of a query or mutation; of a subscription each time all events so far, the newest first, because the editor goes back to its first line
 * whenever its text changes.
 */
export async function fetcher(parameters, { headers } = {}) {
  const leave = new AbortController()
  const response = await fetch('/graphql', {
    method: 'POST',
    headers: {
      accept: 'application/graphql-response+json, application/json, text/event-stream',
      'content-type': 'application/json',
      'sinas-csrf': '1',
      ...headers,
    },
    body: JSON.stringify(parameters),
    signal: leave.signal,
  })
  if (!response.headers.get('content-type')?.startsWith('text/event-stream')) return response.json()
  const answers = collected(response.body, leave.signal)
  return {
    [Symbol.asyncIterator]() {
      return this
    },
    next: () => answers.next(),
    // GraphiQL stops it while the next event is waited for, which a generator by itself would not notice.
    return() {
      leave.abort()
      return Promise.resolve({ done: true, value: undefined })
    },
  }
}

/** Events that are shown of a long stream: the last ones. */
const MAX_SHOWN = 500
/** Milliseconds between two looks of the page at what came: a chat has many tokens a second. */
const PAUSE_MS = 50

async function* collected(body, signal) {
  const seen = []
  let count = 0
  let shown = 0
  let isOver = false
  const reading = (async () => {
    for await (const { event, data } of events(body, signal)) {
      if (event !== 'next') continue
      count++
      seen.unshift(JSON.parse(data))
      if (seen.length > MAX_SHOWN) seen.pop()
    }
  })()
    // A broken connection ends the stream, as its end does.
    .catch(() => undefined)
    .finally(() => {
      isOver = true
    })
  while (!isOver || shown < count) {
    if (shown === count) {
      await Promise.race([reading, new Promise((resolve) => setTimeout(resolve, PAUSE_MS))])
      continue
    }
    shown = count
    const earlier = count - seen.length
    yield { newestFirst: [...seen], ...(earlier > 0 && { earlierEvents: earlier }) }
  }
}
