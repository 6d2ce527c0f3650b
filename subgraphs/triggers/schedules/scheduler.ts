import { setTimeout as sleep } from 'node:timers/promises'
import { inBatches } from '../../../schema/batches.ts'
import type { Actor, Caller } from '../../../schema/caller.ts'
import type { ChangeFeed } from '../../../schema/change-feed.ts'
import { internalRequest } from '../../../schema/context.ts'
import type { Database } from '../../../schema/database.ts'
import type { Graph } from '../../../schema/graph.ts'
import type { Logger } from '../../../schema/log.ts'
import { type OwnedClaim, OwnedRows } from '../../../schema/ownership/owned-rows.ts'
import type { Presence } from '../../../schema/ownership/presence.ts'
import type { Queue } from '../../../workers/queue/index.ts'
import { findRunner } from '../runner.ts'
import type { RowChange } from '../watch-rows.ts'
import { coalesce } from './coalesce.ts'
import {
  addManual,
  type FiredSlot,
  giveBack,
  markFired,
  OWNED_TABLE,
  outlook,
  type StartingSlot,
  settleDue,
  takeOverdue,
  unsettledBefore,
} from './slot-store.ts'
import { followRun, startRun } from './start-run.ts'

/** Our one job in the queue: it wakes a process at the next slot of all schedules. */
const ALARM = 'triggers.alarm'
/** The pause before the next look where a slot is due and another process has locked its schedule, usually for milliseconds. */
const SOON_MS = 100
/** Milliseconds between two tries to give a slot back, while the database is away. */
const RETRY_MS = 1_000
/** Slots that are handed over at a time: what each writes shares its statements with the others. */
const CONCURRENCY = 200

interface Dependencies {
  database: Database
  graph: Graph
  queue: Queue
  presence: Presence
  changes: Pick<ChangeFeed<RowChange>, 'publish'>
  log: Logger
}

/**
 * Fires schedules. What is due and what became of it stands in the database alone (`settleDue`, `takeOverdue`); the queue's alarm, which is always
 * set to when there is next something to do, may come late or twice, and is missed for seconds at most. Any number of processes do this at the same time.
 */
export class Scheduler {
  readonly #dependencies: Dependencies
  readonly #runs = new Set<Promise<void>>()
  readonly #rows: OwnedRows
  #leave = () => {}
  #isStopping = false

  readonly #markFired = inBatches((fired: FiredSlot[]) => markFired(this.#dependencies.database, fired))
  readonly #unsettledBefore = inBatches((slots: StartingSlot[]) => unsettledBefore(this.#dependencies.database, slots))

