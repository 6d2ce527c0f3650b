import { upperCase } from '../../../schema/enum-words.ts'
import { builder } from '../builder.ts'
import type { MessageChunk } from '../providers/reply.ts'
import type { EventName, StreamEvent } from '../turns/journal.ts'
import { TokenUsage, type Usage } from '../turns/token-usage.ts'
import { LAST_EVENT_ID, watchChat } from './watch-chat.ts'

/** An event whose data is known. */
interface EventOf<Data> extends StreamEvent {
  data: Data & Record<string, unknown>
}

const TurnEvent = builder.interfaceRef<StreamEvent>('TurnEvent').implement({
  description: 'What every event of a turn has.',
  fields: (t) => ({
    id: t.string({
      description: 'Where a stream that broke goes on: the `lastEventId` of the next.',
      resolve: ({ turnId, seq }) => `${turnId}:${seq}`,
    }),
    turnId: t.expose('turnId', { type: 'ID', description: 'The turn.' }),
  }),
})

type Delta = NonNullable<MessageChunk['tool_calls']>[number]

const ToolCallDelta = builder.objectRef<Delta>('ToolCallDelta').implement({
  description: 'A piece of a call that a model writes.',
  fields: (t) => ({
    index: t.exposeInt('index', { description: 'Which of the calls of the message it belongs to.' }),
    id: t.string({ nullable: true, description: 'Id of the call, in its first piece.', resolve: ({ id }) => id ?? null }),
    name: t.string({ nullable: true, description: 'The tool, in its first piece.', resolve: (delta) => delta.function.name ?? null }),
    arguments: t.string({ description: 'A piece of the JSON text of its arguments.', resolve: (delta) => delta.function.arguments }),
  }),
})

const MessageDelta = builder.objectRef<EventOf<MessageChunk>>('MessageDelta').implement({
  description: 'A piece of what the agent says.',
  interfaces: [TurnEvent],
  fields: (t) => ({
    content: t.string({ nullable: true, description: 'A piece of text.', resolve: ({ data }) => data.content }),
    toolCalls: t.field({
      type: [ToolCallDelta],
      nullable: true,
      description: 'Pieces of calls.',
      resolve: ({ data }) => data.tool_calls,
    }),
    finishReason: t.string({
      nullable: true,
      description: 'Why the message ended, in the word of the model’s provider: `stop`, `tool_calls`, `end_turn`, ...',
      resolve: ({ data }) => data.finish_reason,
    }),
  }),
})

const CALL_ID = 'Id of the call.'

const ToolCallStarted = builder
  .objectRef<EventOf<{ tool_call_id: string; name: string; arguments: string; description: string | null }>>('ToolCallStarted')
  .implement({
    description: 'A call begins. All of a batch are announced before the first result comes.',
    interfaces: [TurnEvent],
    fields: (t) => ({
      toolCallId: t.string({ description: CALL_ID, resolve: ({ data }) => data.tool_call_id }),
      name: t.string({ description: 'The tool, as the model knows it.', resolve: ({ data }) => data.name }),
      arguments: t.string({ description: 'JSON text, as the model wrote it.', resolve: ({ data }) => data.arguments }),
      description: t.string({
        nullable: true,
        description: 'A line that tells people what the call does.',
        resolve: ({ data }) => data.description,
      }),
    }),
  })

const ToolCallEnded = builder.objectRef<EventOf<{ tool_call_id: string; name: string; result: string }>>('ToolCallEnded').implement({
  description: 'The result of a call is there.',
  interfaces: [TurnEvent],
  fields: (t) => ({
    toolCallId: t.string({ description: CALL_ID, resolve: ({ data }) => data.tool_call_id }),
    name: t.string({ description: 'The tool, as the model knows it.', resolve: ({ data }) => data.name }),
    result: t.string({ description: 'Text, as the model is given it.', resolve: ({ data }) => data.result }),
  }),
})

