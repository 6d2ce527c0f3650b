import type { Database } from '../../schema/database.ts'
import type { Logger } from '../../schema/log.ts'

const HOUR = 60 * 60 * 1000

// Every process does this, and none minds another's having done it.
const EXPIRED = [
  'delete from identity.otp_sessions where expires_at < now()',
  'delete from identity.rate_limits where resets_at < now()',
  `delete from identity.refresh_tokens where expires_at < now() - interval '1 day'`,
]

/** Deletes what can't be used any more. */
export async function deleteExpired({ pool }: Pick<Database, 'pool'>): Promise<void> {
  for (const sql of EXPIRED) await pool.query(sql)
}

/** Once an hour, deletes what can't be used any more. @returns stops it, and waits for the round that is running */
export function startHousekeeping(database: Database, log: Logger): () => Promise<void> {
  let round = Promise.resolve()
  const timer = setInterval(() => {
    round = deleteExpired(database).catch((error) => log.error({ err: error }, 'expired logins could not be deleted'))
  }, HOUR)
  timer.unref()

  return async () => {
    clearInterval(timer)
    await round
  }
}
