import type { OrderColumn } from '../../schema/connections/order.ts'
import { type Found, type Page, type PageArguments, pageOf, type Window, windowOf } from '../../schema/connections/window.ts'
import type { Context } from '../../schema/context.ts'
import { SinasError } from '../../schema/errors.ts'
import type { Services } from './builder.ts'
import { type Condition, conditionOf, type RequestLogFilter, where } from './request-log-filter.ts'
import type { RequestLogRow } from './request-log-row.ts'

/** Newest first: how the table is sorted, so that ClickHouse reads a page and no more. The row's id is there for rows that are equal in the rest. */
const NEWEST_FIRST: OrderColumn[] = [
  { name: 'timestamp', type: 'Int64', direction: 'desc' },
  { name: 'request_id', type: 'String', direction: 'desc' },
  { name: 'row_id', type: 'String', direction: 'desc' },
]

type StoredRow = RequestLogRow & { row_id: string }

type Ctx = Context<Services>

/** A page of the requests that the caller may see. Empty where there is no ClickHouse. */
export async function readRequestLogs(context: Ctx, filter: RequestLogFilter, args: PageArguments): Promise<Page<RequestLogRow>> {
  const window = windowOf(NEWEST_FIRST, args)
  const condition = conditionOf(context, filter)
  const rows = await select(context, window, condition, 'LIMIT {limit:UInt32} OFFSET {skip:UInt32}')
  return pageOf(window, rows.map(found), async () => {
    const [counted] = await orEmpty(
      context.services.requestLogs.select<{ count: number }>(
        `SELECT count() AS count FROM request_logs ${where(condition.sqls)}`,
        condition.parameters,
        context.signal,
      ),
    )
    return Number(counted?.count ?? 0)
  })
}

/** The page of each of several users, in one query. */
export async function readRequestLogsOfUsers(
  context: Ctx,
  filter: RequestLogFilter,
  args: PageArguments,
  userIds: readonly string[],
): Promise<Page<RequestLogRow>[]> {
  const window = windowOf(NEWEST_FIRST, args)
  const { sqls, parameters } = conditionOf(context, filter)
  const condition = { sqls: [...sqls, 'user_id IN {users:Array(String)}'], parameters: { ...parameters, users: userIds } }
  const rows = await select(context, window, condition, 'LIMIT {skip:UInt32}, {limit:UInt32} BY user_id')
  const byUser = Map.groupBy(rows, ({ user_id }) => user_id)
  let counts: Promise<Map<string, number>> | undefined
  const countAll = () => (counts ??= countByUser(context, condition))
  return userIds.map((id) => pageOf(window, (byUser.get(id) ?? []).map(found), async () => (await countAll()).get(id) ?? 0))
}

async function countByUser({ services, signal }: Ctx, { sqls, parameters }: Condition): Promise<Map<string, number>> {
  const query = `SELECT user_id, count() AS count FROM request_logs ${where(sqls)} GROUP BY user_id`
  const rows = await orEmpty(services.requestLogs.select<{ user_id: string; count: number }>(query, parameters, signal))
  return new Map(rows.map(({ user_id, count }) => [user_id, Number(count)]))
}

function select({ services, signal }: Ctx, window: Window, { sqls, parameters }: Condition, limit: string): Promise<StoredRow[]> {
  const bound: Record<string, unknown> = { ...parameters, limit: window.size + 1, skip: window.skip }
  const [ahead, behind] = window.backwards ? ['>', '<'] : ['<', '>']
  const places = [
    ...(window.from ? [place(ahead!, 'from', window.from, bound)] : []),
    ...(window.to ? [place(behind!, 'to', window.to, bound)] : []),
  ]
  const order = window.reading.map(({ name, direction }) => `${name} ${direction.toUpperCase()}`).join(', ')
  const query = `SELECT * FROM request_logs ${where([...sqls, ...places])} ORDER BY ${order} ${limit}`
  return orEmpty(services.requestLogs.select<StoredRow>(query, bound, signal))
}

/** The rows on one side of a place. The time stands alone as well: by it ClickHouse skips what it need not read. */
function place(side: string, name: string, [timestamp, requestId, rowId]: string[], bound: Record<string, unknown>): string {
  Object.assign(bound, { [`${name}Time`]: timestamp, [`${name}Request`]: requestId, [`${name}Row`]: rowId })
  const time = `fromUnixTimestamp64Milli({${name}Time:Int64})`
  return `timestamp ${side}= ${time} AND (timestamp, request_id, row_id) ${side} (${time}, {${name}Request:String}, {${name}Row:String})`
}

const found = (row: StoredRow): Found<RequestLogRow> => ({
  row,
  values: [String(new Date(row.timestamp).getTime()), row.request_id, row.row_id],
})

async function orEmpty<Row>(rows: Promise<Row[]>): Promise<Row[]> {
  try {
    return await rows
  } catch (error) {
    if (error instanceof SinasError && error.code === 'UNAVAILABLE') return []
    throw error
  }
}
