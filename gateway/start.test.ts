// Starting and stopping, as the operator sees it: a process, its words and its exit code.
import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { freePort } from '../schema/free-port.ts'

const root = path.resolve(import.meta.dirname, '..')
let folder: string
let port: number

before(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'sinas-start-'))
  port = await freePort()
})
after(() => rm(folder, { recursive: true, force: true }))

interface Started {
  child: ChildProcess
  output(): string
}

function start(environment: Record<string, string> = {}): Started {
  const child = spawn(process.execPath, ['gateway/main.ts'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: process.env.PATH ?? '',
      HOME: process.env.HOME ?? '',
      NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE ?? path.join(root, 'node_modules/.cache/compile'),
      APP_PORT: String(port),
      APP_HOST: '127.0.0.1',
      SINAS_DATA_DIR: path.join(folder, 'data'),
      SUPERADMIN_EMAIL: 'admin@example.com',
      ...environment,
    },
  })
  let text = ''
  child.stdout.on('data', (chunk) => {
    text += chunk
  })
  child.stderr.on('data', (chunk) => {
    text += chunk
  })
  return { child, output: () => text }
}

async function untilReady({ child, output }: Started): Promise<void> {
  for (;;) {
    if (child.exitCode !== null) throw new Error(output())
    if (
      await fetch(`http://127.0.0.1:${port}/ready`).then(
        ({ ok }) => ok,
        () => false,
      )
    )
      return
    await sleep(20)
  }
}

async function exitOf({ child }: Started): Promise<number | null> {
  if (child.exitCode === null) await once(child, 'exit')
  return child.exitCode
}

async function call(method: string, target: string, body?: unknown, token?: string) {
  const response = await fetch(`http://127.0.0.1:${port}${target}`, {
    method,
    headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...(token && { authorization: `Bearer ${token}` }) },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
  return { status: response.status, body: (await response.json()) as any }
}

async function login({ output }: Started): Promise<string> {
  const { body } = await call('POST', '/api/v1/auth/login', { email: 'admin@example.com' })
  const code = () => [...output().matchAll(/OTP[^"]*admin@example\.com: (\d{6})/g)].at(-1)?.[1]
  while (!code()) await sleep(5)
  return (await call('POST', '/api/v1/auth/verify-otp', { session_id: body.session_id, otp_code: code() })).body.access_token
}

/** What is wrong, as one line that says what to do. */
async function refusal(environment: Record<string, string>): Promise<string> {
  const started = start(environment)
  assert.equal(await exitOf(started), 1, started.output())
  const lines = started
    .output()
    .trim()
    .split('\n')
    .filter((line) => !line.startsWith('{') && !line.endsWith(' ...'))
  assert.equal(lines.length, 1, `more than one line:\n${started.output()}`)
  return lines[0]!
}

test('what was acknowledged survives kill -9', async () => {
  const first = start()
  await untilReady(first)
  const token = await login(first)
  for (let i = 0; i < 5; i++)
    assert.equal((await call('POST', '/states', { namespace: 'kept', key: `k${i}`, value: { i } }, token)).status, 200)
  first.child.kill('SIGKILL')
  await exitOf(first)

  const second = start()
  await untilReady(second)
  // The same token still holds: the keys of the data folder are kept too.
  for (let i = 0; i < 5; i++) assert.deepEqual((await call('GET', `/states/kept/k${i}`, undefined, token)).body.value, { i })

  await test('its secrets are for the owner of the folder alone', async () => {
    for (const name of ['secret.key', 'encryption.key']) assert.equal((await stat(path.join(folder, 'data', name))).mode & 0o777, 0o600)
  })

  await test('a data folder that another process owns is refused', async () => {
    assert.match(await refusal({ APP_PORT: '0' }), /process \d+|in use/)
  })

  await test('a port in use is refused, and another is proposed', async () => {
    const line = await refusal({ SINAS_DATA_DIR: path.join(folder, 'other') })
    assert.match(line, new RegExp(`Port ${port} is in use.*APP_PORT=${port + 1}`))
  })

  await test('SIGTERM lets a running request finish and refuses new ones', async () => {
    const code = 'import time\ndef handler(input, context):\n    time.sleep(1.5)\n    return {"slept": True}\n'
    assert.equal((await call('POST', '/api/v1/functions', { name: 'slow', code }, token)).status, 201)
    const running = call('POST', '/functions/default/slow/execute', { input: {} }, token)
    await sleep(400)
    second.child.kill('SIGTERM')
    await sleep(200)
    await assert.rejects(call('GET', '/health'))
    assert.deepEqual((await running).body.result, { slept: true })
    const answered = Date.now()
    assert.equal(await exitOf(second), 0)
    assert.ok(Date.now() - answered < 15_000, 'a connection that was kept alive held the process')
  })
})

test('an unreachable database is named', async () => {
  assert.match(await refusal({ DATABASE_URL: 'postgres://nobody:secret@127.0.0.1:1/none' }), /127\.0\.0\.1:1.*DATABASE_URL/)
})

test('a bad variable is named', async () => {
  assert.match(await refusal({ APP_PORT: 'many' }), /APP_PORT/)
})

test('production demands its keys', async () => {
  assert.match(await refusal({ NODE_ENV: 'production' }), /SECRET_KEY is required/)
})
