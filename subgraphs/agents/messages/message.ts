import { upperCase } from '../../../schema/enum-words.ts'
import { builder } from '../builder.ts'
import type { MessageRow, ToolCall as StoredCall } from '../chats/chat.entity.ts'

/** A call, and the message in which the model asked for it. */
export interface ToolCallShape extends StoredCall {
  message: MessageRow
}

export const ToolCall = builder.objectRef<ToolCallShape>('ToolCall').implement({
  description: 'A call that a model asked for.',
  fields: (t) => ({
    id: t.exposeString('id', { description: 'Its id, which its result names as `toolCallId`. The model’s provider gave it.' }),
    name: t.string({ description: 'The tool, as the model knows it.', resolve: (call) => call.function.name }),
    arguments: t.string({ description: 'JSON text, as the model wrote it.', resolve: (call) => call.function.arguments }),
    description: t.exposeString('description', { nullable: true, description: 'A line that tells people what the call does.' }),
    type: t.exposeString('type', { inaccessible: true, description: 'Always `function`.' }),
    function: t.field({
      type: CalledFunction,
      inaccessible: true,
      description: 'What is called, and with what.',
      resolve: (call) => call.function,
    }),
  }),
})

export type Role = 'user' | 'assistant' | 'system' | 'tool'

export const MessageRole = builder.enumType('MessageRole', {
  description: 'Who says a message.',
  values: upperCase({
    user: { description: 'The user of the chat.' },
    assistant: { description: 'The agent.' },
    system: { description: 'Instructions to the model.' },
    tool: { description: 'A tool: its result.' },
  } satisfies Record<Role, object>),
})

const CalledFunction = builder.objectRef<StoredCall['function']>('CalledFunction').implement({
  inaccessible: true,
  description: 'The tool and its arguments.',
  fields: (t) => ({
    name: t.exposeString('name', { description: 'As the model knows it.' }),
    arguments: t.exposeString('arguments', { description: 'JSON text, as the model wrote it.' }),
  }),
})

export const Message = builder.objectRef<MessageRow>('Message').implement({
  description: 'One row of a conversation. The result of a tool is a row of its own.',
  fields: (t) => ({
    id: t.expose('id', { type: 'ID', description: 'Its id.' }),
    chatId: t.expose('chatId', { type: 'ID', description: 'The chat that it belongs to.' }),
    role: t.field({ type: MessageRole, description: 'Who says it.', resolve: ({ role }) => role as Role }),
    content: t.exposeString('content', { nullable: true, description: 'Text. Content parts are JSON text.' }),
    toolCalls: t.field({
      type: [ToolCall],
      nullable: true,
      description: 'What the model asked for.',
      resolve: (message) => message.toolCalls?.map((call) => ({ ...call, message })) ?? null,
    }),
    toolCallId: t.exposeString('toolCallId', { nullable: true, description: 'The call that this row is the result of.' }),
    name: t.exposeString('name', { nullable: true, description: 'Of the tool whose result this is.' }),
    model: t.exposeString('model', { nullable: true, description: 'The model that answered.' }),
    promptTokens: t.exposeInt('promptTokens', {
      nullable: true,
      description: 'Tokens that the model read for it; null where it was not asked.',
    }),
    completionTokens: t.exposeInt('completionTokens', {
      nullable: true,
      description: 'Tokens that the model wrote; null where it was not asked.',
    }),
    cost: t.exposeFloat('cost', { nullable: true, description: 'US dollars; null where the price is not known.' }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was said.' }),
  }),
})

export const MessageConnection = builder.connectionObject({
  type: Message,
  name: 'MessageConnection',
  description: 'A page of a list of messages.',
})
