/** What of the log stands in the address. */
export const RANGES = { '1h': 3_600_000, '24h': 86_400_000, '7d': 604_800_000, '30d': 2_592_000_000 } as const
export const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const
/** `failed` and `broken` stand for all from 400 and 500 on. */
export const STATUSES = [
  'failed',
  'broken',
  '200',
  '201',
  '204',
  '400',
  '401',
  '403',
  '404',
  '409',
  '422',
  '429',
  '500',
  '502',
  '503',
] as const

export type Range = keyof typeof RANGES

export interface LogsSearch {
  /** Until now. Not there: a day. */
  range?: Range
  /** A span that was chosen instead, in seconds since 1970. */
  from?: number
  to?: number
  status?: (typeof STATUSES)[number]
  method?: (typeof METHODS)[number]
  path?: string
  permission?: string
}

export function readLogsSearch(search: Record<string, unknown>): LogsSearch {
  const text = (value: unknown) => (typeof value === 'string' && value !== '' ? value.slice(0, 400) : undefined)
  const seconds = (value: unknown) => (typeof value === 'number' && value > 0 && value < 1e10 ? Math.round(value) : undefined)
  const [from, to] = [seconds(search.from), seconds(search.to)]
  const isSpan = from !== undefined && to !== undefined && from < to
  return {
    range: (Object.keys(RANGES) as Range[]).find((each) => each === search.range),
    from: isSpan ? from : undefined,
    to: isSpan ? to : undefined,
    // A number alone is read as one.
    status: STATUSES.find((each) => each === String(search.status)),
    method: METHODS.find((each) => each === search.method),
    path: text(search.path),
    permission: text(search.permission),
  }
}
