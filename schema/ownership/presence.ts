import { randomUUID } from 'node:crypto'
import { readlinkSync } from 'node:fs'
import { hostname } from 'node:os'
import process from 'node:process'
import type { Logger } from '../log.ts'
import type { Listener } from './listener.ts'

/** Milliseconds between two signs of life. */
const BEAT_MS = 2_500
/** Seconds without a sign of life after which a process counts as dead. */
const LEASE_SECONDS = 10
/** Beats between two comparisons of what a process holds with the database: the process that should send a message may die before it does. */
const BEATS_BETWEEN_RECHECKS = 2

const CREATE = `
  SELECT pg_advisory_xact_lock(hashtext('sinas:ownership'));
  CREATE SCHEMA IF NOT EXISTS ownership;
  CREATE TABLE IF NOT EXISTS ownership.processes (
    id uuid PRIMARY KEY, host text NOT NULL, pid integer NOT NULL, kinds text[] NOT NULL, seen_at timestamptz NOT NULL);
  ALTER TABLE ownership.processes ADD COLUMN IF NOT EXISTS started_at timestamptz NOT NULL DEFAULT now()`

const BEAT = `
  WITH before AS (SELECT seen_at FROM ownership.processes WHERE id = $1 FOR UPDATE)
  INSERT INTO ownership.processes (id, host, pid, kinds, seen_at) VALUES ($1, $2, $3, $5, now())
  ON CONFLICT (id) DO UPDATE SET seen_at = now(), kinds = excluded.kinds
  RETURNING coalesce((SELECT seen_at < now() - make_interval(secs => $4) FROM before), true) AS "hasLapsed"`

const LEAVE = `UPDATE ownership.processes SET seen_at = '-infinity' WHERE id = $1`

const OTHERS = `
  SELECT id, host, pid, kinds, seen_at < now() - make_interval(secs => $2) AS "isSilent" FROM ownership.processes WHERE id <> $1`

const LIVING = `
  SELECT id, started_at AS "startedAt" FROM ownership.processes
  WHERE $1 = ANY(kinds) AND seen_at >= now() - make_interval(secs => $2) ORDER BY started_at, id`

const FORGET = `
  DELETE FROM ownership.processes WHERE id = ANY($1) AND (id = ANY($2) OR seen_at < now() - make_interval(secs => $3))`

/** A process that shows signs of life. */
interface LivingProcess {
  id: string
  startedAt: Date
}

interface OtherProcess {
  id: string
  host: string
  pid: number
  kinds: string[]
  isSilent: boolean
}

/** A kind of rows that processes own, and what to do about them. */
export interface OwnedKind {
  /** The same in every process: `agents.turns`. */
  name: string
  /**
   * Takes over the rows of these processes, which have died. It may be called more than once for a process, and by several processes at a time:
   * where it throws, it is called again.
   */
  takeUp(processIds: readonly string[]): Promise<void>
  /**
   * Releases rows that this process no longer owns, and catches up with missed messages: called every few seconds, and whenever messages may have been lost.
   * @param hasLapsed this process was silent for longer than its lease: others may have taken up what it owned
   */
  recheck(hasLapsed: boolean): Promise<void>
}

export interface PresenceTiming {
  /** Seconds without a sign of life after which a process counts as dead. Default: 10. */
  leaseSeconds?: number
  /** Milliseconds between two signs of life. Default: 2500. */
  beatMs?: number
}

interface PresenceOptions extends PresenceTiming {
  listener: Listener
  log: Logger
}

/** Ids of this operating-system process: tests hold several. */
const ownIds = new Set<string>()

/**
 * Announces that this process is alive, and finds dead processes: one row and one heartbeat a process, whatever it owns.
 *
 * A process that is silent for the time of a lease is dead, and one of this machine at once when it is gone. A process that finds it, and owns
 * rows of the same kinds, takes up what it owned, and then deletes its row: if the finder dies in the middle, the next process goes on.
 */
export class Presence {
  /** Names this process in the rows that it owns. */
  readonly processId: string = randomUUID()
  readonly #options: Required<PresenceOptions>
  readonly #host = hostName()
  readonly #kinds = new Map<string, Set<OwnedKind>>()
  #timer: NodeJS.Timeout | undefined
  #stopHearingOfGaps = () => {}
  #beatAt = 0
  #beats = 0
  #beating: Promise<void> | undefined

  constructor(options: PresenceOptions) {
    this.#options = { leaseSeconds: LEASE_SECONDS, beatMs: BEAT_MS, ...options }
  }

