import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Caller } from '../../../schema/context.ts'
import type { SinasError } from '../../../schema/errors.ts'
import { administrator } from '../../../schema/testing/platform.ts'
import { until } from '../../../schema/testing/until.ts'
import { type FunctionsUnderTest, openFunctions } from '../functions.testing.ts'

let platform: FunctionsUnderTest
let ada: Caller
let admin: Caller

before(async () => {
  platform = await openFunctions({ QUEUE_RETRY_DELAY: '1', QUEUE_MAX_RETRIES: '2' })
  ada = await platform.user()
  admin = await platform.user('Admins')
})
after(() => platform[Symbol.asyncDispose]())

const code = (expected: string) => (error: SinasError) => error.code === expected
const enqueue = (caller: Caller, name: string, input: unknown = {}, more: object = {}) =>
  platform.run('ExecuteFunctionAsync', { namespace: 'default', name, input, ...more }, caller)
const deadLetter = (id: string) =>
  until(async () => (await platform.run('ListDeadLetters', {}, admin)).find((job: any) => job.job_id === id), 'a dead letter')

test('an asynchronous call is answered with an id at once, runs, and gives its result as a job', async () => {
  const name = await platform.fn(ada, 'import time\ndef handler(input, context):\n    time.sleep(0.3)\n    return {"got": input}\n')
  const { execution_id: id, status } = await enqueue(ada, name, { n: 1 })
  assert.equal(status, 'queued')
  await assert.rejects(platform.run('GetJobResult', { id }, ada), code('CONFLICT'))
  const row = await platform.status(ada, id, 'COMPLETED')
  assert.deepEqual(row.output_data, { got: { n: 1 } })
  assert.deepEqual(await platform.run('GetJobResult', { id }, ada), { job_id: id, result: { got: { n: 1 } } })
  assert.deepEqual(await platform.run('GetJob', { id }, ada), { job_id: id, status: 'completed', error: null })
  const job = (await platform.run('ListQueuedJobs', {}, admin)).find((each: any) => each.job_id === id)
  assert.deepEqual(
    [job.queue, job.function, job.agent, job.trigger_type, job.chat_id, job.status],
    ['functions', `default/${name}`, null, 'API', null, 'completed'],
  )
  assert.ok(Math.abs(job.enqueued_at - Date.now() / 1000) < 60)
})

test('a call may wait before it begins, and name its trigger', async () => {
  const name = await platform.fn(ada, 'def handler(input, context):\n    return {}\n')
  const asked = Date.now()
  const { execution_id: id } = await enqueue(ada, name, {}, { delay_seconds: 2, trigger_id: 'nightly' })
  assert.equal((await platform.run('GetJob', { id }, ada)).status, 'queued')
  const row = await platform.status(ada, id, 'COMPLETED')
  assert.equal(row.trigger_id, 'nightly')
  assert.ok(Date.parse(row.started_at) - asked >= 1_900)
  await assert.rejects(enqueue(ada, name, {}, { delay_seconds: 32 * 86_400 }), code('VALIDATION'))
})

test('a function that raises is tried again, and waits as PENDING until then', async () => {
  const flaky = await platform.fn(
    ada,
    'import time\ndef handler(input, context):\n    print("try")\n    if time.time() < input["until"]:\n        raise RuntimeError("not yet")\n    return {}\n',
  )
  const { execution_id: id } = await enqueue(ada, flaky, { until: Date.now() / 1000 + 0.4 })
  const between = await platform.status(ada, id, 'PENDING', 'RUNNING')
  assert.notEqual(between.status, 'FAILED')
  const row = await platform.status(ada, id, 'COMPLETED', 'FAILED')
  assert.deepEqual([row.status, row.attempts, row.error], ['COMPLETED', 2, null])
  const logs = await platform.run('ListExecutionLogs', { id }, ada)
  assert.deepEqual(
    logs.map(({ text }: any) => text),
    ['try\n', 'try\n'],
  )
})

test('after the last attempt the job is a dead letter, which can be retried', async () => {
  const name = await platform.fn(ada, 'def handler(input, context):\n    raise RuntimeError("broken")\n')
  const { execution_id: id } = await enqueue(ada, name)
  const row = await platform.status(ada, id, 'FAILED')
  assert.equal(row.attempts, 2)
  assert.match(row.error, /RuntimeError: broken/)
  const letter = await deadLetter(id)
  assert.match(letter.error, /broken/)
  assert.equal(letter.function, `default/${name}`)
  assert.ok((await platform.run('QueueStats', {}, admin)).dlq.size >= 1)
  assert.deepEqual(await platform.run('GetJob', { id }, ada), { job_id: id, status: 'failed', error: row.error })

  await platform.run(
    'UpdateFunction',
    { namespace: 'default', name, code: 'def handler(input, context):\n    return {"mended": True}\n' },
    ada,
  )
  await assert.rejects(platform.run('RetryDeadLetter', { id }, ada), code('FORBIDDEN'))
  await platform.run('RetryDeadLetter', { id }, admin)
  assert.deepEqual((await platform.status(ada, id, 'COMPLETED')).output_data, { mended: true })
  await assert.rejects(platform.run('RetryDeadLetter', { id }, admin), code('NOT_FOUND'))
})

