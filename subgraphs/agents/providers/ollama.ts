import {
  APICallError,
  type JSONObject,
  type LanguageModelV3,
  type LanguageModelV3CallOptions,
  type LanguageModelV3Prompt,
  type LanguageModelV3StreamPart,
} from '@ai-sdk/provider'

interface OllamaOptions {
  baseUrl: string
  model: string
  apiKey: string | null
}

/** A line of the answer of `POST /api/chat`. */
interface OllamaChunk {
  message?: { content?: string; thinking?: string; tool_calls?: { function: { name: string; arguments: JSONObject } }[] }
  done?: boolean
  done_reason?: string
  prompt_eval_count?: number
  eval_count?: number
  error?: string
}

/** A model served by Ollama, over its own protocol: JSON lines from `POST /api/chat`. */
export function ollamaModel(options: OllamaOptions): LanguageModelV3 {
  return {
    specificationVersion: 'v3',
    provider: 'ollama',
    modelId: options.model,
    supportedUrls: {},
    async doStream(call) {
      const body = requestBody(options.model, call)
      const response = await post(options, body, call.abortSignal)
      return { stream: response.body!.pipeThrough(new TextDecoderStream()).pipeThrough(jsonLines()).pipeThrough(streamParts()) }
    },
    async doGenerate() {
      throw new Error('only streaming is used')
    },
  }
}

async function post({ baseUrl, apiKey }: OllamaOptions, body: JSONObject, signal: AbortSignal | undefined): Promise<Response> {
  const url = `${baseUrl}/api/chat`
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(apiKey && { authorization: `Bearer ${apiKey}` }) },
    body: JSON.stringify(body),
    ...(signal && { signal }),
  }).catch((cause) => {
    if (signal?.aborted) throw cause
    throw new APICallError({
      message: `can't reach ${baseUrl}: ${cause.cause?.message ?? cause.message}`,
      url,
      requestBodyValues: {},
      cause,
      isRetryable: true,
    })
  })
  if (response.ok) return response
  const responseBody = await response.text()
  throw new APICallError({
    message: errorText(responseBody) ?? response.statusText,
    url,
    requestBodyValues: {},
    statusCode: response.status,
    responseHeaders: Object.fromEntries(response.headers),
    responseBody,
  })
}

function errorText(body: string): string | undefined {
  try {
    return (JSON.parse(body) as { error?: string }).error
  } catch {
    return body.trim() || undefined
  }
}

function requestBody(model: string, call: LanguageModelV3CallOptions): JSONObject {
  const { temperature, maxOutputTokens, responseFormat } = call
  const tools = call.tools?.flatMap((tool) =>
    tool.type === 'function'
      ? [{ type: 'function', function: { name: tool.name, description: tool.description, parameters: tool.inputSchema } }]
      : [],
  )
  return {
    model,
    stream: true,
    messages: call.prompt.flatMap(toMessages),
    ...(tools?.length && { tools: tools as unknown as JSONObject[] }),
    ...(responseFormat?.type === 'json' && { format: (responseFormat.schema as JSONObject) ?? 'json' }),
    options: { ...(temperature !== undefined && { temperature }), ...(maxOutputTokens !== undefined && { num_predict: maxOutputTokens }) },
  }
}

function toMessages(message: LanguageModelV3Prompt[number]): JSONObject[] {
  switch (message.role) {
    case 'system':
      return [{ role: 'system', content: message.content }]
    case 'user': {
      const images = message.content.flatMap((part) => (part.type === 'file' && typeof part.data === 'string' ? [part.data] : []))
      return [{ role: 'user', content: textOf(message.content), ...(images.length > 0 && { images }) }]
    }
    case 'assistant': {
      const calls = message.content.flatMap((part) =>
        part.type === 'tool-call' ? [{ function: { name: part.toolName, arguments: part.input as JSONObject } }] : [],
      )
      return [{ role: 'assistant', content: textOf(message.content), ...(calls.length > 0 && { tool_calls: calls }) }]
    }
    case 'tool':
      return message.content.flatMap((part) =>
        part.type === 'tool-result' && part.output.type === 'text'
          ? [{ role: 'tool', tool_name: part.toolName, content: part.output.value }]
          : [],
      )
  }
}

const textOf = (content: readonly { type: string }[]) =>
  content.flatMap((part) => (part.type === 'text' ? [(part as unknown as { text: string }).text] : [])).join('\n')

function jsonLines(): TransformStream<string, OllamaChunk> {
  let rest = ''
  return new TransformStream({
    transform(text, controller) {
      const lines = (rest + text).split('\n')
      rest = lines.pop()!
      for (const line of lines) if (line.trim()) controller.enqueue(JSON.parse(line))
    },
    flush(controller) {
      if (rest.trim()) controller.enqueue(JSON.parse(rest))
    },
  })
}

function streamParts(): TransformStream<OllamaChunk, LanguageModelV3StreamPart> {
  let calls = 0
  return new TransformStream({
    transform(chunk, controller) {
      if (chunk.error) {
        controller.enqueue({ type: 'error', error: new Error(chunk.error) })
        return
      }
      if (chunk.message?.content) controller.enqueue({ type: 'text-delta', id: '0', delta: chunk.message.content })
      for (const call of chunk.message?.tool_calls ?? []) {
        const input = JSON.stringify(call.function.arguments ?? {})
        controller.enqueue({ type: 'tool-call', toolCallId: `call_${calls++}`, toolName: call.function.name, input })
      }
      if (chunk.done) controller.enqueue(finish(chunk, calls > 0))
    },
  })
}

function finish(chunk: OllamaChunk, called: boolean): LanguageModelV3StreamPart {
  const raw = called ? 'tool_calls' : (chunk.done_reason ?? 'stop')
  const unified = called ? 'tool-calls' : raw === 'stop' || raw === 'length' ? raw : 'other'
  return {
    type: 'finish',
    finishReason: { unified, raw },
    usage: {
      inputTokens: { total: chunk.prompt_eval_count, noCache: undefined, cacheRead: undefined, cacheWrite: undefined },
      outputTokens: { total: chunk.eval_count, text: undefined, reasoning: undefined },
    },
  }
}
