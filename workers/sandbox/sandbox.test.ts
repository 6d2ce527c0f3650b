import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { test } from 'node:test'
import { asOrdinaryUser, failureOf, HOLD, isAlive, outputOf, request, testSandbox } from './sandbox.testing.ts'

// The pool as a whole: levels, fairness, growth.

const SYSTEM_PYTHON = '/usr/bin/python3'

test('reports its level, its layers and its workers', async () => {
  await using box = await testSandbox({ threads: 2, spares: 3 })
  await outputOf(box, 'def handler(i, c):\n    return 1')
  const { level, layers, workers, ...counts } = box.stats()
  assert.equal(level, box.level)
  assert.ok(Object.values(layers).every((state) => state.length > 0))
  assert.deepEqual(
    { ...counts, python: '' },
    { python: '', zygotes: 2, spares: 6, packageZygotes: 0, running: 0, maxRunning: 32, queued: 0, maxQueued: 100, paused: 0 },
  )
  assert.match(counts.python, /^3\.\d+\.\d+$/)
  assert.ok(workers.length === 2 && workers.every(({ status }) => status === 'ready'))
  const executions = workers.reduce((sum, each) => sum + each.executions, 0)
  assert.equal(executions, 2) // the canary's was the first
  assert.ok(workers.every(({ pid }) => pid && isAlive(pid)))
})

test('every lower level runs functions, and is told as what it is', {
  skip: !existsSync(SYSTEM_PYTHON) || process.platform !== 'linux',
}, async () => {
  for (const maxLevel of [2, 1, 0] as const) {
    await using box = await testSandbox({ maxLevel, minLevel: 0, python: SYSTEM_PYTHON })
    assert.equal(box.level, maxLevel)
    const code =
      'import os\ndef handler(i, c):\n    path = os.path.join(os.environ["TMPDIR"], "x")\n    open(path, "w").write("kept")\n    return open(path).read()'
    assert.equal(await outputOf(box, code), 'kept')
    assert.equal(await outputOf(box, 'import os\ndef handler(i, c):\n    return os.listdir(os.environ["TMPDIR"])').then(String), '')
    assert.equal((await failureOf(box, 'def handler(i, c):\n    while True: pass', { timeoutMs: 300 })).reason, 'timeout')
  }
})

test('below the least level nothing runs, and the error says what is missing', {
  skip: !existsSync(SYSTEM_PYTHON) || process.platform !== 'linux',
}, async () => {
  await using box = await testSandbox({ maxLevel: 0, minLevel: 2, python: SYSTEM_PYTHON })
  assert.equal(box.level, 0)
  await assert.rejects(box.run(request('def handler(i, c):\n    return 1')), (error: Error) => {
    assert.match(error.message, /level is 0, at least 2.*seccomp.*switched off.*Landlock/)
    return true
  })
})

test('without a Python it says so when something is to be run', async () => {
  await using box = await testSandbox({ python: '/nowhere/python3' })
  await assert.rejects(box.run(request('x')), { code: 'UNAVAILABLE', message: /no Python of 3.10 or later \(\/nowhere\/python3/ })
  await assert.rejects(box.analyse('x'), { code: 'UNAVAILABLE' })
  assert.deepEqual(box.stats().workers, [])
})

test("one user's flood does not keep another waiting", async () => {
  await using box = await testSandbox({ concurrency: 4, maxQueued: 1000 })
  const flood = Array.from({ length: 60 }, () => box.run(request(HOLD, { user: 'flood', input: 0.05 })))
  let floodDone = 0
  for (const run of flood) void run.then(() => floodDone++)
  const result = await box.run(request('def handler(i, c):\n    return "served"', { user: 'ada' }))
  assert.equal(result.status === 'completed' && result.output, 'served')
  assert.ok(floodDone < 12, `${floodDone} of the flood were done first`)
  await Promise.all(flood)
})

test('refuses what it cannot hold, with the time to come back', async () => {
  await using box = await testSandbox({ concurrency: 1, maxQueued: 1 })
  const cancel = new AbortController()
  const held = [1, 2].map(() => box.run(request(HOLD, { input: 60, timeoutMs: 60_000 }), { signal: cancel.signal }))
  await assert.rejects(box.run(request(HOLD)), (error: Error & { extensions: { retryAfter: number } }) => error.extensions.retryAfter >= 1)
  assert.deepEqual([box.stats().running, box.stats().queued], [1, 1])
  cancel.abort()
  assert.deepEqual(
    (await Promise.all(held)).map(({ status }) => status),
    ['cancelled', 'cancelled'],
  )
})

test('grows and shrinks while executions go on', async () => {
  await using box = await testSandbox()
  const run = box.run(request(HOLD, { input: 0.5 }))
  assert.deepEqual(await box.scale(2), { previous: 1, current: 2 })
  assert.equal(box.stats().zygotes, 2)
  assert.deepEqual(await box.scale(1), { previous: 2, current: 1 })
  assert.equal((await run).status, 'completed')
  assert.deepEqual(await box.scale(1), { previous: 1, current: 1 })
  assert.equal(await outputOf(box, 'def handler(i, c):\n    return 1'), 1)
})

test('works as an ordinary user', { skip: process.getuid?.() !== 0 || !existsSync(SYSTEM_PYTHON) }, async () => {
  const code = 'import os\ndef handler(i, c):\n    return [os.getuid(), os.listdir("/tmp")]'
  const [level, output] = await asOrdinaryUser(SYSTEM_PYTHON, code)
  assert.ok(level >= 2)
  assert.deepEqual(output, [65_534, []])
})
