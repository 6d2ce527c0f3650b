import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Caller } from '../../../schema/context.ts'
import type { SinasError } from '../../../schema/errors.ts'
import { type FunctionsUnderTest, openFunctions } from '../functions.testing.ts'
import { type OtherProcess, startOther } from '../other-process.testing.ts'

let platform: FunctionsUnderTest
let other: OtherProcess
let ada: Caller
let bob: Caller

before(async () => {
  platform = await openFunctions()
  other = await startOther(platform.platform.databaseUrl)
  ada = await platform.user()
  bob = await platform.user()
})
after(async () => {
  await other.stop()
  await platform[Symbol.asyncDispose]()
})

const code = (expected: string) => (error: SinasError) => error.code === expected

test('an idempotency key gives the first result again, and refuses another input', async () => {
  const name = await platform.fn(
    ada,
    'import os\ndef handler(input, context):\n    return {"id": context["execution_id"], "n": input["n"]}\n',
  )
  const first = await platform.execute(ada, name, { n: 1 }, { idempotency_key: 'k1' })
  assert.deepEqual(await platform.execute(ada, name, { n: 1 }, { idempotency_key: 'k1' }), first)
  await assert.rejects(platform.execute(ada, name, { n: 2 }, { idempotency_key: 'k1' }), code('CONFLICT'))
  const other = await platform.execute(ada, name, { n: 1 }, { idempotency_key: 'k2' })
  assert.notEqual(other.execution_id, first.execution_id)
})

test('twenty calls at once under one key are one execution', async () => {
  const name = await platform.fn(ada, 'import time\ndef handler(input, context):\n    time.sleep(0.2)\n    return {"at": time.time()}\n')
  const answers = await Promise.all(Array.from({ length: 20 }, () => platform.execute(ada, name, {}, { idempotency_key: 'at-once' })))
  assert.equal(new Set(answers.map((answer) => JSON.stringify(answer))).size, 1)
  assert.equal(answers[0].status, 'success')
  assert.equal((await platform.run('ListExecutions', { function_name: name }, ada)).length, 1)
})

test('a key is the same call, however its input was written', async () => {
  const name = await platform.fn(ada, 'def handler(input, context):\n    return input\n')
  const written = `mutation { executeFunction(input: {
    function: { name: { namespace: "default", name: "${name}" } }, input: { a: [1, { b: null }] }, idempotencyKey: "k"
  }) { executionId } }`
  const first = await platform.platform.run(platform.subgraph, written, {}, ada)
  const again = await platform.execute(ada, name, { a: [1, { b: null }] }, { idempotency_key: 'k' })
  assert.equal(again.execution_id, first.executeFunction.executionId)
})

const SLOW = 'import time\ndef handler(input, context):\n    time.sleep(0.3)\n    return {"at": time.time()}\n'

test('calls in two processes at once under one key are one execution', async () => {
  const name = await platform.fn(ada, SLOW)
  const order = { namespace: 'default', name, input: {}, idempotency_key: 'everywhere' }
  const doors = [platform, other]
  const answers = await Promise.all(Array.from({ length: 20 }, (_, i) => doors[i % 2]!.run('ExecuteFunction', order, ada)))
  assert.equal(new Set(answers.map((answer) => JSON.stringify(answer))).size, 1)
  assert.equal(answers[0].status, 'success')
  assert.equal((await platform.run('ListExecutions', { function_name: name }, ada)).length, 1)
  await assert.rejects(other.run('ExecuteFunction', { ...order, input: { n: 2 } }, ada), /used with another function or input/)
})

test('queued calls under one key are one job, also where a waiting call repeats them', async () => {
  const name = await platform.fn(ada, SLOW)
  const order = { namespace: 'default', name, input: { n: 1 }, idempotency_key: 'queued' }
  const doors = [platform, other]
  const queued = await Promise.all(Array.from({ length: 10 }, (_, i) => doors[i % 2]!.run('ExecuteFunctionAsync', order, ada)))
  const ids = new Set(queued.map(({ execution_id }) => execution_id))
  assert.equal(ids.size, 1)
  const waited = await other.run('ExecuteFunction', order, ada)
  assert.deepEqual([ids.has(waited.execution_id), waited.status], [true, 'success'])
  await assert.rejects(platform.run('ExecuteFunctionAsync', { ...order, input: { n: 2 } }, ada), code('CONFLICT'))
  assert.equal((await platform.run('ListExecutions', { function_name: name }, ada))[0].attempts, 1)
})

test('a key is its user’s and its function’s own', async () => {
  const [mine, another] = [await platform.fn(ada, SLOW), await platform.fn(ada, SLOW)]
  const theirs = await platform.fn(bob, SLOW)
  const calls = [
    [ada, mine],
    [ada, another],
    [bob, theirs],
  ] as const
  const answers = await Promise.all(calls.map(([caller, name]) => platform.execute(caller, name, {}, { idempotency_key: 'common' })))
  assert.equal(new Set(answers.map(({ execution_id }) => execution_id)).size, 3)
})

test('a call that failed is not run again under its key', async () => {
  const name = await platform.fn(ada, 'import time\ndef handler(input, context):\n    raise ValueError(time.time())\n')
  const first = await platform.execute(ada, name, {}, { idempotency_key: 'fails' })
  assert.equal(first.status, 'error')
  assert.deepEqual(await platform.execute(ada, name, {}, { idempotency_key: 'fails' }), first)
})
