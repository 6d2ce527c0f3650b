import type { Context } from '../../../schema/context.ts'
import { builder } from '../builder.ts'
import type { Services } from '../services.ts'
import { days, UsageOfDay, usageOfDays } from './model-usage.ts'
import { reachedUser } from './reached-user.ts'

/** Messages of one day, role and agent. */
interface CountRow extends Record<string, unknown> {
  date: string
  role: string
  agentNamespace: string
  agentName: string
  count: number
  toolCalls: number
}

const COUNTS = `
  select to_char(m.created_at at time zone 'utc', 'YYYY-MM-DD') as date, m.role, c.agent_namespace as "agentNamespace",
    c.agent_name as "agentName", count(*)::float8 as count,
    coalesce(sum(case when json_typeof(m.tool_calls) = 'array' then json_array_length(m.tool_calls) end), 0)::float8 as "toolCalls"
  from agents.messages m join agents.chats c on c.id = m.chat_id
  where ($1::uuid is null or c.user_id = $1)
    and m.created_at >= (date_trunc('day', now() at time zone 'utc') - make_interval(days => $2::int - 1)) at time zone 'utc'
  group by 1, 2, 3, 4 order by 1, 2, 3, 4`

interface DayCount {
  date: string
  count: number
}

const MessagesOfDay = builder.objectRef<DayCount>('MessagesOfDay').implement({
  description: 'How many messages there were on a day.',
  fields: (t) => ({
    date: t.exposeString('date', { description: '`YYYY-MM-DD`, in UTC.' }),
    count: t.expose('count', { type: 'BigInt', description: 'Messages of every role.' }),
  }),
})

const MessagesOfRole = builder.objectRef<{ role: string; count: number }>('MessagesOfRole').implement({
  description: 'How many messages have a role.',
  fields: (t) => ({
    role: t.exposeString('role', { description: '`user`, `assistant`, `system` or `tool`.' }),
    count: t.expose('count', { type: 'BigInt', description: 'Messages of the role.' }),
  }),
})

type AgentCount = Pick<CountRow, 'agentNamespace' | 'agentName' | 'count'>

const MessagesOfAgent = builder.objectRef<AgentCount>('MessagesOfAgent').implement({
  description: 'How many messages there are in the chats with an agent.',
  fields: (t) => ({
    agent: t.string({ description: '`namespace/name`', resolve: ({ agentNamespace, agentName }) => `${agentNamespace}/${agentName}` }),
    agentNamespace: t.exposeString('agentNamespace', { description: 'Namespace of the agent when the chats began.' }),
    agentName: t.exposeString('agentName', { description: 'Name of the agent when the chats began.' }),
    count: t.expose('count', { type: 'BigInt', description: 'Messages of every role.' }),
  }),
})

interface StatisticsShape {
  rows: CountRow[]
  days: number
}

const MessageStatistics = builder.objectRef<StatisticsShape>('MessageStatistics').implement({
  description: 'What was said in some days, counted.',
  fields: (t) => ({
    totalMessages: t.field({ type: 'BigInt', description: 'Messages of every role.', resolve: ({ rows }) => sum(rows) }),
    toolCalls: t.field({
      type: 'BigInt',
      description: 'Calls of tools that models asked for.',
      resolve: ({ rows }) => rows.reduce((total, row) => total + row.toolCalls, 0),
    }),
    activityByDay: t.field({
      type: [MessagesOfDay],
      description: 'Every day, the earliest first.',
      resolve: ({ rows, days }) => lastDays(days).map((date) => ({ date, count: sum(rows.filter((row) => row.date === date)) })),
    }),
    roleDistribution: t.field({
      type: [MessagesOfRole],
      description: 'Roles that there are, the most frequent first.',
      resolve: ({ rows }) => counted(rows, ({ role }) => role).map((group) => ({ role: group[0]!.role, count: sum(group) })),
    }),
    agentUsage: t.field({
      type: [MessagesOfAgent],
      description: 'Agents that were written to or answered, the most frequent first.',
      resolve: ({ rows }) =>
        counted(rows, ({ agentNamespace, agentName }) => `${agentNamespace}/${agentName}`).map((group) => ({
          ...group[0]!,
          count: sum(group),
        })),
    }),
    modelUsage: t.field({
      type: [UsageOfDay],
      description: 'Tokens and cost by day, agent and model.',
      resolve: ({ days }, _, context) => usageOfDays(context, days),
    }),
  }),
})

const sum = (rows: readonly CountRow[]) => rows.reduce((total, { count }) => total + count, 0)

/** Rows by what they have in common, the groups with the most messages first. */
const counted = (rows: readonly CountRow[], key: (row: CountRow) => string): CountRow[][] =>
  [...Map.groupBy(rows, key).values()].sort((a, b) => sum(b) - sum(a))

/** The dates of today and the days before, in UTC. */
function lastDays(days: number): string[] {
  const today = Date.now()
  return Array.from({ length: days }, (_, i) => new Date(today - (days - 1 - i) * 86_400_000).toISOString().slice(0, 10))
}

builder.queryField('messageStatistics', (t) =>
  t.field({
    type: MessageStatistics,
    nullable: true,
    description:
      "What was said in the last days, counted: in the caller's chats, or in everyone's for holders of `sinas.messages.read:all`.",
    authScopes: { can: 'messages.read' },
    args: { days: t.arg.int({ defaultValue: 7, validate: days, description: 'Today and those before.' }) },
    resolve: async (_, { days }, context: Context<Services>) => ({
      rows: await context.database.query<CountRow>(COUNTS, [reachedUser(context), days]),
      days: days!,
    }),
  }),
)
