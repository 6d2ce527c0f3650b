import type { Database } from '../../../schema/database.ts'
import { SinasError } from '../../../schema/errors.ts'

// One statement, so that two processes can't both think that theirs is the last hit allowed.
const HIT = `
  insert into identity.rate_limits as r (key, hits, resets_at) values ($1, 1, now() + make_interval(secs => $2))
  on conflict (key) do update set
    hits = case when r.resets_at <= now() then 1 else r.hits + 1 end,
    resets_at = case when r.resets_at <= now() then excluded.resets_at else r.resets_at end
  returning hits, extract(epoch from resets_at - now())::float8 as "secondsLeft"`

export interface RateLimit {
  /** What is counted: `login:ip:192.0.2.1`. */
  key: string
  max: number
  windowSeconds: number
}

/**
 * Counts one hit, for all processes together.
 * @throws SinasError RATE_LIMITED, with the seconds until the window ends, when there were more than `max` in it
 */
export async function countHit(database: Database, { key, max, windowSeconds }: RateLimit): Promise<void> {
  const [count] = await database.query<{ hits: number; secondsLeft: number }>(HIT, [key, windowSeconds])
  if (count!.hits > max) throw new SinasError('RATE_LIMITED', { retryAfter: Math.max(1, Math.ceil(count!.secondsLeft)) })
}
