import { z } from 'zod'
import { containing } from '../../../schema/bounded/contains.ts'
import { loadRow } from '../../../schema/connections/load-row.ts'
import { limit, skip, text } from '../../../schema/inputs.ts'
import { Agent as AgentEntity } from '../agents/agent.entity.ts'
import { Agent } from '../agents/agent.ts'
import { mayUseAgent } from '../agents/agent-access.ts'
import { builder, User } from '../builder.ts'
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
    toolCallId: t.exposeString('toolCallId', { description: 'Id of the call, by which `decideToolCall` decides on it.' }),
    functionNamespace: t.exposeString('functionNamespace', {
      description: 'Namespace of the function; of a tool of an MCP server, the name of the server.',
    }),
    functionName: t.exposeString('functionName', { description: 'Name of the function or tool.' }),
    arguments: t.expose('arguments', { type: 'JSON', description: 'What it is called with, by name.' }),
  }),
})

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
    user: t.field({ type: User, description: 'The one user who sees it.', resolve: ({ userId }) => ({ id: userId }) }),
    agent: t.field({
      type: Agent,
      nullable: true,
      description: 'The agent that answers, also where it was taken out of use; null where its user may talk with it no more.',
      async resolve({ agentId }, _, { em, caller }) {
        const row = await em.findOne(AgentEntity, { id: agentId })
        return row && mayUseAgent(caller!, row) ? row : null
      },
    }),
    activeChannelId: t.loadable({
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

builder.asEntity(Chat, {
  key: builder.selection<{ id: string }>('id'),
  async resolveReference({ id }, context) {
    const chat = context.caller && (await loadRow(context, ChatEntity, id))
    return chat && chat.userId === context.caller!.userId ? chat : null
  },
})

const title = text(1, 500)

builder.queryFields((t) => ({
  chats: t.field({
    type: [Chat],
    description: "The caller's chats, the latest first.",
    authScopes: { can: 'chats.read' },
    args: {
      includeArchived: t.arg.boolean({ defaultValue: false, description: 'Also those in the archive.' }),
      agentId: t.arg({ type: 'ID', description: 'Only chats with this agent.' }),
      search: t.arg.string({ validate: text(0, 255), description: 'Part of the title, in any case.' }),
      skip: t.arg.int(skip),
      limit: t.arg.int(limit),
    },
    resolve: (_, { includeArchived, agentId, search, skip, limit }, { em, caller }) =>
      em.find(
        ChatEntity,
        {
          userId: caller!.userId,
          ...alive(),
          ...(!includeArchived && { archived: false }),
          ...(agentId && { agentId }),
          ...(search && { title: { $ilike: containing(search) } }),
        },
        { orderBy: { updatedAt: 'desc', id: 'asc' }, offset: skip!, limit: limit! },
      ),
  }),
  chat: t.field({
    type: Chat,
    description: 'One chat of the caller. Errors: NOT_FOUND, FORBIDDEN.',
    authScopes: { authenticated: true },
    args: { id: t.arg({ type: 'ID', required: true, description: 'Id of the chat.' }) },
    resolve: (_, { id }, context) => findChat(context, id, 'read'),
  }),
}))

builder.queryField('chatMessages', (t) =>
  t.field({
    type: [Message],
    description: 'The messages of a chat, in order. Errors: NOT_FOUND, FORBIDDEN.',
    authScopes: { authenticated: true },
    args: { chatId: t.arg({ type: 'ID', required: true, description: 'Id of the chat.' }) },
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
    args: {
      id: t.arg({ type: 'ID', required: true, description: 'Id of the chat.' }),
      title: t.arg.string({ validate: title, description: 'Its new title.' }),
      archived: t.arg.boolean({ description: 'Into the archive, or back.' }),
    },
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
    args: {
      id: t.arg({ type: 'ID', required: true, description: 'Id of the chat.' }),
      permanent: t.arg.boolean({ defaultValue: false, validate: z.boolean(), description: 'For good, in place of the archive.' }),
    },
    resolve: (_, { id, permanent }, context) => deleteChat(context, id, permanent === true),
  }),
}))
