import { setTimeout as delay } from 'node:timers/promises'
import {
  APICallError,
  JSONParseError,
  type LanguageModelV3CallOptions,
  type LanguageModelV3StreamPart,
  type LanguageModelV3Usage,
  TypeValidationError,
} from '@ai-sdk/provider'
import { replaceNul } from '../../../schema/storable.ts'
import type { StreamingModel } from './quick-text.ts'

/** A piece of an answer, in the shape of OpenAI's deltas whatever the provider: the data of a `message` event. */
export type MessageChunk = {
  content: string | null
  tool_calls: ToolCallDelta[] | null
  /** The provider's own word: `stop`, `tool_calls`, `end_turn`, ... */
  finish_reason: string | null
}

/** Two pieces of text as one; undefined where either is more than text. */
export function joinChunks(first: MessageChunk, second: MessageChunk): MessageChunk | undefined {
  const isText = [first, second].every(({ content, tool_calls, finish_reason }) => content !== null && !tool_calls && !finish_reason)
  return isText ? { ...first, content: `${first.content}${second.content}` } : undefined
}

interface ToolCallDelta {
  index: number
  id?: string
  type?: 'function'
  function: { name?: string; arguments: string }
}

export interface RequestedCall {
  id: string
  name: string
  /** JSON text as the model wrote it: it may be invalid. */
  arguments: string
}

/** A whole answer of a model. */
export interface Reply {
  text: string
  calls: RequestedCall[]
  promptTokens: number
  completionTokens: number
}

/** A model did not answer, or not to the end. Its message may be shown to the chat's user. */
export class ProviderError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'ProviderError'
  }
}

const RETRIES = 2
const MAX_RETRY_DELAY_MS = 10_000

/** Puts an answer together from the parts of its stream. */
export class ReplyReader {
  text = ''
  usage: LanguageModelV3Usage | undefined
  readonly #calls = new Map<string, RequestedCall>()
  #finished = false

  readonly #takenIds: ReadonlySet<string>

  /** @param takenIds tool calls of the chat so far: some providers begin to count anew with each answer */
  constructor(takenIds: ReadonlySet<string>) {
    this.#takenIds = takenIds
  }

  /** @returns what readers see of the part, if anything */
  read(part: LanguageModelV3StreamPart): MessageChunk | undefined {
    switch (part.type) {
      case 'text-delta': {
        const content = replaceNul(part.delta)
        this.text += content
        return content === '' ? undefined : { content, tool_calls: null, finish_reason: null }
      }
      case 'tool-input-start':
        return this.#begin(part.id, part.toolName, '')
      case 'tool-input-delta': {
        const call = this.#calls.get(part.id)
        if (!call) return undefined
        call.arguments += part.delta
        return toolChunk({ index: this.#indexOf(part.id), function: { arguments: part.delta } })
      }
      case 'tool-call':
        return this.#calls.has(part.toolCallId) ? undefined : this.#begin(part.toolCallId, part.toolName, part.input)
      case 'finish':
        if (part.finishReason.raw === undefined) throw new ProviderError('the stream ended before the answer did')
        this.#finished = true
        this.usage = part.usage
        return { content: null, tool_calls: null, finish_reason: part.finishReason.raw }
      case 'error':
        throw part.error
      default:
        return undefined
    }
  }

  /** @throws ProviderError where the stream ended before its time */
  reply(): Reply {
    if (!this.#finished) throw new ProviderError('the stream ended before the answer did')
    return {
      text: this.text,
      calls: [...this.#calls.values()],
      promptTokens: this.usage?.inputTokens.total ?? 0,
      completionTokens: this.usage?.outputTokens.total ?? 0,
    }
  }

  #begin(id: string, name: string, text: string): MessageChunk {
    const call = { id: this.#takenIds.has(id) ? `call_${crypto.randomUUID()}` : id, name, arguments: text }
    this.#calls.set(id, call)
    return toolChunk({ index: this.#indexOf(id), id: call.id, type: 'function', function: { name, arguments: text } })
  }

  #indexOf(id: string): number {
    return [...this.#calls.keys()].indexOf(id)
  }
}

const toolChunk = (delta: ToolCallDelta): MessageChunk => ({ content: null, tool_calls: [delta], finish_reason: null })

/**
 * The parts of a model's answer as they arrive. A request that failed before it was answered is made again, where that may help.
 * @throws ProviderError
 */
export async function* streamParts(model: StreamingModel, call: LanguageModelV3CallOptions): AsyncGenerator<LanguageModelV3StreamPart> {
  try {
    const { stream } = await withRetries(() => model.doStream(call), call.abortSignal)
    yield* stream
  } catch (error) {
    if (call.abortSignal?.aborted) throw call.abortSignal.reason
    throw asProviderError(error)
  }
}

async function withRetries<T>(attempt: () => PromiseLike<T>, signal: AbortSignal | undefined): Promise<T> {
  for (let tries = 0; ; tries++) {
    try {
      return await attempt()
    } catch (error) {
      if (tries === RETRIES || signal?.aborted || !APICallError.isInstance(error) || !error.isRetryable) throw error
      await delay(retryDelay(error, tries), undefined, signal && { signal })
    }
  }
}

/** Milliseconds to wait: what the provider asks for, or twice as long each time. */
function retryDelay(error: APICallError, tries: number): number {
  const asked = Number(error.responseHeaders?.['retry-after']) * 1000
  return Math.min(Number.isFinite(asked) ? asked : 500 * 2 ** tries, MAX_RETRY_DELAY_MS)
}

/** Passes on the provider's message. It never holds a key: providers don't repeat keys in full, and neither do we. */
export function asProviderError(error: unknown): ProviderError {
  if (error instanceof ProviderError) return error
  if (APICallError.isInstance(error) && error.statusCode !== 200) {
    const message = error.statusCode
      ? `it answered ${error.statusCode}: ${error.message}`
      : `no connection to ${originOf(error.url)}: ${whyNot(error)}`
    return new ProviderError(message, { cause: error })
  }
  // A chunk of another shape than an answer's is how some servers report an error.
  if (TypeValidationError.isInstance(error))
    return new ProviderError(textIn(error.value) ?? 'it sent something that is no answer', { cause: error })
  if (JSONParseError.isInstance(error)) return new ProviderError('it sent something that is not JSON', { cause: error })
  const message = error instanceof Error ? reasonOf(error) : (textIn(error) ?? JSON.stringify(error))
  return new ProviderError(message, { cause: error })
}

/** Without the path, which may hold a key. */
const originOf = (url: string) => (URL.canParse(url) ? new URL(url).origin : 'its URL')

/** The AI SDK puts its own words before the reason. */
function whyNot(error: APICallError): string {
  const reason = error.message.replace(/^Cannot connect to API: /, '')
  return reason === 'bad port' ? 'HTTP clients refuse this port, which belongs to another protocol (bad port): use another one' : reason
}

/** `fetch failed` and `terminated` say less than their causes. */
function reasonOf(error: Error): string {
  const cause = error.cause as { message?: string; code?: string } | undefined
  return cause?.message || cause?.code ? `the connection broke (${cause.message || cause.code})` : error.message
}

/** The message of an error as providers write it: bare, in an object, or in an `error` of one. */
function textIn(value: unknown): string | undefined {
  if (typeof value === 'string') return value
  const { message, error } = (value ?? {}) as { message?: unknown; error?: unknown }
  return typeof message === 'string' ? message : error === undefined ? undefined : textIn(error)
}
