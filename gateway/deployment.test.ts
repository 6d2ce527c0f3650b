// The split deployment of docker-compose.yml without a Docker engine: its own services are started as processes, by the file's commands
// and environment, with host names and ports turned to loopback and the databases to embedded ones.
import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { parse } from 'yaml'
import { type DataFolder, openDataFolder } from '../schema/embedded/data-folder.ts'
import { type EmbeddedPostgres, startPostgres } from '../schema/embedded/postgres.ts'

interface Service {
  image?: string
  command: string[]
  environment?: Record<string, string | number>
  healthcheck: { test: string[] }
}

const root = path.resolve(import.meta.dirname, '..')
const OURS = ['workers', 'subgraphs', 'gateway'] as const

/** What somebody would write into .env. */
const ENV: Record<string, string> = {
  POSTGRES_PASSWORD: 'postgres-password',
  MONGODB_PASSWORD: 'mongodb-password',
  CLICKHOUSE_PASSWORD: 'clickhouse-password',
  SECRET_KEY: 'a secret key of the deployment test',
  ENCRYPTION_KEY: 'an encryption key of the deployment test',
  SUPERADMIN_EMAIL: 'admin@example.com',
}

let folder: string
let dataFolder: DataFolder
let postgres: EmbeddedPostgres
let services: Record<string, Service>
const ports: Record<string, number> = {}
const children = new Map<string, ChildProcess>()
const output: string[] = []

before(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'sinas-deployment-'))
  dataFolder = await openDataFolder(path.join(folder, 'database'))
  postgres = await startPostgres(dataFolder)
  services = parse(await readFile(path.join(root, 'docker-compose.yml'), 'utf8'), { merge: true }).services
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

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  server.close()
  return port
}

/** `${NAME:?why}` and `${NAME:-default}`, as compose fills them in. */
const fill = (text: string) =>
  text.replace(/\$\{(\w+)(?::([?-])([^}]*))?\}/g, (_, name: string, kind?: string, word = '') => ENV[name] ?? (kind === '-' ? word : ''))

/** Host names and ports of the file's network, on this machine. */
function local(text: string): string {
  let result = fill(text)
  for (const name of OURS) result = result.replaceAll(new RegExp(`//${name}:\\d+`, 'g'), `//127.0.0.1:${ports[name]}`)
  return result
}

function environmentOf(name: (typeof OURS)[number]): Record<string, string> {
  const given = Object.entries(services[name]!.environment ?? {}).map(([key, value]) => [key, local(String(value))])
  return {
    ...Object.fromEntries(given),
    DATABASE_URL: postgres.url,
    MONGODB_URL: '',
    CLICKHOUSE_URL: '',
    SINAS_DATA_DIR: path.join(folder, name),
    APP_HOST: '127.0.0.1',
    [name === 'gateway' ? 'APP_PORT' : name === 'subgraphs' ? 'SUBGRAPH_PORT' : 'WORKER_PORT']: String(ports[name]),
    PATH: process.env.PATH ?? '',
    HOME: process.env.HOME ?? '',
    NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE ?? path.join(root, 'node_modules/.cache/compile'),
    UV_THREADPOOL_SIZE: '16',
  }
}

async function start(name: (typeof OURS)[number]): Promise<void> {
  const [, ...args] = services[name]!.command
  const child = spawn(process.execPath, args, { cwd: root, env: environmentOf(name), stdio: ['ignore', 'pipe', 'pipe'] })
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
  while (lines().length === before) await sleep(10)
  const [otp_code] = /\b\d{6}\b/.exec(JSON.parse(lines().at(-1)!).msg) ?? []
  return (await call('POST', '/api/v1/auth/verify-otp', { session_id: body.session_id, otp_code })).body.access_token
}

test('no service has a default password', async () => {
  const text = await readFile(path.join(root, 'docker-compose.yml'), 'utf8')
  for (const [, name, kind] of text.matchAll(/\$\{(\w*(?:PASSWORD|_KEY))(?::([?-]))/g)) {
    if (name === 'SMTP_PASSWORD') continue
    assert.equal(kind, '?', `${name} must be required`)
  }
})

test('every service has a health check', () => {
  for (const [name, service] of Object.entries(services)) assert.ok(service.healthcheck?.test, name)
})

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
