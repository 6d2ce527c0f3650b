/** Milliseconds that an answer may take; and one without which nothing goes on. */
const PATIENCE_MS = 20_000
const LONG_PATIENCE_MS = 180_000
/** Milliseconds that a stream of events is listened to, and bytes of any answer that are read. */
const LISTEN_MS = 1_000
const MAX_BYTES = 2_000_000

export interface Answer {
  /** 0: there was none in time. */
  status: number
  text: string
  /** The text, parsed where it is JSON. */
  body: any
  headers: Headers
}

export interface Asked {
  method: string
  path: string
  body?: unknown
  headers?: Record<string, string>
}

/** One who uses the API, by an access token or a key. */
export class Person {
  readonly name: string
  /** Of the user. */
  readonly id: string
  readonly token: string
  readonly #url: () => string
  readonly #hear: ((answer: Answer, asked: Asked) => void) | undefined

  /** @param url of any gateway, for each request @param hear is told of each answer */
  constructor(who: { name: string; id: string; token: string }, url: () => string, hear?: (answer: Answer, asked: Asked) => void) {
    this.name = who.name
    this.id = who.id
    this.token = who.token
    this.#url = url
    this.#hear = hear
  }

  async ask(method: string, path: string, body?: unknown, headers: Record<string, string> = {}, patienceMs = PATIENCE_MS): Promise<Answer> {
    const isBytes = body instanceof Uint8Array
    const answer = await send(`${this.#url()}${path}`, patienceMs, {
      method,
      headers: {
        authorization: `Bearer ${this.token}`,
        ...(body !== undefined && !isBytes && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: isBytes ? new Uint8Array(body) : JSON.stringify(body) }),
    })
    this.#hear?.(answer, { method, path, body, headers })
    return answer
  }

  /** A request that must succeed. @returns the body of its answer */
  async must(method: string, path: string, body?: unknown): Promise<any> {
    const answer = await this.ask(method, path, body, {}, LONG_PATIENCE_MS)
    if (answer.status < 200 || answer.status >= 300)
      throw new Error(`${this.name}: ${method} ${path} answers ${answer.status} ${answer.text}`)
    return answer.body
  }

  /** The same person by another credential. */
  with(token: string): Person {
    return new Person({ name: this.name, id: this.id, token }, this.#url, this.#hear)
  }

  /** The same person at one gateway from now on. */
  pinned(): Person {
    const url = this.#url()
    return new Person(this, () => url, this.#hear)
  }
}

async function send(url: string, patienceMs: number, request: RequestInit): Promise<Answer> {
  const patience = AbortSignal.timeout(patienceMs)
  try {
    const response = await fetch(url, { ...request, redirect: 'manual', signal: patience })
    const text = await textOf(response)
    return { status: response.status, text, body: parsed(text), headers: response.headers }
  } catch {
    return { status: 0, text: '', body: undefined, headers: new Headers() }
  }
}

/** Of a stream that has no end, what comes in a moment. */
async function textOf(response: Response): Promise<string> {
  const isStream = response.headers.get('content-type')?.startsWith('text/event-stream') && new URL(response.url).pathname !== '/mcp'
  const reader = response.body?.getReader()
  if (!reader) return ''
  const timer = isStream ? setTimeout(() => void reader.cancel().catch(() => undefined), LISTEN_MS) : undefined
  const decoder = new TextDecoder()
  let text = ''
  for (;;) {
    const { done, value } = await reader.read()
    if (done || text.length > MAX_BYTES) break
    text += decoder.decode(value, { stream: true })
  }
  clearTimeout(timer)
  return text
}

function parsed(text: string): any {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
