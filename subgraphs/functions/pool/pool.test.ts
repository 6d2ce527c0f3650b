import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Caller } from '../../../schema/context.ts'
import type { SinasError } from '../../../schema/errors.ts'
import { testCaller } from '../../../schema/testing/platform.ts'
import { until } from '../../../schema/testing/until.ts'
import { type FunctionsUnderTest, openFunctions } from '../functions.testing.ts'

let platform: FunctionsUnderTest
let ada: Caller
let admin: Caller

before(async () => {
  platform = await openFunctions({ SANDBOX_THREADS: '1' })
  ada = await platform.user()
  admin = await platform.user('Admins')
})
after(() => platform[Symbol.asyncDispose]())

const SLEEPS = 'import time\ndef handler(input, context):\n    time.sleep(60)\n    return {}\n'

test('the pool reports its level, processes and threads, and is scaled while executions go on', async () => {
  const name = await platform.fn(ada, 'import time\ndef handler(input, context):\n    time.sleep(1)\n    return {"done": 1}\n')
  const running = platform.execute(ada, name)
  const stats = await until(async () => {
    const found = await platform.run('GetSandboxStats', {}, admin)
    return found.in_use === 1 && found
  }, 'the run to begin')
  assert.equal(stats.total, stats.idle + 1)
  assert.equal(stats.max_size, 16)
  assert.deepEqual(
    stats.containers.map(({ container_name }: any) => container_name),
    stats.workers.map(({ name }: any) => name),
  )
  assert.match(stats.python, /^3\.\d+/)
  assert.deepEqual(await platform.run('ScaleWorkers', { target_count: 2 }, admin), {
    action: 'scaled_up',
    previous: 1,
    current: 2,
    added: 1,
    removed: 0,
  })
  assert.deepEqual(await platform.run('CountWorkers', {}, admin), { count: 2 })
  assert.equal((await platform.run('ReloadSandboxPool', {}, admin)).status, 'reloaded')
  assert.equal((await platform.run('ScaleSandboxPool', { target: 1 }, admin)).removed, 1)
  assert.deepEqual((await running).result, { done: 1 })
  assert.deepEqual((await platform.execute(ada, name)).result, { done: 1 })
  const [worker] = await platform.run('ListWorkers', {}, admin)
  assert.match(worker.container_name, /^sandbox-\d+$/)
})

test('everything that a user runs can be killed', async () => {
  const name = await platform.fn(ada, SLEEPS)
  const answers = [1, 2, 3].map(() => platform.execute(ada, name))
  await until(async () => (await platform.run('GetSandboxStats', {}, admin)).in_use === 3, 'three runs')
  const killed = await platform.run('KillExecutionsOf', { user_id: ada.userId }, admin)
  assert.deepEqual(killed, { status: 'removed', user_id: ada.userId, executions: 3 })
  for (const { status, error } of await Promise.all(answers)) assert.deepEqual([status, error], ['error', `Cancelled by ${admin.email}`])
  await until(async () => (await platform.run('GetSandboxStats', {}, admin)).in_use === 0, 'the processes to be gone')
})

test('the pool is an operator’s: of the system, or of containers', async () => {
  const watcher = testCaller(['sinas.containers.get:all'])
  assert.ok((await platform.run('CountWorkers', {}, watcher)).count >= 1)
  const refusal = (error: SinasError) => error.code === 'FORBIDDEN'
  await assert.rejects(platform.run('ScaleWorkers', { target_count: 1 }, watcher), refusal)
  await assert.rejects(platform.run('CountWorkers', {}, ada), refusal)
  await assert.rejects(platform.run('ScaleWorkers', { target_count: 11 }, admin), (error: SinasError) => error.code === 'VALIDATION')
})
