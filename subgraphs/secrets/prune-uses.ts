import type { Database } from '../../schema/database.ts'
import type { Logger } from '../../schema/log.ts'
import { repeat } from '../../schema/repeat.ts'

const INTERVAL_MS = 3_600_000
const BATCH = 5_000

// Processes that prune at the same time take different rows.
const PRUNE = `delete from secrets.uses where id in (
    select id from secrets.uses where used_at < now() - interval '90 days' order by used_at limit ${BATCH} for update skip locked)
  returning id`

/** Forgets uses after ninety days. @returns what stops it */
export function startPruning(database: Database, log: Logger): () => Promise<void> {
  async function prune(signal: AbortSignal) {
    while (!signal.aborted) if ((await database.query(PRUNE)).length < BATCH) return
  }
  return repeat(prune, {
    everyMs: INTERVAL_MS,
    log,
    failure: 'old uses of secrets could not be deleted: this process tries again in an hour',
  })
}
