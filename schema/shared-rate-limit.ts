import { defineEntity, p } from '@mikro-orm/core'
import type { Database } from './database.ts'
import type { Rate } from './local-rate-limit.ts'

/** How a request stands to its limit. */
export interface Quota {
  limit: Rate
  allowed: boolean
  /** Requests that may come at once. */
  remaining: number
  /** Seconds until all of them may. */
  reset: number
  /** Seconds until the next one may; 0 where one may now. */
  retryAfter: number
}

type RateLimitTable = `${string}.rate_limits`

/** The table of a subgraph's rate limits. */
export const rateLimitEntity = (schema: string) =>
  defineEntity({
    name: 'RateLimit',
    tableName: 'rate_limits',
    schema,
    properties: {
      key: p.text().primary(),
      /** When all of the quota is back. */
      fullAt: p.datetime(6),
    },
  })

// The algorithm of local-rate-limit.ts: a request moves the instant of its key on by its share of the window, and is refused, and moves nothing,
// where that would be more than a window away.
const take = (table: string) => `
insert into ${table} as kept (key, full_at) values ($1, now() + make_interval(secs => $2))
on conflict (key) do update set full_at = greatest(kept.full_at, now()) + make_interval(secs => $2)
where greatest(kept.full_at, now()) + make_interval(secs => $2) <= now() + make_interval(secs => $3)
returning extract(epoch from full_at - now())::float8 as debt`

const look = (table: string) => `select greatest(0, extract(epoch from full_at - now()))::float8 as debt from ${table} where key = $1`

export const forgetOldLimits = (table: RateLimitTable) => `delete from ${table} where full_at < now()`

/**
 * Takes one request from a quota that all processes share.
 * @param key what is limited
 */
export async function takeQuota(database: Database, table: RateLimitTable, key: string, limit: Rate): Promise<Quota> {
  const share = limit.seconds / limit.requests
  const [taken] = await database.query<{ debt: number }>(take(table), [key, share, limit.seconds])
  const debt = taken?.debt ?? (await database.query<{ debt: number }>(look(table), [key]))[0]?.debt ?? limit.seconds
  return {
    limit,
    allowed: taken !== undefined,
    // A share that was just given back may be short of whole by a rounding error.
    remaining: Math.max(0, Math.floor((limit.seconds - debt) / share + 1e-6)),
    reset: Math.ceil(debt),
    retryAfter: taken ? 0 : Math.max(1, Math.ceil(debt + share - limit.seconds)),
  }
}
