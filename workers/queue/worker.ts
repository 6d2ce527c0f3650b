import { setTimeout as sleep } from 'node:timers/promises'
import type { Logger } from 'pino'
import type { Presence } from '../../schema/ownership/presence.ts'
import { storableText } from '../../schema/storable.ts'
import { placesLeftFor } from '../fair-share.ts'
import { type Backoff, backoffDelay } from './backoff.ts'
import type { Claim, JobOutcome } from './job.ts'
import type { JobStore } from './store.ts'
import type { Wakeups } from './wakeups.ts'

/** What processes own here. */
const OWNED_KIND = 'queue.jobs'
/** How much of an error's text is kept. */
const MAX_ERROR_CHARACTERS = 4_000
/** Milliseconds that an attempt may take to stop when its signal says so. */
const GRACE_MS = 5_000
/** Milliseconds at most between two tries to write how an attempt ended. */
const SETTLE_RETRY_MS = 5_000
const DAY_MS = 24 * 3600 * 1000
const PRUNE_EVERY_MS = 10 * 60 * 1000

/** What a handler is given. */
export interface Attempt<Data = unknown> {
  id: string
  data: Data
  /** From 1. */
  attempt: number
  maxAttempts: number
  /** When it was due. */
  runAt: Date
  /** The key, where `scheduleAt` made the job; else null. */
  key: string | null
  /** Aborts when the job is cancelled, is over its time, was taken over by another process, or this process closes: `signal.reason` says which. */
  signal: AbortSignal
}

/** What a handler returns is the job's result, as JSON; what it throws is a failed attempt. */
export type Handler<Data = unknown> = (attempt: Attempt<Data>) => Promise<unknown>

export interface DefineOptions<Data = unknown> {
  /** Attempts that may run at a time in this process. */
  concurrency: number
  /** Whether each group leaves some of these places to others (fair-share.ts), however many jobs it has and however long they take. */
  sharesPlaces?: boolean
  /** Attempts in all before the job is a dead letter; 1 means no retry. Default 1. */
  attempts?: number
  /** Default: 1 second, doubled each time, up to a minute. */
  backoff?: Backoff
  /** Milliseconds after which an attempt is aborted and counts as failed. Default: none. */
  timeoutMs?: number
  /**
   * Called once the last attempt failed, or its worker died in it, before the job becomes a dead letter: the place to
   * write the failure into the job's own record. Called again until it succeeds.
   */
  exhausted?: (attempt: Attempt<Data>, error: string) => Promise<void>
}

export interface Definition {
  handler: Handler
  options: DefineOptions & { attempts: number; backoff: Backoff }
}

/** Why an attempt was told to stop. */
export class Stopped extends Error {
  readonly why: 'cancelled' | 'timeout' | 'lost' | 'closing'

  constructor(why: Stopped['why'], message: string) {
    super(message)
    this.name = 'Stopped'
    this.why = why
  }
}

/** Thrown by a handler: another attempt would not help, and the job is a dead letter at once. */
export class GiveUp extends Error {}

interface Held {
  claim: Claim
  controller: AbortController
  begun: boolean
}

interface Dependencies {
  store: JobStore
  wakeups(): Wakeups
  presence: Presence
  log: Logger
}

/** The jobs that this process holds: runs them and ends them, and takes up those of processes that died. */
export class Worker {
  readonly definitions = new Map<string, Definition>()
  readonly #store: JobStore
  readonly #wakeups: () => Wakeups
  readonly #presence: Presence
  readonly #log: Logger
  readonly #held = new Map<string, Held>()
  /** Claimed, and not yet handed to Agenda. */
  readonly #ready = new Map<string, Claim[]>()
  /** The last one who asked for a job of that name. */
  readonly #claiming = new Map<string, Promise<unknown>>()
  readonly #running = new Set<Promise<void>>()
  /** Names whose last look found nothing more: an attempt that ends needn't look again. */
  readonly #drained = new Set<string>()
  #pruning: NodeJS.Timeout | undefined
  #leave = () => {}
  #closing = false