test('what trying again can’t mend is a dead letter at once', async () => {
  const name = await platform.fn(ada, 'def handler(input, context):\n    return 7\n', { output_schema: { type: 'string' } })
  const { execution_id: id } = await enqueue(ada, name)
  const row = await platform.status(ada, id, 'FAILED')
  assert.deepEqual([row.attempts, row.reason], [1, 'invalid-output'])
  await deadLetter(id)
  assert.ok((await platform.run('FlushDeadLetters', {}, admin)).removed >= 1)
  assert.deepEqual(await platform.run('ListDeadLetters', {}, admin), [])
})

test('it runs with what its user may do by then', async () => {
  const bob = await platform.user()
  const slow = await platform.fn(bob, 'import time\ndef handler(input, context):\n    time.sleep(1)\n    return {}\n')
  const name = await platform.fn(bob, 'def handler(input, context):\n    return {}\n')
  await Promise.all(Array.from({ length: 10 }, () => enqueue(bob, slow)))
  const { execution_id: id } = await enqueue(bob, name)
  await platform.run('UpdateUser', { id: bob.userId, is_active: false }, administrator())
  const row = await platform.status(admin, id, 'FAILED', 'COMPLETED')
  assert.deepEqual([row.status, row.reason, row.attempts], ['FAILED', 'refused', 1])
})

test('the same execution id twice is one execution', async () => {
  const name = await platform.fn(ada, 'def handler(input, context):\n    return {"n": input["n"]}\n')
  const execution_id = crypto.randomUUID()
  const order = { namespace: 'default', name, input: { n: 1 }, trigger_type: 'SCHEDULE', trigger_id: 'schedule-1', execution_id }
  const [first] = await Promise.all([1, 2, 3].map(() => platform.run('EnqueueFunction', order, ada)))
  assert.equal(first.executionId, execution_id)
  const row = await platform.status(ada, execution_id, 'COMPLETED')
  assert.deepEqual([row.attempts, row.trigger_type, row.trigger_id], [1, 'SCHEDULE', 'schedule-1'])
  assert.equal((await platform.run('EnqueueFunction', order, ada)).status, 'COMPLETED')
  await assert.rejects(platform.run('EnqueueFunction', { ...order, input: { n: 2 } }, ada), code('CONFLICT'))
})

test('a queued execution that is cancelled never runs, a running one is killed', async () => {
  const blocker = await platform.fn(ada, 'import time\ndef handler(input, context):\n    while True:\n        time.sleep(0.01)\n')
  // Of ten places, a user who is alone gets eight.
  const blockers = await Promise.all(Array.from({ length: 8 }, () => enqueue(ada, blocker)))
  for (const { execution_id } of blockers) await platform.status(ada, execution_id, 'RUNNING')
  const { execution_id: waiting } = await enqueue(ada, blocker)
  assert.equal((await platform.run('CancelExecution', { id: waiting }, ada)).status, 'CANCELLED')
  for (const { execution_id: id } of blockers.slice(0, 7)) await platform.run('CancelExecution', { id }, ada)
  await platform.run('CancelQueuedJob', { id: blockers[7].execution_id }, admin)
  await platform.status(ada, blockers[7].execution_id, 'CANCELLED')
  await until(async () => (await platform.run('GetSandboxStats', {}, admin)).in_use === 0, 'every process to be gone')
  const row = await platform.execution(ada, waiting)
  assert.deepEqual([row.status, row.attempts], ['CANCELLED', 0])
  await until(async () => (await platform.run('ListQueuedJobs', { status: 'running' }, admin)).length === 0, 'every job to have ended')
})

test('the queue is an operator’s to see', async () => {
  for (const operation of [
    'QueueStats',
    'QueueWorkers',
    'ListQueuedJobs',
    'ListDeadLetters',
    'FlushDeadLetters',
    'GetSandboxStats',
    'ListWorkers',
  ] as const) {
    await assert.rejects(platform.run(operation, {}, ada), code('FORBIDDEN'), operation)
  }
  const stats = await platform.run('QueueStats', {}, admin)
  assert.ok(stats.jobs.completed >= 1)
  assert.deepEqual([stats.queues.functions.pending, stats.queues.agents.pending, stats.store], [0, 0, 'PostgreSQL'])
  const [worker] = await platform.run('QueueWorkers', {}, admin)
  assert.deepEqual([worker.queue, worker.max_jobs], ['functions', 10])
  assert.ok(Math.abs(worker.started_at - Date.now() / 1000) < 600)
})
