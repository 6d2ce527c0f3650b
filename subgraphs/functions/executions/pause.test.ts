import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Caller } from '../../../schema/context.ts'
import type { SinasError } from '../../../schema/errors.ts'
import { until } from '../../../schema/testing/until.ts'
import { type FunctionsUnderTest, openFunctions } from '../functions.testing.ts'
import { type OtherProcess, startOther } from '../other-process.testing.ts'

let platform: FunctionsUnderTest
let other: OtherProcess
let ada: Caller

before(async () => {
  platform = await openFunctions()
  other = await startOther(platform.platform.databaseUrl)
  ada = await platform.user()
})
after(async () => {
  await other.stop()
  await platform[Symbol.asyncDispose]()
})

const ASK_TWICE = `
def handler(input, context):
    print("before")
    age = yield {"prompt": "How old?", "schema": {"type": "object", "properties": {"age": {"type": "integer"}}, "required": ["age"]}}
    print("between")
    name = yield {"prompt": "Your name?"}
    return {"age": age["age"], "name": name}
`

const code = (expected: string) => (error: SinasError) => error.code === expected

async function paused(source = ASK_TWICE): Promise<{ id: string; name: string; answer: any }> {
  const name = await platform.fn(ada, source)
  const answer = await platform.execute(ada, name)
  return { id: answer.execution_id, name, answer }
}

test('a generator pauses with a prompt and a schema, and goes on with what it is given, as often as it asks', async () => {
  const { id, answer } = await paused()
  assert.equal(answer.status, 'success')
  assert.equal(answer.result.status, 'awaiting_input')
  assert.equal(answer.result.execution_id, id)
  assert.equal(answer.result.prompt, 'How old?')
  assert.equal(answer.result.schema.required[0], 'age')
  const row = await platform.execution(ada, id)
  assert.deepEqual([row.status, row.input_prompt, row.completed_at], ['AWAITING_INPUT', 'How old?', null])

  const second = await platform.run('ContinueExecution', { id, input: { age: 36 } }, ada)
  assert.deepEqual([second.status, second.prompt, second.schema], ['AWAITING_INPUT', 'Your name?', null])
  const third = await platform.run('ContinueExecution', { id, input: 'Ada' }, ada)
  assert.deepEqual([third.status, third.output_data], ['COMPLETED', { age: 36, name: 'Ada' }])
  const logs = await platform.run('ListExecutionLogs', { id }, ada)
  assert.deepEqual(
    logs.map(({ number, text }: any) => [number, text]),
    [
      [0, 'before\n'],
      [1, 'between\n'],
    ],
  )
  await assert.rejects(platform.run('ContinueExecution', { id, input: 1 }, ada), code('BAD_REQUEST'))
})

test('input that does not fit the schema is refused, and the execution goes on waiting', async () => {
  const { id } = await paused()
  await assert.rejects(platform.run('ContinueExecution', { id, input: { age: 'old' } }, ada), code('VALIDATION'))
  assert.equal((await platform.execution(ada, id)).status, 'AWAITING_INPUT')
  await platform.run('CancelExecution', { id }, ada)
})

test('a question whose schema is none fails the execution: no input could fit it', async () => {
  const admin = await platform.user('Admins')
  for (const schema of ['{"type": "nonsense"}', '"text"', '{"$ref": "https://example.com/schema"}']) {
    const { id, answer } = await paused(`def handler(input, context):\n    yield {"prompt": "?", "schema": ${schema}}\n`)
    assert.equal(answer.status, 'error')
    assert.match(answer.error, /^The schema of the input that it asks for is not valid: /)
    assert.equal((await platform.execution(ada, id)).reason, 'invalid-schema')
  }
  await until(async () => (await platform.run('GetSandboxStats', {}, admin)).paused === 0, 'its process to be gone')
})

test('a later question is checked as the first one is', async () => {
  const { id } = await paused('def handler(input, context):\n    yield {"prompt": "a"}\n    yield {"prompt": "b", "schema": {"type": 1}}\n')
  const answer = await platform.run('ContinueExecution', { id, input: 1 }, ada)
  assert.equal(answer.status, 'FAILED')
  assert.match(answer.error, /schema\/type/)
})

test('input() asks too, and takes a scalar or an object with a value', async () => {
  const source = 'def handler(request, context):\n    a = input("First?")\n    b = input("Second?")\n    return {"both": [a, b]}\n'
  const { id, answer } = await paused(source)
  assert.equal(answer.result.prompt, 'First?')
  assert.equal((await platform.run('ContinueExecution', { id, input: 'one' }, ada)).prompt, 'Second?')
  assert.deepEqual((await platform.run('ContinueExecution', { id, input: { value: 'two' } }, ada)).output_data, { both: ['one', 'two'] })
})

