import type { MessagePort } from 'node:worker_threads'
import { SinasError } from '../../schema/errors.ts'
import type { RunAnswer, RunCommand, RunEvent } from './messages.ts'
import type { RunHooks, RunResult } from './types.ts'

interface Hooks extends Omit<RunHooks, 'onStarted'> {
  /** Once, before its first result. */
  onStarted(worker: number): void
}

/** An execution as the main thread sees it: its results, one for each pause and one for its end, and the ways to act on it. */
export class Run {
  /** Resolves when it will not produce another result. */
  readonly ended: Promise<void>
  readonly #port: MessagePort
  readonly #hooks: Hooks
  readonly #end = Promise.withResolvers<void>()
  readonly #cancelBySignal = () => this.cancel()
  #next = Promise.withResolvers<RunResult>()
  #isStarted = false
  #waiting = true
  #ended = false

  /** @param done the pool's task: it may have the result, and fails when the thread dies */
  constructor(port: MessagePort, done: Promise<RunAnswer | undefined>, hooks: Hooks) {
    this.#port = port
    this.#hooks = hooks
    this.ended = this.#end.promise
    port.on('message', (event: RunEvent) => this.#onEvent(event))
    port.on('close', () => this.#onResult(lost()))
    done.then(
      (answer) => answer && this.#onAnswer(answer),
      () => this.#onResult(lost()),
    )
    hooks.signal?.addEventListener('abort', this.#cancelBySignal, { once: true })
    if (hooks.signal?.aborted) this.cancel()
  }

  /** The result that comes next. @throws SinasError UNAVAILABLE */
  async result(): Promise<RunResult> {
    return await this.#next.promise
  }

  cancel(): void {
    this.#send({ type: 'cancel' })
  }

  /** Gives the value that it waits for; result() is then the next one. */
  answer(value: unknown): void {
    this.#expectAnother()
    this.#send({ type: 'answer', value })
  }

  /** Kills it because it may not pause; result() is then its failure. */
  refusePause(): void {
    this.#expectAnother()
    this.#send({ type: 'refuse-pause' })
  }

  #expectAnother(): void {
    this.#next = Promise.withResolvers()
    this.#waiting = true
  }

  #send(command: RunCommand): void {
    this.#port.postMessage(command)
  }

  #onEvent(event: RunEvent): void {
    if (event.type === 'started') this.#onStarted(event.worker)
    if (event.type === 'log') this.#hooks.onLog?.(event.chunk)
    if (event.type === 'steps') this.#hooks.onSteps?.(event.steps)
    if (event.type === 'result') this.#onAnswer(event)
    if (event.type !== 'unavailable') return
    this.#next.reject(
      new SinasError('UNAVAILABLE', { what: 'The sandbox', reason: event.reason.slice(event.reason.lastIndexOf('\n') + 1) }),
    )
    this.#finish()
  }

  #onStarted(worker: number): void {
    if (this.#isStarted) return
    this.#isStarted = true
    this.#hooks.onStarted(worker)
  }

  #onAnswer({ result, worker }: RunAnswer): void {
    if (result.startedAt !== null) this.#onStarted(worker)
    this.#onResult(result)
  }

  #onResult(result: RunResult): void {
    if (!this.#waiting) {
      // A paused execution ended by itself. `close` after the end lands here too, and has no port any more to speak of.
      if (this.#ended) return
      this.#hooks.onAbandoned?.(result)
      this.#finish()
      return
    }
    this.#waiting = false
    this.#next.resolve(result)
    if (result.status !== 'awaiting_input') this.#finish()
  }

  #finish(): void {
    this.#ended = true
    this.#waiting = false
    this.#hooks.signal?.removeEventListener('abort', this.#cancelBySignal)
    this.#port.close()
    this.#end.resolve()
  }
}

function lost(): RunResult {
  const error = { type: 'SandboxLost', message: 'The sandbox thread died while the function was running', traceback: '' }
  return { status: 'failed', reason: 'lost', error, startedAt: null, durationMs: 0, cpuMs: 0, peakMemoryKb: 0, logs: [], steps: [] }
}
