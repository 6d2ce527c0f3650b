import { Agent, request as httpRequest, type IncomingMessage, type RequestOptions } from 'node:http'
import { request as httpsRequest, Agent as TlsAgent } from 'node:https'
import { createInterface } from 'node:readline'
import { text } from 'node:stream/consumers'
import { internalRequest } from '../schema/context.ts'
import { SinasError } from '../schema/errors.ts'
import { ENVELOPE_HEADER, signEnvelope } from '../schema/identity-envelope.ts'
import type { Logger } from '../schema/log.ts'
import { REFUSAL_HEADER } from '../schema/signed-port.ts'
import type { CodeAnalysis, Level, RunHooks, RunRequest, RunResult, Sandbox, SandboxStats } from './sandbox/index.ts'
import { audienceOf, fromWireError, SILENCE_MS, type WireError, type WireEvent } from './sandbox-wire.ts'

const REFRESH_MS = 2_000

interface RemoteOptions {
  /** Of the worker: `http://sandbox:4100`. */
  url: string
  /** The key that it shares with its workers: requests are signed with it. */
  workerKey: string
  log: Logger
}

/**
 * The sandbox that a worker process offers, behind its URL.
 * A worker that can't be reached refuses executions (UNAVAILABLE: nothing has begun); one that goes away while an execution is with
 * it loses that one (`lost`: it may have begun), so that none is run twice.
 */
export async function connectSandbox(options: RemoteOptions): Promise<Sandbox> {
  const sandbox = new RemoteSandbox(options)
  await sandbox.refresh()
  return sandbox
}

class RemoteSandbox implements Sandbox {
  readonly #options: RemoteOptions
  readonly #agent: Agent
  readonly #watch: NodeJS.Timeout
  /** Ends the stream of an execution that waits for input. */
  readonly #paused = new Map<string, () => void>()
  /** Which process of the worker it is, as that said last. */
  #instance = ''
  #stats: SandboxStats | undefined

  constructor(options: RemoteOptions) {
    this.#options = options
    this.#agent = options.url.startsWith('https:') ? new TlsAgent({ keepAlive: true }) : new Agent({ keepAlive: true })
    this.#watch = setInterval(() => void this.refresh(), REFRESH_MS)
    this.#watch.unref()
  }

  get level(): Level {
    return this.stats().level
  }

