import type { Context } from '../../schema/context.ts'
import { SinasError } from '../../schema/errors.ts'
import type { Services } from './builder.ts'

export interface RequestLogFilter {
  userId?: string | null | undefined
  startTime?: Date | null | undefined
  endTime?: Date | null | undefined
  permission?: string | null | undefined
  pathPattern?: string | null | undefined
  statusCode?: number | null | undefined
  minStatusCode?: number | null | undefined
  method?: string | null | undefined
  requestId?: string | null | undefined
}

/** What must hold of a row, all of it, and what is bound to it. */
export interface Condition {
  sqls: string[]
  parameters: Record<string, unknown>
}

/**
 * The rows that the filter asks for, of those that the caller may see: their own, or with `sinas.logs.read:all` those of all users.
 * @throws SinasError FORBIDDEN where another user's are asked for without
 */
export function conditionOf(context: Context<Services>, filter: RequestLogFilter): Condition {
  const ownId = context.caller!.userId
  const mayReadAll = context.reach('logs.read') === 'all'
  if (!mayReadAll && filter.userId && filter.userId !== ownId) throw new SinasError('FORBIDDEN', { permission: 'sinas.logs.read:all' })

  const { startTime, endTime, permission, pathPattern, statusCode, minStatusCode, method, requestId } = filter
  const parameters: Record<string, unknown> = {}
  const conditions: string[] = []
  const add = (value: unknown, name: string, sql: string) => {
    if (value === undefined || value === null) return
    conditions.push(sql)
    parameters[name] = value
  }
  add(filter.userId ?? (mayReadAll ? undefined : ownId), 'user', 'user_id = {user:String}')
  add(startTime && milliseconds(startTime), 'start', 'timestamp >= fromUnixTimestamp64Milli({start:Int64})')
  add(endTime && milliseconds(endTime), 'end', 'timestamp <= fromUnixTimestamp64Milli({end:Int64})')
  add(permission, 'permission', 'permission_used = {permission:String}')
  add(pathPattern, 'path', 'path LIKE {path:String}')
  add(statusCode, 'status', 'status_code = {status:Int32}')
  add(minStatusCode, 'minStatus', 'status_code >= {minStatus:Int32}')
  add(method, 'method', 'method = {method:String}')
  add(requestId, 'request', 'request_id = {request:String}')
  return { sqls: conditions, parameters }
}

/** @returns the clause; empty where nothing must hold */
export const where = (sqls: readonly string[]) => (sqls.length > 0 ? `WHERE ${sqls.join(' AND ')}` : '')

/** The last instant that ClickHouse's DateTime64(3) can hold, and before which it is sure to hold all of ours. */
const LAST = Date.UTC(2299, 11, 31)

export const milliseconds = (date: Date) => Math.min(Math.max(date.getTime(), 0), LAST)
