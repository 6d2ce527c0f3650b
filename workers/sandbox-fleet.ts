import { lookup } from 'node:dns/promises'
import { SinasError } from '../schema/errors.ts'
import type { Logger } from '../schema/log.ts'
import { connectSandbox } from './remote-sandbox.ts'
import type { CodeAnalysis, Level, RunHooks, RunRequest, RunResult, Sandbox, SandboxStats } from './sandbox/index.ts'

/** Milliseconds between two looks at which workers there are: they come and go as the operator scales them. */
const LOOK_MS = 2_000

interface FleetOptions {
  /** Of the workers. A host name that stands for several addresses, as that of a scaled service does, is as many workers. */
  urls: string[]
  workerKey: string
  log: Logger
}

interface Worker {
  sandbox: Sandbox
  /** Executions that are with it. */
  inFlight: number
}

/** All workers behind SANDBOX_URL as one sandbox: an execution goes to the one with the least to do, and stays with it. */
export async function connectSandboxes(options: FleetOptions): Promise<Sandbox> {
  const fleet = new SandboxFleet(options)
  await fleet.look()
  return fleet
}

class SandboxFleet implements Sandbox {
  readonly #options: FleetOptions
  readonly #workers = new Map<string, Worker>()
  /** Where executions are that wait for input. */
  readonly #holders = new Map<string, Worker>()
  readonly #watch: NodeJS.Timeout

  constructor(options: FleetOptions) {
    this.#options = options
    this.#watch = setInterval(() => void this.look(), LOOK_MS)
    this.#watch.unref()
  }

  /** Connects to new workers, and closes those whose address is gone once none of our executions is with them. */
  async look(): Promise<void> {
    const { urls, workerKey, log } = this.#options
    const found = new Set((await Promise.all(urls.map(addressesOf))).flat())
    // A name server that fails for a moment does not mean that the workers are gone.
    if (found.size === 0) return
    for (const url of found) {
      if (this.#workers.has(url)) continue
      const worker = { sandbox: await connectSandbox({ url, workerKey, log }), inFlight: 0 }
      if (this.#workers.has(url)) await worker.sandbox.close()
      else this.#workers.set(url, worker)
    }
    for (const [url, worker] of this.#workers) {
      if (found.has(url) || worker.inFlight > 0 || [...this.#holders.values()].includes(worker)) continue
      this.#workers.delete(url)
      await worker.sandbox.close()
    }
  }

  /** That of the weakest worker, as an execution may go to any. */
  get level(): Level {
    return this.stats().level
  }

  /** Of all workers together. @throws SinasError UNAVAILABLE where none is there */
  stats(): SandboxStats {
    const all = this.#present().map(({ sandbox }) => sandbox.stats())
    const weakest = all.reduce((least, stats) => (stats.level < least.level ? stats : least), all[0] ?? none())
    const sum = (of: (stats: SandboxStats) => number) => all.reduce((total, stats) => total + of(stats), 0)
    return {
      ...weakest,
      zygotes: sum(({ zygotes }) => zygotes),
      spares: sum(({ spares }) => spares),
      packageZygotes: sum(({ packageZygotes }) => packageZygotes),
      running: sum(({ running }) => running),
      maxRunning: sum(({ maxRunning }) => maxRunning),
      queued: sum(({ queued }) => queued),
      maxQueued: sum(({ maxQueued }) => maxQueued),
      paused: sum(({ paused }) => paused),
      workers: all.flatMap(({ workers }) => workers).map((worker, id) => ({ ...worker, id })),
    }
  }

  async run(request: RunRequest, hooks: RunHooks = {}): Promise<RunResult> {
    const onAbandoned = (result: RunResult) => {
      this.#holders.delete(request.executionId)
      hooks.onAbandoned?.(result)
    }
    return this.#first(async (worker) => {
      const result = await worker.sandbox.run(request, { ...hooks, onAbandoned })
      if (result.status === 'awaiting_input') this.#holders.set(request.executionId, worker)
      return result
    })
  }

  async resume(executionId: string, value: unknown): Promise<RunResult> {
    const worker = this.#holders.get(executionId)
    if (!worker) throw new SinasError('NOT_FOUND', { what: 'Paused execution' })
    const result = await worker.sandbox.resume(executionId, value)
    if (result.status !== 'awaiting_input') this.#holders.delete(executionId)
    return result
  }

  analyse(code: string): Promise<CodeAnalysis> {
    return this.#first(({ sandbox }) => sandbox.analyse(code))
  }

  /** Spreads the threads over the workers that are there, each of which keeps one at least. */
  async scale(workers: number): Promise<{ previous: number; current: number }> {
    const present = this.#present()
    if (present.length === 0) none()
    const share = (i: number) => Math.max(1, Math.floor(workers / present.length) + (i < workers % present.length ? 1 : 0))
    const changes = await Promise.all(present.map(({ sandbox }, i) => sandbox.scale(share(i))))
    return {
      previous: changes.reduce((total, { previous }) => total + previous, 0),
      current: changes.reduce((total, { current }) => total + current, 0),
    }
  }

  async reload(): Promise<void> {
    await Promise.all(this.#present().map(({ sandbox }) => sandbox.reload()))
  }

  async close(): Promise<void> {
    clearInterval(this.#watch)
    await Promise.all([...this.#workers.values()].map(({ sandbox }) => sandbox.close()))
  }

  #present(): Worker[] {
    return [...this.#workers.values()].filter(({ sandbox }) => {
      try {
        return sandbox.stats() !== undefined
      } catch {
        // It does not answer: its own watch says so in the log, and when it is back.
        return false
      }
    })
  }

  /** Runs on the least busy worker that accepts it. A worker that is full or away has begun nothing, so the next one is tried. */
  async #first<Result>(ask: (worker: Worker) => Promise<Result>): Promise<Result> {
    let refusal: unknown
    for (const worker of this.#present().sort((a, b) => a.inFlight - b.inFlight)) {
      worker.inFlight++
      try {
        return await ask(worker)
      } catch (error) {
        if (!(error instanceof SinasError) || !['UNAVAILABLE', 'QUEUE_FULL'].includes(error.code)) throw error
        refusal = error
      } finally {
        worker.inFlight--
      }
    }
    throw refusal ?? none()
  }
}

function none(): never {
  throw new SinasError('UNAVAILABLE', { what: 'The sandbox', reason: 'no worker behind SANDBOX_URL answers' })
}

/** A URL for each address that the host's name stands for. A certificate is for the name, so that one with TLS stays as it is. */
async function addressesOf(url: string): Promise<string[]> {
  const { protocol, hostname, port } = new URL(url)
  if (protocol === 'https:') return [url]
  const addresses = await lookup(hostname, { all: true }).catch(() => [])
  return addresses.map(({ address, family }) => `http://${family === 6 ? `[${address}]` : address}:${port || 80}`)
}
