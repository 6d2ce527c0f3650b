import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { internalRequest } from '../schema/context.ts'
import type { SinasError } from '../schema/errors.ts'
import { ENVELOPE_HEADER, signEnvelope } from '../schema/identity-envelope.ts'
import { createLog } from '../schema/log.ts'
import { until } from '../schema/testing/until.ts'
import { connectSandbox } from './remote-sandbox.ts'
import type { RunRequest, Sandbox } from './sandbox/index.ts'
import { audienceOf } from './sandbox-wire.ts'
import { type SandboxWorker, signFor, startSandboxWorker } from './sandbox-worker.testing.ts'

const SECRET = 'what all our processes share'
let worker: SandboxWorker
let sandbox: Sandbox

before(async () => {
  worker = await startSandboxWorker(SECRET)
  sandbox = await connectSandbox({ url: worker.url, workerKey: SECRET, log: createLog('silent') })
})
after(async () => {
  await sandbox.close()
  await worker.end('SIGKILL')
})

function request(code: string, input: unknown = {}, more: Partial<RunRequest> = {}): RunRequest {
  const fn = { namespace: 'default', name: 'f', code, version: 1, inputSchema: {}, outputSchema: {}, links: [] }
  return {
    executionId: crypto.randomUUID(),
    user: 'ada',
    functions: [fn],
    entry: { namespace: 'default', name: 'f' },
    input,
    context: {},
    timeoutMs: 30_000,
    ...more,
  }
}

const code = (expected: string) => (error: SinasError) => error.code === expected
const SLEEPS = 'import time\ndef handler(input, context):\n    print("began", flush=True)\n    time.sleep(input)\n    return "slept"\n'
const ASKS = 'def handler(input, context):\n    a = yield {"prompt": "a?"}\n    b = yield {"prompt": "b?"}\n    return [a, b]\n'

async function idle(): Promise<void> {
  await until(() => sandbox.stats().running + sandbox.stats().paused === 0)
}

test('a run behind a URL is like one here: result, logs while it runs, steps, usage', async () => {
  const chunks: string[] = []
  let started = false
  const source = 'def inner(n):\n    return n * 2\ndef handler(input, context):\n    print("hello")\n    return inner(input["n"])\n'
  const result = await sandbox.run(request(source, { n: 21 }), {
    onStarted: () => (started = true),
    onLog: ({ text }) => chunks.push(text),
  })
  assert.equal(result.status === 'completed' && result.output, 42)
  assert.ok(started)
  assert.equal(chunks.join(''), 'hello\n')
  assert.ok(result.cpuMs > 0)
  assert.equal(result.steps.at(0)?.functionName, 'inner')
  assert.deepEqual(await sandbox.analyse('x = helper'), { names: ['helper'], importsAll: false, binds: ['x'] })
  assert.partialDeepStrictEqual(await sandbox.analyse('x = = 1'), { error: { line: 1 } })
  assert.deepEqual(await sandbox.scale(1), { previous: 1, current: 1 })
})

test('10 MB go in and out', async () => {
  const text = 'é'.repeat(5 * 1024 * 1024)
  const result = await sandbox.run(request('def handler(input, context):\n    return input\n', text))
  assert.equal(result.status === 'completed' && result.output, text)
})

const PATHS = ['/run', '/stats', '/scale', '/reload', '/resume', '/analyse']

test('a request that is not signed, or signed for another body, path, worker or with another key, is refused', async () => {
  const body = JSON.stringify(request('def handler(input, context):\n    return 1\n'))
  for (const path of PATHS) {
    const refused: Record<string, string>[] = [
      {},
      { [ENVELOPE_HEADER]: 'x.y' },
      await signFor(worker, SECRET, path, `${body} `),
      await signFor(worker, SECRET, path === '/stats' ? '/run' : '/stats', body),
      await signFor(worker, 'the SECRET_KEY of the platform', path, body),
      { [ENVELOPE_HEADER]: signEnvelope(SECRET, internalRequest(null, 'r'), audienceOf('another worker', path), body) },
    ]
    for (const headers of refused) {
      assert.equal((await fetch(new URL(path, worker.url), { method: 'POST', body, headers })).status, 401, path)
    }
  }
  assert.equal((await fetch(new URL('/health', worker.url))).status, 200)
  assert.equal((await fetch(new URL('/ready', worker.url))).status, 200)
})

