// A platform and a sandbox worker of one machine, as a developer starts them: neither is told a key.
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { test } from 'node:test'
import { freePort } from '../schema/free-port.ts'
import { until } from '../schema/testing/until.ts'
import { ADMIN, startTestGateway } from './gateway.testing.ts'

test('a worker that shares the data folder runs the platform’s functions', { timeout: 60_000 }, async () => {
  const port = await freePort()
  await using platform = await startTestGateway({ SANDBOX_URL: `http://127.0.0.1:${port}` })
  const { access_token: token } = await platform.login(ADMIN)
  const worker = spawn(process.execPath, [path.join(import.meta.dirname, '../workers/main.ts')], {
    cwd: platform.config.dataDir,
    env: {
      PATH: process.env.PATH,
      SINAS_DATA_DIR: platform.config.dataDir,
      WORKER_PORT: String(port),
      APP_HOST: '127.0.0.1',
      SANDBOX_THREADS: '1',
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  try {
    const code = 'def handler(input, context):\n    return {"ran": True}\n'
    // Code is checked in the worker, so that this too waits for it.
    await until(async () => (await platform.request('POST', '/api/v1/functions', { token, body: { name: 'f', code } })).status !== 503)
    const { body } = await platform.request('POST', '/functions/default/f/execute', { token, body: { input: {} } })
    assert.deepEqual(body.result, { ran: true }, JSON.stringify(body))
  } finally {
    worker.kill('SIGTERM')
    if (worker.exitCode === null) await once(worker, 'exit')
  }
})

test('in production neither makes a key up', async () => {
  const keys = { NODE_ENV: 'production', SECRET_KEY: 'sixteen characters', ENCRYPTION_KEY: 'sixteen characters' }
  await assert.rejects(startTestGateway({ ...keys, SANDBOX_URL: 'http://127.0.0.1:1' }), /WORKER_KEY is required when NODE_ENV=production/)
})
