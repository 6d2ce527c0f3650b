// The server-sent events of streams, as JSON Schema: their data is JSON that GraphQL has as it is. By the GraphQL type of an event, and its name.

type JsonSchema = Record<string, unknown>

interface EventData {
  /** What the data's schema is called. */
  name: string
  description: string
  data: JsonSchema
}

const text = { type: 'string' }
const optionalText = { type: ['string', 'null'] }
const object = (properties: Record<string, JsonSchema>, required = Object.keys(properties)): JsonSchema => ({
  type: 'object',
  properties,
  required,
})

const FAILURE: EventData = {
  name: 'StreamFailure',
  description: 'What went wrong. It is the last event.',
  data: object({ error: text, details: optionalText, code: text }, ['error']),
}

const CALL_PIECE = object(
  {
    index: { type: 'integer' },
    id: text,
    type: text,
    function: object({ name: text, arguments: { ...text, description: 'A piece of JSON.' } }, []),
  },
  [],
)

const APPROVAL = { type: { type: 'string', const: 'approval_required' }, tool_call_id: text, function_namespace: text, function_name: text }
const USAGE = object({ prompt_tokens: { type: 'integer' }, completion_tokens: { type: 'integer' }, total_tokens: { type: 'integer' } })

const CHAT_EVENTS: Record<string, EventData> = {
  message: {
    name: 'MessageChunk',
    description: 'A piece of what the model says or asks for.',
    data: object({
      content: { ...optionalText, description: 'More of the text.' },
      tool_calls: { type: ['array', 'null'], items: CALL_PIECE, description: 'More of the calls, in the shape of OpenAI.' },
      finish_reason: { ...optionalText, description: 'Why the model stopped, in the word of its provider.' },
    }),
  },
  tool_start: {
    name: 'ToolStart',
    description: 'A call begins.',
    data: object({
      type: { type: 'string', const: 'tool_start' },
      tool_call_id: text,
      name: { ...text, description: 'Name of the tool.' },
      arguments: { ...text, description: 'JSON.' },
      description: { ...optionalText, description: 'What the call does, for people.' },
    }),
  },
  tool_end: {
    name: 'ToolEnd',
    description: 'A call has ended.',
    data: object({ type: { type: 'string', const: 'tool_end' }, tool_call_id: text, name: text, result: text }),
  },
  tool_rejected: {
    name: 'ToolRejected',
    description: 'The user has rejected a call.',
    data: object({
      type: { type: 'string', const: 'tool_rejected' },
      tool_call_id: text,
      function_namespace: optionalText,
      function_name: text,
    }),
  },
  approval_required: {
    name: 'ApprovalRequired',
    description: 'A call waits for the user’s decision: `POST /chats/{id}/approve-tool/{tool_call_id}`.',
    data: object({ ...APPROVAL, arguments: { type: 'object', additionalProperties: true } }),
  },
  done: {
    name: 'TurnDone',
    description: 'The turn has ended. It is the last event.',
    data: object({ status: { type: 'string', enum: ['completed', 'cancelled'] }, usage: USAGE }, ['status']),
  },
  error: FAILURE,
}

const EXECUTION_EVENTS: Record<string, EventData> = {
  log: {
    name: 'ExecutionLogLine',
    description: 'Something was printed.',
    data: object({ number: { type: 'integer' }, stream: text, text, at: { type: 'string', format: 'date-time' } }),
  },
  status: {
    name: 'ExecutionStatusChange',
    description: 'The execution has another status.',
    data: object(
      {
        execution_id: { type: 'string', format: 'uuid' },
        status: { $ref: '#/components/schemas/ExecutionStatus' },
        output_data: { description: 'What it returned.' },
        error: text,
        prompt: { ...optionalText, description: 'What a paused execution asks for.' },
        schema: { description: 'JSON Schema of the input that a paused execution waits for.' },
        duration_ms: { type: 'number' },
      },
      ['execution_id', 'status'],
    ),
  },
  error: FAILURE,
}

/** By GraphQL type. */
export const EVENTS: Readonly<Record<string, Readonly<Record<string, EventData>>>> = {
  ChatEvent: CHAT_EVENTS,
  ExecutionEvent: EXECUTION_EVENTS,
}
