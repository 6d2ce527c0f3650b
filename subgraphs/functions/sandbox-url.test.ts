import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Caller } from '../../schema/context.ts'
import { type SandboxWorker, startSandboxWorker } from '../../workers/sandbox-worker.testing.ts'
import { type FunctionsUnderTest, openFunctions } from './functions.testing.ts'

const WORKER_KEY = 'a worker key for tests only'
let worker: SandboxWorker
let platform: FunctionsUnderTest
let ada: Caller

before(async () => {
  worker = await startSandboxWorker(WORKER_KEY)
  platform = await openFunctions({ SANDBOX_URL: worker.url, WORKER_KEY, QUEUE_RETRY_DELAY: '1' })
  ada = await platform.user()
})
after(async () => {
  await platform[Symbol.asyncDispose]()
  await worker.end('SIGKILL')
})

const HELLO =
  'import time\ndef handler(input, context):\n    print("began", flush=True)\n    time.sleep(input.get("wait", 0))\n    return {"hello": 1}\n'

test('functions run in the worker behind SANDBOX_URL, and what it loses when it is killed is told', async () => {
  const name = await platform.fn(ada, HELLO)
  assert.deepEqual((await platform.execute(ada, name)).result, { hello: 1 })
  const { execution_id: id } = await platform.execute(ada, name, { wait: 60 }, { timeout: 1 })
  assert.deepEqual((await platform.run('ListExecutionLogs', { id }, ada))[0].text, 'began\n')
  await worker.end('SIGKILL')
  const lost = await platform.status(ada, id, 'FAILED')
  assert.deepEqual([lost.reason, lost.attempts], ['lost', 1])
  await assert.rejects(platform.execute(ada, name), /sandbox( worker)? is not available/)

  // Nothing has begun, so a queued one waits for the worker to come back.
  const { execution_id: queued } = await platform.run('ExecuteFunctionAsync', { namespace: 'default', name, input: {} }, ada)
  await platform.status(ada, queued, 'PENDING')
  worker = await startSandboxWorker(WORKER_KEY, worker.port)
  assert.deepEqual((await platform.status(ada, queued, 'COMPLETED')).output_data, { hello: 1 })
})