  /** Accounts for every slot that is due and starts those that fire. */
  readonly settle = coalesce(() => this.#settle())

  /** Sets the alarm to when there is next something to do: after every change of a schedule. */
  readonly arm = coalesce(() => this.#arm())

  constructor(dependencies: Dependencies) {
    this.#dependencies = dependencies
    this.#rows = new OwnedRows(dependencies.database, dependencies.presence, OWNED_TABLE)
    dependencies.queue.define(ALARM, () => this.#wake(), { concurrency: 1 })
  }

  async start(): Promise<void> {
    await this.#dependencies.queue.start()
    this.#leave = await this.#rows.lookAfter(
      (orphans) => this.#takeUp(orphans),
      () => this.#recheck(),
    )
    await this.arm()
  }

  /** Ends when what this process began to hand over is handed over. */
  async stop(): Promise<void> {
    this.#isStopping = true
    this.#leave()
    await Promise.allSettled(this.#runs)
    await this.#dependencies.queue.close()
    // An alarm may have rung while the queue closed.
    await Promise.allSettled(this.#runs)
  }

  /** Runs a schedule now, whether it is paused or not. @param askers the caller, and the others who shaped their run @returns the slot's id */
  async runNow(scheduleId: string, askers: Actor[]): Promise<string> {
    const { database, presence } = this.#dependencies
    const slot = await addManual(database, scheduleId, askers, presence.processId)
    await this.#start([slot])
    return slot.id
  }

  async #wake(): Promise<void> {
    await this.settle()
    const { database, presence } = this.#dependencies
    void this.#start(await takeOverdue(database, presence.processId))
    await this.arm()
  }

  /** Slots of processes that died are anyone's. */
  async #takeUp(orphans: readonly OwnedClaim[]): Promise<void> {
    for (const orphan of orphans) await giveBack(this.#dependencies.database, orphan)
    if (orphans.length > 0) await this.arm()
  }

  /** The alarm was missed, or the process that had a slot is unknown by now. */
  async #recheck(): Promise<void> {
    await this.#takeUp(await this.#rows.orphans())
    if ((await outlook(this.#dependencies.database)).isDue) await this.#wake()
  }

  async #settle(): Promise<void> {
    for (;;) {
      const { database, presence, changes } = this.#dependencies
      const { settled, starting, hasMore } = await settleDue(database, presence.processId)
      for (const { id, scheduleId: parentId, ownerId } of settled) changes.publish({ id, parentId, ownerId })
      void this.#start(starting)
      if (!hasMore) return
    }
  }

  /** Alarms of two processes may cross: a process that sets one checks that it is still the right one. */
  async #arm(): Promise<void> {
    const { database, queue } = this.#dependencies
    for (let { next } = await outlook(database); ; ) {
      if (next) await queue.scheduleAt(ALARM, ALARM, next.getTime() > Date.now() ? next : new Date(Date.now() + SOON_MS), {})
      else await queue.unschedule(ALARM)
      const now = (await outlook(database)).next
      if (now?.getTime() === next?.getTime()) return
      next = now
    }
  }

  /** Starts slots, those of one schedule in their order, and looks after those that agents are at work on. */
  async #start(slots: StartingSlot[]): Promise<void> {
    const { database, graph, log, changes } = this.#dependencies
    const runners = new Map<string, Promise<Caller | null>>()
    const find = (userId: string, shapers: Actor[]) => {
      const key = JSON.stringify([userId, shapers])
      let runner = runners.get(key)
      if (!runner) {
        runner = findRunner(graph, { userId, apiKeyId: null }, shapers, internalRequest(null, crypto.randomUUID()))
        runners.set(key, runner)
      }
      return runner
    }
    const dependencies = { database, graph, log, markFired: this.#markFired, unsettledBefore: this.#unsettledBefore, findRunner: find }
    const waiting = [...Map.groupBy(slots, ({ scheduleId }) => scheduleId).values()]
    const work = async () => {
      for (let group = waiting.shift(); group; group = waiting.shift()) {
        for (const slot of group) {
          const takeUp = slot.status === 'FIRED' ? followRun : startRun
          await takeUp(slot, dependencies).catch((error: unknown) => this.#giveBack(slot, error))
          changes.publish({ id: slot.id, parentId: slot.scheduleId, ownerId: slot.userId })
        }
      }
    }
    const run = Promise.all(Array.from({ length: Math.min(CONCURRENCY, waiting.length) }, work)).then(() => undefined)
    this.#runs.add(run)
    await run
    this.#runs.delete(run)
    // Of those that wait, or whose agents are at work, there may be one that is next.
    if (slots.length > 0 && !this.#isStopping)
      await this.arm().catch((error: unknown) =>
        log.warn({ err: error }, 'the next alarm of the schedules could not be set: the scheduler looks for due slots again in seconds'),
      )
  }

  /** Usually the database has failed: a process takes the slot up once the database is back. */
  async #giveBack(slot: OwnedClaim, cause: unknown): Promise<void> {
    const { database, log } = this.#dependencies
    log.error({ err: cause, slotId: slot.id }, 'a slot of a schedule could not be processed: it goes back to the scheduler')
    while (!this.#isStopping) {
      try {
        return await giveBack(database, slot)
      } catch {
        await sleep(RETRY_MS)
      }
    }
  }
}
