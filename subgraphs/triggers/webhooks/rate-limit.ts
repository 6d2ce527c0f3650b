import type { Database } from '../../../schema/database.ts'

export interface RateLimit {
  requests: number
  seconds: number
}

/** How a request stands to its limit. */
export interface Quota {
  limit: RateLimit
  allowed: boolean
  /** Requests that may come at once. */
  remaining: number
  /** Seconds until all of them may. */
  reset: number
  /** Seconds until the next one may; 0 where one may now. */
  retryAfter: number
}

// The generic cell rate algorithm: one instant per key, at which all of its quota is back. A request moves it on by its share
// of the window, and is refused, and moves nothing, where that would be more than a window away.
const TAKE = `
insert into triggers.rate_limits as kept (key, full_at) values ($1, now() + make_interval(secs => $2))
on conflict (key) do update set full_at = greatest(kept.full_at, now()) + make_interval(secs => $2)
where greatest(kept.full_at, now()) + make_interval(secs => $2) <= now() + make_interval(secs => $3)
returning extract(epoch from full_at - now())::float8 as debt`

const LOOK = `select greatest(0, extract(epoch from full_at - now()))::float8 as debt from triggers.rate_limits where key = $1`

/** Takes one request from a quota that all processes share. @param key what is limited */
export async function takeQuota(database: Database, key: string, limit: RateLimit): Promise<Quota> {
  const share = limit.seconds / limit.requests
  const [taken] = await database.query<{ debt: number }>(TAKE, [key, share, limit.seconds])
  const debt = taken?.debt ?? (await database.query<{ debt: number }>(LOOK, [key]))[0]?.debt ?? limit.seconds
  return {
    limit,
    allowed: taken !== undefined,
    // A share that was just given back may be short of whole by a rounding error.
    remaining: Math.max(0, Math.floor((limit.seconds - debt) / share + 1e-6)),
    reset: Math.ceil(debt),
    retryAfter: taken ? 0 : Math.max(1, Math.ceil(debt + share - limit.seconds)),
  }
}

/** The quota's state in the header fields of https://datatracker.ietf.org/doc/draft-ietf-httpapi-ratelimit-headers (version 07 and before). */
export function quotaHeaders({ limit, allowed, remaining, reset, retryAfter }: Quota): Record<string, string> {
  return {
    'ratelimit-limit': String(limit.requests),
    'ratelimit-remaining': String(allowed ? remaining : 0),
    'ratelimit-reset': String(allowed ? reset : retryAfter),
    'ratelimit-policy': `${limit.requests};w=${limit.seconds}`,
    ...(!allowed && { 'retry-after': String(retryAfter) }),
  }
}

/** Of several quotas the one that ends first. */
export const tightest = (quotas: Quota[]): Quota | undefined =>
  quotas.find((quota) => !quota.allowed) ?? quotas.toSorted((a, b) => a.remaining - b.remaining)[0]
