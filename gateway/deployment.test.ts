// The split deployment of docker-compose.yml without a Docker engine: its own services are started as processes, by the file's commands
// and environment, with host names and ports turned to loopback and the databases to embedded ones.
import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseEnv } from 'node:util'
import pg from 'pg'
import { type DataFolder, openDataFolder } from '../schema/embedded/data-folder.ts'
import { type EmbeddedPostgres, startPostgres } from '../schema/embedded/postgres.ts'
import { freePort } from '../schema/free-port.ts'
import { until } from '../schema/testing/until.ts'
import { OURS, type OurService, prepareAsTheReadmeSays, readComposeFile, root, type Service } from './compose-file.testing.ts'
import { KNOWN_FOR_MS } from './known-callers.ts'

const SECRETS = Object.keys(readComposeFile().secrets)

let folder: string
let dataFolder: DataFolder
let postgres: EmbeddedPostgres
let services: Record<string, Service>
/** What the README has an operator write into .env, for an administrator of this test. */
let variables: NodeJS.Dict<string>
const ports: Record<string, number> = {}
const children = new Map<string, ChildProcess>()
const output: string[] = []

before(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'sinas-deployment-'))
  dataFolder = await openDataFolder(path.join(folder, 'database'))
  postgres = await startPostgres(dataFolder)
  // Where no .env is, as in the image.
  await mkdir(path.join(folder, 'app'))
  prepareAsTheReadmeSays(folder)
  variables = { ...parseEnv(await readFile(path.join(folder, '.env'), 'utf8')), SUPERADMIN_EMAIL: 'admin@example.com' }
  services = readComposeFile().services
  for (const name of OURS) ports[name] = await freePort()
  for (const name of OURS) await start(name)
})

after(async () => {
  for (const name of [...OURS].reverse()) {
    const child = children.get(name)
    if (!child || child.exitCode !== null || child.signalCode !== null) continue
    child.kill('SIGTERM')
    await once(child, 'exit')
  }
  await postgres.stop()
  await dataFolder.close()
  await rm(folder, { recursive: true, force: true })
})

/** `${NAME:?why}` and `${NAME:-default}`, as compose fills them in. */
const fill = (text: string) =>
  text.replace(
    /\$\{(\w+)(?::([?-])([^}]*))?\}/g,
    (_, name: string, kind?: string, word = '') => variables[name] ?? (kind === '-' ? word : ''),
  )

/** Host names and ports of the file's network and paths of its secrets, on this machine. */
function local(text: string): string {
  let result = fill(text).replace('/run/secrets', path.join(folder, 'secrets'))
  for (const name of OURS) result = result.replaceAll(new RegExp(`//${name}:\\d+`, 'g'), `//127.0.0.1:${ports[name]}`)
  return result
}

/** Embedded ones stand for the databases, which the subgraphs alone are told of. */
const DATABASES = { CLICKHOUSE_HOST: '', MONGODB_URL_FILE: '' }

/** What the file gives to a service, and beside that only where things are on this machine. */
function environmentOf(name: OurService): Record<string, string> {
  const given = Object.entries(services[name]!.environment).map(([key, value]) => [key, local(String(value))])
  return {
    ...Object.fromEntries(given),
    ...(name === 'subgraphs' && { ...DATABASES, DATABASE_PASSWORD_FILE: '', DATABASE_URL: postgres.url }),
    SINAS_DATA_DIR: path.join(folder, name),
    APP_HOST: '127.0.0.1',
    [name === 'gateway' ? 'APP_PORT' : name === 'subgraphs' ? 'SUBGRAPH_PORT' : 'WORKER_PORT']: String(ports[name]),
    PATH: process.env.PATH ?? '',
    HOME: process.env.HOME ?? '',
    NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE ?? path.join(root, 'node_modules/.cache/compile'),
    UV_THREADPOOL_SIZE: '16',
  }
}

async function start(name: OurService): Promise<void> {
  const [, ...args] = services[name]!.command
  const child = spawn(
    process.execPath,
    args.map((file) => path.join(root, file)),
    { cwd: path.join(folder, 'app'), env: environmentOf(name), stdio: ['ignore', 'pipe', 'pipe'] },
  )
  children.set(name, child)
  child.stdout.on('data', (chunk) => output.push(String(chunk)))
  child.stderr.on('data', (chunk) => output.push(String(chunk)))
  // The file's own health check says when it is up.
  const [, , ...probe] = services[name]!.healthcheck.test
  const script = probe.map((part) => part.replace(/localhost:\d+/, `127.0.0.1:${ports[name]}`))
  const deadline = Date.now() + 60_000
  while (Date.now() < deadline) {
    if (child.exitCode !== null || child.signalCode !== null) throw new Error(`${name} ended: ${output.join('')}`)
    const check = spawn(process.execPath, script, { stdio: 'ignore' })
    const [code] = await once(check, 'exit')
    if (code === 0) return
    await sleep(100)
  }
  throw new Error(`${name} did not become healthy: ${output.join('')}`)
}

