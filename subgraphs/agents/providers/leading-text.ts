import { createParser } from 'eventsource-parser'

/** A chunk of OpenAI's, as far as it is looked at. */
interface Chunk {
  choices?: { delta?: Record<string, unknown>; finish_reason?: unknown }[]
  usage?: unknown
  error?: unknown
}

/** The text with which an answer in OpenAI's protocol begins, and the rest of the answer. The rest waits until the text was read, or its reader left. */
export class LeadingText {
  /** The events after the text. */
  readonly rest: ReadableStream<Uint8Array>
  readonly #source: ReadableStreamDefaultReader<Uint8Array>
  readonly #decoder = new TextDecoder()
  readonly #encoder = new TextEncoder()
  readonly #parser = createParser({ onEvent: ({ data }) => this.#take(data) })
  readonly #end = Promise.withResolvers<void>()
  #isLeading = true
  #text = ''
  #later = ''

  constructor(body: ReadableStream<Uint8Array>) {
    this.#source = body.getReader()
    this.rest = new ReadableStream({ pull: (controller) => this.#pull(controller), cancel: (reason) => this.#source.cancel(reason) })
  }

  /** The text in pieces, as it comes. A connection that breaks ends it: why it broke is told by the rest. */
  async *read(): AsyncGenerator<string> {
    try {
      while (this.#isLeading && (await this.#next())) {
        if (this.#text === '') continue
        const text = this.#text
        this.#text = ''
        yield text
      }
    } finally {
      this.#isLeading = false
      this.#end.resolve()
    }
  }

  /** Takes what comes next. @returns false where nothing does, as the text ends with the connection */
  async #next(): Promise<boolean> {
    return this.#feed().catch(() => false)
  }

  /** @returns false at the end of the answer */
  async #feed(): Promise<boolean> {
    const { done, value } = await this.#source.read()
    if (done) return false
    this.#parser.feed(this.#decoder.decode(value, { stream: true }))
    return true
  }

  #take(data: string): void {
    const text = this.#isLeading ? textOf(data) : undefined
    if (text !== undefined) this.#text += text
    else {
      this.#isLeading = false
      this.#later += `data: ${data.replaceAll('\n', '\ndata: ')}\n\n`
    }
  }

  async #pull(controller: ReadableStreamDefaultController<Uint8Array>): Promise<void> {
    await this.#end.promise
    while (this.#later === '') if (!(await this.#feed())) return controller.close()
    controller.enqueue(this.#encoder.encode(this.#later))
    this.#later = ''
  }
}

/** The text of a chunk that is nothing but text; undefined for any other. */
function textOf(data: string): string | undefined {
  const { choices, usage, error } = chunkOf(data)
  if (isSaid(usage) || error !== undefined || choices?.length !== 1) return undefined
  const { delta, finish_reason } = choices[0]!
  if (isSaid(finish_reason) || typeof delta?.content !== 'string') return undefined
  for (const name in delta) if (name !== 'content' && name !== 'role' && isSaid(delta[name])) return undefined
  return delta.content
}

function chunkOf(data: string): Chunk {
  try {
    return Object(JSON.parse(data))
  } catch {
    return {}
  }
}

/** Servers write what they don't say in several ways. */
const isSaid = (value: unknown) => value !== null && value !== undefined && value !== '' && !(Array.isArray(value) && value.length === 0)
