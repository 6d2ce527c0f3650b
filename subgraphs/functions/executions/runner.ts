import { setTimeout as sleep } from 'node:timers/promises'
import { isDeepStrictEqual } from 'node:util'
import type { AccessTokens } from '../../../schema/access-tokens.ts'
import { isSameJson } from '../../../schema/bounded/same-json.ts'
import { actorOf, type Caller, shapersAmong, shapersOf } from '../../../schema/caller.ts'
import { SinasError } from '../../../schema/errors.ts'
import type { Graph } from '../../../schema/graph.ts'
import type { Logger } from '../../../schema/log.ts'
import type { Claim } from '../../../schema/ownership/owned-rows.ts'
import { mayActOn } from '../../../schema/permissions.ts'
import type { RunRequest, RunResult, Sandbox } from '../../../workers/sandbox/index.ts'
import type { CallableFunction, Catalog } from '../functions/catalog.ts'
import type { PackageSets } from '../packages/package-sets.ts'
import { adviceOn } from './advice.ts'
import type { ExecutionRow } from './execution.entity.ts'
import { type ExecutionStore, isRefusal, type NewExecution } from './execution-store.ts'
import type { Feed } from './feed.ts'
import { LiveExecution } from './live-execution.ts'
import { type Order, toExecution } from './order.ts'
import { processCode } from './process-code.ts'
import { failure, isOver, judge, type Report, type RunOutcome, report, reportOf, waiting } from './run-outcome.ts'
import { secretsFor } from './run-secrets.ts'

const MAX_RETRY_MS = 5_000
/** Of an execution that begins as it is ordered. */
const FIRST_ATTEMPT = 1
/** Seconds that the token of a run is good beyond the time that it may run: while it waits for input, the clock of a run stands still. */
const TOKEN_GRACE_SECONDS = 24 * 3600

interface Dependencies {
  sandbox: Sandbox
  store: ExecutionStore
  catalog: Catalog
  packages: Pick<PackageSets, 'forOwner'>
  feed: Feed
  tokens: AccessTokens
  graph: Graph
  log: Logger
  /** Names this process in the rows that it owns. */
  processId: string
  /** Where functions reach the platform's API. */
  apiUrl: string
  /** Seconds that a function without a timeout of its own may run. */
  timeout: number
  /** Seconds that any function may run. */
  maxTimeout: number
}

/** What a row says of a run: enough to begin it, in the request that ordered it or later. */
export type Begun = Pick<ExecutionRow, 'id' | 'triggerType' | 'triggerId' | 'chatId' | 'inputData' | 'request' | 'timeout' | 'attempts'>

/** Runs executions in this process, and keeps their rows true. */
export class Runner {
  readonly #dependencies: Dependencies
  readonly #live = new Map<string, LiveExecution>()
  readonly #running = new Set<Promise<unknown>>()
  #closed = false

  constructor(dependencies: Dependencies) {
    this.#dependencies = dependencies
  }

  /** Executions that this process runs, or holds while they wait for input. */
  get live(): ReadonlyMap<string, LiveExecution> {
    return this.#live
  }

  /**
   * Runs a function and waits for it, or for as long as the order says. The caller has been authorised.
   * @throws SinasError QUEUE_FULL or UNAVAILABLE where it could not begin; then there is no execution
   */
  async run(caller: Caller, fn: CallableFunction, order: Order): Promise<Report> {
    const { store, timeout, maxTimeout, processId } = this.#dependencies
    const row = await toExecution(caller, fn, order, 'RUNNING', { timeout, maxTimeout, processId })
    const once = row.idempotencyKey !== null || typeof order.executionId === 'string'
    if (once || row.status === 'FAILED') {
      if (!(await store.insert(row))) return this.reportFirst(caller, row, order.timeout)
      if (row.status === 'FAILED') return report(row.id, failure(row.error!, row.reason!))
    }
    const ended = this.#track(this.#runOrdered(caller, fn, row, once))
    return order.timeout ? this.#within(order.timeout, row.id, ended) : ended
  }

