import { access, mkdir } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { SinasError } from '../../schema/errors.ts'
import { canaryRequest, provenLayers } from './canary.ts'
import { FairQueue } from './fair-queue.ts'
import { sweepFolders } from './folder.ts'
import { MOST_PACKAGES } from './frames.ts'
import { levelOf, missingLayers } from './levels.ts'
import { Pool } from './pool.ts'
import { findPython, type Python } from './python.ts'
import type { Run } from './run.ts'
import { threadSettings } from './settings.ts'
import type { CodeAnalysis, Layers, Level, RunHooks, RunRequest, RunResult, Sandbox, SandboxOptions, SandboxStats } from './types.ts'

const CONCURRENCY = 16
const MOST_PAUSED = 64
const PAUSE_SECONDS = 3600
/** Analyses wait in line as this user, beside the executions of others. */
const OURSELVES = ''
const PACKAGES = /^[0-9a-f]{32}$/
const UNKNOWN: Layers = { seccomp: 'unknown', landlock: 'unknown', namespaces: 'unknown', network: 'unknown' }

interface Paused {
  run: Run
  user: string
}

/** Starts the threads and their zygotes, and finds out by a canary what they are worth. Never throws for lack of a Python: run() then says so. */
export async function openSandbox(options: SandboxOptions): Promise<Sandbox> {
  const python = await findPython(options.python).catch((error: Error) => error)
  const sandbox = new PooledSandbox(options, python)
  await sandbox.start()
  return sandbox
}

class PooledSandbox implements Sandbox {
  readonly #options: SandboxOptions
  readonly #python: Python | Error
  readonly #concurrency: number
  readonly #maxPaused: number
  readonly #queue: FairQueue
  readonly #paused = new Map<string, Paused>()
  /** The serving pool, and pools that are starting or draining. */
  readonly #pools = new Set<Pool>()
  #pool: Pool | null = null
  #layers: Layers = UNKNOWN
  /** Why functions can't be run. */
  #trouble: string | null = null
  /** One change of the pool at a time. */
  #change: Promise<unknown> = Promise.resolve()
  /** Folders of packages that have been seen to be there: none is ever taken away from what is used. */
  readonly #packages = new Set<string>()
  #closed = false

  constructor(options: SandboxOptions, python: Python | Error) {
    this.#options = options
    this.#python = python
    this.#concurrency = options.concurrency ?? CONCURRENCY
    this.#maxPaused = options.maxPaused ?? MOST_PAUSED
    this.#queue = new FairQueue({ permits: this.#concurrency, maxQueued: options.maxQueued })
  }