  constructor({ store, wakeups, presence, log }: Dependencies) {
    this.#store = store
    this.#wakeups = wakeups
    this.#presence = presence
    this.#log = log
  }

  get runningCount(): number {
    return [...this.#held.values()].filter(({ begun }) => begun).length
  }

  async start(): Promise<void> {
    this.#leave = await this.#presence.register({
      name: OWNED_KIND,
      takeUp: (processIds) => this.#takeFrom(processIds),
      recheck: (hasLapsed) => this.#recheck(hasLapsed),
    })
    this.#pruning = setInterval(() => void this.#prune(), PRUNE_EVERY_MS)
    await this.#takeFrom(await this.#presence.absentAmong(await this.#store.owners()))
    void this.#prune()
  }

  /**
   * The next job for Agenda, which asks for one at a time: claimed from the store as many at a time as may run here. Agenda may ask again
   * before it has its answer: calls wait for each other, so that none claims a job for which there is no free place.
   */
  claim(job: string, horizon: Date): Promise<Claim | null> {
    const claimed = (this.#claiming.get(job) ?? Promise.resolve()).then(() => this.#next(job, horizon))
    this.#claiming.set(
      job,
      claimed.catch(() => {}),
    )
    return claimed
  }

  async #next(job: string, horizon: Date): Promise<Claim | null> {
    const ready = this.#ready.get(job) ?? []
    if (ready.length === 0) ready.push(...(await this.#claimFree(job, horizon)))
    this.#ready.set(job, ready)
    return ready.shift() ?? null
  }

  async #claimFree(job: string, horizon: Date): Promise<Claim[]> {
    const { concurrency, sharesPlaces } = this.definitions.get(job)!.options
    const held = [...this.#held.values()].map(({ claim }) => claim).filter((claim) => claim.job === job)
    const free = concurrency - held.length
    if (this.#closing || free <= 0) return []
    const { limit, without } = sharesPlaces ? shares(held, free) : { limit: free, without: [] }
    const claims = await this.#store.claim(job, horizon, limit, without)
    for (const claim of claims) this.#held.set(claim.token, { claim, controller: new AbortController(), begun: false })
    // A group that was left out may have more jobs, once one of its jobs has ended.
    if (claims.length < limit && without.length === 0) this.#drained.add(job)
    else this.#drained.delete(job)
    return claims
  }

  /** Gives a claim back that was not begun. Where the store can't be reached, others take it up when this process has ended. */
  async release(claim: Claim): Promise<void> {
    this.#held.delete(claim.token)
    await this.#store
      .settle(claim, backToQueue(claim))
      .catch((error) =>
        this.#log.warn(
          { err: error, jobId: claim.id },
          'the queue could not release a claimed job: another process takes it over when this one ends',
        ),
      )
  }

  /** Runs a claimed job to its end. Never throws. */
  run(claim: Claim): Promise<void> {
    const running = this.#run(claim)
      .catch((error) =>
        this.#log.error(
          { err: error, jobId: claim.id, job: claim.job },
          'the queue could not write how an attempt ended: another process takes the job over when this one ends',
        ),
      )
      .finally(() => {
        this.#held.delete(claim.token)
        this.#running.delete(running)
        // Agenda counts the attempt as over only after this turn of the event loop.
        if (!this.#drained.has(claim.job)) setImmediate(() => this.#wakeups().wake(claim.job))
      })
    this.#running.add(running)
    return running
  }

  /** Tells the attempt of a job, where it runs here, to stop. */
  cancel(id: string): void {
    for (const { claim, controller } of this.#held.values()) {
      if (claim.id === id) controller.abort(new Stopped('cancelled', 'The job was cancelled'))
    }
  }

  /**
   * Takes no more jobs, hands back those that did not begin, and lets the others finish until the deadline; the rest
   * are told to stop and go back to the queue, without an attempt being counted.
   */
  async close(deadlineMs: number): Promise<void> {
    this.#closing = true
    clearInterval(this.#pruning)
    const closing = new Stopped('closing', 'The worker is shutting down')
    for (const held of this.#held.values()) if (!held.begun) held.controller.abort(closing)
    await this.#settled(deadlineMs)
    for (const held of this.#held.values()) held.controller.abort(closing)
    await this.#settled(Math.min(deadlineMs, GRACE_MS))
    this.#leave()
    await Promise.all([...this.#held.values()].map(({ claim }) => this.release(claim)))
  }

  async #settled(withinMs: number): Promise<void> {
    const timer = new AbortController()
    await Promise.race([Promise.all(this.#running), sleep(withinMs, undefined, { signal: timer.signal }).catch(() => {})])
    timer.abort()
  }

  async #run(claim: Claim): Promise<void> {
    const held = this.#held.get(claim.token)
    const definition = this.definitions.get(claim.job)
    if (!held || !definition) return
    if (!(await isDue(claim, held.controller.signal))) {
      if (held.controller.signal.reason?.why !== 'lost') await this.release(claim)
      return
    }
    if (!(await this.#begins(claim))) return
    held.begun = true
    const outcome = await this.#attempt(claim, definition, held.controller)
    if (outcome) await this.#settle(claim, outcome)
  }

  /** Where it can't be written that the attempt begins, the job goes back to the queue. */
  async #begins(claim: Claim): Promise<boolean> {
    try {
      return await this.#store.begin(claim)
    } catch (error) {
      this.#log.warn({ err: error, jobId: claim.id, job: claim.job }, 'a job could not begin: it returns to the queue')
      await this.#settle(claim, backToQueue(claim))
      return false
    }
  }

  /** @returns null when the job is no longer ours to end */
  async #attempt(claim: Claim, definition: Definition, controller: AbortController): Promise<JobOutcome | null> {
    const { id, data, maxAttempts, runAt, schedule: key } = claim
    const attempt: Attempt = {
      id,
      data,
      runAt,
      key,
      maxAttempts,
      attempt: Math.min(claim.attempts + 1, maxAttempts),
      signal: controller.signal,
    }
    // The worker of the last attempt died in it: there is only its end left to tell.
    if (claim.attempts >= maxAttempts) return this.#exhausted(attempt, definition, claim.error ?? 'The last attempt did not end')
    try {
      return { status: 'completed', result: await withinTime(definition, attempt, controller) }
    } catch (error) {
      const why = controller.signal.reason instanceof Stopped ? controller.signal.reason.why : undefined
      if (why === 'lost') return null
      if (why === 'closing') return { status: 'queued', runAt: new Date(), error: claim.error, attempts: claim.attempts }
      const message = describe(error)
      if (why === 'cancelled') return { status: 'cancelled', error: message }
      this.#log.warn({ err: error, jobId: id, job: claim.job, attempt: attempt.attempt, maxAttempts }, 'an attempt of a job failed')
      if (attempt.attempt >= maxAttempts || error instanceof GiveUp) return this.#exhausted(attempt, definition, message)
      const delay = backoffDelay(definition.options.backoff, attempt.attempt)
      return { status: 'queued', runAt: new Date(Date.now() + delay), error: message, attempts: attempt.attempt }
    }
  }

  async #exhausted(attempt: Attempt, definition: Definition, error: string): Promise<JobOutcome> {
    try {
      await definition.options.exhausted?.(attempt, error)
      return { status: 'failed', error }
    } catch (cause) {
      this.#log.error({ err: cause, jobId: attempt.id }, 'the handler of a job that failed for good failed itself: it is called again')
      const delay = backoffDelay(definition.options.backoff, attempt.maxAttempts)
      return { status: 'queued', runAt: new Date(Date.now() + delay), error, attempts: attempt.maxAttempts }
    }
  }

  /** Writes how an attempt ended, until it is written: while this process lives, no other one takes the job up. */
  async #settle(claim: Claim, outcome: JobOutcome): Promise<void> {
    for (let tries = 1; ; tries++) {
      try {
        if (!(await this.#store.settle(claim, outcome)))
          this.#log.warn(
            { jobId: claim.id, job: claim.job },
            'an attempt ended after its job was replaced or taken over: the queue discards its outcome',
          )
        return
      } catch (error) {
        if (this.#closing) throw error
        if (tries === 1)
          this.#log.warn({ err: error, jobId: claim.id, job: claim.job }, 'the queue could not write how an attempt ended: it tries again')
        await sleep(Math.min(SETTLE_RETRY_MS, 100 * 2 ** tries))
      }
    }
  }

  async #takeFrom(processIds: readonly string[]): Promise<void> {
    if (processIds.length === 0) return
    for (const job of await this.#store.takeFrom(processIds)) this.#wakeups().announce(job)
  }

  /** Stops jobs that were cancelled, replaced or taken over; where the store is away after a lapse, all jobs: others may run them by now. */
  async #recheck(hasLapsed: boolean): Promise<void> {
    const all = [...this.#held.values()]
    if (all.length === 0) return
    try {
      const held = await this.#store.held(all.map(({ claim }) => claim.token))
      for (const { claim } of all) if (held.get(claim.token)?.cancelled) this.cancel(claim.id)
      this.#lose(all.filter(({ claim }) => !held.has(claim.token) && this.#held.has(claim.token)))
    } catch (error) {
      if (hasLapsed) this.#lose(all)
      throw error
    }
  }

  #lose(held: Held[]): void {
    for (const { controller } of held) controller.abort(new Stopped('lost', 'The job was replaced, or taken over by another worker'))
  }

  async #prune(): Promise<void> {
    await this.#store
      .prune(new Date(Date.now() - DAY_MS))
      .catch((error) => this.#log.warn({ err: error }, 'the queue could not delete old jobs: it tries again'))
  }
}

/** Groups that hold their share, and how many jobs may be claimed at once so that not even all of one group are more than its share. */
function shares(held: Claim[], free: number): { limit: number; without: string[] } {
  const counts = new Map<string, number>()
  for (const { group } of held) counts.set(group, (counts.get(group) ?? 0) + 1)
  const left = [...counts].map(([group, own]) => ({ group, places: placesLeftFor(own, held.length - own, free) }))
  const open = left.filter(({ places }) => places > 0).map(({ places }) => places)
  return {
    limit: Math.min(placesLeftFor(0, held.length, free), ...open),
    without: left.filter(({ places }) => places === 0).map(({ group }) => group),
  }
}

const backToQueue = ({ runAt, error, attempts }: Claim): JobOutcome => ({ status: 'queued', runAt, error, attempts })

/** Waits for the instant of a job that was claimed ahead of it. @returns false when it was told to stop meanwhile */
async function isDue(claim: Claim, signal: AbortSignal): Promise<boolean> {
  // Again where a timer rang early: they may, by a millisecond.
  while (claim.runAt.getTime() > Date.now() && claim.schedule !== null && !signal.aborted) {
    await sleep(claim.runAt.getTime() - Date.now(), undefined, { signal }).catch(() => {})
  }
  return !signal.aborted
}

/** The handler's result, in the time that its definition allows. A handler that ignores its signal is not waited for. */
async function withinTime({ handler, options }: Definition, attempt: Attempt, controller: AbortController): Promise<unknown> {
  const { timeoutMs } = options
  if (!timeoutMs) return handler(attempt)
  const timeout = new Stopped('timeout', `The attempt took longer than ${timeoutMs} ms`)
  const over = Promise.withResolvers<never>()
  const soft = setTimeout(() => controller.abort(timeout), timeoutMs)
  const hard = setTimeout(() => over.reject(timeout), timeoutMs + GRACE_MS)
  try {
    return await Promise.race([handler(attempt), over.promise])
  } finally {
    clearTimeout(soft)
    clearTimeout(hard)
  }
}

function describe(error: unknown): string {
  return storableText(error instanceof Error ? error.message || error.name : String(error)).slice(0, MAX_ERROR_CHARACTERS)
}
