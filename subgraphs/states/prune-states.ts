import type { Database } from '../../schema/database.ts'
import type { Logger } from '../../schema/log.ts'
import { repeat } from '../../schema/repeat.ts'
import { type ChangeFeed, changeOf, type Told } from './change.ts'

const INTERVAL_MS = 60_000
const BATCH = 500

// Processes that prune at the same time take different rows.
const PRUNE = `delete from states.states where id in (
    select id from states.states where expires_at <= now() order by expires_at limit ${BATCH} for update skip locked)
  returning id, namespace, key, version, user_id as "userId", group_id as "groupId", visibility`

/** Deletes what has expired, a batch at a time. @returns how many */
export async function pruneStates(database: Database, changes: Pick<ChangeFeed, 'publish'>, signal?: AbortSignal): Promise<number> {
  let pruned = 0
  while (!signal?.aborted) {
    const states = await database.query<Told>(PRUNE)
    for (const state of states) changes.publish(changeOf(state, null))
    pruned += states.length
    if (states.length < BATCH) break
  }
  return pruned
}

/** Prunes once a minute. @returns what stops it */
export function startPruning(database: Database, changes: ChangeFeed, log: Logger): () => Promise<void> {
  async function prune(signal: AbortSignal) {
    const states = await pruneStates(database, changes, signal)
    if (states > 0) log.debug({ states }, 'this process deleted expired states')
  }
  return repeat(prune, { everyMs: INTERVAL_MS, log, failure: 'expired states could not be deleted: this process tries again in a minute' })
}
