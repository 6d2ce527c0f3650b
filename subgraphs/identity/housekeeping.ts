import type { Database } from '../../schema/database.ts'
import type { Logger } from '../../schema/log.ts'

const HOUR = 60 * 60 * 1000

// Every process does this, and none minds another's having done it.
const EXPIRED = [
  'delete from identity.otp_sessions where expires_at < now()',
  'delete from identity.rate_limits where resets_at < now()',
  `delete from identity.refresh_tokens where expires_at < now() - interval '1 day'`,
]

/** Once an hour, deletes what can't be used any more. @returns stops it, and waits for the round that is running */
export function startHousekeeping({ pool }: Database, log: Logger): () => Promise<void> {
  let round = Promise.resolve()
  const timer = setInterval(() => {
    round = sweep().catch((error) => log.error({ err: error }, 'expired logins could not be deleted'))
  }, HOUR)
  timer.unref()

  async function sweep() {
    for (const sql of EXPIRED) await pool.query(sql)
  }

  return async () => {
    clearInterval(timer)
    await round
  }
}