  /**
   * Runs an execution whose row is RUNNING.
   * @param mayRetry whether a failure of the function's own means that it will be tried again
   * @throws SinasError QUEUE_FULL or UNAVAILABLE where it could not begin
   */
  async runBegun(caller: Caller, fn: CallableFunction, row: Begun, options: { firstLog: number; mayRetry: boolean }): Promise<Report> {
    const live = this.#add({ id: row.id, claim: row.attempts }, caller, options.firstLog)
    try {
      const outcome = await this.#outcome(live, fn, this.#begin(live, await this.#request(caller, fn, row)))
      const again = options.mayRetry && outcome.error?.reason === 'exception'
      return await this.#settle(live, again ? { ...outcome, status: 'PENDING' } : outcome)
    } finally {
      this.#drop(live)
    }
  }

  /** Reports the first execution of a repeated order, and waits for it where it still runs. @param caller of the repeated order */
  async reportFirst(caller: Caller, row: NewExecution, timeout?: number | null): Promise<Report> {
    const { store } = this.#dependencies
    const byKey = row.idempotencyKey ? await store.findByKey(row.userId, row.functionId, row.idempotencyKey) : undefined
    const first = byKey ?? (await store.find(row.id))
    if (!first || first.userId !== row.userId || first.functionId !== row.functionId || !isSameJson(first.inputData, row.inputData))
      throw new SinasError('CONFLICT', { reason: 'This idempotency key or execution id was used with another function or input' })
    // The earlier run was shaped by other users: its result is only for callers who may read it.
    if (!isByTheSame(first, row) && !mayActOn(caller, 'executions.read', first.userId))
      throw new SinasError('CONFLICT', { reason: 'This idempotency key or execution id was used by another run, or with another API key' })
    return this.wait(first, timeout ?? first.timeout)
  }

  /** Waits until an execution has ended or paused, wherever it runs. @param seconds at most */
  async wait(row: ExecutionRow, seconds: number): Promise<Report> {
    const signal = AbortSignal.timeout(seconds * 1000)
    let latest: ExecutionRow | undefined = row
    for await (const _ of this.#dependencies.feed.follow(row.id, signal)) {
      latest = await this.#dependencies.store.find(row.id)
      if (!latest) throw new SinasError('CONFLICT', { reason: 'The first call with this idempotency key could not begin: try again' })
      if (isOver(latest.status) || latest.status === 'AWAITING_INPUT') break
    }
    return reportOf(latest)
  }

  /**
   * Resumes an execution that is parked here and was given its input, which its row holds.
   * @returns undefined where it is not parked here, or not quite yet: then it goes on by itself
   */
  resume(id: string): Promise<Report | undefined> {
    const live = this.#live.get(id)
    if (live?.state === 'pausing') live.isContinued = true
    if (!live?.isPaused) return Promise.resolve(undefined)
    live.state = 'running'
    live.isContinued = false
    return this.#track(this.#resume(live))
  }

  /** Kills an execution that was cancelled, where it runs here. */
  kill(id: string): void {
    const live = this.#live.get(id)
    if (!live) return
    live.controller.abort()
    if (live.isPaused) this.#live.delete(id)
  }

