import { z } from 'zod'
import type { Context } from '../../../schema/context.ts'
import { builder } from '../builder.ts'
import { ExecutionEntity, type ExecutionRow } from './execution.entity.ts'
import { Execution } from './execution.ts'

interface ErrorGroup {
  fingerprint: string
  count: number
  firstAt: Date
  latestAt: Date
  latest: ExecutionRow
}

const ExecutionErrorGroup = builder.objectRef<ErrorGroup>('ExecutionErrorGroup').implement({
  description:
    'Failed executions of a function that failed alike: by reason, kind of error, message and place in the code, without what is about one run.',
  fields: (t) => ({
    fingerprint: t.exposeString('fingerprint', { description: 'Names them: see the filter of `executions`.' }),
    count: t.exposeInt('count', { description: 'How many, in the time that was asked for.' }),
    firstAt: t.expose('firstAt', { type: 'DateTime', description: 'When the first of them was ordered.' }),
    latestAt: t.expose('latestAt', { type: 'DateTime', description: 'When the latest of them was ordered.' }),
    latest: t.expose('latest', { type: Execution, description: 'The latest of them.' }),
  }),
})

/** Failed executions that are looked at: the latest ones. */
const MAX_LOOKED_AT = 10_000
const DAY_MS = 86_400_000
const DEFAULT_DAYS = 7

const GROUPS = `select fingerprint, count(*)::int as count, min(created_at) as "firstAt", max(created_at) as "latestAt",
    (array_agg(id order by created_at desc, id desc))[1] as latest
  from (select id, fingerprint, created_at from functions.executions
    where fingerprint is not null and status = 'FAILED' and created_at >= $1 and ($2::uuid is null or user_id = $2)
    order by created_at desc limit ${MAX_LOOKED_AT}) as failed
  group by fingerprint order by "latestAt" desc limit $3`

builder.queryField('executionErrors', (t) =>
  t.field({
    type: [ExecutionErrorGroup],
    nullable: true,
    description:
      'Failed executions that the caller may read, those that failed alike together, the latest first. At most the latest 10,000 are looked at.',
    authScopes: { can: 'executions.read' },
    args: {
      since: t.arg({ type: 'DateTime', description: 'Those that were ordered since then. Absent: in the last seven days.' }),
      first: t.arg.int({ defaultValue: 50, validate: z.int().min(1).max(200), description: 'At most as many groups.' }),
    },
    resolve: (_, { since, first }, context) => errorGroups(context, since ?? new Date(Date.now() - DEFAULT_DAYS * DAY_MS), first ?? 50),
  }),
)

async function errorGroups(context: Context, since: Date, first: number): Promise<ErrorGroup[]> {
  const userId = context.reach('executions.read') === 'all' ? null : context.caller!.userId
  const groups = await context.database.query<Omit<ErrorGroup, 'latest'> & { latest: string }>(GROUPS, [since, userId, first])
  const rows = await context.em.find(ExecutionEntity, { id: groups.map(({ latest }) => latest) })
  const found = new Map(rows.map((row) => [row.id, row]))
  // One that was deleted in between has gone from its group as well.
  return groups.flatMap(({ latest: id, ...group }) => {
    const latest = found.get(id)
    return latest ? [{ ...group, latest }] : []
  })
}
