import { randomUUID } from 'node:crypto'
import type { Socket } from 'node:net'
import { JsonTooLargeError, readJson } from '../../schema/bounded/json.ts'
import { encodeAnswer, encodeHeader, type Frame, FrameReader, type FrameType, LOG_BYTES, ProtocolError } from './frames.ts'
import type { Failure, FailureReason, LogChunk, RunFacts, RunResult, SandboxOutcome, Step } from './types.ts'
import type { Exit, Zygote } from './zygote.ts'

/** So long after a deadline that the zygote has not kept we ask it to kill, and so long after that we end the zygote. */
const GRACE_MS = 2000
const LAST_GRACE_MS = 10_000
/** An execution that has answered has this long to exit. */
const LINGER_MS = 1000
/** Milliseconds after which a connection that is not accepted means that the zygote is stuck. */
const START_MS = 30_000
const MOST_STEPS = 1000
/** A step is reported when it begins and when it ends. */
const MOST_STEP_EVENTS = 2 * MOST_STEPS
const MOST_BYTES = 64 << 20
const MOST_FRAMES = 20_000
/** A longer timer of Node fires at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1
/** The least that a log frame counts for, so that empty lines cannot flood. */
const MIN_LOG_CHARGE_BYTES = 64

export interface ExecutionEvents {
  onStarted(): void
  onLog(chunk: LogChunk): void
  onStep(step: Step): void
  /** Modules that the run imported, by its own account. */
  onModules(names: string[]): void
  /** It paused (then there will be another) or ended. */
  onResult(result: RunResult): void
  /** The zygote went away before the function's code had begun: nothing has happened, it may be run again. */
  onUnstarted(): void
}

export interface ExecutionLimits {
  timeoutMs: number
  memoryMb: number
  pauseMs: number
}

/** What a spare is asked to do, as it travels. */
export interface Order {
  body: Buffer
  limits: ExecutionLimits
  /** The set of packages that it sees. */
  packages: string[]
  /** Whether packages that came with the Python are in memory for it. */
  isLearned: boolean
}