test('two answers at the same time: one is taken, the other refused', async () => {
  const source = 'def handler(input, context):\n    n = yield {"prompt": "n?"}\n    return {"n": n}\n'
  const { id } = await paused(source)
  const answers = await Promise.allSettled([1, 2, 3].map((input) => platform.run('ContinueExecution', { id, input }, ada)))
  const taken = answers.filter((answer) => answer.status === 'fulfilled')
  assert.equal(taken.length, 1)
  assert.deepEqual((await platform.execution(ada, id)).output_data, taken[0]!.value.output_data)
})

test('an execution that waits in one process is continued and cancelled from another', async () => {
  const first = await paused()
  const next = await other.run('ContinueExecution', { id: first.id, input: { age: 1 } }, ada)
  assert.equal(next.prompt, 'Your name?')
  const last = await other.run('ContinueExecution', { id: first.id, input: 'Bo' }, ada)
  assert.deepEqual([last.status, last.output_data], ['COMPLETED', { age: 1, name: 'Bo' }])

  const second = await paused()
  const stats = () => platform.run('GetSandboxStats', {}, admin)
  const admin = await platform.user('Admins')
  assert.equal((await stats()).paused, 1)
  assert.equal((await other.run('CancelExecution', { id: second.id }, ada)).status, 'CANCELLED')
  await platform.status(ada, second.id, 'CANCELLED')
  await until(async () => (await stats()).paused === 0)
  await assert.rejects(platform.run('ContinueExecution', { id: second.id, input: { age: 1 } }, ada), /it is CANCELLED/)
})

test('an execution whose pause takes long to be written is not taken for one that was continued', async () => {
  const source = `import time\ndef handler(input, context):\n    print("up", flush=True)\n    time.sleep(1)\n    return {"got": (yield {"prompt": "?"})}\n`
  const name = await platform.fn(ada, source)
  const key = crypto.randomUUID()
  const answering = platform.execute(ada, name, {}, { idempotency_key: key })
  const client = await platform.subgraph.database.pool.connect()
  try {
    const find = async () =>
      (
        await client.query(
          'SELECT id FROM functions.executions WHERE idempotency_key = $1 AND EXISTS (SELECT FROM functions.log_entries WHERE execution_id = id)',
          [key],
        )
      ).rows[0]?.id
    const id = await until(find, 'the execution to run')
    await client.query('BEGIN')
    await client.query('SELECT FROM functions.executions WHERE id = $1 FOR NO KEY UPDATE', [id])
    const waiting = 'SELECT count(*)::int AS n FROM pg_stat_activity WHERE wait_event_type = $1 AND query LIKE $2'
    const isHeldUp = async () => (await platform.subgraph.database.pool.query(waiting, ['Lock', '%continue_input = NULL%'])).rows[0].n > 0
    await until(isHeldUp, 'the pause to wait for the row')
    // In this time each process compares what it runs with the rows.
    await new Promise((resolve) => setTimeout(resolve, 6_000))
    await client.query('COMMIT')
    assert.equal((await answering).result.status, 'awaiting_input')
    assert.deepEqual((await platform.run('ContinueExecution', { id, input: 7 }, ada)).output_data, { got: 7 })
  } finally {
    client.release()
  }
})

test('cancelling kills what runs, and can be done once', async () => {
  const name = await platform.fn(
    ada,
    'import time\ndef handler(input, context):\n    print("here", flush=True)\n    while True:\n        time.sleep(0.01)\n',
  )
  const { execution_id: id } = await platform.execute(ada, name, {}, { timeout: 1 })
  const cancelled = await platform.run('CancelExecution', { id }, ada)
  assert.equal(cancelled.status, 'CANCELLED')
  const admin = await platform.user('Admins')
  await until(async () => (await platform.run('GetSandboxStats', {}, admin)).in_use === 0)
  const row = await platform.execution(ada, id)
  assert.deepEqual([row.status, row.error], ['CANCELLED', `Cancelled by ${ada.email}`])
  await assert.rejects(platform.run('CancelExecution', { id }, ada), code('CONFLICT'))
})

test('a server that stops says so in the executions that waited in it', async () => {
  const name = await platform.fn(ada, ASK_TWICE)
  const third = await startOther(platform.platform.databaseUrl)
  const { execution_id: id } = await third.run('ExecuteFunction', { namespace: 'default', name, input: {} }, ada)
  await third.stop()
  const row = await platform.execution(ada, id)
  assert.deepEqual([row.status, row.reason], ['FAILED', 'shutdown'])
  assert.match(row.error, /shut down while the execution waited for input/)
})
