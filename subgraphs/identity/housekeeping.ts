import type { Config } from '../../schema/config.ts'
import type { Database } from '../../schema/database.ts'
import type { Logger } from '../../schema/log.ts'
import { repeat } from '../../schema/repeat.ts'
import { forgetOldLimits } from '../../schema/shared-rate-limit.ts'

const HOUR_MS = 60 * 60 * 1000

// Every process does this, and none minds another's having done it.
const EXPIRED = [
  'delete from identity.otp_sessions s using identity.login_codes c where c.id = s.code_id and c.digits > 6 and c.expires_at < now()',
  // They count for a day: of how many digits the next code is depends on how often short ones were asked for and not used.
  `delete from identity.login_codes where expires_at < now() - interval '1 day'`,
  forgetOldLimits('identity.rate_limits'),
  `delete from identity.refresh_tokens where expires_at < now() - interval '1 day'`,
]

const UNUSED_SESSIONS = 'delete from identity.browser_sessions where last_used_at < now() - make_interval(days => $1)'

/** Deletes what can't be used any more. */
export async function deleteExpired({ pool }: Pick<Database, 'pool'>, { REFRESH_TOKEN_EXPIRE_DAYS: days }: Config): Promise<void> {
  for (const sql of EXPIRED) await pool.query(sql)
  await pool.query(UNUSED_SESSIONS, [days])
}

/** Once an hour, deletes what can't be used any more. @returns what stops it */
export function startHousekeeping(database: Database, config: Config, log: Logger): () => Promise<void> {
  return repeat(() => deleteExpired(database, config), {
    everyMs: HOUR_MS,
    log,
    failure: 'expired logins could not be deleted: this process tries again in an hour',
  })
}
