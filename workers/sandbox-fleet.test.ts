import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { createLog } from '../schema/log.ts'
import { until } from '../schema/testing/until.ts'
import type { RunRequest, Sandbox } from './sandbox/index.ts'
import { connectSandboxes } from './sandbox-fleet.ts'
import { type SandboxWorker, startSandboxWorker } from './sandbox-worker.testing.ts'

const SECRET = 'what all our processes share'
let workers: SandboxWorker[]
let fleet: Sandbox

before(async () => {
  workers = await Promise.all([startSandboxWorker(SECRET), startSandboxWorker(SECRET)])
  fleet = await connectSandboxes({ urls: workers.map(({ url }) => url), workerKey: SECRET, log: createLog('silent') })
})
after(async () => {
  await fleet.close()
  await Promise.all(workers.map((worker) => worker.end('SIGKILL')))
})

function request(code: string, input: unknown = {}): RunRequest {
  return {
    executionId: crypto.randomUUID(),
    user: 'ada',
    functions: [{ namespace: 'default', name: 'f', code, version: 1, inputSchema: {}, outputSchema: {}, links: [] }],
    entry: { namespace: 'default', name: 'f' },
    input,
    context: {},
    timeoutMs: 30_000,
  }
}

const SLEEPS = 'import time\ndef handler(input, context):\n    time.sleep(input)\n    return "slept"\n'
const ASKS = 'def handler(input, context):\n    a = yield {"prompt": "a?"}\n    return a\n'

test('executions are spread over the workers', async () => {
  await Promise.all([0, 1, 2, 3].map(() => fleet.run(request(SLEEPS, 0.3))))
  await until(() => fleet.stats().workers.length >= 2 && fleet.stats().workers.every(({ executions }) => executions > 0))
  assert.equal(fleet.stats().workers.length, 2)
})

test('a paused execution is resumed by the worker that holds it', async () => {
  const paused = await Promise.all(
    [1, 2, 3, 4].map(async () => {
      const asked = request(ASKS)
      assert.equal((await fleet.run(asked)).status, 'awaiting_input')
      return asked.executionId
    }),
  )
  for (const id of paused) {
    const result = await fleet.resume(id, id)
    assert.equal(result.status === 'completed' && result.output, id)
  }
  await assert.rejects(fleet.resume(paused[0]!, 1), { code: 'NOT_FOUND' })
})

test('the pool is that of all workers: what they hold adds up, and threads are shared among them', async () => {
  const before = fleet.stats()
  assert.deepEqual([before.zygotes, before.workers.length, before.maxQueued], [2, 2, 2000])
  assert.deepEqual(await fleet.scale(3), { previous: 2, current: 3 })
  // Told at once, not when the workers are next asked.
  const { zygotes, spares, workers: threads } = fleet.stats()
  assert.deepEqual([zygotes, spares], [3, (before.spares / 2) * 3])
  assert.equal(new Set(threads.map(({ id }) => id)).size, 3)
  assert.deepEqual(await fleet.scale(1), { previous: 3, current: 2 }, 'a worker without a thread could run nothing')
  assert.equal((await fleet.run(request(SLEEPS, 0))).status, 'completed')
})

test('where one worker is gone, the other takes what comes', async () => {
  await workers[0]!.end('SIGKILL')
  for (let i = 0; i < 4; i++) assert.equal((await fleet.run(request(SLEEPS, 0))).status, 'completed')
})

test('where none is left, that is said', async () => {
  await workers[1]!.end('SIGKILL')
  await assert.rejects(fleet.run(request(SLEEPS, 0)), { code: 'UNAVAILABLE' })
})
