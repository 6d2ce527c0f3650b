import { z } from 'zod'
import { containing } from '../../../schema/bounded/contains.ts'
import type { Context } from '../../../schema/context.ts'
import { SinasError } from '../../../schema/errors.ts'
import { skip } from '../../../schema/inputs.ts'
import { builder, User } from '../builder.ts'
import type { Services } from '../services.ts'
import type { MessageRow } from './chat.entity.ts'
import { ChatUser, readChatUsers } from './chat-user.ts'

type FoundMessageShape = MessageRow & { userId: string; agentNamespace: string; agentName: string; chatTitle: string }

const ChatOfMessage = builder.objectRef<FoundMessageShape>('ChatOfMessage').implement({
  description: 'What the readers of a found message may know of its chat.',
  fields: (t) => ({
    id: t.expose('chatId', { type: 'ID', description: 'Its id.' }),
    title: t.exposeString('chatTitle', { description: 'What it is called in lists.' }),
    agentNamespace: t.exposeString('agentNamespace', { description: 'Namespace of the agent when the chat began.' }),
    agentName: t.exposeString('agentName', { description: 'Name of the agent when the chat began.' }),
  }),
})

const FoundMessage = builder.objectRef<FoundMessageShape>('FoundMessage').implement({
  description: 'A message, and where it was said.',
  fields: (t) => ({
    id: t.expose('id', { type: 'ID', description: 'Its id.' }),
    chatId: t.expose('chatId', { type: 'ID', description: 'The chat that it belongs to.' }),
    role: t.exposeString('role', { description: '`user`, `assistant`, `system` or `tool`.' }),
    content: t.exposeString('content', { nullable: true, description: 'Text. Content parts are JSON text.' }),
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
    agent: t.string({ description: '`namespace/name`', resolve: ({ agentNamespace, agentName }) => `${agentNamespace}/${agentName}` }),
    chatTitle: t.exposeString('chatTitle', { description: 'Title of the chat.' }),
    userId: t.expose('userId', { type: 'ID', description: 'Whose chat it is.' }),
    user: t.field({ type: User, description: 'Whose chat it is.', resolve: ({ userId }) => ({ id: userId }) }),
    chatUser: t.loadable({
      type: ChatUser,
      description: 'Whose chat it is, with their e-mail address.',
      load: (ids: string[], context) => readChatUsers(context, ids),
      resolve: ({ userId }) => userId,
    }),
    chat: t.field({ type: ChatOfMessage, description: 'The chat that it belongs to.', resolve: (message) => message }),
  }),
})

interface FoundMessagesShape {
  messages: FoundMessageShape[]
  total: number
  limit: number
  offset: number
}

const FoundMessages = builder.objectRef<FoundMessagesShape>('FoundMessages').implement({
  description: 'A page of messages.',
  fields: (t) => ({
    messages: t.field({ type: [FoundMessage], description: 'Those of this page, the latest first.', resolve: ({ messages }) => messages }),
    total: t.exposeInt('total', { description: 'On all pages.' }),
    limit: t.exposeInt('limit', { description: 'How many a page holds at most.' }),
    offset: t.exposeInt('offset', { description: 'How many come before this page.' }),
  }),
})

const FILTER = `
  from agents.messages m join agents.chats c on c.id = m.chat_id
  where ($1::uuid is null or c.user_id = $1) and ($2::text is null or c.agent_namespace || '/' || c.agent_name = $2)
    and ($3::text is null or m.role = $3) and ($4::text is null or m.content ilike $4)`

const PAGE = `
  select m.id, m.chat_id as "chatId", m.role, m.content, m.name, m.model, m.prompt_tokens as "promptTokens", m.completion_tokens as "completionTokens", m.cost, m.created_at as "createdAt",
    c.user_id as "userId", c.agent_namespace as "agentNamespace", c.agent_name as "agentName", c.title as "chatTitle"
  ${FILTER} order by m.created_at desc, m.position desc limit $5 offset $6`