/** One connection to one spare: reads its frames and, with the zygote's word on how it ended, says what came of it. */
export class Execution {
  /** What names it to the zygote. */
  readonly id = randomUUID().replaceAll('-', '')
  readonly #zygote: Zygote
  readonly #limits: ExecutionLimits
  readonly #events: ExecutionEvents
  readonly #socket: Socket
  readonly #reader = new FrameReader()
  readonly #logs: LogChunk[] = []
  readonly #steps = new Map<number, Step>()
  #logBytesLeft = LOG_BYTES + MIN_LOG_CHARGE_BYTES
  #bytesLeft = MOST_BYTES
  #framesLeft = MOST_FRAMES
  #stepEventsLeft = MOST_STEP_EVENTS
  #startedAt: number | null = null
  #stretchStart = 0
  #durationMs = 0
  #phase: 'starting' | 'running' | 'paused' | 'ended' = 'starting'
  #socketClosed = false
  #zygoteGone = false
  #exit: Exit | null = null
  #violation: string | null = null
  #cancelled = false
  #watchdog: NodeJS.Timeout
  readonly #handlers: Record<FrameType, (payload: Buffer) => void> = {
    S: () => this.#onStarted(),
    L: (payload) => this.#log(payload[0] === 2 ? 'stderr' : 'stdout', payload.subarray(1)),
    T: (payload) => {
      for (const step of parseSteps(payload)) this.#onStep(step)
    },
    M: (payload) => this.#events.onModules(parseNames(payload)),
    P: (payload) => this.#onPause(payload),
    R: (payload) => this.#onAnswer(payload, (json) => ({ status: 'completed', output: readJson(json) })),
    E: (payload) => this.#onAnswer(payload, (json) => failed(JSON.parse(json), this.#limits.memoryMb)),
  }

  constructor(zygote: Zygote, { body, limits, packages, isLearned }: Order, events: ExecutionEvents) {
    this.#zygote = zygote
    this.#limits = limits
    this.#events = events
    this.#watchdog = setTimeout(() => void zygote.destroy(), START_MS)
    const header = encodeHeader(Buffer.from(this.id, 'hex'), limits.timeoutMs, limits.memoryMb, body.length)
    this.#socket = zygote.connect([header, body], packages, isLearned)
    this.#socket.on('data', (chunk) => this.#onData(chunk))
    this.#socket.on('error', () => {}) // 'close' follows
    this.#socket.on('close', () => {
      this.#socketClosed = true
      this.#conclude()
    })
  }

  get started(): boolean {
    return this.#startedAt !== null
  }

  /** Kills it. The result says `cancelled`, unless there is one already. */
  cancel(): void {
    this.#kill('cancelled')
    this.#cancelled = true
  }

  /** The value that a pause waits for. */
  answer(value: unknown): void {
    if (this.#phase !== 'paused') return
    this.#zygote.setDeadline(this.id, this.#limits.timeoutMs, 'timeout')
    this.#socket.write(encodeAnswer(value))
    this.#run()
  }

  /** Kills it because it may not pause now. */
  refusePause(): void {
    this.#kill('too-many-paused')
  }

  /** The zygote's record of its end. */
  onExit(exit: Exit): void {
    this.#exit = exit
    this.#conclude()
  }

  onZygoteGone(): void {
    this.#zygoteGone = true
    this.#socket.destroy()
    this.#conclude()
  }

  #kill(reason: string): void {
    this.#zygote.kill(this.id, reason)
    this.#watch(LAST_GRACE_MS, () => void this.#zygote.destroy())
  }

  #watch(ms: number, act: () => void): void {
    clearTimeout(this.#watchdog)
    if (!this.#exit) this.#watchdog = setTimeout(act, Math.min(ms, LONGEST_TIMER_MS))
  }

  #run(): void {
    this.#phase = 'running'
    this.#stretchStart = performance.now()
    this.#watch(this.#limits.timeoutMs + GRACE_MS, () => this.#kill('timeout'))
  }

  #onData(chunk: Buffer): void {
    this.#bytesLeft -= chunk.length
    try {
      if (this.#bytesLeft < 0) throw new ProtocolError(`more than ${MOST_BYTES} bytes`)
      this.#reader.push(chunk, (frame) => this.#onFrame(frame))
    } catch (error) {
      // Whatever a runner can send, a function may have sent itself: nothing in it may harm us.
      this.#violation = error instanceof ProtocolError ? error.message : 'a frame that cannot be read'
      this.#kill('protocol')
      this.#socket.destroy()
    }
  }

  #onFrame({ type, payload }: Frame): void {
    if (this.#framesLeft-- <= 0) throw new ProtocolError(`more than ${MOST_FRAMES} frames`)
    if (this.#phase === 'starting' || this.#phase === 'running') this.#handlers[type](payload)
  }

  #onStarted(): void {
    if (this.started) return
    this.#startedAt = Date.now()
    this.#run()
    this.#events.onStarted()
  }

  #log(stream: LogChunk['stream'], bytes: Buffer): void {
    if (this.#logBytesLeft <= 0) return
    this.#logBytesLeft -= Math.max(bytes.length, MIN_LOG_CHARGE_BYTES)
    const chunk = { stream, text: bytes.toString(), at: Date.now() }
    this.#logs.push(chunk)
    this.#events.onLog(chunk)
  }

  #onStep(step: Step): void {
    if (this.#stepEventsLeft-- <= 0 || (this.#steps.size >= MOST_STEPS && !this.#steps.has(step.id))) return
    this.#steps.set(step.id, step)
    this.#events.onStep(step)
  }

  #onPause(payload: Buffer): void {
    const { prompt, schema } = JSON.parse(payload.toString())
    this.#zygote.setDeadline(this.id, this.#limits.pauseMs, 'expired')
    this.#settle({ status: 'awaiting_input', prompt: String(prompt), ...(schema != null && { schema }) })
    this.#watch(this.#limits.pauseMs + GRACE_MS, () => this.#kill('expired'))
  }

  /** The last frame: usage by the function's own account, then JSON. The slot is free only when the zygote has seen it exit. */
  #onAnswer(payload: Buffer, read: (json: string) => SandboxOutcome): void {
    if (payload.length < 16) throw new ProtocolError('an answer without its usage')
    const usage = { cpuMs: Number(payload.readBigUInt64LE(0)) / 1000, peakMemoryKb: Number(payload.readBigUInt64LE(8)) }
    this.#settle(
      within(() => read(payload.toString('utf8', 16))),
      usage,
    )
    this.#watch(LINGER_MS, () => this.#kill('lingering'))
  }

  /** Without an answer the end is known when the zygote has told it, and every byte that was sent before has been read. */
  #conclude(): void {
    if (this.#exit || this.#zygoteGone) clearTimeout(this.#watchdog)
    if (this.#phase === 'ended' || !this.#socketClosed || !(this.#exit || this.#zygoteGone)) return
    if (!this.started && !this.#cancelled && !this.#exit) {
      this.#phase = 'ended'
      this.#events.onUnstarted()
      return
    }
    if (this.#exit?.output) this.#log('stderr', Buffer.from(this.#exit.output))
    this.#settle(this.#ending(), this.#exit ?? undefined)
  }

  #ending(): SandboxOutcome {
    const exit = this.#exit
    if (this.#cancelled) return { status: 'cancelled' }
    // Its process may have seen the connection break and ended by itself, before the zygote was told to kill it.
    if (this.#violation) return failure('protocol', 'ProtocolError', `The function's process sent ${this.#violation}`)
    if (!exit) return failure('lost', 'SandboxLost', 'The sandbox died while the function was running')
    switch (exit.reason) {
      case 'timeout':
        return failure('timeout', 'TimeoutError', `The function took longer than ${this.#limits.timeoutMs / 1000} seconds`)
      case 'expired':
        return failure('expired', 'TimeoutError', `No input came within ${this.#limits.pauseMs / 1000} seconds`)
      case 'too-many-paused':
        return failure('too-many-paused', 'RuntimeError', 'Too many executions are waiting for input')
      case 'no-packages':
        return failure('packages', 'PackagesMissing', 'The packages of this function cannot be read where it is to run')
    }
    return exit.code < 0
      ? killedBy(-exit.code)
      : failure('crash', 'ProcessExit', `The function's process exited with code ${exit.code} before it returned a result`)
  }

  #settle(outcome: SandboxOutcome, usage: Pick<RunFacts, 'cpuMs' | 'peakMemoryKb'> = { cpuMs: 0, peakMemoryKb: 0 }): void {
    if (this.#phase === 'running') this.#durationMs += performance.now() - this.#stretchStart
    this.#events.onResult({
      ...outcome,
      startedAt: this.#startedAt,
      durationMs: Math.round(this.#durationMs * 1000) / 1000,
      cpuMs: usage.cpuMs,
      peakMemoryKb: usage.peakMemoryKb,
      logs: [...this.#logs],
      steps: [...this.#steps.values()].sort((a, b) => a.id - b.id),
    })
    this.#phase = outcome.status === 'awaiting_input' ? 'paused' : 'ended'
  }
}

function failure(reason: FailureReason, type: string, message: string): SandboxOutcome {
  return { status: 'failed', reason, error: { type, message, traceback: '' } }
}

const SIGNALS: Record<number, [FailureReason, string]> = {
  4: ['crash', 'an illegal instruction'],
  6: ['crash', 'abort()'],
  7: ['crash', 'a bus error'],
  8: ['crash', 'an arithmetic error'],
  9: ['memory', 'the operating system, which was probably out of memory'],
  11: ['crash', 'a segmentation fault'],
  31: ['crash', 'a forbidden system call'],
}

function killedBy(signal: number): SandboxOutcome {
  const [reason, cause] = SIGNALS[signal] ?? ['crash', `signal ${signal}`]
  return failure(reason as FailureReason, 'ProcessKilled', `The function's process was ended by ${cause}`)
}

const REPORTED: FailureReason[] = ['exception', 'memory', 'output-too-large', 'no-handler', 'invalid-input', 'invalid-output']

function failed({ type, message, traceback, reason }: Failure & { reason: FailureReason }, memoryMb: number): SandboxOutcome {
  const known = REPORTED.includes(reason) ? reason : 'exception'
  // Python reports only the name of the error.
  const text = known === 'memory' && !message ? `The function needed more memory than the ${memoryMb} MB that it may use` : String(message)
  return { status: 'failed', reason: known, error: { type: String(type), message: text, traceback: String(traceback) } }
}

/** What a function returns is handed on as an input is, and may hold as much. */
function within(read: () => SandboxOutcome): SandboxOutcome {
  try {
    return read()
  } catch (error) {
    if (!(error instanceof JsonTooLargeError)) throw error
    const message = `the result holds ${error.message}`
    return { status: 'failed', reason: 'output-too-large', error: { type: 'SandboxError', message, traceback: '' } }
  }
}

function parseNames(payload: Buffer): string[] {
  const names: unknown = JSON.parse(payload.toString())
  return Array.isArray(names) ? names.filter((name) => typeof name === 'string') : []
}

/** @throws ProtocolError when they are not steps */
function parseSteps(payload: Buffer): Step[] {
  const steps: unknown = JSON.parse(payload.toString())
  if (!Array.isArray(steps) || !steps.every(isStep)) throw new ProtocolError('steps that are none')
  return steps
}

function isStep(value: unknown): value is Step {
  const step = value as Step | null
  return (
    typeof step === 'object' &&
    typeof step?.id === 'number' &&
    typeof step.functionName === 'string' &&
    typeof step.startedAt === 'number' &&
    (step.parentId === null || typeof step.parentId === 'number') &&
    (step.error === null || typeof step.error === 'string') &&
    (step.durationMs === null || typeof step.durationMs === 'number') &&
    (step.kind === 'function' || step.kind === 'local')
  )
}
