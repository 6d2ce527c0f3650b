import { setTimeout as sleep } from 'node:timers/promises'
import { CompiledCode } from './compiled.ts'
import { Execution, type ExecutionEvents, type ExecutionLimits } from './execution.ts'
import { encodeBody, INPUT_BYTES, type WireRequest } from './frames.ts'
import { levelOf, missingLayers } from './levels.ts'
import type { CompileAnswer, WorkerDetail } from './messages.ts'
import type { ThreadSettings } from './settings.ts'
import type { FunctionSource, RunResult } from './types.ts'
import { type Exit, Zygote } from './zygote.ts'

/** Forks share their zygote's hash seed and address layout: after so many executions it is replaced. */
const EXECUTIONS_PER_ZYGOTE = 10_000
const MOST_STARTS = 3
const BETWEEN_STARTS_MS = 250
/** Tries of an execution that has not begun yet, when zygotes die under it. */
const MOST_TRIES = 4
const COMPILE_LIMITS: ExecutionLimits = { timeoutMs: 10_000, memoryMb: 256, pauseMs: 0 }
/** A package that so many executions have imported becomes part of the next zygote. */
const IMPORTS_BEFORE_LEARNING = 3
const MOST_LEARNED = 32
const MODULE_NAME = /^[A-Za-z]\w{0,50}(\.\w{1,50}){0,3}$/

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
  /** `detail` is there when it came up, but with too few layers. */
  onFailed(trouble: string, detail: WorkerDetail | null): void
  onTrouble(trouble: string): void
}

/** Keeps one zygote running for a pool thread: starts it, replaces it when it is worn, outdated or dead, and runs executions on it. */
export class Supervisor {
  readonly #settings: ThreadSettings
  readonly #worker: number
  readonly #events: SupervisorEvents
  readonly #generations = new Set<Generation>()
  readonly #code = new CompiledCode((source) => this.#precompile(source))
  readonly #imports = new Map<string, number>()
  /** Packages to preload because functions keep importing them, and whether a zygote has come up with them yet. */
  readonly #learned = new Map<string, 'untried' | 'proven' | 'refused'>()
  #current: Promise<Generation> | null = null
  #renewing = false
  #closed = false

  constructor(settings: ThreadSettings, worker: number, events: SupervisorEvents) {
    this.#settings = settings
    this.#worker = worker
    this.#events = events
  }