const base = () => `http://127.0.0.1:${ports.gateway}`

async function call(method: string, target: string, body?: unknown, token?: string) {
  const response = await fetch(`${base()}${target}`, {
    method,
    headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...(token && { authorization: `Bearer ${token}` }) },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
  const text = await response.text()
  return { status: response.status, body: text ? JSON.parse(text) : undefined }
}

async function login(email: string): Promise<string> {
  const lines = () =>
    output
      .join('')
      .split('\n')
      .filter((text) => text.includes('OTP') && text.includes(email))
  const before = lines().length
  const { body } = await call('POST', '/api/v1/auth/login', { email })
  await until(() => lines().length > before)
  const [otp_code] = /\b\d{6}\b/.exec(JSON.parse(lines().at(-1)!).msg) ?? []
  return (await call('POST', '/api/v1/auth/verify-otp', { session_id: body.session_id, otp_code })).body.access_token
}

test('a user logs in, and what the three processes do together is one platform', async () => {
  const token = await login('admin@example.com')
  assert.equal((await call('GET', '/api/v1/auth/me', undefined, token)).body.email, 'admin@example.com')
  const created = await call('POST', '/api/v1/groups', { name: 'Crew' }, token)
  assert.equal(created.status, 201)
  assert.equal((await call('GET', '/api/v1/groups/Crew', undefined, token)).body.id, created.body.id)
})

test('a function runs in the worker', async () => {
  const token = await login('admin@example.com')
  const code = 'def handler(input, context):\n    return {"sum": input["a"] + input["b"]}\n'
  assert.equal((await call('POST', '/api/v1/functions', { namespace: 'split', name: 'add', code }, token)).status, 201)
  const { body } = await call('POST', '/functions/split/add/execute', { input: { a: 2, b: 3 } }, token)
  assert.deepEqual({ status: body.status, result: body.result }, { status: 'success', result: { sum: 5 } })
})

test('the gateway hears of changed rights from the subgraphs, long before it would forget a caller anyway', async () => {
  const token = await login('someone@example.com')
  const client = new pg.Client({ connectionString: postgres.url })
  await client.connect()
  const delaysMs: number[] = []
  for (let isActive = false, tries = 0; tries < 6; isActive = !isActive, tries++) {
    const wanted = isActive ? 200 : 401
    await client.query(`update identity.users set is_active = $1 where email = 'someone@example.com'`, [isActive])
    const changedAt = performance.now()
    await until(async () => (await call('GET', '/api/v1/auth/me', undefined, token)).status === wanted)
    delaysMs.push(performance.now() - changedAt)
  }
  await client.end()
  assert.ok(Math.max(...delaysMs) < KNOWN_FOR_MS + 500, `${delaysMs}`)
  assert.ok(delaysMs.filter((ms) => ms < KNOWN_FOR_MS / 2).length > 3, `${delaysMs}`)
})

test('the worker holds no secret but its key, and the gateway knows neither database nor the other keys', async () => {
  const secretsOf = async (name: OurService) => {
    const environment = await readFile(`/proc/${children.get(name)!.pid}/environ`, 'utf8')
    const texts = await Promise.all(
      SECRETS.map(async (secret) => [secret, (await readFile(path.join(folder, 'secrets', secret), 'utf8')).trim()]),
    )
    return {
      inEnvironment: texts.filter(([, text]) => environment.includes(text!)).map(([secret]) => secret),
      files: SECRETS.filter((secret) => environment.includes(`/secrets/${secret}`)),
    }
  }
  assert.deepEqual(await secretsOf('workers'), { inEnvironment: [], files: ['worker_key'] })
  assert.deepEqual(await secretsOf('gateway'), { inEnvironment: [], files: ['secret_key'] })
})

test('a subgraph process that was killed and started again has lost nothing', async () => {
  const token = await login('admin@example.com')
  await call('POST', '/api/v1/groups', { name: 'Kept' }, token)
  const child = children.get('subgraphs')!
  child.kill('SIGKILL')
  await once(child, 'exit')
  assert.ok((await call('GET', '/api/v1/auth/me', undefined, token)).status >= 500)
  await start('subgraphs')
  assert.equal((await call('GET', '/api/v1/groups/Kept', undefined, token)).status, 200)
})

test('a subgraph process that is told to stop does not wait for the gateway that listens to it', async () => {
  const child = children.get('subgraphs')!
  const stoppedAt = performance.now()
  child.kill('SIGTERM')
  await once(child, 'exit')
  assert.ok(performance.now() - stoppedAt < 15_000)
  await start('subgraphs')
})