const TOTAL = `select count(*)::int as total ${FILTER}`

interface UsageShape {
  day: string
  agent: string
  model: string
  calls: number
  promptTokens: number
  completionTokens: number
  cost: number
}

export const UsageOfDay = builder.objectRef<UsageShape>('ModelUsage').implement({
  description: 'What an agent used of a model on a day.',
  fields: (t) => ({
    day: t.exposeString('day', { description: '`YYYY-MM-DD`, in UTC.' }),
    agent: t.exposeString('agent', { description: '`namespace/name`' }),
    model: t.exposeString('model', { description: 'The model that was asked.' }),
    calls: t.exposeInt('calls', { description: 'Answers of the model.' }),
    promptTokens: t.expose('promptTokens', { type: 'BigInt', description: 'Tokens that it read.' }),
    completionTokens: t.expose('completionTokens', { type: 'BigInt', description: 'Tokens that it wrote.' }),
    cost: t.exposeFloat('cost', { description: 'US dollars, of what has a price.' }),
  }),
})

const USAGE = `
  select to_char(u.day, 'YYYY-MM-DD') as day, coalesce(a.namespace || '/' || a.name, u.agent_id::text) as agent, u.model,
    sum(u.calls)::int as calls, sum(u.prompt_tokens)::float8 as "promptTokens", sum(u.completion_tokens)::float8 as "completionTokens",
    sum(u.cost) as cost
  from agents.usage u left join agents.agents a on a.id = u.agent_id
  where ($1::uuid is null or u.user_id = $1) and u.day > (now() at time zone 'utc')::date - $2::int
  group by 1, 2, 3 order by 1 desc, 2, 3`

/** @returns the caller's id, or null where they may see those of all users */
export function scopeOf(context: Context<Services>): string | null {
  const scope = context.reach('messages.read')
  if (!scope) throw new SinasError('FORBIDDEN', { permission: 'sinas.messages.read:own' })
  return scope === 'all' ? null : context.caller!.userId
}

/** What was used of models today and on the days before. */
export const usageOfDays = (context: Context<Services>, count: number) =>
  context.database.query<UsageShape & Record<string, unknown>>(USAGE, [scopeOf(context), count])

/** The days of a statistic. */
export const days = z.int().min(1).max(90)

builder.queryFields((t) => ({
  messages: t.field({
    type: FoundMessages,
    description: "Messages of the caller's chats, or of everyone's for holders of `sinas.messages.read:all`, the latest first.",
    authScopes: { can: 'messages.read' },
    args: {
      agent: t.arg.string({ description: '`namespace/name`' }),
      role: t.arg.string({
        validate: z.enum(['user', 'assistant', 'system', 'tool']),
        description: 'Only those of `user`, `assistant`, `system` or `tool`.',
      }),
      search: t.arg.string({ validate: z.string().max(255), description: 'Part of the content, in any case.' }),
      limit: t.arg.int({ defaultValue: 50, validate: z.int().min(1).max(500), description: 'At most this many.' }),
      offset: t.arg.int(skip),
    },
    async resolve(_, { agent, role, search, limit, offset }, context): Promise<FoundMessagesShape> {
      const filter = [scopeOf(context), agent ?? null, role ?? null, search ? containing(search) : null]
      const [messages, [count]] = await Promise.all([
        context.database.query<FoundMessageShape & Record<string, unknown>>(PAGE, [...filter, limit, offset]),
        context.database.query<{ total: number }>(TOTAL, filter),
      ])
      return { messages, total: count!.total, limit: limit!, offset: offset! }
    },
  }),
  modelUsage: t.field({
    type: [UsageOfDay],
    description: "Tokens and cost by day, agent and model: the caller's, or everyone's for holders of `sinas.messages.read:all`.",
    authScopes: { can: 'messages.read' },
    args: { days: t.arg.int({ defaultValue: 7, validate: days, description: 'Today and those before.' }) },
    resolve: (_, { days }, context) => usageOfDays(context, days!),
  }),
}))
