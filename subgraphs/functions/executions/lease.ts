import { readlinkSync } from 'node:fs'
import { hostname } from 'node:os'
import process from 'node:process'
import type { Database } from '../../../schema/database.ts'
import type { Logger } from '../../../schema/log.ts'
import type { Feed } from './feed.ts'

const BEAT_MS = 5_000
/** Seconds without a sign of life after which a process is dead. */
const LEASE_SECONDS = 15
/** Beats between looks for queued executions that lost their job. */
const ORPHANS_EVERY = 3

const BEAT = `INSERT INTO functions.processes (id, host, pid, seen_at) VALUES ($1, $2, $3, now())
  ON CONFLICT (id) DO UPDATE SET seen_at = now()`

const REAP = `DELETE FROM functions.processes WHERE seen_at < now() - make_interval(secs => $1)`

const LOSE = `UPDATE functions.executions e SET status = 'FAILED', reason = 'lost', process_id = NULL, completed_at = now(),
    error = CASE e.status WHEN 'RUNNING'
      THEN 'The process that ran the execution stopped responding. It may have done part of its work, so it is not run again by itself'
      ELSE 'The process that held the execution while it waited for input stopped responding' END
  WHERE e.status IN ('RUNNING', 'AWAITING_INPUT') AND NOT EXISTS (SELECT FROM functions.processes p WHERE p.id = e.process_id)
  RETURNING e.id`

const ORPHANS = `SELECT id, user_id AS "userId" FROM functions.executions
  WHERE status = 'PENDING' AND started_at < now() - interval '15 seconds' ORDER BY started_at LIMIT 500`

/** Leases of this very process: tests hold several. */
const held = new Set<string>()

interface Room {
  id: string
  database: Database
  feed: Feed
  log: Logger
  /** Compares what this process believes it runs with the rows. */
  reconcile(): Promise<void>
  /** Makes sure that there is a job for a queued execution. */
  requeue(id: string, userId: string): Promise<void>
}

/**
 * Says that this process lives, and ends what dead ones left behind: nothing stays RUNNING because its process was killed.
 * A process of this machine that is gone counts as dead at once, any other after its lease.
 */
export class Lease {
  readonly #room: Room
  readonly #host = hostName()
  #timer: NodeJS.Timeout | undefined
  #beats = 0

  constructor(room: Room) {
    this.#room = room
  }

  async start(): Promise<void> {
    held.add(this.#room.id)
    await this.#beat()
    await this.#forgetLocalDead()
    await this.#recover()
    await this.#requeueOrphans()
    this.#timer = setInterval(() => void this.#tick(), BEAT_MS)
  }

  /** What still names this process as its runner is lost now. */
  async stop(): Promise<void> {
    clearInterval(this.#timer)
    held.delete(this.#room.id)
    await this.#room.database.query('DELETE FROM functions.processes WHERE id = $1', [this.#room.id])
    await this.#recover()
  }

  async #tick(): Promise<void> {
    const { log, reconcile } = this.#room
    try {
      await this.#beat()
      await this.#recover()
      await reconcile()
      if (++this.#beats % ORPHANS_EVERY === 0) await this.#requeueOrphans()
    } catch (error) {
      log.warn({ err: error }, 'the heartbeat of executions failed')
    }
  }

  async #beat(): Promise<void> {
    await this.#room.database.query(BEAT, [this.#room.id, this.#host, process.pid])
  }

  async #recover(): Promise<void> {
    const { database, feed, log } = this.#room
    await database.query(REAP, [LEASE_SECONDS])
    const lost = await database.query<{ id: string }>(LOSE)
    for (const { id } of lost) feed.announce(id)
    if (lost.length > 0) log.warn({ executions: lost.length }, 'executions of a process that died were marked as failed')
  }

  async #forgetLocalDead(): Promise<void> {
    const { database } = this.#room
    const rows = await database.query<{ id: string; pid: number }>('SELECT id, pid FROM functions.processes WHERE host = $1', [this.#host])
    // A row with our own pid that is not ours is of an earlier process that had it: in a container that is the rule.
    const dead = rows.filter(({ id, pid }) => !held.has(id) && (pid === process.pid || !isAlive(pid))).map(({ id }) => id)
    if (dead.length > 0) await database.query('DELETE FROM functions.processes WHERE id = ANY($1)', [dead])
  }

  /** Their process died between writing the row and queueing its job. */
  async #requeueOrphans(): Promise<void> {
    for (const { id, userId } of await this.#room.database.query<{ id: string; userId: string }>(ORPHANS)) {
      await this.#room.requeue(id, userId)
    }
  }
}

/** The machine, and on Linux the pid namespace: two containers on one host may both have a pid 7. */
function hostName(): string {
  try {
    return `${hostname()} ${readlinkSync('/proc/self/ns/pid')}`
  } catch {
    return hostname()
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
