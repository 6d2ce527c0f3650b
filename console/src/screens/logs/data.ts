import { read, readPages } from '../../data/query.ts'
import { LogNumbersDocument, LogRequestDocument, type LogRowFragment, LogsDocument, type RequestLogFilter } from './generated/logs.ts'
import { type LogsSearch, RANGES } from './search.ts'

/** Bars of a chart. */
export const INTERVALS = 60
const MINUTE_MS = 60_000

/** Requests may have the same id, where a client gives it: a row is known by its place. */
export type LogRow = LogRowFragment & { id: string }

/** The filter of a search. A span until now begins with a full minute, so that the cache finds it again. */
export function filterOf({ range = '24h', from, to, status, method, path, permission }: LogsSearch): RequestLogFilter {
  const since = Math.floor((Date.now() - RANGES[range]) / MINUTE_MS) * MINUTE_MS
  return {
    startTime: new Date(from === undefined ? since : from * 1000).toISOString(),
    ...(to !== undefined && { endTime: new Date(to * 1000).toISOString() }),
    ...(status === 'failed' && { minStatusCode: 400 }),
    ...(status === 'broken' && { minStatusCode: 500 }),
    ...(status && /^\d/.test(status) && { statusCode: Number(status) }),
    ...(method && { method }),
    ...(path && { pathPattern: path.includes('%') ? path : `%${path.replace(/[\\_]/g, '\\$&')}%` }),
    ...(permission && { permission }),
  }
}

export const logPages = (filter: RequestLogFilter) =>
  readPages(LogsDocument, { filter }, ({ requestLogs: { edges, pageInfo } }) => ({
    nodes: edges.map(({ cursor, node }): LogRow => ({ ...node, id: cursor })),
    pageInfo,
  }))

export const logNumbers = (filter: RequestLogFilter) => read(LogNumbersDocument, { filter, intervals: INTERVALS })

export const oneRequest = (id: string) => read(LogRequestDocument, { id })
