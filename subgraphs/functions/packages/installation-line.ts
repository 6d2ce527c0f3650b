import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Database } from '../../../schema/database.ts'
import { SinasError } from '../../../schema/errors.ts'
import { inTransaction } from '../../../schema/transaction.ts'
import type { Channel } from '../channel.ts'

/** Installations that may wait: in all, and of one user. */
const MOST_WAITING = 20
const MOST_OF_USER = 4
const LOOK_MS = 500
const BEAT_MS = 4_000
/** Seconds of silence after which a process counts as dead and loses its place in the line. */
const SILENCE_SECONDS = 20
/** Seconds that an installation usually takes: a full line answers with it when to try again. */
const USUAL_SECONDS = 30

// Users take turns: a user who was never served, or was served longest ago, comes first.
const NEXT = `SELECT id FROM functions.package_turns waiting WHERE began_at IS NULL
  ORDER BY (SELECT max(began_at) FROM functions.package_turns served WHERE served.user_id = waiting.user_id) NULLS FIRST, asked_at, id LIMIT 1`
// Those who join at the same time are counted one after another.
const LOCK = `SELECT pg_advisory_xact_lock(hashtext('sinas:package_turns'))`
const JOIN = `INSERT INTO functions.package_turns (id, user_id, asked_at, seen_at)
  SELECT $1, $2, clock_timestamp(), clock_timestamp()
  WHERE (SELECT count(*) FROM functions.package_turns WHERE ended_at IS NULL) <= ${MOST_WAITING}
    AND (SELECT count(*) FROM functions.package_turns WHERE ended_at IS NULL AND user_id = $2) <= ${MOST_OF_USER}
  RETURNING id`
const BEGIN = `UPDATE functions.package_turns SET began_at = clock_timestamp(), seen_at = clock_timestamp()
  WHERE id = $1 AND NOT EXISTS (SELECT 1 FROM functions.package_turns WHERE began_at IS NOT NULL AND ended_at IS NULL) AND id = (${NEXT})
  RETURNING id`
const BEAT = 'UPDATE functions.package_turns SET seen_at = clock_timestamp() WHERE id = $1 RETURNING id'
// A finished turn is kept for a while: it decides which user comes next.
const LEAVE = 'UPDATE functions.package_turns SET ended_at = clock_timestamp(), began_at = coalesce(began_at, asked_at) WHERE id = $1'
const SWEEP = `DELETE FROM functions.package_turns
  WHERE ended_at < clock_timestamp() - interval '1 hour' OR (ended_at IS NULL AND seen_at < clock_timestamp() - make_interval(secs => ${SILENCE_SECONDS}))`
/** Conditional on the turn: an installation that lost its turn may write nothing. */
const HOLD = 'SELECT id FROM functions.package_turns WHERE id = $1 AND began_at IS NOT NULL AND ended_at IS NULL FOR UPDATE'

/** Whose turn it is. */
export interface Turn {
  /** Aborted when the turn is lost, or its caller is gone. */
  signal: AbortSignal
  /** Writes the result of the installation, all or nothing. @throws SinasError CONFLICT where the turn was lost meanwhile */
  commit(write: (query: (sql: string, values: unknown[]) => Promise<unknown>) => Promise<void>): Promise<void>
}

/**
 * The line of those who install packages: one at a time on the whole platform, users by turns. It is rows in the database; no connection is held
 * while one waits or works.
 */
export class InstallationLine {
  readonly #database: Database
  readonly #channel: Channel

  constructor(database: Database, channel: Channel) {
    this.#database = database
    this.#channel = channel
  }

  /** Waits for a turn, and works. @throws SinasError QUEUE_FULL where too many wait; what `work` throws */
  async inTurn<Result>(userId: string, signal: AbortSignal, work: (turn: Turn) => Promise<Result>): Promise<Result> {
    const id = randomUUID()
    await this.#database.query(SWEEP)
    const isIn = await inTransaction(this.#database, async (client) => {
      await client.query(LOCK)
      return (await client.query(JOIN, [id, userId])).rowCount === 1
    })
    if (!isIn) throw full()
    const lost = new AbortController()
    const both = AbortSignal.any([signal, lost.signal])
    const beat = setInterval(() => void this.#beat(id, lost), BEAT_MS)
    try {
      await this.#wait(id, both)
      return await work({ signal: both, commit: (write) => this.#commit(id, write) })
    } finally {
      clearInterval(beat)
      await this.#database.query(LEAVE, [id])
      this.#channel.send({ kind: 'package-turn' })
    }
  }

  async #wait(id: string, signal: AbortSignal): Promise<void> {
    for (;;) {
      signal.throwIfAborted()
      await this.#database.query(SWEEP)
      if (await this.#begins(id)) return
      await this.#news(signal)
    }
  }

  /** Two that begin at a time are told apart by a unique index. */
  async #begins(id: string): Promise<boolean> {
    try {
      return (await this.#database.query(BEGIN, [id])).length > 0
    } catch (error) {
      if ((error as { code?: string }).code !== UNIQUE_VIOLATION) throw error
      return false
    }
  }

  /** Resolves when another turn has ended, or when it is time to look again. */
  async #news(signal: AbortSignal): Promise<void> {
    const heard = new AbortController()
    const stop = this.#channel.on('package-turn', () => heard.abort())
    await sleep(LOOK_MS, undefined, { signal: AbortSignal.any([signal, heard.signal]) }).catch(() => undefined)
    stop()
  }

  async #beat(id: string, lost: AbortController): Promise<void> {
    const rows = await this.#database.query(BEAT, [id]).catch(() => null) // a database that is away decides nothing
    if (rows?.length === 0) lost.abort(taken())
  }

  async #commit(id: string, write: Parameters<Turn['commit']>[0]): Promise<void> {
    await inTransaction(this.#database, async (client) => {
      if ((await client.query(HOLD, [id])).rowCount === 0) throw taken()
      await write((sql, values) => client.query(sql, values))
    })
  }
}

const UNIQUE_VIOLATION = '23505'

function full(): SinasError {
  const error = new SinasError('QUEUE_FULL', { retryAfter: USUAL_SECONDS })
  error.message = `Too many installations of packages are waiting: ${MOST_WAITING} in all, or ${MOST_OF_USER} of yours. Try again in ${USUAL_SECONDS} seconds`
  return error
}

const taken = () =>
  new SinasError('CONFLICT', { reason: 'The installation took too long without a sign of life, and was cancelled: try again' })
