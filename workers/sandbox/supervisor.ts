import { setTimeout as sleep } from 'node:timers/promises'
import { CompiledCode } from './compiled.ts'
import { Execution, type ExecutionEvents, type ExecutionLimits, type Order } from './execution.ts'
import { encodeBody, INPUT_BYTES, type WireRequest } from './frames.ts'
import { levelOf, missingLayers } from './levels.ts'
import type { CompileAnswer, WorkerDetail } from './messages.ts'
import type { ThreadSettings } from './settings.ts'
import type { FunctionSource, RunResult } from './types.ts'
import { keyOf, Warmth } from './warmth.ts'
import { type Exit, Zygote } from './zygote.ts'

const MOST_STARTS = 3
const BETWEEN_STARTS_MS = 250
/** Tries of an execution that has not begun yet, when zygotes die under it. */
const MOST_TRIES = 4
const COMPILE_LIMITS: ExecutionLimits = { timeoutMs: 10_000, memoryMb: 256, pauseMs: 0 }
const TIDY_MS = 60_000

/** A zygote and what runs on it. */
interface Generation {
  zygote: Zygote
  executions: Map<string, Execution>
  taken: number
  /** One serves at a time. */
  state: 'starting' | 'serving' | 'retiring' | 'retired' | 'gone'
}

export type RunEvents = Pick<ExecutionEvents, 'onStarted' | 'onLog' | 'onStep' | 'onResult'>

export interface SupervisorEvents {
  onReady(pid: number, createdAt: number, detail: WorkerDetail): void
  /** `detail` is set when the zygote started, but with too few layers. */
  onFailed(trouble: string, detail: WorkerDetail | null): void
  onTrouble(trouble: string): void
  /** So many sets of packages are in memory now. */
  onWarmth(warmSets: number): void
}

/** Keeps one zygote running for a pool thread: starts it, replaces it when it is worn, outdated or dead, and runs executions on it. */
export class Supervisor {
  readonly #settings: ThreadSettings
  readonly #worker: number
  readonly #events: SupervisorEvents
  readonly #generations = new Set<Generation>()
  readonly #code = new CompiledCode((source) => this.#precompile(source))
  readonly #warmth: Warmth
  readonly #tidying: NodeJS.Timeout
  #current: Promise<Generation> | null = null
  #renewing = false
  #closed = false

  constructor(settings: ThreadSettings, worker: number, events: SupervisorEvents) {
    this.#settings = settings
    this.#worker = worker
    this.#events = events
    this.#warmth = new Warmth(settings.warmSets, () => this.#serving?.zygote ?? null)
    this.#tidying = setInterval(() => this.#warmth.tidy(), TIDY_MS)
    this.#tidying.unref()
  }

  /** Waits for a zygote that takes executions. @throws Error with what is wrong when none can be started */
  async ready(): Promise<Generation> {
    this.#current ??= this.#startPatiently()
    const current = this.#current
    try {
      return await current
    } catch (error) {
      if (this.#current === current) this.#current = null // the next request tries again
      throw error
    }
  }

  /**
   * Runs the function; resolves when it has paused or ended. `onExecution` gives the handle to it, again after a retry.
   * @param packages names of the folders that it may import
   */
  async run(
    request: WireRequest,
    packages: string[],
    limits: ExecutionLimits,
    events: RunEvents,
    onExecution: (execution: Execution) => void,
  ): Promise<void> {
    const functions = request.functions.map((source) => ({ ...source, compiled: this.#code.get(source) }))
    const body = encodeBody({ ...request, functions })
    if (body.length > INPUT_BYTES) return events.onResult(tooLarge(body.length))
    this.#warmth.use(keyOf(packages))
    await this.#attempt(() => ({ body, limits, packages, isLearned: this.#warmth.isWarm('') }), events, onExecution)
  }

  /** Compiles without running, in a process that does nothing else. @throws Error when no sandbox can be had */
  async compile(source: FunctionSource): Promise<CompileAnswer> {
    const answer = Promise.withResolvers<RunResult>()
    const events = { onStarted() {}, onLog() {}, onStep() {}, onResult: answer.resolve }
    const body = encodeBody({ mode: 'compile', functions: [source] })
    await this.#attempt(
      () => ({ body, limits: COMPILE_LIMITS, packages: [], isLearned: false }),
      events,
      () => {},
    )
    const result = await answer.promise
    if (result.status === 'completed') return result.output as CompileAnswer
    const why = result.status === 'failed' ? result.error.message : result.status
    return { error: { line: 1, column: 1, message: `the code cannot be parsed: ${why}` } }
  }

  /** Kills everything; resolves when every process is gone. */
  async close(): Promise<void> {
    this.#closed = true
    clearInterval(this.#tidying)
    await this.#current?.catch(() => {})
    while (this.#generations.size > 0 || this.#renewing) {
      await Promise.all([...this.#generations].map(({ zygote }) => zygote.destroy()))
      await sleep(5)
    }
  }

  async #attempt(order: () => Order, events: RunEvents, onExecution: (execution: Execution) => void): Promise<void> {
    for (let tries = 0; tries < MOST_TRIES; tries++) {
      if (await this.#once(await this.ready(), order(), events, onExecution)) return
    }
    throw new Error('the sandbox died at every attempt to start the function')
  }

  /** False when the zygote died before the function's code had begun. */
  #once(generation: Generation, order: Order, events: RunEvents, onExecution: (execution: Execution) => void): Promise<boolean> {
    return new Promise((resolve) => {
      const execution = new Execution(generation.zygote, order, {
        ...events,
        onStarted: () => {
          events.onStarted()
          this.#retireIfDone(generation)
        },
        onModules: (names) => this.#warmth.imported(keyOf(order.packages), names),
        onResult: (result) => {
          events.onResult(result)
          resolve(true)
        },
        onUnstarted: () => resolve(false),
      })
      generation.executions.set(execution.id, execution)
      onExecution(execution)
      if (++generation.taken === this.#settings.executionsPerZygote) void this.#renew()
    })
  }

  async #precompile(source: FunctionSource): Promise<Buffer | null> {
    const answer = await this.compile(source).catch(() => null)
    return answer && 'compiled' in answer ? Buffer.from(answer.compiled, 'base64') : null
  }

  async #startPatiently(): Promise<Generation> {
    for (let tries = 1; ; tries++) {
      try {
        return this.#takeOver(await this.#start())
      } catch (error) {
        const { message, detail } = error as StartError
        if (tries === MOST_STARTS || detail || this.#closed) {
          this.#events.onFailed(message, detail ?? null)
          throw error
        }
        await sleep(BETWEEN_STARTS_MS)
      }
    }
  }

  /** @throws StartError */
  async #start(): Promise<Generation> {
    const generation: Generation = { zygote: undefined as unknown as Zygote, executions: new Map(), taken: 0, state: 'starting' }
    generation.zygote = await Zygote.start(this.#settings, this.#worker, {
      onExit: (exit) => this.#onExit(generation, exit),
      onWarm: (key, failed) => this.#onWarm(generation, key, failed),
      onCool: (key, why) => this.#onCool(generation, key, why),
      onGone: (trouble) => this.#onGone(generation, trouble),
    })
    this.#generations.add(generation)
    const detail = generation.zygote.ready
    const refused = levelOf(detail.layers) < this.#settings.minLevel ? missingLayers(detail.layers) : null
    if (refused || this.#closed) {
      await generation.zygote.destroy()
      throw new StartError(refused ?? 'closed', detail)
    }
    this.#events.onReady(generation.zygote.pid, generation.zygote.createdAt, detail)
    return generation
  }

  #onExit(generation: Generation, exit: Exit): void {
    const execution = generation.executions.get(exit.id)
    generation.executions.delete(exit.id)
    execution?.onExit(exit)
    this.#retireIfDone(generation)
  }

  #onWarm(generation: Generation, key: string, failed: string[]): void {
    if (generation.state !== 'serving') return
    this.#warmth.onWarm(key, failed)
    this.#events.onWarmth(this.#warmth.warm)
  }

