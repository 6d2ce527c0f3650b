import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { DEFAULTS, link, request, sharedSandbox, source, testSandbox } from './sandbox.testing.ts'
import type { RunResult } from './types.ts'

const sandbox = sharedSandbox(after)

const asks =
  'def handler(input, context):\n    answer = yield {"prompt": "Name?", "schema": {"type": "object"}}\n    return {"hello": answer["name"]}'

test('a generator pauses at yield and goes on with the value it is given', async () => {
  const box = await sandbox()
  const asked = request(asks)
  const paused = await box.run(asked)
  assert.deepEqual(pick(paused), { status: 'awaiting_input', prompt: 'Name?', schema: { type: 'object' } })
  assert.deepEqual([box.stats().paused, box.stats().running], [1, 0])
  const done = await box.resume(asked.executionId, { name: 'Ada' })
  assert.equal(done.status, 'completed')
  assert.deepEqual(done.status === 'completed' && done.output, { hello: 'Ada' })
  assert.equal(box.stats().paused, 0)
})

test('input() pauses too, and returns text', async () => {
  const box = await sandbox()
  const asked = request('def handler(i, c):\n    print("before")\n    return [input("First?"), input("Second?"), input(), input()]')
  const prompts: unknown[] = []
  let result = await box.run(asked)
  for (const value of ['plain', 5, { value: 'wrapped' }, { a: 1 }]) {
    assert.equal(result.status, 'awaiting_input')
    prompts.push(pick(result).prompt)
    result = await box.resume(asked.executionId, value)
  }
  assert.deepEqual(prompts, ['First?', 'Second?', '', ''])
  assert.deepEqual(result.status === 'completed' && result.output, ['plain', '5', 'wrapped', '{"a": 1}'])
  assert.deepEqual(
    result.logs.map(({ text }) => text),
    ['before\n'],
  )
})

test('a function that is called by another pauses the whole execution', async () => {
  const box = await sandbox()
  const ask = source(asks, { name: 'ask' })
  const asked = request([source('def handler(i, c):\n    return ask({})["hello"] + "!"', { links: [link(ask)] }), ask])
  assert.equal((await box.run(asked)).status, 'awaiting_input')
  const done = await box.resume(asked.executionId, { name: 'Ada' })
  assert.equal(done.status === 'completed' && done.output, 'Ada!')
  assert.deepEqual(
    done.steps.map(({ functionName, result }) => [functionName, result]),
    [['default.ask', { hello: 'Ada' }]],
  )
})

test('an async generator may ask, but has nothing to return', async () => {
  const box = await sandbox()
  const asked = request('async def handler(i, c):\n    got = yield "Go on?"\n    print(got)')
  assert.equal(pick(await box.run(asked)).prompt, 'Go on?')
  const done = await box.resume(asked.executionId, 'yes')
  assert.deepEqual([done.status === 'completed' && done.output, done.logs[0]?.text], [null, 'yes\n'])
})

test('waiting costs neither time nor a place', async () => {
  await using box = await testSandbox({ concurrency: 1, spares: 1 })
  const asked = request('import time\ndef handler(i, c):\n    input("?")\n    time.sleep(0.2)\n    return "rested"', { timeoutMs: 400 })
  await box.run(asked)
  const other = await box.run(request('import time\ndef handler(i, c):\n    time.sleep(0.6)\n    return 1'))
  assert.equal(other.status, 'completed')
  const done = await box.resume(asked.executionId, '')
  assert.equal(done.status === 'completed' && done.output, 'rested')
  assert.ok(done.durationMs < 600, `${done.durationMs} ms`)
})

test('the timeout counts again after a pause', async () => {
  const box = await sandbox()
  const asked = request('def handler(i, c):\n    input("?")\n    while True: pass', { timeoutMs: 300 })
  await box.run(asked)
  const done = await box.resume(asked.executionId, '')
  assert.equal(done.status === 'failed' && done.reason, 'timeout')
})

test('an execution that is not resumed expires, and its end is reported', async () => {
  await using box = await testSandbox({ pauseSeconds: 0.2 })
  const abandoned = Promise.withResolvers<RunResult>()
  const asked = request(asks)
  await box.run(asked, { onAbandoned: abandoned.resolve })
  const end = await abandoned.promise
  assert.equal(end.status === 'failed' && end.reason, 'expired')
  assert.equal(box.stats().paused, 0)
  await assert.rejects(box.resume(asked.executionId, {}), { code: 'NOT_FOUND' })
})

test('a paused execution can be cancelled', async () => {
  const box = await sandbox()
  const cancel = new AbortController()
  const abandoned = Promise.withResolvers<RunResult>()
  await box.run(request(asks), { signal: cancel.signal, onAbandoned: abandoned.resolve })
  cancel.abort()
  assert.equal((await abandoned.promise).status, 'cancelled')
})

test('only so many may wait, and no user may take all the room', async () => {
  await using box = await testSandbox({ maxPaused: 8 })
  const pauseOf = (user: string) => box.run(request(asks, { user }))
  for (let n = 0; n < 2; n++) assert.equal((await pauseOf('greedy')).status, 'awaiting_input')
  const refused = await pauseOf('greedy')
  assert.equal(refused.status === 'failed' && refused.reason, 'too-many-paused')
  assert.equal((await pauseOf('modest')).status, 'awaiting_input')
})

test('resuming what is not paused here is an error', async () => {
  await assert.rejects((await sandbox()).resume('nothing', {}), { code: 'NOT_FOUND' })
})

test('a paused execution survives a change of packages and of size', async () => {
  await using box = await testSandbox({ ...DEFAULTS })
  const asked = request(asks)
  await box.run(asked)
  assert.deepEqual(await box.scale(2), { previous: 1, current: 2 })
  const done = await box.resume(asked.executionId, { name: 'Ada' })
  assert.deepEqual(done.status === 'completed' && done.output, { hello: 'Ada' })
})

function pick(result: RunResult): Partial<Record<'status' | 'prompt' | 'schema', unknown>> {
  const { status, prompt, schema } = result as Extract<RunResult, { status: 'awaiting_input' }>
  return { status, prompt, schema }
}