  get level(): Level {
    return levelOf(this.#layers)
  }

  async start(): Promise<void> {
    await sweepFolders()
    // Where it can't be made, and is not there, no function has packages.
    if (this.#options.packagesDir) await mkdir(this.#options.packagesDir, { recursive: true, mode: 0o755 }).catch(() => undefined)
    await this.#replacePool(this.#options.threads ?? defaultThreads())
    const { log, minLevel } = this.#options
    const facts = { level: this.level, minLevel, layers: this.#layers, python: this.#python instanceof Error ? null : this.#python.version }
    if (this.#trouble) log.error({ ...facts, reason: this.#trouble }, 'functions cannot be run')
    else log.info(facts, 'sandbox ready')
  }

  async run(request: RunRequest, hooks: RunHooks = {}): Promise<RunResult> {
    this.#assertUsable()
    await this.#assertPackages(request.packages ?? [])
    if (hooks.signal?.aborted) return cancelled()
    let leave: () => void
    try {
      leave = await this.#queue.enter(request.user, hooks.signal)
    } catch (error) {
      if (hooks.signal?.aborted) return cancelled()
      throw error
    }
    try {
      return await this.#runNow(request, hooks)
    } finally {
      leave()
    }
  }

  async resume(executionId: string, value: unknown): Promise<RunResult> {
    const waiting = this.#paused.get(executionId)
    if (!waiting) throw new SinasError('NOT_FOUND', { what: 'Paused execution' })
    const leave = await this.#queue.enter(waiting.user)
    try {
      const paused = this.#paused.get(executionId) // it may have ended, or been resumed, while we were in line
      if (paused !== waiting) throw new SinasError('NOT_FOUND', { what: 'Paused execution' })
      this.#paused.delete(executionId)
      paused.run.answer(value)
      return await this.#resultOf(executionId, paused)
    } finally {
      leave()
    }
  }

  async analyse(code: string): Promise<CodeAnalysis> {
    const pool = this.#assertUsable()
    const leave = await this.#queue.enter(OURSELVES)
    try {
      const source = { namespace: 'code', name: 'analysis', code, version: 0, inputSchema: {}, outputSchema: {}, links: [] }
      const answer = await pool.compile(source)
      return 'error' in answer ? answer : { names: answer.names, importsAll: answer.importsAll, binds: answer.binds }
    } finally {
      leave()
    }
  }

  async scale(workers: number): Promise<{ previous: number; current: number }> {
    return await this.#changing(async () => {
      const previous = this.#pool?.threads ?? 0
      if (workers !== previous) await this.#replacePool(workers)
      return { previous, current: this.#pool?.threads ?? 0 }
    })
  }

  async reload(): Promise<void> {
    await this.#changing(() => this.#replacePool(this.#pool?.threads ?? defaultThreads()))
  }

  async close(): Promise<void> {
    this.#closed = true
    this.#queue.close(new SinasError('UNAVAILABLE', { what: 'The sandbox', reason: 'it is closing' }))
    await this.#change.catch(() => {})
    await Promise.all([...this.#pools].map((pool) => pool.close()))
  }

  stats(): SandboxStats {
    const workers = this.#pool?.workers ?? []
    const zygotes = workers.filter(({ status }) => status === 'ready').length
    return {
      level: this.level,
      layers: this.#layers,
      python: this.#pool?.detail?.python ?? '',
      zygotes,
      spares: zygotes * (this.#options.spares ?? 4),
      packageZygotes: workers.reduce((sum, { warmSets }) => sum + warmSets, 0),
      running: this.#queue.running,
      maxRunning: this.#queue.permits,
      queued: this.#queue.queued,
      maxQueued: this.#options.maxQueued,
      paused: this.#paused.size,
      workers,
    }
  }

  /** @throws SinasError UNAVAILABLE with what is missing */
  #assertUsable(): Pool {
    const reason = this.#closed ? 'it is closing' : this.#trouble
    if (reason !== null || !this.#pool) throw new SinasError('UNAVAILABLE', { what: 'The sandbox', reason: reason ?? 'it has not started' })
    return this.#pool
  }

  /** @throws SinasError UNAVAILABLE where they are not: another worker may have them */
  async #assertPackages(packages: string[]): Promise<void> {
    const { packagesDir } = this.#options
    for (const name of packages.filter((each) => !this.#packages.has(each))) {
      const isThere =
        PACKAGES.test(name) && packagesDir !== undefined && packages.length <= MOST_PACKAGES && (await exists(join(packagesDir, name)))
      if (!isThere) {
        const reason = `it has no folder of packages ${name} in ${packagesDir ?? 'any place'}, which all that install and run must share`
        throw new SinasError('UNAVAILABLE', { what: 'The sandbox', reason })
      }
      this.#packages.add(name)
    }
  }

  async #runNow({ user, memoryMb, ...request }: RunRequest, hooks: RunHooks): Promise<RunResult> {
    const pauseMs = (this.#options.pauseSeconds ?? PAUSE_SECONDS) * 1000
    const onAbandoned = (result: RunResult) => {
      this.#paused.delete(request.executionId)
      hooks.onAbandoned?.(result)
    }
    const timeoutMs = Math.min(request.timeoutMs, (this.#options.maxTimeoutSeconds ?? Number.POSITIVE_INFINITY) * 1000)
    const task = { ...request, timeoutMs, memoryMb: memoryMb ?? this.#options.memoryMb }
    const run = this.#assertUsable().run(task, pauseMs, { ...hooks, onAbandoned })
    return await this.#resultOf(request.executionId, { run, user })
  }

  /** The next result; one that waits for input is kept, if there is room for it, until it is resumed or ends by itself. */
  async #resultOf(executionId: string, paused: Paused): Promise<RunResult> {
    const { run, user } = paused
    const result = await run.result()
    if (result.status !== 'awaiting_input') return result
    const own = [...this.#paused.values()].filter((each) => each.user === user).length
    if (this.#paused.size >= this.#maxPaused || own >= Math.max(1, this.#maxPaused / 4)) {
      run.refusePause()
      return await run.result()
    }
    this.#paused.set(executionId, paused)
    return result
  }

  #changing<T>(change: () => Promise<T>): Promise<T> {
    const changed = this.#change.catch(() => {}).then(change)
    this.#change = changed
    return changed
  }

  /** Opens a pool and proves it; then it takes over, and the old one ends with its last execution. @throws SinasError when it is worse than none */
  async #replacePool(threads: number): Promise<void> {
    if (this.#python instanceof Error) {
      this.#trouble = this.#python.message
      return
    }
    const settings = threadSettings(this.#options, this.#python.executable, this.#concurrency, this.#maxPaused)
    const pool = await Pool.open(settings, threads, this.#options.log)
    this.#pools.add(pool)
    const layers = await this.#prove(pool, settings.storageBytes)
    const trouble = (pool.detail && this.#tooLow(layers)) || pool.trouble || null
    const previous = this.#pool
    if (trouble && previous) {
      await this.#discard(pool, pool.close())
      throw new SinasError('UNAVAILABLE', { what: 'The sandbox', reason: trouble })
    }
    this.#pool = pool
    this.#layers = layers
    this.#trouble = trouble
    this.#queue.resize(threads * this.#concurrency)
    if (previous) void this.#discard(previous, previous.retire())
  }

  async #discard(pool: Pool, closing: Promise<void>): Promise<void> {
    await closing
    this.#pools.delete(pool)
  }

  async #prove(pool: Pool, storageBytes: number): Promise<Layers> {
    if (!pool.detail) return UNKNOWN
    if (pool.trouble) return pool.detail.layers
    const result = await pool.run(await canaryRequest(storageBytes), 0, {}).result()
    if (result.status === 'completed') return provenLayers(pool.detail.layers, result.output)
    const why = result.status === 'failed' ? result.error.message : result.status
    return { ...pool.detail.layers, seccomp: `unproven: the canary ended with ${why}` }
  }

  #tooLow(layers: Layers): string | null {
    const level = levelOf(layers)
    if (level >= this.#options.minLevel) return null
    return `its level is ${level}, at least ${this.#options.minLevel} is required; missing: ${missingLayers(layers)}`
  }
}

const exists = (folder: string) =>
  access(folder).then(
    () => true,
    () => false,
  )

function defaultThreads(): number {
  return Math.min(2, availableParallelism())
}

function cancelled(): RunResult {
  return { status: 'cancelled', startedAt: null, durationMs: 0, cpuMs: 0, peakMemoryKb: 0, logs: [], steps: [] }
}
