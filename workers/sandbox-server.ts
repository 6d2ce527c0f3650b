import { randomUUID } from 'node:crypto'
import type { Server, ServerResponse } from 'node:http'
import { SinasError } from '../schema/errors.ts'
import type { Logger } from '../schema/log.ts'
import { createSignedPort } from '../schema/signed-port.ts'
import { INPUT_BYTES } from './sandbox/frames.ts'
import type { RunRequest, Sandbox } from './sandbox/index.ts'
import { audienceOf, BEAT_MS, toWireError, type WireError, type WireEvent } from './sandbox-wire.ts'

/** The size of a run is limited, with a reason, where it is encoded: this is only the last limit. */
const MAX_BODY_BYTES = 4 * INPUT_BYTES

interface SandboxServer {
  server: Server
  /** Refuses new executions and waits until those under way have ended, for `deadlineMs` at most. */
  drain(deadlineMs: number): Promise<void>
}

/** Each call takes its own of these. The one who asks holds the worker's key, and is the functions subgraph. */
interface CallBody {
  workers: number
  code: string
  executionId: string
  value: unknown
}

/**
 * Offers a sandbox to the functions subgraph of other processes, over HTTP. Every request but `/health` and `/ready` must be signed.
 * An execution is one request: it streams what happens, and it is killed when its client is gone.
 */
export function serveSandbox(sandbox: Sandbox, workerKey: string, log: Logger): SandboxServer {
  const instance = randomUUID()
  /** Streams of executions that are here, by execution. */
  const streams = new Map<string, ServerResponse>()
  let draining = false

  const calls: Record<string, (body: CallBody) => unknown> = {
    '/stats': () => sandbox.stats(),
    '/scale': ({ workers }) => sandbox.scale(workers),
    '/reload': () => sandbox.reload(),
    '/analyse': ({ code }) => sandbox.analyse(code),
    '/resume': async ({ executionId, value }) => {
      const result = await sandbox.resume(executionId, value)
      if (result.status !== 'awaiting_input') streams.get(executionId)?.end()
      return result
    },
  }

  async function answer(path: string, body: unknown, response: ServerResponse): Promise<void> {
    if (path === '/run') return run(body as RunRequest, response)
    await answerInTime(response, async () => ({ result: (await calls[path]!(body as CallBody)) ?? null }))
  }

  /** A resumed execution may take long: blanks before the answer say that the worker is still there. */
  async function answerInTime(response: ServerResponse, work: () => Promise<unknown>): Promise<void> {
    const beat = setInterval(() => response.write(' '), BEAT_MS)
    const answer = await work().catch(fault)
    clearInterval(beat)
    if (response.headersSent) response.end(JSON.stringify(answer))
    else send(response, 200, answer)
  }

  function fault(error: unknown): { error: WireError } {
    if (!(error instanceof SinasError)) log.error({ err: error }, 'the sandbox worker failed')
    return { error: toWireError(error) }
  }

  function run(request: RunRequest, response: ServerResponse): void {
    const gone = new AbortController()
    response.writeHead(200, { 'content-type': 'application/x-ndjson' }).flushHeaders()
    const say = (event: WireEvent) => response.write(`${JSON.stringify(event)}\n`)
    const beat = setInterval(() => response.write('\n'), BEAT_MS)
    streams.set(request.executionId, response)
    response.once('close', () => {
      clearInterval(beat)
      streams.delete(request.executionId)
      gone.abort()
    })
    if (draining) {
      const error = new SinasError('UNAVAILABLE', { what: 'The sandbox worker', reason: 'it is being shut down' })
      say({ type: 'error', error: toWireError(error) })
      return void response.end()
    }
    const hooks = {
      signal: gone.signal,
      onStarted: () => say({ type: 'started' }),
      onLog: (chunk) => say({ type: 'log', chunk }),
      onSteps: (steps) => say({ type: 'steps', steps }),
      onAbandoned: (result) => {
        say({ type: 'abandoned', result })
        response.end()
      },
    } satisfies Parameters<Sandbox['run']>[1]
    sandbox.run(request, hooks).then(
      (result) => {
        say({ type: 'result', result })
        if (result.status !== 'awaiting_input') response.end()
      },
      (error) => {
        say({ type: 'error', error: toWireError(error) })
        response.end()
      },
    )
  }

  const server = createSignedPort({
    key: workerKey,
    maxBytes: MAX_BODY_BYTES,
    audienceOf: (path) => (path === '/run' || Object.hasOwn(calls, path) ? audienceOf(instance, path) : undefined),
    probes: {
      '/health': async () => [200, { status: 'healthy' }],
      '/ready': async () => [draining ? 503 : 200, { status: draining ? 'draining' : 'ready', level: sandbox.level, instance }],
    },
    answer: ({ path, body }, response) => void answer(path, body, response),
  })
  return {
    server,
    async drain(deadlineMs) {
      draining = true
      server.close()
      const deadline = Date.now() + deadlineMs
      const { promise: quiet, resolve } = Promise.withResolvers<void>()
      const watch = setInterval(() => {
        if (Date.now() > deadline || sandbox.stats().running + sandbox.stats().queued === 0) resolve()
      }, 50)
      await quiet
      clearInterval(watch)
      server.closeAllConnections()
    },
  }
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}
