import { setTimeout as sleep } from 'node:timers/promises'
import { type Caller, internalRequest } from '../../../schema/context.ts'
import { SinasError } from '../../../schema/errors.ts'
import type { Graph } from '../../../schema/graph.ts'
import type { Claim } from '../../../schema/ownership/owned-rows.ts'
import { type Attempt, GiveUp, type Queue, type Stopped } from '../../../workers/queue/index.ts'
import { refusalOf } from '../functions/access.ts'
import type { CallableFunction, Catalog } from '../functions/catalog.ts'
import type { ExecutionRow } from './execution.entity.ts'
import type { ExecutionStore } from './execution-store.ts'
import type { Feed } from './feed.ts'
import { type Order, toExecution } from './order.ts'
import { LOST } from './owned-executions.ts'
import { failure, type Report, report, waiting } from './run-outcome.ts'
import type { Runner } from './runner.ts'

/** The name of the job that runs an execution. Its id is the execution's. */
export const JOB = 'execution'
/** Milliseconds that a job waits for a sandbox that is away: long enough for a killed or replaced worker to come back. */
const AWAY_MS = 60_000

interface Dependencies {
  queue: Queue
  store: ExecutionStore
  catalog: Catalog
  runner: Runner
  feed: Feed
  graph: Graph
  processId: string
  timeout: number
  maxTimeout: number
}

interface Data {
  executionId: string
}

/**
 * Executions that run later, as jobs.
 *
 * A function that raised is tried again, with backoff, as often as the queue is configured to. One that was lost in mid-run (its process
 * was killed, the sandbox broke) is not: it may have done half of its work, and only its author knows whether doing it
 * twice is right. It fails with that reason and is a dead letter, which a person can retry.
 */
export class QueuedRuns {
  readonly #dependencies: Dependencies

