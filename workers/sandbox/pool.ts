import { once } from 'node:events'
import { join } from 'node:path'
import { MessageChannel, type MessagePort } from 'node:worker_threads'
import { Piscina } from 'piscina'
import type { CompileAnswer, CompileTask, Hello, RunAnswer, RunTask, WorkerCommand, WorkerDetail, WorkerEvent } from './messages.ts'
import { Run } from './run.ts'
import type { ThreadSettings } from './settings.ts'
import type { FunctionSource, RunHooks, SandboxLog, WorkerStats } from './types.ts'

const WORKER = join(import.meta.dirname, 'worker.ts')

/** A Piscina pool whose every thread supervises Python processes. Its settings never change: for others a new pool takes over. */
export class Pool {
  readonly threads: number
  readonly #piscina: Piscina
  readonly #log: SandboxLog
  readonly #controls = new Map<MessagePort, WorkerStats>()
  readonly #runs = new Set<Run>()
  readonly #settled = Promise.withResolvers<void>()
  #detail: WorkerDetail | null = null
  #trouble = ''
  #closed = false

  private constructor(settings: ThreadSettings, threads: number, log: SandboxLog) {
    this.threads = threads
    this.#log = log
    this.#piscina = new Piscina({
      filename: WORKER,
      minThreads: threads,
      maxThreads: threads,
      // The fair queue in front admits no more executions than there are places; Piscina's own queue is not fair.
      concurrentTasksPerWorker: settings.slots,
      atomics: 'disabled', // a thread that sleeps in Atomics.wait would not hear of its zygote's death
      workerData: settings,
      resourceLimits: { maxYoungGenerationSizeMb: 16 }, // an execution leaves little that lives: collect early, stay small
      recordTiming: false,
    })
    this.#piscina.on('message', (hello: Hello) => this.#onHello(hello))
    this.#piscina.on('error', (error: Error) => {
      log.error({ err: error }, 'a sandbox thread died: the pool replaces it')
      this.#settled.reject(error)
    })
  }

  /** Starts the threads; resolves when each has a zygote, or has failed to start one. */
  static async open(settings: ThreadSettings, threads: number, log: SandboxLog): Promise<Pool> {
    const pool = new Pool(settings, threads, log)
    await awake(pool.#settled.promise)
    return pool
  }

  /** Python version and layers of its zygotes; null when none has started. */
  get detail(): WorkerDetail | null {
    return this.#detail
  }

  /** Why a thread has no zygote, if one has none: the last line of what it said, for it is shown to users. */
  get trouble(): string {
    return this.#trouble
  }

  get workers(): WorkerStats[] {
    return [...this.#controls.values()]
  }

  /** Starts an execution; the caller has made sure that there is room. */
  run(request: RunTask['request'], pauseMs: number, hooks: RunHooks): Run {
    const { port1, port2 } = new MessageChannel()
    const tells = { started: !!hooks.onStarted, log: !!hooks.onLog, steps: !!hooks.onSteps }
    const task: RunTask = { request, pauseMs, port: port2, tells }
    const done: Promise<RunAnswer | undefined> = this.#piscina.run(task, { name: 'run', transferList: [port2] })
    const run = new Run(port1, done, { ...hooks, onStarted: (id) => this.#onStarted(id, hooks) })
    this.#runs.add(run)
    void run.ended.then(() => this.#runs.delete(run))
    return run
  }

  async compile(source: FunctionSource): Promise<CompileAnswer> {
    return await this.#piscina.run({ source } satisfies CompileTask, { name: 'compile' })
  }

  /** Closes it when its last execution has ended, paused ones included. */
  async retire(): Promise<void> {
    await Promise.all([...this.#runs].map(({ ended }) => ended))
    await this.close()
  }

  /** Kills what runs; resolves when every process and thread is gone. */
  async close(): Promise<void> {
    if (this.#closed) return
    this.#closed = true
    for (const run of this.#runs) run.cancel()
    const closing = [...this.#controls.keys()].map(async (port) => {
      const answer = closedOf(port)
      port.postMessage({ type: 'close' } satisfies WorkerCommand)
      await answer
    })
    await awake(Promise.all(closing))
    await this.#piscina.destroy()
  }

  #onHello({ sandboxWorker: port, id }: Hello): void {
    const worker: WorkerStats = { id, pid: null, status: 'starting', createdAt: Date.now(), executions: 0, warmSets: 0 }
    this.#controls.set(port, worker)
    port.on('message', (event: WorkerEvent) => this.#onWorkerEvent(worker, event))
    port.on('close', () => this.#controls.delete(port))
    port.unref()
  }

  #onStarted(id: number, hooks: RunHooks): void {
    const worker = this.workers.find((each) => each.id === id)
    if (worker) worker.executions++
    hooks.onStarted?.()
  }

  #onWorkerEvent(worker: WorkerStats, event: WorkerEvent): void {
    if (event.type === 'trouble' && !this.#closed) this.#log.warn({ worker: worker.id }, event.trouble)
    if (event.type === 'warmth') worker.warmSets = event.warmSets
    if (event.type !== 'status') return
    Object.assign(worker, event.status)
    this.#detail ??= event.detail
    if (event.trouble && !this.#closed) {
      this.#trouble = lastLine(event.trouble)
      this.#log.error({ worker: worker.id, reason: event.trouble }, 'a sandbox could not be started')
    }
    const known = this.workers.filter(({ status }) => status !== 'starting').length
    if (known >= this.threads) this.#settled.resolve()
  }
}

function lastLine(text: string): string {
  return text.slice(text.lastIndexOf('\n') + 1)
}

/** Piscina's threads do not keep the process alive; waiting for them must. */
async function awake<T>(promise: Promise<T>): Promise<T> {
  const timer = setInterval(() => {}, 60_000)
  try {
    return await promise
  } finally {
    clearInterval(timer)
  }
}

/** Resolves when the thread says that its processes are gone, or is gone itself. */
async function closedOf(port: MessagePort): Promise<void> {
  const closed = once(port, 'close')
  const said = new Promise<void>((resolve) => {
    port.on('message', (event: WorkerEvent) => event.type === 'closed' && resolve())
  })
  await Promise.race([closed, said])
}
