import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { after, before, test } from 'node:test'
import type { Caller } from '../../../schema/context.ts'
import { until } from '../../../schema/testing/until.ts'
import { type FunctionsUnderTest, openFunctions } from '../functions.testing.ts'
import { startOther } from '../other-process.testing.ts'

let platform: FunctionsUnderTest
let ada: Caller
let admin: Caller

before(async () => {
  platform = await openFunctions()
  ada = await platform.user()
  admin = await platform.user('Admins')
})
after(() => platform[Symbol.asyncDispose]())

const SLOW = 'import time\ndef handler(input, context):\n    print("began", flush=True)\n    time.sleep(60)\n    return {}\n'

/** Waits until the code of a function's only execution has begun, wherever that is. */
const begun = (name: string): Promise<string> =>
  until(async () => {
    const [row] = await platform.run('ListExecutions', { function_name: name, status: 'RUNNING' }, ada)
    return row && (await platform.run('ListExecutionLogs', { id: row.id }, ada)).length > 0 && row.id
  }, 'an execution to begin')

test('what a process ran when it was killed fails with a reason as soon as the next one starts on the machine', async () => {
  const name = await platform.fn(ada, SLOW)
  const asking = await platform.fn(ada, 'def handler(input, context):\n    yield {"prompt": "?"}\n')
  const other = await startOther(platform.platform.databaseUrl)
  const { execution_id: paused } = await other.run('ExecuteFunction', { namespace: 'default', name: asking, input: {} }, ada)
  other.run('ExecuteFunction', { namespace: 'default', name, input: {} }, ada).catch(() => undefined)
  const id = await begun(name)
  await other.kill()

  const next = await startOther(platform.platform.databaseUrl)
  const lost = await platform.execution(ada, id)
  assert.deepEqual([lost.status, lost.reason], ['FAILED', 'lost'])
  assert.match(lost.error, /stopped responding.*not run again by itself/)
  assert.ok(lost.completed_at)
  const waited = await platform.execution(ada, paused)
  assert.deepEqual([waited.status, waited.reason], ['FAILED', 'lost'])
  assert.match(waited.error, /while it waited for input/)
  await next.stop()
})

test('a queued execution whose worker is killed in mid-run is a dead letter with a reason, and runs again when that is retried', async () => {
  const name = await platform.fn(ada, SLOW)
  // Eight that take the share of this process's places which a user who is alone gets, so that the other process takes the ninth.
  const blocker = await platform.fn(ada, SLOW)
  const order = (fn: string) => platform.run('ExecuteFunctionAsync', { namespace: 'default', name: fn, input: {} }, ada)
  const blockers = await Promise.all(Array.from({ length: 8 }, () => order(blocker)))
  for (const { execution_id } of blockers) await platform.status(ada, execution_id, 'RUNNING')
  const other = await startOther(platform.platform.databaseUrl)
  const { execution_id: id } = await order(name)
  assert.equal(await begun(name), id)
  await other.kill()
  for (const { execution_id } of blockers) await platform.run('CancelExecution', { id: execution_id }, ada)

  const row = await platform.status(ada, id, 'FAILED')
  assert.deepEqual([row.reason, row.attempts], ['lost', 1])
  await until(async () => (await platform.run('ListDeadLetters', {}, admin)).some((job: any) => job.job_id === id), 'a dead letter')
  await platform.run('UpdateFunction', { namespace: 'default', name, code: 'def handler(input, context):\n    return {"again": 1}\n' }, ada)
  await platform.run('RetryDeadLetter', { id }, admin)
  const again = await platform.status(ada, id, 'COMPLETED')
  assert.deepEqual([again.output_data, again.attempts], [{ again: 1 }, 2])
})

test('fifty calls survive the kill of the zygotes that run them: each ends, with a result or a reason', async () => {
  const name = await platform.fn(ada, 'import time\ndef handler(input, context):\n    time.sleep(0.05)\n    return {"n": input["n"]}\n')
  const answers = Array.from({ length: 50 }, (_, n) => platform.execute(ada, name, { n }))
  for (let i = 0; i < 3; i++) {
    await new Promise((resolve) => setTimeout(resolve, 100))
    const { workers } = await platform.run('GetSandboxStats', {}, admin)
    for (const { pid } of workers.slice(0, 1)) if (pid && existsSync(`/proc/${pid}`)) process.kill(pid, 'SIGKILL')
  }
  for (const [n, answer] of (await Promise.all(answers)).entries()) {
    const row = await platform.execution(ada, answer.execution_id)
    if (answer.status === 'success') assert.deepEqual([answer.result, row.status], [{ n }, 'COMPLETED'])
    else assert.deepEqual([Boolean(answer.error), row.status, Boolean(row.reason)], [true, 'FAILED', true])
  }
  assert.deepEqual((await platform.execute(ada, name, { n: 1 })).result, { n: 1 })
  const unfinished = await platform.subgraph.database.query(`select id from functions.executions where status in ('PENDING', 'RUNNING')`)
  assert.deepEqual(unfinished, [])
})