  #onCool(generation: Generation, key: string, why: string): void {
    if (generation.state !== 'serving') return
    this.#warmth.onCool(key)
    this.#events.onWarmth(this.#warmth.warm)
    this.#events.onTrouble(`a set of packages is no longer in memory: ${why}`)
  }

  #onGone(generation: Generation, trouble: string): void {
    const wasServing = generation.state === 'serving'
    generation.state = 'gone'
    this.#generations.delete(generation)
    if (wasServing && !this.#closed) {
      this.#events.onTrouble(`a zygote died: ${trouble}`)
      this.#current = this.#startPatiently()
      this.#current.catch(() => {
        this.#current = null
      })
    }
    for (const execution of generation.executions.values()) execution.onZygoteGone()
    generation.executions.clear()
  }

  /** Has a new zygote take over; the old one ends with its last execution. Nothing changes when the new one cannot be started. */
  async #renew(): Promise<void> {
    if (this.#renewing || this.#closed) return
    this.#renewing = true
    try {
      this.#takeOver(await this.#start())
    } catch (error) {
      this.#events.onTrouble(`a zygote could not be replaced: ${(error as Error).message}`)
      for (const generation of this.#generations) generation.taken = 0
    } finally {
      this.#renewing = false
    }
  }

  get #serving(): Generation | undefined {
    return [...this.#generations].find(({ state }) => state === 'serving')
  }

  /** The last that came up serves; there may be others, when one died while it was being replaced. */
  #takeOver(next: Generation): Generation {
    if (next.state === 'gone') throw new StartError('the process died while it started')
    for (const generation of this.#generations) {
      if (generation.state === 'serving') generation.state = 'retiring'
      this.#retireIfDone(generation)
    }
    next.state = 'serving'
    this.#current = Promise.resolve(next)
    this.#warmth.restart()
    this.#events.onWarmth(this.#warmth.warm)
    return next
  }

  /** An execution that has not begun may still be in the socket's backlog, which dies with the zygote. */
  #retireIfDone(generation: Generation): void {
    if (generation.state !== 'retiring' || [...generation.executions.values()].some(({ started }) => !started)) return
    generation.state = 'retired'
    generation.zygote.retire()
  }
}

function tooLarge(bytes: number): RunResult {
  const error = {
    type: 'ValueError',
    message: `the code and its input have ${bytes} bytes; at most ${INPUT_BYTES} can be passed`,
    traceback: '',
  }
  return {
    status: 'failed',
    reason: 'input-too-large',
    error,
    startedAt: null,
    durationMs: 0,
    cpuMs: 0,
    peakMemoryKb: 0,
    logs: [],
    steps: [],
  }
}

class StartError extends Error {
  /** There when it came up, but with too few layers: trying again changes nothing. */
  readonly detail: WorkerDetail | undefined

  constructor(message: string, detail?: WorkerDetail) {
    super(message)
    this.detail = detail
  }
}