  /** As the worker last said. @throws SinasError UNAVAILABLE where it is not there */
  stats(): SandboxStats {
    if (!this.#stats) throw away('it does not answer')
    return this.#stats
  }

  /** Asks the worker how it is. */
  async refresh(): Promise<void> {
    const wasAway = this.#stats === undefined
    try {
      if (wasAway) this.#instance = await this.#meet()
      this.#stats = await this.#call<SandboxStats>('/stats', {})
      if (wasAway) this.#options.log.info({ url: this.#options.url, level: this.#stats.level }, 'the sandbox worker answers')
    } catch (error) {
      this.#stats = undefined
      this.#options.log.warn({ err: error, url: this.#options.url }, 'the sandbox worker does not answer')
    }
  }

  async run(request: RunRequest, hooks: RunHooks = {}): Promise<RunResult> {
    hooks.signal?.throwIfAborted()
    const response = await this.#post('/run', request, hooks.signal)
    return this.#listen(request.executionId, response, hooks)
  }

  async resume(executionId: string, value: unknown): Promise<RunResult> {
    const result = await this.#call<RunResult>('/resume', { executionId, value }).catch((error) => {
      if (error instanceof SinasError && error.code === 'NOT_FOUND') throw error
      return lost()
    })
    if (result.status !== 'awaiting_input') this.#paused.get(executionId)?.()
    return result
  }

  async scale(workers: number): Promise<{ previous: number; current: number }> {
    const change = await this.#call<{ previous: number; current: number }>('/scale', { workers })
    await this.refresh()
    return change
  }

  async reload(): Promise<void> {
    await this.#call('/reload', {})
  }

  analyse(code: string): Promise<CodeAnalysis> {
    return this.#call('/analyse', { code })
  }

  /** The worker goes on: it serves others too. */
  async close(): Promise<void> {
    clearInterval(this.#watch)
    for (const end of this.#paused.values()) end()
    this.#agent.destroy()
  }

  #listen(id: string, response: IncomingMessage, hooks: RunHooks): Promise<RunResult> {
    return new Promise((resolve, reject) => {
      // What is still open when the stream ends was lost with the worker.
      let state: 'running' | 'paused' | 'over' = 'running'
      const over = (tell: () => void) => {
        if (state !== 'over') tell()
        state = 'over'
        this.#paused.delete(id)
      }
      const hear = (event: WireEvent) => {
        if (event.type === 'started') hooks.onStarted?.()
        else if (event.type === 'log') hooks.onLog?.(event.chunk)
        else if (event.type === 'steps') hooks.onSteps?.(event.steps)
        else if (event.type === 'abandoned') over(() => hooks.onAbandoned?.(event.result))
        else if (event.type === 'error') over(() => reject(fromWireError(event.error)))
        else if (event.result.status !== 'awaiting_input') over(() => resolve(event.result))
        else {
          state = 'paused'
          resolve(event.result)
          this.#paused.set(id, () => {
            over(() => undefined)
            response.destroy()
          })
        }
      }
      const lines = createInterface(response)
      lines.on('line', (line) => line !== '' && hear(JSON.parse(line) as WireEvent))
      // Both the request and its response report a broken connection.
      response.on('error', () => lines.close())
      lines.on('error', () => lines.close())
      lines.on('close', () => {
        const result = hooks.signal?.aborted ? cancelled() : lost()
        over(() => (state === 'paused' ? hooks.onAbandoned?.(result) : resolve(result)))
      })
    })
  }

  async #call<Result>(path: string, body: unknown): Promise<Result> {
    const response = await this.#post(path, body)
    const answer = JSON.parse(await text(response)) as { result: Result; error?: WireError }
    if (answer.error) throw fromWireError(answer.error)
    return answer.result
  }

  /** @throws SinasError UNAVAILABLE where the worker is not there, or refuses */
  async #post(path: string, body: unknown, signal?: AbortSignal): Promise<IncomingMessage> {
    const json = JSON.stringify(body)
    const response = await this.#postTo(this.#instance, path, json, signal)
    const refusal = refusalOf(response)
    if (refusal === undefined) return response
    // The worker may be back at once, and no execution has begun there.
    const instance = await this.#meet()
    if (instance === this.#instance) throw away(refusal)
    this.#instance = instance
    const again = await this.#postTo(instance, path, json, signal)
    const still = refusalOf(again)
    if (still === undefined) return again
    throw away(still)
  }

  async #meet(): Promise<string> {
    const answer = await text(await this.#send('/ready', { method: 'GET' }))
    try {
      return (JSON.parse(answer) as { instance: string }).instance
    } catch (error) {
      throw away('what answers at its address is no worker', error)
    }
  }

  #postTo(instance: string, path: string, json: string, signal?: AbortSignal): Promise<IncomingMessage> {
    const headers = {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(json),
      [ENVELOPE_HEADER]: signEnvelope(this.#options.workerKey, internalRequest(null, 'sandbox'), audienceOf(instance, path), json),
    }
    return this.#send(path, { method: 'POST', headers, signal }, json)
  }

  /** @throws SinasError UNAVAILABLE where the worker is not there */
  #send(path: string, options: RequestOptions, body?: string): Promise<IncomingMessage> {
    const { url } = this.#options
    const send = url.startsWith('https:') ? httpsRequest : httpRequest
    return new Promise((resolve, reject) => {
      // A run's worker gives a sign of life more often than this; the others answer sooner, or not.
      const request = send(new URL(path, url), { ...options, agent: this.#agent, timeout: SILENCE_MS })
      request.once('timeout', () => request.destroy(new Error(`silent for ${SILENCE_MS / 1000} seconds`)))
      request.once('response', resolve)
      request.on('error', (error) => reject(away(error.message, error)))
      request.end(body)
    })
  }
}

function refusalOf(response: IncomingMessage): string | undefined {
  const reason = response.headers[REFUSAL_HEADER]
  if (reason === undefined) return undefined
  response.resume()
  return `it refuses what is asked of it: ${reason}`
}

const away = (reason: string, cause?: unknown) => new SinasError('UNAVAILABLE', { what: 'The sandbox worker', reason }, cause)

const NOTHING = { startedAt: null, durationMs: 0, cpuMs: 0, peakMemoryKb: 0, logs: [], steps: [] }

const cancelled = (): RunResult => ({ status: 'cancelled', ...NOTHING })

function lost(): RunResult {
  const message = 'The connection to the sandbox worker broke during the execution, which may have done part of its work'
  return { status: 'failed', error: { type: 'Lost', message, traceback: '' }, reason: 'lost', ...NOTHING }
}
