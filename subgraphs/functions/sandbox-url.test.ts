import assert from 'node:assert/strict'
import { rename } from 'node:fs/promises'
import path from 'node:path'
import { after, before, test } from 'node:test'
import type { Caller } from '../../schema/context.ts'
import { until } from '../../schema/testing/until.ts'
import { type SandboxWorker, startSandboxWorker } from '../../workers/sandbox-worker.testing.ts'
import { type FunctionsUnderTest, openFunctions } from './functions.testing.ts'
import { wheelIndex } from './packages/wheels.testing.ts'

const WORKER_KEY = 'a worker key for tests only'
let worker: SandboxWorker
let platform: FunctionsUnderTest
let ada: Caller

const index = wheelIndex()
/** The data folder of both, as far as packages go: a volume that they share. */
const shared = { SINAS_DATA_DIR: path.join(index.folder, 'data') }

before(async () => {
  worker = await startSandboxWorker(WORKER_KEY, 0, shared)
  platform = await openFunctions({ SANDBOX_URL: worker.url, WORKER_KEY, QUEUE_RETRY_DELAY: '1', ...shared, ...index.environment })
  ada = await platform.user()
})
after(async () => {
  await platform[Symbol.asyncDispose]()
  await worker.end('SIGKILL')
  await index[Symbol.asyncDispose]()
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
  worker = await startSandboxWorker(WORKER_KEY, worker.port, shared)
  assert.deepEqual((await platform.status(ada, queued, 'COMPLETED')).output_data, { hello: 1 })
})

test('the worker imports what was installed here, of the owner’s alone, and says so where it can’t find it', async () => {
  index.add({ name: 'greeting' })
  const bob = await platform.user()
  await platform.run('InstallPackage', { package_name: 'greeting' }, ada)
  const code =
    'def handler(input, context):\n    try:\n        import greeting\n        return {"version": greeting.__version__}\n    except ImportError:\n        return {"version": None}\n'
  const names = { ada: await platform.fn(ada, code), bob: await platform.fn(bob, code) }
  assert.deepEqual((await platform.execute(ada, names.ada)).result, { version: '1.0' })
  assert.deepEqual((await platform.execute(bob, names.bob)).result, { version: null })
  const folder = path.join(shared.SINAS_DATA_DIR, 'functions', 'packages')
  await worker.end('SIGTERM')
  await rename(folder, `${folder}-elsewhere`)
  worker = await startSandboxWorker(WORKER_KEY, worker.port, shared)
  await until(() => platform.execute(bob, names.bob).catch(() => null), 'the worker to be back')
  await assert.rejects(platform.execute(ada, names.ada), /no folder of packages [0-9a-f]{32} in .*must share/)
})
