import type { Answer } from './answer.testing.ts'

/** How a provider writes its answers. */
export interface Protocol {
  contentType: string
  /** What goes over the wire, one write at a time. */
  pieces(answer: Answer, model: string): Generator<string>
  /** Body of an HTTP error. */
  error(message: string): unknown
  /** An error in mid-stream. */
  errorPiece(message: string): string
  garbage: string
}

const data = (value: unknown) => `data: ${JSON.stringify(value)}\n\n`

const openaiError = (message: string) => ({ error: { message, type: 'server_error', param: null, code: null } })

/** https://platform.openai.com/docs/api-reference/chat-streaming */
export const openai: Protocol = {
  contentType: 'text/event-stream; charset=utf-8',
  error: openaiError,
  errorPiece: (message) => data(openaiError(message)),
  garbage: 'data: {"id": "chatcmpl-1", "cho\n\n',
  *pieces({ text = [], calls = [], finish, usage = { prompt: 10, completion: 5 } }, model) {
    const chunk = (delta: unknown, reason: string | null = null) =>
      data({
        id: 'chatcmpl-123',
        object: 'chat.completion.chunk',
        created: 1694268190,
        model,
        system_fingerprint: 'fp_44709d6fcb',
        choices: [{ index: 0, delta, logprobs: null, finish_reason: reason }],
        usage: null,
      })
    yield chunk({ role: 'assistant', content: text.length > 0 ? '' : null })
    for (const content of text) yield chunk({ content })
    for (const [index, call] of calls.entries()) {
      yield chunk({
        tool_calls: [{ index, id: call.id ?? `call_${index}_${model}`, type: 'function', function: { name: call.name, arguments: '' } }],
      })
      for (const piece of call.arguments) yield chunk({ tool_calls: [{ index, function: { arguments: piece } }] })
    }
    yield chunk({}, finish ?? (calls.length > 0 ? 'tool_calls' : 'stop'))
    const tokens = { prompt_tokens: usage.prompt, completion_tokens: usage.completion, total_tokens: usage.prompt + usage.completion }
    yield data({ id: 'chatcmpl-123', object: 'chat.completion.chunk', created: 1694268190, model, choices: [], usage: tokens })
    yield 'data: [DONE]\n\n'
  },
}

/** https://docs.mistral.ai/api: as OpenAI's, but a tool call comes whole, and usage with the last chunk. */
export const mistral: Protocol = {
  contentType: 'text/event-stream',
  error: (message) => ({ object: 'error', message, type: 'invalid_request_error', param: null, code: null }),
  errorPiece: (message) => data({ object: 'error', message, type: 'internal_error', param: null, code: '1234' }),
  garbage: 'data: {"id": "cmpl\n\n',
  *pieces({ text = [], calls = [], finish, usage = { prompt: 10, completion: 5 } }, model) {
    const chunk = (delta: unknown, reason: string | null = null, extra = {}) =>
      data({
        id: 'cmpl-e5cc70bb28c444948073e77776eb30ef',
        object: 'chat.completion.chunk',
        created: 1702256327,
        model,
        choices: [{ index: 0, delta, finish_reason: reason }],
        ...extra,
      })
    yield chunk({ role: 'assistant', content: '' })
    for (const content of text) yield chunk({ content })
    const whole = calls.map((call, index) => ({
      id: call.id ?? `mistral0${index}`,
      index,
      function: { name: call.name, arguments: call.arguments.join('') },
    }))
    const tokens = {
      usage: { prompt_tokens: usage.prompt, total_tokens: usage.prompt + usage.completion, completion_tokens: usage.completion },
    }
    yield chunk(
      { content: '', ...(whole.length > 0 && { tool_calls: whole }) },
      finish ?? (whole.length > 0 ? 'tool_calls' : 'stop'),
      tokens,
    )
    yield 'data: [DONE]\n\n'
  },
}

const anthropicError = (message: string) => ({ type: 'error', error: { type: 'overloaded_error', message } })

/** https://docs.anthropic.com/en/docs/build-with-claude/streaming */
export const anthropic: Protocol = {
  contentType: 'text/event-stream; charset=utf-8',
  error: anthropicError,
  errorPiece: (message) => `event: error\n${data(anthropicError(message))}`,
  garbage: 'event: content_block_delta\ndata: {"type": "content_bl\n\n',
  *pieces({ text = [], calls = [], finish, usage = { prompt: 10, completion: 5 } }, model) {
    const event = (value: { type: string; [key: string]: unknown }) => `event: ${value.type}\n${data(value)}`
    let index = 0
    yield event({
      type: 'message_start',
      message: {
        id: 'msg_1nZdL29xx5MUA1yADyHTEsnR8uuvGzszyY',
        type: 'message',
        role: 'assistant',
        content: [],
        model,
        stop_reason: null,
        stop_sequence: null,
        usage: { input_tokens: usage.prompt, output_tokens: 1 },
      },
    })
    if (text.length > 0) {
      yield event({ type: 'content_block_start', index, content_block: { type: 'text', text: '' } })
      yield event({ type: 'ping' })
      for (const piece of text) yield event({ type: 'content_block_delta', index, delta: { type: 'text_delta', text: piece } })
      yield event({ type: 'content_block_stop', index: index++ })
    }
    for (const call of calls) {
      const id = call.id ?? `toolu_0${index}`
      yield event({ type: 'content_block_start', index, content_block: { type: 'tool_use', id, name: call.name, input: {} } })
      for (const piece of call.arguments)
        yield event({ type: 'content_block_delta', index, delta: { type: 'input_json_delta', partial_json: piece } })
      yield event({ type: 'content_block_stop', index: index++ })
    }
    const stop_reason = finish ?? (calls.length > 0 ? 'tool_use' : 'end_turn')
    yield event({ type: 'message_delta', delta: { stop_reason, stop_sequence: null }, usage: { output_tokens: usage.completion } })
    yield event({ type: 'message_stop' })
  },
}

/** https://github.com/ollama/ollama/blob/main/docs/api.md#generate-a-chat-completion */
export const ollama: Protocol = {
  contentType: 'application/x-ndjson',
  error: (error) => ({ error }),
  errorPiece: (error) => `${JSON.stringify({ error })}\n`,
  garbage: '{"model": "llam\n',
  *pieces({ text = [], calls = [], finish = 'stop', usage = { prompt: 10, completion: 5 } }, model) {
    const line = (value: object) => `${JSON.stringify({ model, created_at: '2023-08-04T08:52:19.385406455-07:00', ...value })}\n`
    for (const content of text) yield line({ message: { role: 'assistant', content }, done: false })
    if (calls.length > 0) {
      const tool_calls = calls.map((call) => ({ function: { name: call.name, arguments: JSON.parse(call.arguments.join('') || '{}') } }))
      yield line({ message: { role: 'assistant', content: '', tool_calls }, done: false })
    }
    const counts = { total_duration: 4883583458, load_duration: 1334875, prompt_eval_count: usage.prompt, eval_count: usage.completion }
    yield line({ message: { role: 'assistant', content: '' }, done: true, done_reason: finish, ...counts })
  },
}
