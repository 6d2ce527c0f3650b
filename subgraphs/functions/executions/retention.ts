import type { Database } from '../../../schema/database.ts'
import type { Logger } from '../../../schema/log.ts'
import { repeat } from '../../../schema/repeat.ts'
import type { Queue } from '../../../workers/queue/index.ts'

const EVERY_MS = 10 * 60_000
/** Executions that one statement deletes: few enough that other queries hardly wait for it. */
const BATCH = 500

// By when they were ordered, which is indexed. Locked, so that none is retried while it goes.
const DELETE = `WITH turn AS MATERIALIZED (SELECT pg_try_advisory_xact_lock(hashtext('functions.retention')) AS mine),
    old AS (
      SELECT id FROM functions.executions
      WHERE (SELECT mine FROM turn) AND status IN ('COMPLETED', 'FAILED', 'CANCELLED')
        AND created_at < now() - make_interval(days => $1) AND completed_at < now() - make_interval(days => $1)
      ORDER BY created_at LIMIT ${BATCH} FOR UPDATE)
  DELETE FROM functions.executions e USING old WHERE e.id = old.id RETURNING e.id, e.status`

interface Dependencies {
  database: Database
  queue: Pick<Queue, 'removeDeadLetters'>
  log: Logger
  /** Days that an execution is kept once it has ended; 0: for ever. */
  days: number
}

/** Deletes old executions, again and again. @returns what stops it */
export function startRetention(dependencies: Dependencies): () => Promise<void> {
  const failure = 'old executions could not be deleted'
  return repeat((signal) => deleteOldExecutions(dependencies, signal), { everyMs: EVERY_MS, log: dependencies.log, failure })
}

/**
 * Deletes executions that ended too long ago, with their logs, steps and dead letters: a batch after the other, and by one process at a
 * time. One that waits, runs or is to be tried again is kept, however old it is.
 * @returns how many there were
 */
export async function deleteOldExecutions(dependencies: Dependencies, signal?: AbortSignal): Promise<number> {
  if (dependencies.days === 0) return 0
  const { database, queue, log, days } = dependencies
  let total = 0
  while (!signal?.aborted) {
    const deleted = await database.query<{ id: string; status: string }>(DELETE, [days])
    for (const { id, status } of deleted) if (status === 'FAILED') await queue.removeDeadLetters(id)
    total += deleted.length
    if (deleted.length < BATCH) break
  }
  if (total > 0) log.info({ executions: total, days }, 'this process deleted executions older than the retention time')
  return total
}