const ToolCallRejected = builder
  .objectRef<EventOf<{ tool_call_id: string; function_namespace: string | null; function_name: string }>>('ToolCallRejected')
  .implement({
    description: 'The user rejected a call: it is not made.',
    interfaces: [TurnEvent],
    fields: (t) => ({
      toolCallId: t.string({ description: CALL_ID, resolve: ({ data }) => data.tool_call_id }),
      functionNamespace: t.string({
        nullable: true,
        description: 'Namespace of the function; null where it is there no more.',
        resolve: ({ data }) => data.function_namespace,
      }),
      functionName: t.string({ description: 'Name of the function or tool.', resolve: ({ data }) => data.function_name }),
    }),
  })

const ApprovalRequired = builder
  .objectRef<EventOf<{ tool_call_id: string; function_namespace: string; function_name: string; arguments: unknown }>>('ApprovalRequired')
  .implement({
    description:
      'A call waits for its user: `decideToolCall` decides. The turn ends; another goes on once every call of the batch is decided.',
    interfaces: [TurnEvent],
    fields: (t) => ({
      toolCallId: t.string({ description: CALL_ID, resolve: ({ data }) => data.tool_call_id }),
      functionNamespace: t.string({
        description: 'Namespace of the function; of a tool of an MCP server, the name of the server.',
        resolve: ({ data }) => data.function_namespace,
      }),
      functionName: t.string({ description: 'Name of the function or tool.', resolve: ({ data }) => data.function_name }),
      arguments: t.field({ type: 'JSON', description: 'What it is called with, by name.', resolve: ({ data }) => data.arguments }),
    }),
  })

const TurnEnd = builder.enumType('TurnEnd', {
  description: 'How a turn ended that did not fail.',
  values: upperCase({ completed: { description: 'By itself.' }, cancelled: { description: 'It was cancelled.' } }),
})

const TurnDone = builder.objectRef<EventOf<{ status: 'completed' | 'cancelled'; usage?: Usage }>>('TurnDone').implement({
  description: 'The turn is over: its last event.',
  interfaces: [TurnEvent],
  fields: (t) => ({
    status: t.field({ type: TurnEnd, description: 'How it ended.', resolve: ({ data }) => data.status }),
    usage: t.field({
      type: TokenUsage,
      nullable: true,
      description: 'Tokens of the turn; null where it was cancelled while it waited.',
      resolve: ({ data }) => data.usage ?? null,
    }),
  }),
})

const TurnFailed = builder.objectRef<EventOf<{ error: string; details?: string | null }>>('TurnFailed').implement({
  description: 'The turn failed: its last event.',
  interfaces: [TurnEvent],
  fields: (t) => ({
    message: t.string({ description: 'What went wrong, in a sentence.', resolve: ({ data }) => data.error }),
    code: t.string({
      nullable: true,
      description: 'The error’s code, as of all errors of the API.',
      resolve: ({ data }) => data.details ?? null,
    }),
  }),
})

const TYPES = {
  message: MessageDelta,
  tool_start: ToolCallStarted,
  tool_end: ToolCallEnded,
  tool_rejected: ToolCallRejected,
  approval_required: ApprovalRequired,
  done: TurnDone,
  error: TurnFailed,
} satisfies Record<EventName, unknown>

const ChatStreamEvent = builder.unionType('ChatStreamEvent', {
  description: 'An event of a turn. `TurnDone` and `TurnFailed` are the last.',
  types: Object.values(TYPES),
  resolveType: (event) => TYPES[(event as StreamEvent).event],
})

builder.subscriptionField('chatEvents', (t) =>
  t.field({
    type: ChatStreamEvent,
    description:
      'Watches a turn of a chat: the one named, else the one that goes on, else the latest. It ends with the turn. Errors: NOT_FOUND, FORBIDDEN.',
    authScopes: { authenticated: true },
    args: {
      chatId: t.arg({ type: 'ID', required: true, description: 'Id of the chat.' }),
      turnId: t.arg({ type: 'ID', description: 'Id of the turn, as `sendMessage` names it.' }),
      lastEventId: t.arg.string({ description: LAST_EVENT_ID }),
    },
    subscribe: (_, { chatId, ...wanted }, context) => watchChat(context, chatId, wanted),
    resolve: (event) => event as never,
  }),
)
