import type { Database } from '../../schema/database.ts'
import type { Logger } from '../../schema/log.ts'
import { repeat } from '../../schema/repeat.ts'

const EVERY_MS = 10 * 60_000

/** Every process does it; what one has deleted the others don't find. */
const STATEMENTS = [
  `delete from triggers.deliveries where received_at < now() - interval '30 days'`,
  `delete from triggers.slots where slot_at < now() - interval '90 days'`,
  'delete from triggers.dedup_keys where expires_at < now()',
  'delete from triggers.rate_limits where full_at < now()',
]

/** Deletes what is kept for a time only. @returns what stops it */
export function startHousekeeping(database: Database, log: Logger): () => Promise<void> {
  return repeat(() => clean(database), { everyMs: EVERY_MS, log, failure: 'old deliveries and slots could not be deleted' })
}

async function clean(database: Database): Promise<void> {
  for (const statement of STATEMENTS) await database.query(statement)
}
