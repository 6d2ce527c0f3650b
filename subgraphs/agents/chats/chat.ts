import { readPage, readPages } from '../../../schema/connections/page.ts'
import { Agent, visibleAgent } from '../agents/agent.ts'
import { builder, Group, page, User } from '../builder.ts'
import { listOfChatMessages } from '../messages/list-messages.ts'
import { Message, MessageConnection } from '../messages/message.ts'
import { MESSAGE_COLUMNS } from '../messages/message-columns.ts'
import type { ChatRow, MessageRow } from './chat.entity.ts'
import { findChat, idsOfReadable, visibleChat } from './find-chat.ts'
import { ChatFilter, ChatOrderInput, listOfChats, pagesOfChats } from './list-chats.ts'

const MESSAGES = `select ${MESSAGE_COLUMNS} from agents.messages where chat_id = $1 order by position`

const ACTIVE = `select chat_id, id from agents.turns where chat_id = any($1::uuid[]) and status in ('running', 'waiting')`

const LAST = `
  select distinct on (chat_id) chat_id, error from agents.turns where chat_id = any($1::uuid[]) order by chat_id, created_at desc`

export const Chat = builder.objectRef<ChatRow>('Chat').implement({
  description:
    'A conversation of one user with one agent. Only that user sees it. What was said in it goes on to shape what its agent does: its tools do no more to things of its user than every user, and every API key, could who shaped what was said. In a new chat they do not count.',
  fields: (t) => ({
    id: t.expose('id', { type: 'ID', description: 'Its id.' }),
    userId: t.expose('userId', { type: 'ID', description: 'The one user who sees it.' }),
    userEmail: t.string({
      nullable: true,
      description: 'E-mail address of the one user who sees it; null for others.',
      resolve: ({ userId }, _, { caller }) => (caller?.userId === userId ? caller.email : null),
    }),
    groupId: t.expose('groupId', { type: 'ID', nullable: true, description: 'The group of the agent when the chat began; null: none.' }),
    agentId: t.expose('agentId', { type: 'ID', description: 'The agent that answers.' }),
    agentNamespace: t.exposeString('agentNamespace', { description: 'Namespace of the agent when the chat began.' }),
    agentName: t.exposeString('agentName', { description: 'Name of the agent when the chat began.' }),
    title: t.exposeString('title', { description: 'What it is called in lists.' }),
    input: t.expose('input', { type: 'JSON', description: "What the agent's templates are rendered with." }),
    archived: t.exposeBoolean('archived', { description: 'Left out of lists that do not ask for it.' }),
    sessionKey: t.exposeString('sessionKey', {
      nullable: true,
      description: 'The key by which `invokeAgent` goes on with it; null: none.',
    }),
    keepAlive: t.exposeBoolean('keepAlive', {
      description:
        'A message that comes while a turn goes on is refused also where no client watches the turn. Where false, it ends such a turn, and what the agent has said so far stays.',
    }),
    jobTimeout: t.exposeInt('jobTimeout', { nullable: true, description: 'Seconds that a turn may take; null: AGENT_JOB_TIMEOUT.' }),
    expiresAt: t.expose('expiresAt', { type: 'DateTime', nullable: true, description: 'When the chat and its messages are deleted.' }),
    lastMessageAt: t.expose('lastMessageAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When the agent was last written to, or answered; null: not yet.',
    }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it began.' }),
    updatedAt: t.expose('updatedAt', { type: 'DateTime', description: 'When it, or what is said in it, last changed.' }),
    user: t.field({ type: User, nullable: true, description: 'The one user who sees it.', resolve: ({ userId }) => ({ id: userId }) }),
    group: t.field({
      type: Group,
      nullable: true,
      description: 'The group of the agent when the chat began; null: none.',
      resolve: ({ groupId }) => (groupId ? { id: groupId } : null),
    }),
    agent: t.field({
      type: Agent,
      nullable: true,
      description: 'The agent that answers, also where it was taken out of use; null where its user may talk with it no more.',
      resolve: ({ agentId }, _, context) => visibleAgent(context, agentId),
    }),
    activeTurnId: t.loadable({
      type: 'ID',
      nullable: true,
      description: 'The turn that goes on, or waits for approval: its stream can be watched.',
      async load(chatIds: string[], { database }) {
        const rows = await database.query<{ chat_id: string; id: string }>(ACTIVE, [chatIds])
        const active = new Map(rows.map((row) => [row.chat_id, row.id]))
        return chatIds.map((id) => active.get(id) ?? null)
      },
      resolve: ({ id }) => id,
    }),
    lastError: t.loadable({
      type: 'String',
      nullable: true,
      description: 'Why the latest turn ended without an answer; null where it did not.',
      async load(chatIds: string[], { database }) {
        const rows = await database.query<{ chat_id: string; error: string | null }>(LAST, [chatIds])
        const errors = new Map(rows.map((row) => [row.chat_id, row.error]))
        return chatIds.map((id) => errors.get(id) ?? null)
      },
      resolve: ({ id }) => id,
    }),
    messages: t.loadable({
      type: MessageConnection,
      description: 'What was said, in order. Nothing where the caller may not read the chat.',
      byPath: true,
      args: page,
      load: (chats: ChatRow[], context, args) =>
        readPages(context.em, listOfChatMessages, args, 'chatId', idsOfReadable(context.caller, chats)),
      resolve: (chat) => chat as never,
    }),
    allMessages: t.field({
      type: [Message],
      inaccessible: true,
      description: 'In order.',
      resolve: ({ id }, _, { database }) => database.query<MessageRow & Record<string, unknown>>(MESSAGES, [id]),
    }),
  }),
})

builder.asEntity(Chat, {
  key: builder.selection<{ id: string }>('id'),
  resolveReference: ({ id }, context) => (context.caller ? visibleChat(context, id) : null),
})

builder.objectField(Chat, 'parent', (t) =>
  t.field({
    type: Chat,
    nullable: true,
    description: 'The chat in which an agent began this one, to ask its agent; null: none, or it is gone.',
    resolve: ({ parentId }, _, context) => (parentId ? visibleChat(context, parentId) : null),
  }),
)

export const ChatConnection = builder.connectionObject({ type: Chat, name: 'ChatConnection', description: 'A page of a list of chats.' })

builder.queryFields((t) => ({
  chats: t.field({
    type: ChatConnection,
    nullable: true,
    description: "The caller's chats.",
    authScopes: { can: 'chats.read' },
    args: {
      ...page,
      filter: t.arg({ type: ChatFilter, description: 'Which ones.' }),
      orderBy: t.arg({ type: ChatOrderInput, description: 'Absent: the latest first.' }),
    },
    resolve: (_, { filter, orderBy, ...args }, context) => readPage(context.em, listOfChats(context, filter ?? {}, orderBy), args),
  }),
  chat: t.field({
    type: Chat,
    nullable: true,
    description: 'One chat of the caller. Errors: NOT_FOUND, FORBIDDEN.',
    authScopes: { authenticated: true },
    args: { id: t.arg({ type: 'ID', required: true, description: 'Id of the chat.' }) },
    resolve: (_, { id }, context) => findChat(context, id, 'read'),
  }),
}))

builder.objectFields(User, (t) => ({
  chats: t.loadable({
    type: ChatConnection,
    description: 'Their chats, which only they themselves see: also those in the archive, the latest first.',
    byPath: true,
    args: page,
    load: (ids: string[], context, args) => pagesOfChats(context, args, 'userId', ids),
    resolve: ({ id }) => id,
  }),
}))
