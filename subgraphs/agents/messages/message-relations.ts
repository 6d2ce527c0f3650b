import { loadRow } from '../../../schema/connections/load-row.ts'
import type { Context } from '../../../schema/context.ts'
import { builder, User } from '../builder.ts'
import { Chat as ChatEntity, type ChatRow, type MessageRow } from '../chats/chat.entity.ts'
import { Chat } from '../chats/chat.ts'
import { ChatUser, readChatUsers } from '../chats/chat-user.ts'
import { visibleChat } from '../chats/find-chat.ts'
import type { Services } from '../services.ts'
import { Message, ToolCall, type ToolCallShape } from './message.ts'
import { MESSAGE_COLUMNS } from './message-columns.ts'

/** Its chat, of whichever user: a message never outlives it, unless it goes while the answer is put together. */
const chatOf = ({ chatId }: MessageRow, context: Context<Services>): Promise<ChatRow | null> => loadRow(context, ChatEntity, chatId)

const ChatOfMessage = builder.objectRef<ChatRow>('ChatOfMessage').implement({
  inaccessible: true,
  description: 'What the readers of a found message may know of its chat.',
  fields: (t) => ({
    agentNamespace: t.exposeString('agentNamespace', { description: 'Namespace of the agent when the chat began.' }),
    agentName: t.exposeString('agentName', { description: 'Name of the agent when the chat began.' }),
  }),
})

builder.objectFields(Message, (t) => ({
  chatOfMessage: t.field({
    type: ChatOfMessage,
    inaccessible: true,
    description: 'The chat that it belongs to.',
    resolve: async (message, _, context) => (await chatOf(message, context))!,
  }),
  chatUser: t.loadable({
    type: ChatUser,
    inaccessible: true,
    description: 'Whose chat it is, with their e-mail address.',
    load: (ids: string[], context) => readChatUsers(context, ids),
    resolve: async (message, _, context) => (await chatOf(message, context))!.userId,
  }),
  chat: t.field({
    type: Chat,
    nullable: true,
    description: 'The chat that it belongs to; null where the caller sees the message by `sinas.messages.read:all` alone.',
    resolve: ({ chatId }, _, context) => visibleChat(context, chatId),
  }),
  user: t.field({
    type: User,
    nullable: true,
    description: 'Whose chat it is.',
    async resolve(message, _, context) {
      const chat = await chatOf(message, context)
      return chat && { id: chat.userId }
    },
  }),
  userId: t.field({
    type: 'ID',
    nullable: true,
    description: 'Whose chat it is.',
    resolve: async (message, _, context) => (await chatOf(message, context))?.userId ?? null,
  }),
  chatTitle: t.string({
    nullable: true,
    description: 'Title of the chat.',
    resolve: async (message, _, context) => (await chatOf(message, context))?.title ?? null,
  }),
  agentName: t.string({
    nullable: true,
    description: 'The agent of the chat, as it was called when the chat began: `namespace/name`.',
    async resolve(message, _, context) {
      const chat = await chatOf(message, context)
      return chat && `${chat.agentNamespace}/${chat.agentName}`
    },
  }),
}))

// Ids of calls are given by providers: one may come again in a later turn of the chat.
const RESULTS = `
  select asked.n, result.* from unnest($1::uuid[], $2::text[], $3::bigint[]) with ordinality as asked(chat_id, call_id, position, n)
  cross join lateral (
    select ${MESSAGE_COLUMNS} from agents.messages m
    where m.chat_id = asked.chat_id and m.position > asked.position and m.tool_call_id = asked.call_id order by m.position limit 1) as result`

builder.objectFields(ToolCall, (t) => ({
  message: t.field({ type: Message, description: 'In which the model asked for it.', resolve: ({ message }) => message }),
  result: t.loadable({
    type: Message,
    nullable: true,
    description: 'What the tool answered; null while there is no answer.',
    async load(calls: ToolCallShape[], { database }) {
      const rows = await database.query<MessageRow & Record<string, unknown> & { n: string }>(RESULTS, [
        calls.map(({ message }) => message.chatId),
        calls.map(({ id }) => id),
        calls.map(({ message }) => message.position),
      ])
      const results = new Map(rows.map(({ n, ...row }) => [Number(n), row as MessageRow]))
      return calls.map((_, i) => results.get(i + 1) ?? null)
    },
    resolve: (call) => call as never,
  }),
}))
