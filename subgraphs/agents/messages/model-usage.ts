import { z } from 'zod'
import type { Context } from '../../../schema/context.ts'
import { builder, User } from '../builder.ts'
import { reachedUser } from './reached-user.ts'

interface UsageShape {
  day: string
  userId: string | null
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
    user: t.field({
      type: User,
      nullable: true,
      description: 'Whose chats used it; null where users are counted together.',
      resolve: ({ userId }) => (userId ? { id: userId } : null),
    }),
    agent: t.exposeString('agent', { description: '`namespace/name`' }),
    model: t.exposeString('model', { description: 'The model that was asked.' }),
    calls: t.expose('calls', { type: 'BigInt', description: 'Answers of the model.' }),
    promptTokens: t.expose('promptTokens', { type: 'BigInt', description: 'Tokens that it read.' }),
    completionTokens: t.expose('completionTokens', { type: 'BigInt', description: 'Tokens that it wrote.' }),
    cost: t.exposeFloat('cost', { description: 'US dollars, of what has a price.' }),
  }),
})

const USAGE = `
  select to_char(u.day, 'YYYY-MM-DD') as day, coalesce(a.namespace || '/' || a.name, u.agent_id::text) as agent, u.model,
    case when $3 then u.user_id end as "userId",
    sum(u.calls)::float8 as calls, sum(u.prompt_tokens)::float8 as "promptTokens", sum(u.completion_tokens)::float8 as "completionTokens",
    sum(u.cost) as cost
  from agents.usage u left join agents.agents a on a.id = u.agent_id
  where ($1::uuid is null or u.user_id = $1) and u.day > (now() at time zone 'utc')::date - $2::int
  group by 1, 2, 3, 4 order by 1 desc, 2, 3, 4`

/** What was used of models today and on the days before. @param isByUser each user for themselves */
export const usageOfDays = (context: Context, count: number, isByUser = false) =>
  context.database.query<UsageShape & Record<string, unknown>>(USAGE, [reachedUser(context), count, isByUser])

/** The days of a statistic. */
export const days = z.int().min(1).max(90)

builder.queryField('modelUsage', (t) =>
  t.field({
    type: [UsageOfDay],
    nullable: true,
    description: "Tokens and cost by day, agent and model: the caller's, or everyone's for holders of `sinas.messages.read:all`.",
    authScopes: { can: 'messages.read' },
    args: {
      days: t.arg.int({ defaultValue: 7, validate: days, description: 'Today and those before.' }),
      byUser: t.arg.boolean({ defaultValue: false, description: 'Each user for themselves, and not all together.' }),
    },
    resolve: (_, { days, byUser }, context) => usageOfDays(context, days!, byUser!),
  }),
)
