import type { ChangeFeed } from '../../../schema/change-feed.ts'
import type { Database } from '../../../schema/database.ts'
import type { Logger } from '../../../schema/log.ts'
import { type OwnedClaim, OwnedRows } from '../../../schema/ownership/owned-rows.ts'
import type { Presence } from '../../../schema/ownership/presence.ts'
import type { ExecutionChange } from './change.ts'
import type { ExecutionStatus } from './execution.entity.ts'
import { OWNED_TABLE as TABLE } from './execution-store.ts'
import type { Feed } from './feed.ts'
import { isOver } from './run-outcome.ts'
import type { Runner } from './runner.ts'

/** Milliseconds between two looks for queued executions that lost their job. */
const UNQUEUED_EVERY_MS = 15_000

/** One whose process died while it ran. */
export const LOST =
  'The process that ran the execution stopped responding. It may have done part of its work, so it is not run again by itself'

const FAIL = `UPDATE ${TABLE.name} e SET status = 'FAILED', reason = 'lost', process_id = NULL, completed_at = now(),
    error = CASE e.status WHEN 'RUNNING' THEN $1 ELSE 'The process that held the execution while it waited for input stopped responding' END
  FROM unnest($2::uuid[], $3::uuid[], $4::int[]) AS orphan (id, owner, claim)
  WHERE e.id = orphan.id AND e.process_id = orphan.owner AND e.attempts = orphan.claim AND e.${TABLE.isOwned}
  RETURNING e.id, e.user_id AS "userId"`

const UNQUEUED = `SELECT id, user_id AS "userId" FROM functions.executions
  WHERE status = 'PENDING' AND coalesce(run_at, started_at) < now() - interval '15 seconds' ORDER BY started_at LIMIT 500`

interface Dependencies {
  database: Database
  presence: Presence
  runner: Runner
  feed: Feed
  changes: Pick<ChangeFeed<ExecutionChange>, 'publish'>
  log: Logger
  /** Makes sure that there is a job for a queued execution. */
  requeue(id: string, userId: string): Promise<void>
}

/**
 * The executions of this process, and those of processes that died: they fail, for they may have done half of their work, and
 * only their author knows whether doing it twice is right.
 */
export class OwnedExecutions {
  readonly #dependencies: Dependencies
  readonly #rows: OwnedRows
  #leave = () => {}
  #timer: NodeJS.Timeout | undefined

  constructor(dependencies: Dependencies) {
    this.#dependencies = dependencies
    this.#rows = new OwnedRows(dependencies.database, dependencies.presence, TABLE)
  }

  async open(): Promise<void> {
    this.#leave = await this.#rows.lookAfter(
      (orphans) => this.#fail(orphans),
      () => this.#recheck(),
    )
    await this.#fail(await this.#rows.orphans())
    await this.#requeueUnqueued()
    this.#timer = setInterval(() => void this.#requeueUnqueued(), UNQUEUED_EVERY_MS)
  }

  close(): void {
    clearInterval(this.#timer)
    this.#leave()
  }

  async #fail(orphans: readonly OwnedClaim[]): Promise<void> {
    if (orphans.length === 0) return
    const { database, feed, changes, log } = this.#dependencies
    const columns = [orphans.map(({ id }) => id), orphans.map(({ owner }) => owner), orphans.map(({ claim }) => claim)]
    const failed = await database.query<{ id: string; userId: string }>(FAIL, [LOST, ...columns])
    for (const { id, userId } of failed) {
      feed.announce(id)
      changes.publish({ id, userId, status: 'FAILED' })
    }
    if (failed.length > 0) log.warn({ executions: failed.length }, 'this process marked executions as failed whose process died')
  }

  /** Kills executions that were cancelled, or taken over because another process took this one for dead; resumes those that were given their input. */
  async #recheck(): Promise<void> {
    const { runner, database } = this.#dependencies
    const ids = [...runner.live.keys()]
    if (ids.length === 0) return
    // An execution that pauses while the rows are read is still RUNNING in them: only where it had paused before, RUNNING means continued.
    const pauses = new Map([...runner.live].flatMap(([id, live]) => (live.isPaused ? [[id, live.pauses]] : [])))
    const rows = await database.query<{ id: string; status: ExecutionStatus }>(`SELECT id, status FROM ${TABLE.name} WHERE id = ANY($1)`, [
      ids,
    ])
    for (const { id, status } of rows) {
      const live = runner.live.get(id)
      if (isOver(status)) runner.kill(id)
      else if (status === 'RUNNING' && live?.isPaused && live.pauses === pauses.get(id)) void runner.resume(id)
    }
  }

  /** Their process died between writing the row and queueing its job. */
  async #requeueUnqueued(): Promise<void> {
    const { database, log, requeue } = this.#dependencies
    try {
      for (const { id, userId } of await database.query<{ id: string; userId: string }>(UNQUEUED)) await requeue(id, userId)
    } catch (error) {
      log.warn({ err: error }, 'this process could not look for queued executions without a job: it tries again')
    }
  }
}