  constructor(dependencies: Dependencies, options: { concurrency: number; attempts: number; delayMs: number }) {
    this.#dependencies = dependencies
    const { concurrency, attempts, delayMs } = options
    dependencies.queue.define<Data>(JOB, (attempt) => this.#run(attempt), {
      concurrency,
      sharesPlaces: true,
      attempts,
      backoff: { delayMs, factor: 2, maxMs: 3_600_000 },
      exhausted: async ({ data }, error) => {
        if (await dependencies.store.fail(data.executionId, error, 'lost')) dependencies.feed.announce(data.executionId)
      },
    })
  }

  /** Records an execution and queues it: both are on disk when this resolves. The caller has been authorised. */
  async enqueue(caller: Caller, fn: CallableFunction, order: Order): Promise<Report> {
    const { store, runner, timeout, maxTimeout, processId } = this.#dependencies
    const row = await toExecution(caller, fn, order, 'PENDING', { timeout, maxTimeout, processId })
    if (!(await store.insert(row))) return runner.reportFirst(caller, row, 0)
    if (row.status === 'FAILED') return report(row.id, failure(row.error!, row.reason!))
    await this.requeue(row.id, row.userId, row.runAt)
    return waiting(row.id, 'PENDING')
  }

  /** Makes sure that there is a job for an execution. @param runAt before which it does not begin; null: at once */
  async requeue(id: string, userId: string, runAt: Date | null = null): Promise<void> {
    const { queue, store } = this.#dependencies
    const job = await queue.enqueue(JOB, { executionId: id } satisfies Data, { id, group: userId, ...(runAt && { runAt }) })
    // The process that ended the job, or retried it, died before it had done the other half.
    if (job.status === 'failed') await queue.retry(id)
    else if (job.status === 'completed' || job.status === 'cancelled') await store.fail(id, 'Its job ended without running it', 'lost')
  }

  /** @throws what failed, so that the queue tries again or keeps a dead letter */
  async #run({ data, attempt, maxAttempts, signal }: Attempt<Data>): Promise<void> {
    const { store, runner, feed } = this.#dependencies
    const { executionId } = data
    const claim = await store.begin(executionId)
    if (claim === undefined) return this.#explain(executionId)
    feed.announce(executionId)
    const stop = () => void this.#stop(executionId, signal.reason)
    signal.addEventListener('abort', stop, { once: true })
    try {
      const row = (await store.find(executionId))!
      const { caller, fn } = await this.#resolve(row)
      const firstLog = row.attempts > 1 ? await store.countLogs(executionId) : 0
      const options = { firstLog, mayRetry: attempt < maxAttempts }
      const { status, error } = await this.#whenThereIsRoom(signal, () => runner.runBegun(caller, fn, row, options))
      if (status === 'FAILED') throw new GiveUp(error ?? 'The execution failed')
      if (status === 'PENDING') throw new Error(error ?? 'The execution failed')
    } catch (error) {
      throw error instanceof SinasError ? await this.#didNotBegin({ id: executionId, claim }, error, attempt < maxAttempts) : error
    } finally {
      signal.removeEventListener('abort', stop)
      feed.announce(executionId)
    }
  }

  /** Back to the queue, unless trying again can't help. @returns what to tell the queue */
  async #didNotBegin(execution: Claim, error: SinasError, mayRetry: boolean): Promise<Error> {
    const { store } = this.#dependencies
    const { code, message } = error
    if (mayRetry && code !== 'FORBIDDEN' && code !== 'NOT_FOUND') {
      await store.release(execution, message)
      return error
    }
    await store.fail(execution.id, message, 'refused')
    return new GiveUp(message)
  }

  async #stop(id: string, reason: Stopped): Promise<void> {
    const { store, runner } = this.#dependencies
    if (reason.why === 'cancelled') await store.cancel(id, 'The job was cancelled')
    if (reason.why === 'closing') await store.fail(id, 'The server was shut down while the execution ran', 'shutdown')
    runner.kill(id)
  }

  /** A job without an execution that waits: it is over, or this is the job of a process that died. */
  async #explain(id: string): Promise<void> {
    const { store, feed } = this.#dependencies
    const row = await store.find(id)
    if (row?.status === 'RUNNING') {
      if (await store.fail(id, LOST, 'lost')) feed.announce(id)
      throw new GiveUp(LOST)
    }
    if (row?.status === 'FAILED') throw new GiveUp(row.error ?? 'The execution failed')
  }

  /** The caller as whom a queued execution runs, with their current permissions, and its function. @throws SinasError where one of them is gone */
  async #resolve(row: ExecutionRow): Promise<{ caller: Caller; fn: CallableFunction }> {
    const { catalog } = this.#dependencies
    const caller = await this.#callerOf(row)
    if (!caller) throw new SinasError('FORBIDDEN', { permission: 'an active user' })
    const fn = await catalog.findById(row.functionId)
    if (!fn?.isActive) throw new SinasError('NOT_FOUND', { what: `Function ${row.functionNamespace}/${row.functionName}` })
    const refusal = refusalOf(caller, fn, 'execute')
    if (refusal) throw refusal
    return { caller, fn }
  }

  /** The user, with the API key that was used and everyone who had shaped the run that ordered this one. */
  async #callerOf({ userId, apiKeyId, shapers, id }: ExecutionRow): Promise<Caller | null> {
    const variables = { user_id: userId, api_key_id: apiKeyId, shapers }
    return (await this.#dependencies.graph.execute('CallerById', variables, internalRequest(null, id))).caller
  }

  /**
   * A job waits while the sandbox is full, and for a while where it is away, without a failed attempt. Otherwise a process that has
   * lost its sandbox would take jobs from other processes, only to fail each.
   */
  async #whenThereIsRoom(signal: AbortSignal, run: () => Promise<Report>): Promise<Report> {
    const patience = Date.now() + AWAY_MS
    for (;;) {
      try {
        return await run()
      } catch (error) {
        const code = error instanceof SinasError && error.code
        const mayPass = code === 'QUEUE_FULL' || (code === 'UNAVAILABLE' && Date.now() < patience)
        if (!mayPass || signal.aborted) throw error
        await sleep(500 + Math.random() * 500, undefined, { signal }).catch(() => undefined)
      }
    }
  }
}
