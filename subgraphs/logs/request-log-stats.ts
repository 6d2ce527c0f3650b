import { z } from 'zod'
import { builder } from './builder.ts'
import { conditionOf, type RequestLogFilter as Filter, where } from './request-log-filter.ts'
import { RequestLogFilter } from './request-log-input.ts'
import { quantiles, RequestLogInterval, readTimeline } from './request-log-timeline.ts'

interface Totals {
  total_requests: number
  unique_users: number
  avg_response_time_ms: number
  p50_response_time_ms: number
  p99_response_time_ms: number
  error_rate: number
}

interface Stats extends Totals {
  top_paths: { path: string; count: number }[]
  top_permissions: { permission: string; count: number }[]
  /** What they are of. */
  filter: Filter
}

const PathCount = builder.objectRef<Stats['top_paths'][number]>('PathCount').implement({
  description: 'How often a path was asked for.',
  fields: (t) => ({
    path: t.exposeString('path', { description: 'The path of the URL.' }),
    count: t.field({ type: 'BigInt', description: 'Requests.', resolve: ({ count }) => count }),
  }),
})

const PermissionCount = builder.objectRef<Stats['top_permissions'][number]>('PermissionCount').implement({
  description: 'How often a permission decided on a request.',
  fields: (t) => ({
    permission: t.exposeString('permission', { description: 'The permission, with its scope.' }),
    count: t.field({ type: 'BigInt', description: 'Requests.', resolve: ({ count }) => count }),
  }),
})

const RequestLogStats = builder.objectRef<Stats>('RequestLogStats').implement({
  description: 'What a number of requests have in common.',
  fields: (t) => ({
    totalRequests: t.field({ type: 'BigInt', description: 'How many there were.', resolve: (stats) => stats.total_requests }),
    uniqueUsers: t.field({
      type: 'BigInt',
      description: 'Users who were logged in, each counted once.',
      resolve: (stats) => stats.unique_users,
    }),
    avgResponseTimeMs: t.exposeFloat('avg_response_time_ms', { description: '0 where there were no requests.' }),
    p50ResponseTimeMs: t.exposeFloat('p50_response_time_ms', {
      description: 'Half of them took no longer. 0 where there were no requests.',
    }),
    p99ResponseTimeMs: t.exposeFloat('p99_response_time_ms', { description: '99 of 100 took no longer. 0 where there were no requests.' }),
    errorRate: t.exposeFloat('error_rate', { description: 'From 0 to 1: the part that was answered with a status of 400 or more.' }),
    topPaths: t.field({ type: [PathCount], resolve: (stats) => stats.top_paths, description: 'The ten paths most asked for.' }),
    topPermissions: t.field({
      type: [PermissionCount],
      resolve: (stats) => stats.top_permissions,
      description: 'The ten permissions that decided most often.',
    }),
    timeline: t.field({
      type: [RequestLogInterval],
      description:
        'The same over time: from `startTime`, or the first request, to `endTime`, or now, in intervals of one length, with those in which nothing came.',
      args: {
        intervals: t.arg.int({ required: true, defaultValue: 60, validate: z.int().min(1).max(500), description: 'How many, 1 to 500.' }),
      },
      resolve: ({ filter }, { intervals }, context) => readTimeline(context, filter, intervals),
    }),
  }),
})

builder.queryField('requestLogStats', (t) =>
  t.field({
    type: RequestLogStats,
    nullable: true,
    description:
      'Numbers on the caller’s own requests, or with `sinas.logs.read:all` on those of all users. Errors: FORBIDDEN, UNAVAILABLE.',
    authScopes: { can: 'logs.read' },
    args: { filter: t.arg({ type: RequestLogFilter, description: 'Which requests are counted. Absent: all that the caller may see.' }) },
    async resolve(_, { filter }, context) {
      const { sqls, parameters } = conditionOf(context, filter ?? {})
      const select = <Row>(query: string) => context.services.requestLogs.select<Row>(query, parameters, context.signal)
      const [totals, top_paths, top_permissions] = await Promise.all([
        select<Totals>(
          `SELECT count() AS total_requests, uniqExactIf(user_id, user_id != '') AS unique_users,
             ifNotFinite(avg(response_time_ms), 0) AS avg_response_time_ms, ${quantiles}, ifNotFinite(countIf(status_code >= 400) / count(), 0) AS error_rate
           FROM request_logs ${where(sqls)}`,
        ),
        select<Stats['top_paths'][number]>(top('path', 'path', sqls)),
        select<Stats['top_permissions'][number]>(top('permission_used', 'permission', sqls)),
      ])
      return { ...totals[0]!, top_paths, top_permissions, filter: filter ?? {} }
    },
  }),
)

/** The ten most frequent values of a column, the empty one aside. */
function top(column: string, name: string, sqls: readonly string[]): string {
  return `SELECT ${column} AS ${name}, count() AS count FROM request_logs ${where([...sqls, `${column} != ''`])} GROUP BY ${column} ORDER BY count DESC, ${column} LIMIT 10`
}