  /** Waits for a zygote that takes executions. @throws Error with what is wrong when none can be started */
  async ready(): Promise<Generation> {
    this.#current ??= this.#startPatiently()
    const current = this.#current
    try {
      return await current
    } catch (error) {
      if (this.#current === current) this.#current = null // the next one who asks tries again
      throw error
    }
  }

  /** Runs the function; resolves when it has paused or ended. `onExecution` gives the handle to it, again after a retry. */
  async run(request: WireRequest, limits: ExecutionLimits, events: RunEvents, onExecution: (execution: Execution) => void): Promise<void> {
    const functions = request.functions.map((source) => ({ ...source, compiled: this.#code.get(source) }))
    const body = encodeBody({ ...request, functions })
    if (body.length > INPUT_BYTES) return events.onResult(tooLarge(body.length))
    await this.#attempt(body, limits, events, onExecution)
  }

  /** Compiles without running, in a process that does nothing else. @throws Error when no sandbox can be had */
  async compile(source: FunctionSource): Promise<CompileAnswer> {
    const answer = Promise.withResolvers<RunResult>()
    const events = { onStarted() {}, onLog() {}, onStep() {}, onResult: answer.resolve }
    await this.#attempt(encodeBody({ mode: 'compile', functions: [source] }), COMPILE_LIMITS, events, () => {})
    const result = await answer.promise
    if (result.status === 'completed') return result.output as CompileAnswer
    const why = result.status === 'failed' ? result.error.message : result.status
    return { error: { line: 1, column: 1, message: `the code cannot be parsed: ${why}` } }
  }

  /** Kills everything; resolves when every process is gone. */
  async close(): Promise<void> {
    this.#closed = true
    await this.#current?.catch(() => {})
    while (this.#generations.size > 0 || this.#renewing) {
      await Promise.all([...this.#generations].map(({ zygote }) => zygote.destroy()))
      await sleep(5)
    }
  }

  async #attempt(body: Buffer, limits: ExecutionLimits, events: RunEvents, onExecution: (execution: Execution) => void): Promise<void> {
    for (let tries = 0; tries < MOST_TRIES; tries++) {
      if (await this.#once(await this.ready(), body, limits, events, onExecution)) return
    }
    throw new Error('the sandbox died again and again before the function could start')
  }

  /** False when the zygote died before the function's code had begun. */
  #once(
    generation: Generation,
    body: Buffer,
    limits: ExecutionLimits,
    events: RunEvents,
    onExecution: (execution: Execution) => void,
  ): Promise<boolean> {
    return new Promise((resolve) => {
      const execution = new Execution(generation.zygote, body, limits, {
        ...events,
        onStarted: () => {
          events.onStarted()
          this.#retireIfDone(generation)
        },
        onModules: (names) => this.#learn(names),
        onResult: (result) => {
          events.onResult(result)
          resolve(true)
        },
        onUnstarted: () => resolve(false),
      })
      generation.executions.set(execution.id, execution)
      onExecution(execution)
      if (++generation.taken === EXECUTIONS_PER_ZYGOTE) void this.#renew()
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

  /** Starts a zygote with what has been learned; if that fails, what was not in use before is not tried again. @throws StartError */
  async #start(): Promise<Generation> {
    const learned = [...this.#learned.keys()].filter((name) => this.#learned.get(name) !== 'refused')
    const judge = (verdict: 'proven' | 'refused') => {
      for (const name of learned) if (this.#learned.get(name) === 'untried') this.#learned.set(name, verdict)
    }
    try {
      const generation = await this.#startWith(learned)
      judge('proven')
      return generation
    } catch (error) {
      judge('refused')
      throw error
    }
  }

  async #startWith(learned: string[]): Promise<Generation> {
    const generation: Generation = { zygote: undefined as unknown as Zygote, executions: new Map(), taken: 0, state: 'starting' }
    generation.zygote = await Zygote.start({ ...this.#settings, learned }, this.#worker, {
      onExit: (exit) => this.#onExit(generation, exit),
      onGone: (trouble) => this.#onGone(generation, trouble),
    })
    this.#generations.add(generation)
    const { python, layers, threads, failed } = generation.zygote.ready
    const detail = { python, layers }
    const refused =
      threads > 1 ? 'a preloaded module starts threads' : levelOf(layers) < this.#settings.minLevel ? missingLayers(layers) : null
    if (refused || this.#closed) {
      await generation.zygote.destroy()
      throw new StartError(refused ?? 'closed', threads > 1 ? undefined : detail)
    }
    if (failed.length > 0) this.#events.onTrouble(`these modules cannot be imported: ${failed.join(', ')}`)
    this.#events.onReady(generation.zygote.pid, generation.zygote.createdAt, detail)
    return generation
  }

  #onExit(generation: Generation, exit: Exit): void {
    const execution = generation.executions.get(exit.id)
    generation.executions.delete(exit.id)
    execution?.onExit(exit)
    this.#retireIfDone(generation)
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
    // What was learned while the zygote was on its way is not in it.
    if (this.#hasLearned) await this.#renew()
  }

  get #hasLearned(): boolean {
    return [...this.#learned.values()].includes('untried')
  }

  /** The last that came up serves; there may be others, when one died while it was being replaced. */
  #takeOver(next: Generation): Generation {
    if (next.state === 'gone') throw new StartError('it died as it came up')
    for (const generation of this.#generations) {
      if (generation.state === 'serving') generation.state = 'retiring'
      this.#retireIfDone(generation)
    }
    next.state = 'serving'
    this.#current = Promise.resolve(next)
    return next
  }

  /** An execution that has not begun may still be in the socket's backlog, which dies with the zygote. */
  #retireIfDone(generation: Generation): void {
    if (generation.state !== 'retiring' || [...generation.executions.values()].some(({ started }) => !started)) return
    generation.state = 'retired'
    generation.zygote.retire()
  }

  /** Counts what functions import; a package that keeps coming is imported by the next zygote, which then takes over. */
  #learn(names: string[]): void {
    for (const name of names.filter((each) => MODULE_NAME.test(each) && !this.#learned.has(each))) {
      const count = (this.#imports.get(name) ?? 0) + 1
      this.#imports.set(name, count)
      if (count !== IMPORTS_BEFORE_LEARNING || this.#learned.size >= MOST_LEARNED) continue
      this.#learned.set(name, 'untried')
    }
    if (this.#imports.size > 1000) this.#imports.clear()
    if (this.#hasLearned) void this.#renew()
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
  readonly detail?: WorkerDetail

  constructor(message: string, detail?: WorkerDetail) {
    super(message)
    this.detail = detail
  }
}
