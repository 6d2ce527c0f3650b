import type { Context } from '../../schema/context.ts'
import { builder, type Services } from './builder.ts'
import { conditionOf, milliseconds, type RequestLogFilter, where } from './request-log-filter.ts'

/** How long half of the requests took at most, and 99 of 100. */
export const quantiles =
  'ifNotFinite(quantile(0.5)(response_time_ms), 0) AS p50_response_time_ms, ifNotFinite(quantile(0.99)(response_time_ms), 0) AS p99_response_time_ms'

interface Counted {
  requests: number
  errors: number
  p50_response_time_ms: number | null
  p99_response_time_ms: number | null
}

interface Interval extends Counted {
  startedAt: Date
}

const NOTHING: Counted = { requests: 0, errors: 0, p50_response_time_ms: null, p99_response_time_ms: null }

export const RequestLogInterval = builder.objectRef<Interval>('RequestLogInterval').implement({
  description: 'What came within a span of time.',
  fields: (t) => ({
    startedAt: t.field({
      type: 'DateTime',
      resolve: ({ startedAt }) => startedAt,
      description: 'When it begins: it lasts until the next.',
    }),
    requests: t.field({ type: 'BigInt', resolve: ({ requests }) => requests, description: 'Requests that arrived in it.' }),
    errors: t.field({
      type: 'BigInt',
      resolve: ({ errors }) => errors,
      description: 'Those that were answered with a status of 400 or more.',
    }),
    p50ResponseTimeMs: t.exposeFloat('p50_response_time_ms', {
      nullable: true,
      description: 'Half of them took no longer. Null where none came.',
    }),
    p99ResponseTimeMs: t.exposeFloat('p99_response_time_ms', {
      nullable: true,
      description: '99 of 100 took no longer. Null where none came.',
    }),
  }),
})

/** What the filter asks for, of what the caller may see, cut into as many intervals. */
export async function readTimeline(context: Context<Services>, filter: RequestLogFilter, intervals: number): Promise<Interval[]> {
  const { sqls, parameters } = conditionOf(context, filter)
  const select = <Row>(query: string, more: object = {}) =>
    context.services.requestLogs.select<Row>(query, { ...parameters, ...more }, context.signal)
  const until = milliseconds(filter.endTime ?? new Date())
  const since = filter.startTime
    ? milliseconds(filter.startTime)
    : Number(
        (await select<{ first: number }>(`SELECT toUnixTimestamp64Milli(min(timestamp)) AS first FROM request_logs ${where(sqls)}`))[0]!
          .first,
      ) || until
  const width = Math.max(1, Math.ceil((until - since) / intervals))
  // The very last millisecond is of the last interval, not of one after it.
  const rows = await select<Counted & { place: number }>(
    `SELECT least(intDiv(toUnixTimestamp64Milli(timestamp) - {since:Int64}, {width:Int64}), {last:Int64}) AS place,
       count() AS requests, countIf(status_code >= 400) AS errors, ${quantiles}
     FROM request_logs ${where([...sqls, 'timestamp >= fromUnixTimestamp64Milli({since:Int64})'])} GROUP BY place`,
    { since, width, last: intervals - 1 },
  )
  const found = new Map(rows.map(({ place, ...counted }) => [Number(place), counted]))
  return Array.from({ length: intervals }, (_, place) => ({ ...(found.get(place) ?? NOTHING), startedAt: new Date(since + place * width) }))
}
