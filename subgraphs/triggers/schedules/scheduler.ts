import type { Actor, Caller } from '../../../schema/caller.ts'
import { internalRequest } from '../../../schema/context.ts'
import type { Database } from '../../../schema/database.ts'
import type { Graph } from '../../../schema/graph.ts'
import type { Logger } from '../../../schema/log.ts'
import type { Queue } from '../../../workers/queue/index.ts'
import { findRunner } from '../runner.ts'
import { coalesce } from './coalesce.ts'
import { addManual, outlook, type StartingSlot, settleDue, takeOverdue } from './slot-store.ts'
import { followRun, startRun } from './start-run.ts'

/** The queue's one job of ours: to wake somebody at the next slot of all schedules. */
const ALARM = 'triggers.alarm'
/** How often each process looks by itself for what an alarm, or a process that died, left undone; and how often while something waits. */
const LOOK_MS = 1_000
const WAITING_LOOK_MS = 250
/** Where a slot is due and somebody else has its schedule locked, for milliseconds as a rule. */
const SOON_MS = 100
/** Slots that are handed over at a time. */
const CONCURRENCY = 16

interface Parts {
  database: Database
  graph: Graph
  queue: Queue
  log: Logger
}

/**
 * Fires schedules. What is due and what became of it stands in the database alone (`settleDue`); the queue's alarm makes it prompt,
 * and may come late, twice or not at all. Any number of processes do this at the same time.
 */
export class Scheduler {
  readonly #parts: Parts
  readonly #runs = new Set<Promise<void>>()
  #looker: NodeJS.Timeout | undefined
  #looking: Promise<void> = Promise.resolve()
  #isStopping = false

  /** Accounts for every slot that is due and starts those that fire. */
  readonly settle = coalesce(() => this.#settle())

  /** Sets the alarm to the next slot: after every change of a schedule. */
  readonly arm = coalesce(() => this.#arm())

  constructor(parts: Parts) {
    this.#parts = parts
    parts.queue.define(ALARM, () => this.#wake(), { concurrency: 1 })
  }

  async start(): Promise<void> {
    await this.#parts.queue.start()
    this.#lookIn(LOOK_MS)
    await this.arm()
  }

  /** Ends when what this process began to hand over is handed over. */
  async stop(): Promise<void> {
    this.#isStopping = true
    clearTimeout(this.#looker)
    await this.#looking
    await Promise.allSettled(this.#runs)
    await this.#parts.queue.close()
    // An alarm may have rung while the queue closed.
    await Promise.allSettled(this.#runs)
  }

  /** Runs a schedule now, whether it is paused or not. @param askers who asks, and everyone else who shaped their run @returns the slot's id */
  async runNow(scheduleId: string, askers: Actor[]): Promise<string> {
    const slot = await addManual(this.#parts.database, scheduleId, askers)
    await this.#start([slot])
    return slot.id
  }

  async #wake(): Promise<void> {
    await this.settle()
    await this.arm()
  }

  async #settle(): Promise<void> {
    for (;;) {
      const { starting, hasMore } = await settleDue(this.#parts.database)
      void this.#start(starting)
      if (!hasMore) return
    }
  }

  /** Alarms of two processes may cross: whoever sets one makes sure that it is still the right one. */
  async #arm(): Promise<void> {
    const { database, queue } = this.#parts
    for (let { next } = await outlook(database); ; ) {
      if (next) await queue.scheduleAt(ALARM, ALARM, next.getTime() > Date.now() ? next : new Date(Date.now() + SOON_MS), {})
      else await queue.unschedule(ALARM)
      const now = (await outlook(database)).next
      if (now?.getTime() === next?.getTime()) return
      next = now
    }
  }

  #lookIn(ms: number): void {
    if (this.#isStopping) return
    this.#looker = setTimeout(() => {
      this.#looking = this.#look().then((isWaiting) => this.#lookIn(isWaiting ? WAITING_LOOK_MS : LOOK_MS))
    }, ms)
  }

  /** @returns whether there are slots that are not started yet */
  async #look(): Promise<boolean> {
    try {
      const { isDue, isOverdue, isWaiting } = await outlook(this.#parts.database)
      if (isDue) await this.#wake()
      if (isOverdue) void this.#start(await takeOverdue(this.#parts.database))
      return isWaiting
    } catch (error) {
      this.#parts.log.warn({ err: error }, 'due schedules could not be looked for')
      return false
    }
  }

  /** Starts slots, those of one schedule in their order, and looks after those that agents are at work on. */
  async #start(slots: StartingSlot[]): Promise<void> {
    const { database, graph, log } = this.#parts
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
    const waiting = [...Map.groupBy(slots, ({ scheduleId }) => scheduleId).values()]
    const work = async () => {
      for (let group = waiting.shift(); group; group = waiting.shift()) {
        for (const slot of group) {
          const takeUp = slot.status === 'FIRED' ? followRun : startRun
          // What fails here is the database as a rule: the slot is still due, and is taken up again.
          await takeUp(slot, { database, graph, log, findRunner: find }).catch((error) =>
            log.error({ err: error, slotId: slot.id }, 'a slot was left'),
          )
        }
      }
    }
    const run = Promise.all(Array.from({ length: Math.min(CONCURRENCY, waiting.length) }, work)).then(() => undefined)
    this.#runs.add(run)
    await run
    this.#runs.delete(run)
  }
}