test('a request that is made again is refused', async () => {
  const body = '{"code":"x = = 1"}'
  const headers = await signFor(worker, SECRET, '/analyse', body)
  const ask = () => fetch(new URL('/analyse', worker.url), { method: 'POST', body, headers })
  assert.equal((await ask()).status, 200)
  assert.equal((await ask()).status, 401)
})

test('who has another key is told so', async () => {
  const lines: string[] = []
  const log = createLog('silent')
  log.warn = (({ err }: { err: Error }) => lines.push(err.message)) as typeof log.warn
  const other = await connectSandbox({ url: worker.url, workerKey: 'another key', log })
  assert.match(lines[0]!, /The sandbox worker is not available: it refuses what is asked of it: the request is not signed with the key/)
  await assert.rejects(other.run(request('def handler(input, context):\n    return 1\n')), code('UNAVAILABLE'))
  await other.close()
})

test('an aborted run is killed there', async () => {
  const controller = new AbortController()
  const result = sandbox.run(request('def handler(input, context):\n    while True: pass\n'), {
    signal: controller.signal,
    onStarted: () => controller.abort(),
  })
  assert.equal((await result).status, 'cancelled')
  await idle()
})

test('a paused execution is resumed, and killed when its client is gone', async () => {
  const first = request(ASKS)
  assert.equal((await sandbox.run(first)).status, 'awaiting_input')
  assert.equal((await sandbox.resume(first.executionId, 1)).status, 'awaiting_input')
  const result = await sandbox.resume(first.executionId, 2)
  assert.deepEqual(result.status === 'completed' && result.output, [1, 2])
  await assert.rejects(sandbox.resume(first.executionId, 3), code('NOT_FOUND'))

  const leaving = await connectSandbox({ url: worker.url, workerKey: SECRET, log: createLog('silent') })
  await leaving.run(request(ASKS))
  await until(() => sandbox.stats().paused === 1)
  await leaving.close()
  await idle()
})

test('a worker that is killed loses what it ran, refuses nothing silently, and is used again when it is back', async () => {
  const began = Promise.withResolvers<void>()
  const running = sandbox.run(request(SLEEPS, 60), { onLog: () => began.resolve() })
  const abandoned = Promise.withResolvers<string>()
  await sandbox.run(request(ASKS), {
    onAbandoned: (result) => abandoned.resolve(result.status === 'failed' ? result.reason : result.status),
  })
  await began.promise
  const body = '{"code":"x = 1"}'
  const headers = await signFor(worker, SECRET, '/analyse', body)
  await worker.end('SIGKILL')
  const result = await running
  assert.equal(result.status === 'failed' && result.reason, 'lost')
  assert.equal(await abandoned.promise, 'lost')
  await assert.rejects(sandbox.run(request(SLEEPS, 0)), code('UNAVAILABLE'))
  worker = await startSandboxWorker(SECRET, worker.port)
  const replayed = await fetch(new URL('/analyse', worker.url), { method: 'POST', body, headers })
  assert.equal(replayed.status, 401, 'what was meant for it before it was killed')
  const again = await sandbox.run(request(SLEEPS, 0))
  assert.equal(again.status === 'completed' && again.output, 'slept')
})

test('a worker that is stopped finishes what runs and takes nothing new', async () => {
  const began = Promise.withResolvers<void>()
  const running = sandbox.run(request(SLEEPS, 1.5), { onLog: () => began.resolve() })
  await began.promise
  const ended = worker.end('SIGTERM')
  await sleep(300)
  await assert.rejects(sandbox.run(request(SLEEPS, 0)), code('UNAVAILABLE'))
  const result = await running
  assert.equal(result.status === 'completed' && result.output, 'slept')
  assert.equal(await ended, 0)
})
