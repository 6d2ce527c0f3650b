import { setTimeout as delay } from 'node:timers/promises'
import type { Pool } from 'pg'
import type { Database } from '../../../schema/database.ts'
import type { ErrorCode } from '../../../schema/errors.ts'
import type { Logger } from '../../../schema/log.ts'
import type { Listener } from '../../../schema/ownership/listener.ts'
import { cancellable } from '../../../schema/streams.ts'
import { joinChunks, type MessageChunk } from '../providers/reply.ts'
import { openJournalConnection } from './journal-connection.ts'

/** Names of the events of a turn's stream. `done` and `error` are the last of theirs. */
export type EventName = 'message' | 'tool_start' | 'tool_end' | 'tool_rejected' | 'approval_required' | 'done' | 'error'

export interface StreamEvent {
  turnId: string
  /** From 1, without gaps. */
  seq: number
  event: EventName
  data: Record<string, unknown>
}

/** Events of a turn that runs in this process. */
interface TurnLog {
  readonly events: StreamEvent[]
  nextSeq: number
  /** The last one that waits to be written. */
  waiting?: StreamEvent | undefined
  /** The turn's last event is in the list. */
  isOver?: boolean
  readonly stop: (why: StopReason) => void
}

/** cancelled: a user asked for it; lost: another process has ended the turn, believing this one dead; refused: it did not begin. */
export type StopReason = 'cancelled' | 'lost' | 'refused'

interface Notice {
  from: string
  /** Turn id to the last event that there is. */
  turns?: Record<string, number>
  /** A turn to be cancelled. */
  cancel?: string
}

const CHANNEL = 'sinas_agents_turns'
const MAX_BATCH = 1000
/** A notification holds 8000 bytes: about 45 for each turn. */
const MAX_TURNS = 150
const WRITE_RETRY_MS = 250
/** A reader of another process's turn looks by itself this often, should a notification have been lost. */
const POLL_MS = 5000
/** The first time it looks sooner: what was being written as it came was written for no reader elsewhere. */
const FIRST_POLL_MS = 100

// Told only where another process watches: a notification costs the server more than the row, and comes back to this process as well.
const APPEND = `
  with turn as (select id, watchers from agents.turns where id = any($1::uuid[]) and owner = $5 and status = 'running'),
  stored as (
    insert into agents.turn_events (turn_id, seq, event, data)
    select e.* from unnest($1::uuid[], $2::int[], $3::text[], $4::text[]) as e(turn_id, seq, event, data)
    join turn on turn.id = e.turn_id
    on conflict do nothing returning 1)
  select (select count(*) from stored)::int as count,
    case when exists (select from turn where ${watchedElsewhere('watchers', '$5')}) then pg_notify('${CHANNEL}', $6) end`

/** The last event for clients that watch a turn whose chat was deleted. */
const GONE = { error: 'The chat was deleted', details: 'NOT_FOUND' satisfies ErrorCode }

const OWNED = `select id from agents.turns where id = any($1::uuid[]) and owner = $2 and status = 'running'`

// A reader may have seen more than is stored, where the database itself went down: it still learns how the turn ended.
const READ = `
  select t.status, e.seq, e.event, e.data from agents.turns t
  cross join (select max(seq) as last from agents.turn_events where turn_id = $1) stored
  left join agents.turn_events e on e.turn_id = t.id and e.seq > case when $2 > stored.last then stored.last - 1 else $2 end
  where t.id = $1 order by e.seq limit 500`

/** SQL condition: a client of another process watches the turn. @param watchers, owner SQL of the two */
export function watchedElsewhere(watchers: string, owner: string): string {
  return `cardinality(array_remove(${watchers}, ${owner}::uuid)) > 0`
}

interface Dependencies {
  database: Database
  databaseUrl: string
  listener: Listener
  processId: string
  log: Logger
}

/**
 * The events of all turns: written by the process that runs the turn, read by anyone anywhere.
 *
 * An event is stored first and seen afterwards, so all that a reader has seen is there when it comes back, even where one of
 * our processes died in between. That costs a round trip, but no waiting in line: while one batch is being written the next one
 * gathers, so that the batches grow with the load. PostgreSQL is not asked to wait for its disk: should it lose its power, the last
 * half second of a turn that was cut short is lost with it. Messages and the end of a turn do wait. Readers pull: each has a place in the
 * turn's list, and a slow one delays no other. Readers in other processes, which the turn's row names (watchers.ts), are told by NOTIFY that there
 * is more, and read the rows.
 */