  /** From here on this process may own rows. */
  async start(): Promise<void> {
    await this.#options.listener.query(CREATE)
    ownIds.add(this.processId)
    await this.#beat()
    this.#stopHearingOfGaps = this.#options.listener.onGap(() => void this.#recheck(false))
    this.#timer = setInterval(() => {
      this.#noticeLapse()
      this.#beating ??= this.#tick().finally(() => {
        this.#beating = undefined
      })
    }, this.#options.beatMs)
  }

  /** From here on other processes may take over the rows of this one. */
  async stop(): Promise<void> {
    clearInterval(this.#timer)
    this.#stopHearingOfGaps()
    await this.#beating
    ownIds.delete(this.processId)
    await this.#options.listener.query(LEAVE, [this.processId]).catch((error: unknown) => {
      this.#options.log.warn(
        { err: error },
        'this process could not announce that it stops: other processes take over its work when its lease expires',
      )
    })
  }

  /** From here on this process may own rows of this kind. @returns takes the kind out again */
  async register(kind: OwnedKind): Promise<() => void> {
    const { name } = kind
    const registered = this.#kinds.get(name) ?? new Set()
    this.#kinds.set(name, registered.add(kind))
    await this.#beat()
    return () => {
      registered.delete(kind)
      if (registered.size === 0) this.#kinds.delete(name)
    }
  }

  /** Takes over the work of dead processes now, rather than at the next heartbeat. */
  async takeUpFromDead(): Promise<void> {
    const { listener, leaseSeconds, log } = this.#options
    const others = await listener.query<OtherProcess>(OTHERS, [this.processId, leaseSeconds])
    const gone = new Set(others.filter((other) => this.#isGone(other)).map(({ id }) => id))
    // A process that owned a kind that we lack is left to a process that has the kind.
    const dead = others.filter(({ id, isSilent, kinds }) => (isSilent || gone.has(id)) && kinds.every((name) => this.#kinds.has(name)))
    if (dead.length === 0) return
    const ids = dead.map(({ id }) => id)
    const takenUp = await Promise.allSettled(this.#registered().map((kind) => kind.takeUp(ids)))
    const failed = takenUp.find((each) => each.status === 'rejected')
    if (failed) throw failed.reason
    // A process that renewed its lease meanwhile was only slow: its row stays, and it notices its lapse by itself.
    await listener.query(FORGET, [ids, [...gone], leaseSeconds])
    log.info({ processes: ids.length }, 'this process took over the work of processes that ended')
  }

  async #tick(): Promise<void> {
    try {
      if (await this.#beat()) await this.#recheck(true)
      else if (++this.#beats % BEATS_BETWEEN_RECHECKS === 0) await this.#recheck(false)
      await this.takeUpFromDead()
    } catch (error) {
      this.#options.log.warn(
        { err: error },
        'this process could not renew its lease or look for dead processes: it tries again at the next heartbeat',
      )
    }
  }

  /** Returns which of these processes are not present: they died and were forgotten, or have stopped. */
  async absentAmong(processIds: readonly string[]): Promise<string[]> {
    if (processIds.length === 0) return []
    const present = await this.#options.listener.query<{ id: string }>(
      'SELECT id::text FROM ownership.processes WHERE id::text = ANY($1)',
      [processIds],
    )
    const ids = new Set(present.map(({ id }) => id))
    return processIds.filter((id) => !ids.has(id))
  }

  /** The live processes that own rows of a kind, this one included, in the order in which they began. */
  living(kind: string): Promise<LivingProcess[]> {
    return this.#options.listener.query<LivingProcess & Record<string, unknown>>(LIVING, [kind, this.#options.leaseSeconds])
  }

  /** @returns whether this process was silent for longer than its lease */
  async #beat(): Promise<boolean> {
    const values = [this.processId, this.#host, process.pid, this.#options.leaseSeconds, [...this.#kinds.keys()]]
    const [row] = await this.#options.listener.query<{ hasLapsed: boolean }>(BEAT, values)
    this.#beatAt = performance.now()
    return row!.hasLapsed
  }

  /** Where the database is away, or this process was paused, its own clock tells that other processes may count it as dead. */
  #noticeLapse(): void {
    if (performance.now() - this.#beatAt < this.#options.leaseSeconds * 1000) return
    this.#beatAt = performance.now()
    void this.#recheck(true)
  }

  async #recheck(hasLapsed: boolean): Promise<void> {
    for (const kind of this.#registered())
      await kind
        .recheck(hasLapsed)
        .catch((error: unknown) =>
          this.#options.log.warn(
            { err: error, kind: kind.name },
            'this process could not compare the rows that it owns with the database: it tries again in seconds',
          ),
        )
  }

  #registered(): OwnedKind[] {
    return [...this.#kinds.values()].flatMap((kinds) => [...kinds])
  }

  /** A row with our pid that is not ours is from an earlier process with the same pid, which is usual in a container. */
  #isGone({ id, host, pid }: OtherProcess): boolean {
    return host === this.#host && !ownIds.has(id) && (pid === process.pid || !isAlive(pid))
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
