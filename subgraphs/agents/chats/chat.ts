import { z } from 'zod'
import { Agent as AgentEntity } from '../agents/agent.entity.ts'
import { Agent } from '../agents/agent.ts'
import { builder, User } from '../builder.ts'
import { limit, skip, text } from '../checks.ts'
import { type ApprovalRow, Chat as ChatEntity, type ChatRow, type MessageRow } from './chat.entity.ts'
import { deleteChat } from './delete-chat.ts'
import { alive, findChat } from './find-chat.ts'
import { Message } from './message.ts'
import { MESSAGE_COLUMNS } from './message-columns.ts'

const MESSAGES = `select ${MESSAGE_COLUMNS} from agents.messages where chat_id = $1 order by position`

const ACTIVE = `select chat_id, id from agents.turns where chat_id = any($1::uuid[]) and status in ('running', 'waiting')`

const LAST = `
  select distinct on (chat_id) chat_id, error from agents.turns where chat_id = any($1::uuid[]) order by chat_id, created_at desc`

const PENDING = `
  select tool_call_id as "toolCallId", function_namespace as "functionNamespace", function_name as "functionName", arguments
  from agents.approvals where chat_id = $1 and approved is null order by created_at`

type PendingApprovalShape = Pick<ApprovalRow, 'toolCallId' | 'functionNamespace' | 'functionName' | 'arguments'>

const PendingApproval = builder.objectRef<PendingApprovalShape>('PendingApproval').implement({
  description: 'A call of a function that waits for its user to agree.',
  fields: (t) => ({
    toolCallId: t.exposeString('toolCallId'),
    functionNamespace: t.exposeString('functionNamespace'),
    functionName: t.exposeString('functionName'),
    arguments: t.expose('arguments', { type: 'JSON' }),
  }),
})

export const Chat = builder.objectRef<ChatRow>('Chat').implement({
  description: 'A conversation of one user with one agent. Only that user sees it.',
  fields: (t) => ({
    id: t.expose('id', { type: 'UUID' }),
    userId: t.expose('userId', { type: 'UUID' }),
    groupId: t.expose('groupId', { type: 'UUID', nullable: true }),
    agentId: t.expose('agentId', { type: 'UUID' }),
    agentNamespace: t.exposeString('agentNamespace'),
    agentName: t.exposeString('agentName'),
    title: t.exposeString('title'),
    input: t.expose('input', { type: 'JSON', description: "What the agent's templates are rendered with." }),
    archived: t.exposeBoolean('archived'),
    sessionKey: t.exposeString('sessionKey', { nullable: true }),
    keepAlive: t.exposeBoolean('keepAlive', { description: 'Kept for clients: every turn outlives its client.' }),
    jobTimeout: t.exposeInt('jobTimeout', { nullable: true, description: 'Seconds that a turn may take; null: AGENT_JOB_TIMEOUT.' }),
    expiresAt: t.expose('expiresAt', { type: 'DateTime', nullable: true, description: 'When the chat and its messages are deleted.' }),
    lastMessageAt: t.expose('lastMessageAt', { type: 'DateTime', nullable: true }),
    createdAt: t.expose('createdAt', { type: 'DateTime' }),
    updatedAt: t.expose('updatedAt', { type: 'DateTime' }),
    user: t.field({ type: User, resolve: ({ userId }) => ({ id: userId }) }),
    agent: t.field({ type: Agent, nullable: true, resolve: ({ agentId }, _, { em }) => em.findOne(AgentEntity, { id: agentId }) }),
    activeChannelId: t.loadable({
      type: 'UUID',
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
    messages: t.field({
      type: [Message],
      description: 'In order.',
      resolve: ({ id }, _, { database }) => database.query<MessageRow & Record<string, unknown>>(MESSAGES, [id]),
    }),
    pendingApprovals: t.field({
      type: [PendingApproval],
      description: 'Calls that wait for the user.',
      resolve: ({ id }, _, { database }) => database.query<PendingApprovalShape & Record<string, unknown>>(PENDING, [id]),
    }),
  }),
})

const title = text(1, 500)

builder.queryFields((t) => ({
  chats: t.field({
    type: [Chat],
    description: "The caller's chats, the latest first.",
    authScopes: { can: 'chats.read' },
    args: {
      includeArchived: t.arg.boolean({ defaultValue: false }),
      agentId: t.arg({ type: 'UUID' }),
      skip: t.arg.int(skip),
      limit: t.arg.int(limit),
    },
    resolve: (_, { includeArchived, agentId, skip, limit }, { em, caller }) =>
      em.find(
        ChatEntity,
        { userId: caller!.userId, ...alive(), ...(!includeArchived && { archived: false }), ...(agentId && { agentId }) },
        { orderBy: { updatedAt: 'desc', id: 'asc' }, offset: skip!, limit: limit! },
      ),
  }),
  chat: t.field({
    type: Chat,
    description: 'One chat of the caller. Errors: NOT_FOUND, FORBIDDEN.',
    authScopes: { authenticated: true },
    args: { id: t.arg({ type: 'UUID', required: true }) },
    resolve: (_, { id }, context) => findChat(context, id, 'read'),
  }),
}))

builder.queryField('chatMessages', (t) =>
  t.field({
    type: [Message],
    description: 'The messages of a chat, in order. Errors: NOT_FOUND, FORBIDDEN.',
    authScopes: { authenticated: true },
    args: { chatId: t.arg({ type: 'UUID', required: true }) },
    async resolve(_, { chatId }, context) {
      await findChat(context, chatId, 'read')
      return context.database.query<MessageRow & Record<string, unknown>>(MESSAGES, [chatId])
    },
  }),
)

builder.mutationFields((t) => ({
  updateChat: t.field({
    type: Chat,
    description: 'Renames a chat, or puts it into the archive or back. Errors: NOT_FOUND, FORBIDDEN.',
    authScopes: { authenticated: true },
    args: { id: t.arg({ type: 'UUID', required: true }), title: t.arg.string({ validate: title }), archived: t.arg.boolean() },
    async resolve(_, { id, title, archived }, context) {
      const row = await findChat(context, id, 'update')
      Object.assign(row, title && { title }, typeof archived === 'boolean' && { archived }, { updatedAt: new Date() })
      await context.em.flush()
      return row
    },
  }),
  deleteChat: t.field({
    type: Chat,
    description: 'Puts a chat into the archive; where `permanent`, deletes it with its messages. Errors: NOT_FOUND, FORBIDDEN.',
    authScopes: { authenticated: true },
    args: { id: t.arg({ type: 'UUID', required: true }), permanent: t.arg.boolean({ defaultValue: false, validate: z.boolean() }) },
    resolve: (_, { id, permanent }, context) => deleteChat(context, id, permanent === true),
  }),
}))