export class Journal {
  /** This process, as the owner of the turns that it runs. */
  readonly processId: string
  readonly #logs = new Map<string, TurnLog>()
  readonly #waiting = new Map<string, Set<() => void>>()
  readonly #queue: StreamEvent[] = []
  #writing: Promise<void> | undefined
  #closing = false
  #stops: (() => void)[] = []
  readonly #listener: Listener
  readonly #writer: Pool
  readonly #database: Database
  readonly #log: Logger

  constructor({ database, databaseUrl, listener, processId, log }: Dependencies) {
    this.processId = processId
    this.#database = database
    this.#log = log
    this.#writer = openJournalConnection(databaseUrl, log)
    this.#listener = listener
  }

  async open(): Promise<void> {
    this.#stops = [
      await this.#listener.channel<Notice>(CHANNEL).on((notice) => this.#hear(notice)),
      this.#listener.onGap(() => this.#wakeAll()),
    ]
  }

  /** Waits until all events are written. */
  async close(): Promise<void> {
    this.#closing = true
    await this.#writing
    for (const stop of this.#stops) stop()
    await this.#writer.end()
    this.#wakeAll()
  }

  /** A turn begins in this process. */
  begin(turnId: string, stop: (why: StopReason) => void): void {
    this.#logs.set(turnId, { events: [], nextSeq: 1, stop })
    this.#wake(turnId)
  }

  /** Readers see the event once it is stored. Text that comes while earlier text of its turn waits to be stored is joined to it. */
  append(turnId: string, event: EventName, data: Record<string, unknown>): void {
    const log = this.#logs.get(turnId)!
    const waiting = event === 'message' && log.waiting?.event === 'message' ? log.waiting : undefined
    const joined = waiting && joinChunks(waiting.data as MessageChunk, data as MessageChunk)
    if (joined) {
      waiting.data = joined
      return
    }
    log.waiting = { turnId, seq: log.nextSeq++, event, data }
    this.#queue.push(log.waiting)
    this.#writing ??= this.#write()
  }

  /** Waits until all that was appended is stored. @returns false where the turn is no longer this process's */
  async flushed(turnId: string): Promise<boolean> {
    const log = this.#logs.get(turnId)
    while (log && this.#logs.get(turnId) === log) {
      if (log.events.length === log.nextSeq - 1) return true
      using waiter = this.#wait(turnId)
      await waiter.woken
    }
    return false
  }

  /** The last events, stored by the statement that ended the turn. */
  end(turnId: string, events: readonly StreamEvent[]): void {
    const log = this.#logs.get(turnId)
    if (log) {
      log.events.push(...events)
      log.isOver = true
    }
    this.#logs.delete(turnId)
    this.#wake(turnId)
  }

  /** Another process ended the turn: nothing more is written here. */
  forget(turnId: string): void {
    this.#logs.delete(turnId)
    this.#wake(turnId)
  }

  nextSeq(turnId: string): number {
    return this.#logs.get(turnId)!.nextSeq
  }

  /** Tells the other processes that a turn has events up to `seq`. */
  tell(turnId: string, seq: number): void {
    this.#listener.channel<Notice>(CHANNEL).send({ from: this.processId, turns: { [turnId]: seq } })
  }

  /** Asks the process that runs the turn, wherever it is, to stop it. */
  async askToCancel(turnId: string): Promise<void> {
    this.#logs.get(turnId)?.stop('cancelled')
    await this.#listener.notify(CHANNEL, JSON.stringify({ from: this.processId, cancel: turnId } satisfies Notice))
  }

  static readonly channel = CHANNEL

  /**
   * A turn's events after `seq`, until its last one. Ends when `signal` is aborted or the consumer returns.
   * @param seq 0: from the start
   */
  watch(turnId: string, seq: number, signal: AbortSignal): AsyncIterableIterator<StreamEvent> {
    return cancellable((cancelled) => this.#read(turnId, seq, cancelled), signal)
  }

  async *#read(turnId: string, seq: number, signal: AbortSignal): AsyncGenerator<StreamEvent> {
    let last = seq
    let log: TurnLog | undefined
    let pollMs = FIRST_POLL_MS
    while (!signal.aborted) {
      // One that it has read on is read to its end, though the turn is over and forgotten.
      log = this.#logs.get(turnId) ?? (log?.isOver ? log : undefined)
      using waiter = this.#wait(turnId, signal, log ? undefined : pollMs)
      const { events, over } = log ? { events: log.events.slice(last), over: false } : await this.#stored(turnId, last)
      for (const event of events) {
        last = event.seq
        yield event
        if (isLast(event)) return
      }
      if (over && events.length === 0) return
      if (events.length > 0) continue
      await waiter.woken
      pollMs = POLL_MS
    }
  }

  async #stored(turnId: string, seq: number): Promise<{ events: StreamEvent[]; over: boolean }> {
    const rows = await this.#database.query<{ status: string; seq: number | null; event: EventName; data: string }>(READ, [turnId, seq])
    if (rows.length === 0) return { events: [{ turnId, seq: seq + 1, event: 'error', data: GONE }], over: true }
    const events = rows.flatMap((row) => (row.seq === null ? [] : [{ turnId, seq: row.seq, event: row.event, data: JSON.parse(row.data) }]))
    const status = rows[0]!.status
    return { events, over: status !== 'running' && status !== 'waiting' }
  }

  async #write(): Promise<void> {
    // Events that are appended in the same tick join this batch.
    await Promise.resolve()
    while (this.#queue.length > 0) await this.#writeBatch(this.#nextBatch())
    this.#writing = undefined
  }

  #nextBatch(): StreamEvent[] {
    const turns = new Set<string>()
    let count = 0
    for (const { turnId } of this.#queue) {
      if (count === MAX_BATCH || turns.add(turnId).size > MAX_TURNS) break
      count++
    }
    const batch = this.#queue.splice(0, count).filter(({ turnId }) => this.#logs.has(turnId))
    for (const event of batch) {
      const log = this.#logs.get(event.turnId)!
      if (log.waiting === event) log.waiting = undefined
    }
    return batch
  }

  async #writeBatch(batch: StreamEvent[]): Promise<void> {
    if (batch.length === 0) return
    const turns = Object.fromEntries(batch.map(({ turnId, seq }) => [turnId, seq]))
    const values = [
      batch.map(({ turnId }) => turnId),
      batch.map(({ seq }) => seq),
      batch.map(({ event }) => event),
      batch.map(({ data }) => JSON.stringify(data)),
      this.processId,
      JSON.stringify({ from: this.processId, turns } satisfies Notice),
    ]
    for (let isRetry = false; ; isRetry = true) {
      try {
        const { rows } = await this.#writer.query<{ count: number }>({ name: 'append', text: APPEND, values })
        // Fewer rows than events: some were stored before a try that seemed to fail, or a turn is no longer ours.
        const lost = rows[0]!.count === batch.length ? new Set<string>() : await this.#lostAmong(Object.keys(turns))
        if (isRetry) this.#log.info({ events: batch.length }, 'PostgreSQL stores events of turns again')
        return this.#publish(batch, lost)
      } catch (error) {
        this.#log.error(
          { err: error, events: batch.length },
          'events of turns could not be stored in PostgreSQL: they are kept in memory and written again',
        )
        if (this.#closing) return this.#publish(batch, new Set(Object.keys(turns)))
        await delay(WRITE_RETRY_MS)
      }
    }
  }

  async #lostAmong(turnIds: string[]): Promise<Set<string>> {
    const owned = await this.#database.query<{ id: string }>(OWNED, [turnIds, this.processId])
    return new Set(turnIds).difference(new Set(owned.map(({ id }) => id)))
  }

  #publish(batch: StreamEvent[], lost: Set<string>): void {
    const changed = new Set<string>()
    for (const event of batch) {
      if (lost.has(event.turnId)) continue
      this.#logs.get(event.turnId)?.events.push(event)
      changed.add(event.turnId)
    }
    for (const turnId of lost) {
      this.#logs.get(turnId)?.stop('lost')
      this.forget(turnId)
    }
    for (const turnId of changed) this.#wake(turnId)
  }

  #hear({ from, turns, cancel }: Notice): void {
    if (cancel) this.#logs.get(cancel)?.stop('cancelled')
    if (from === this.processId) return
    for (const turnId in turns) this.#wake(turnId)
  }

  #wait(turnId: string, signal?: AbortSignal, timeoutMs?: number): Disposable & { woken: Promise<void> } {
    const { promise: woken, resolve } = Promise.withResolvers<void>()
    const waiting = this.#waiting.get(turnId) ?? new Set()
    this.#waiting.set(turnId, waiting.add(resolve))
    const onAbort = () => resolve()
    signal?.addEventListener('abort', onAbort, { once: true })
    const timer = timeoutMs === undefined ? undefined : setTimeout(resolve, timeoutMs).unref()
    return {
      woken,
      [Symbol.dispose]: () => {
        clearTimeout(timer)
        signal?.removeEventListener('abort', onAbort)
        waiting.delete(resolve)
        if (waiting.size === 0 && this.#waiting.get(turnId) === waiting) this.#waiting.delete(turnId)
      },
    }
  }

  #wake(turnId: string): void {
    for (const resolve of this.#waiting.get(turnId) ?? []) resolve()
  }

  #wakeAll(): void {
    for (const turnId of this.#waiting.keys()) this.#wake(turnId)
  }
}

export const isLast = ({ event }: StreamEvent) => event === 'done' || event === 'error'