  /** Lets runs finish for `deadlineMs`, then kills the rest. Paused ones can't outlive the process. */
  async close(deadlineMs: number): Promise<void> {
    this.#closed = true
    const timer = new AbortController()
    const deadline = sleep(deadlineMs, undefined, { signal: timer.signal }).catch(() => undefined)
    await Promise.race([Promise.allSettled(this.#running), deadline])
    timer.abort()
    for (const { id, isPaused } of this.#live.values()) {
      const state = isPaused ? 'waited for input' : 'ran'
      await this.#dependencies.store.fail(id, `The server was shut down while the execution ${state}`, 'shutdown')
      this.#dependencies.feed.announce(id)
      this.kill(id)
    }
    await Promise.allSettled(this.#running)
  }

  /** @param isInserted whether its row is on disk already */
  async #runOrdered(caller: Caller, fn: CallableFunction, row: NewExecution, isInserted: boolean): Promise<Report> {
    const live = this.#add({ id: row.id, claim: FIRST_ATTEMPT }, caller, 0)
    let inserted: Promise<unknown> | undefined = isInserted ? Promise.resolve() : undefined
    try {
      const request = await this.#request(caller, fn, row)
      // Before the sandbox starts it: if this process is killed, no code has run without a row.
      inserted ??= (await this.#dependencies.store.sendOff(row)).inserted
      // What can't be recorded must not run.
      inserted.catch(() => live.controller.abort())
      const [outcome] = await Promise.all([this.#outcome(live, fn, this.#begin(live, request)), inserted])
      return await this.#settle(live, outcome)
    } catch (error) {
      if (inserted) await this.#withdraw(row.id, inserted)
      throw error
    } finally {
      this.#drop(live)
    }
  }

  /** Takes back the row of a run that did not begin. */
  async #withdraw(id: string, inserted: Promise<unknown>): Promise<void> {
    try {
      await inserted
      await this.#dependencies.store.remove(id)
    } catch (error) {
      this.#dependencies.log.warn({ err: error, executionId: id }, 'an execution did not begin, and its row could not be deleted')
    }
  }

  async #resume(live: LiveExecution): Promise<Report> {
    const { store, sandbox, catalog } = this.#dependencies
    try {
      const row = await store.find(live.id)
      const fn = row && (await catalog.findById(row.functionId))
      if (!fn) return await this.#settle(live, failure('The function was deleted while the execution waited for input', 'lost'))
      const outcome = await this.#outcome(live, fn, sandbox.resume(live.id, row.continueInput)).catch((error: SinasError) =>
        failure(error.message, 'lost'),
      )
      return await this.#settle(live, outcome)
    } finally {
      this.#drop(live)
    }
  }

  /** Its user gave no input in time, or its process was killed while it waited. */
  async #abandoned(live: LiveExecution, result: RunResult): Promise<void> {
    const { store, feed, log } = this.#dependencies
    const known = this.#live.delete(live.id)
    if (!known || result.status !== 'failed') return
    try {
      if (await store.fail(live.id, result.error.message, result.reason)) feed.announce(live.id)
    } catch (error) {
      log.error({ err: error, executionId: live.id }, 'the end of a paused execution could not be written to the database')
    }
  }

  async #request(caller: Caller, fn: CallableFunction, row: Omit<Begun, 'attempts'>): Promise<RunRequest> {
    const [code, packages] = await Promise.all([
      processCode(this.#dependencies, caller, fn),
      this.#dependencies.packages.forOwner(fn.userId),
    ])
    const { functions, authors } = code
    // Everyone whose code is in the process shapes all that it does.
    const shapers = shapersAmong(actorOf(caller), [...shapersOf(caller), ...authors, ...packages.installers])
    const secrets = await secretsFor(this.#dependencies.graph, { caller, shapers, fn, executionId: row.id }, code.secrets)
    return {
      executionId: row.id,
      user: caller.userId,
      functions,
      entry: { namespace: fn.namespace, name: fn.name },
      input: row.inputData,
      context: {
        user_id: caller.userId,
        user_email: caller.email,
        access_token: this.#dependencies.tokens.sign(
          { ...actorOf(caller), email: caller.email, shapers, executionId: row.id },
          row.timeout + TOKEN_GRACE_SECONDS,
        ),
        api_url: this.#dependencies.apiUrl,
        execution_id: row.id,
        trigger_type: row.triggerType,
        trigger_id: row.triggerId,
        chat_id: row.chatId,
        ...(row.request !== null && row.request !== undefined && { request: row.request }),
      },
      secrets,
      timeoutMs: row.timeout * 1000,
      packages: packages.folder,
    }
  }

  #begin(live: LiveExecution, request: RunRequest): Promise<RunResult> {
    return this.#dependencies.sandbox.run(request, {
      signal: live.controller.signal,
      onLog: (chunk) => live.log(chunk),
      onSteps: (steps) => live.steps(steps),
      onAbandoned: (result) => void this.#track(this.#abandoned(live, result)),
    })
  }

  /** @throws SinasError where it did not begin; any other error may have happened after it did */
  async #outcome(live: LiveExecution, fn: CallableFunction, running: Promise<RunResult>): Promise<RunOutcome> {
    try {
      const result = await running
      const outcome = await judge(fn, result, await adviceOn(this.#dependencies.catalog, live.caller, fn, result).catch(() => null))
      // Its question can't be answered: it must not stay parked in the sandbox.
      if (result.status === 'awaiting_input' && outcome.status !== 'AWAITING_INPUT') live.controller.abort()
      return outcome
    } catch (error) {
      if (error instanceof SinasError) throw error
      if (live.controller.signal.aborted) return failure('The execution was cancelled', 'cancelled')
      this.#dependencies.log.error({ err: error }, 'the sandbox failed')
      return failure(`The sandbox failed: ${(error as Error).message}`, 'lost')
    }
  }

  /** Writes how a run ended, until it is written. @returns what the row says: it may have been cancelled meanwhile */
  async #settle(live: LiveExecution, outcome: RunOutcome): Promise<Report> {
    const { store, feed, log } = this.#dependencies
    if (outcome.status === 'AWAITING_INPUT') live.state = 'pausing'
    const logs = await live.takeLogs()
    let written = outcome
    for (let tries = 0; ; tries++) {
      try {
        const kept = await store.finish(live.claim, written, logs)
        if (live.state === 'pausing') this.#park(live, kept && written.status === 'AWAITING_INPUT')
        feed.announce(live.id)
        if (kept) return report(live.id, written)
        const row = await store.find(live.id)
        return row ? reportOf(row) : report(live.id, failure('The execution was deleted while it ran', 'lost'))
      } catch (error) {
        if (isRefusal(error))
          written = { ...failure(`The result can't be stored: ${(error as Error).message}`, 'storage'), usage: outcome.usage }
        else if (this.#closed && tries > 5) throw error
        log.error({ err: error, executionId: live.id }, 'the end of an execution could not be written: it is tried again')
        await sleep(Math.min(MAX_RETRY_MS, 50 * 2 ** tries))
      }
    }
  }

  /** @param isWritten whether its row says that it waits: otherwise no user could continue it, or end it */
  #park(live: LiveExecution, isWritten: boolean): void {
    live.state = isWritten ? 'paused' : 'running'
    if (isWritten) live.pauses++
    else live.controller.abort()
    if (live.isContinued) setImmediate(() => void this.resume(live.id))
  }

  async #within(seconds: number, id: string, ended: Promise<Report>): Promise<Report> {
    const timer = new AbortController()
    const running = waiting(id, 'RUNNING')
    const patience = sleep(seconds * 1000, running, { signal: timer.signal, ref: false }).catch(() => running)
    try {
      return await Promise.race([ended, patience])
    } finally {
      timer.abort()
    }
  }

  #add(claim: Claim, caller: Caller, firstLog: number): LiveExecution {
    const live = new LiveExecution(claim, caller, firstLog, async ({ logs, steps }) => {
      if (steps.length > 0) await this.#dependencies.store.addSteps(claim.id, steps)
      if (logs.length > 0) await this.#dependencies.store.addLogs(claim.id, logs)
      this.#dependencies.feed.announce(claim.id)
    })
    this.#live.set(claim.id, live)
    return live
  }

  #drop(live: LiveExecution): void {
    if (!live.isPaused) this.#live.delete(live.id)
  }

  #track<T>(running: Promise<T>): Promise<T> {
    this.#running.add(running)
    const forget = () => void this.#running.delete(running)
    running.then(forget, forget)
    return running
  }
}

/** Were both ordered with the same API key, by runs that the same people shaped? */
const isByTheSame = (first: ExecutionRow, row: NewExecution) =>
  first.apiKeyId === row.apiKeyId && isDeepStrictEqual(first.shapers, row.shapers)
