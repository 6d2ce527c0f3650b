import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Caller } from '../../../schema/context.ts'
import { createLog } from '../../../schema/log.ts'
import { until } from '../../../schema/testing/until.ts'
import { openQueue, type Queue } from '../../../workers/queue/index.ts'
import { type FunctionsUnderTest, openFunctions } from '../functions.testing.ts'
import { deleteOldExecutions } from './retention.ts'

const log = createLog('silent')
let platform: FunctionsUnderTest
let queue: Queue
let ada: Caller
let admin: Caller

before(async () => {
  platform = await openFunctions({ QUEUE_MAX_RETRIES: '1' })
  ada = await platform.user()
  admin = await platform.user('Admins')
  const { databaseUrl, listener, presence } = platform.platform
  queue = await openQueue({ postgresUrl: databaseUrl, name: 'retention', listener, presence, log })
})
after(async () => {
  await queue.close()
  await platform[Symbol.asyncDispose]()
})

const PRINTS = 'def step():\n    return 1\ndef handler(input, context):\n    print("here")\n    return {"n": step()}\n'

const query = (sql: string, values: unknown[] = []) => platform.subgraph.database.query<any>(sql, values)

/** Makes executions `days` older than they are. */
const age = (ids: string[], days: number) =>
  query(
    `UPDATE functions.executions SET created_at = created_at - make_interval(days => $2), started_at = started_at - make_interval(days => $2), completed_at = completed_at - make_interval(days => $2)
     WHERE id = ANY($1)`,
    [ids, days],
  )

const sweep = (days: number) => deleteOldExecutions({ database: platform.subgraph.database, queue, log, days })

test('what ended long ago goes with its logs and steps, what ended lately stays', async () => {
  const name = await platform.fn(ada, PRINTS)
  const { execution_id: old } = await platform.execute(ada, name)
  const { execution_id: recent } = await platform.execute(ada, name)
  await age([old], 31)
  await age([recent], 29)
  assert.equal(await sweep(30), 1)
  await assert.rejects(platform.execution(ada, old), /not found/)
  assert.equal((await platform.run('ListExecutionLogs', { id: recent }, ada)).length, 1)
  const left = await query(
    `SELECT execution_id FROM functions.log_entries WHERE execution_id = $1 UNION ALL SELECT execution_id FROM functions.steps WHERE execution_id = $1`,
    [old],
  )
  assert.deepEqual(left, [])
})

test('what has not ended is never old', async () => {
  const asking = await platform.fn(ada, 'def handler(input, context):\n    a = yield {"prompt": "?"}\n    return {"a": a}\n')
  const { execution_id: paused } = await platform.execute(ada, asking)
  const slow = await platform.fn(ada, 'import time\ndef handler(input, context):\n    time.sleep(60)\n')
  const { execution_id: running } = await platform.execute(ada, slow, {}, { timeout: 1 })
  await age([paused, running], 400)
  assert.equal(await sweep(30), 0)
  assert.deepEqual((await platform.run('ContinueExecution', { id: paused, input: 1 }, ada)).output_data, { a: 1 })
  await platform.run('CancelExecution', { id: running }, ada)
  // They ended now, however long ago they began.
  assert.equal(await sweep(30), 0)
})

test('a dead letter goes with its execution', async () => {
  const name = await platform.fn(ada, 'def handler(input, context):\n    raise ValueError("no")\n')
  const { execution_id: id } = await platform.run('ExecuteFunctionAsync', { namespace: 'default', name, input: {} }, ada)
  const letters = () => platform.run('ListDeadLetters', {}, admin)
  await until(async () => (await letters()).some((job: any) => job.job_id === id), 'the dead letter')
  await age([id], 31)
  assert.equal(await sweep(30), 1)
  assert.deepEqual(await letters(), [])
})

test('a dead letter that outlived its execution can’t be retried', async () => {
  const name = await platform.fn(ada, 'def handler(input, context):\n    raise ValueError("no")\n')
  const { execution_id: id } = await platform.run('ExecuteFunctionAsync', { namespace: 'default', name, input: {} }, ada)
  await until(async () => (await queue.get(id))?.status === 'failed', 'the dead letter')
  // As where the process died between the two.
  await query('DELETE FROM functions.executions WHERE id = $1', [id])
  await assert.rejects(platform.run('RetryDeadLetter', { id }, admin), /Execution .* not found/)
  assert.equal(await queue.get(id), null)
})

test('many go in batches, each once, however many processes look at the same time', async () => {
  const name = await platform.fn(ada, PRINTS)
  const { execution_id: id } = await platform.execute(ada, name)
  await query(
    `INSERT INTO functions.executions (id, user_id, function_id, function_namespace, function_name, version, trigger_type, trigger_id, status,
       input_data, timeout, attempts, created_at, started_at, completed_at)
     SELECT gen_random_uuid(), user_id, function_id, function_namespace, function_name, version, trigger_type, trigger_id, 'COMPLETED',
       input_data, timeout, attempts, now() - interval '1 year', now() - interval '1 year', now() - interval '1 year'
     FROM functions.executions, generate_series(1, 1300) WHERE id = $1`,
    [id],
  )
  const counts = await Promise.all([sweep(30), sweep(30), sweep(30)])
  assert.equal(counts.reduce((total, count) => total + count) + (await sweep(30)), 1300)
  assert.equal((await platform.execution(ada, id)).status, 'COMPLETED')
})

test('with zero days nothing is ever deleted', async () => {
  const name = await platform.fn(ada, PRINTS)
  const { execution_id: id } = await platform.execute(ada, name)
  await age([id], 4000)
  assert.equal(await sweep(0), 0)
  assert.equal((await platform.execution(ada, id)).status, 'COMPLETED')
})
