// Every mutation that changes what a caller may do: it holds from the next request on in this process, and within a second in another one.
import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, before, describe, mock, test } from 'node:test'
import pg from 'pg'
import { freePort } from '../schema/free-port.ts'
import { until } from '../schema/testing/until.ts'
import { subgraphs } from '../subgraphs/index.ts'
import { ADMIN, startTestGateway, type TestGateway } from './gateway.testing.ts'
import { KNOWN_FOR_MS } from './known-callers.ts'

const KEYS = { SECRET_KEY: 'a secret key for tests only', ENCRYPTION_KEY: 'an encryption key for tests only' }

let gateway: TestGateway
let folder: string
let child: ChildProcess
let urlThere: string
let admin: string

before(async () => {
  gateway = await startTestGateway(KEYS)
  folder = await mkdtemp(path.join(tmpdir(), 'sinas-forgotten-'))
  const port = await freePort()
  urlThere = `http://127.0.0.1:${port}`
  child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', 'gateway/main.ts'], {
    cwd: path.resolve(import.meta.dirname, '..'),
    stdio: ['ignore', 'ignore', 'inherit'],
    env: {
      ...{ PATH: process.env.PATH, HOME: process.env.HOME, TMPDIR: folder, UV_THREADPOOL_SIZE: '16', LOG_LEVEL: 'silent' },
      ...{ APP_HOST: '127.0.0.1', APP_PORT: String(port), SINAS_DATA_DIR: folder, ...KEYS },
      DATABASE_URL: gateway.gateway.process.platform.databaseUrl,
    },
  })
  admin = (await gateway.login(ADMIN)).access_token
  await until(async () => (await fetch(`${urlThere}/ready`).catch(() => null))?.ok, 'the other gateway to be ready', 60)
})
after(async () => {
  const gone = once(child, 'exit')
  child.kill('SIGTERM')
  await gone
  await gateway.close()
  await rm(folder, { recursive: true, force: true })
})

/** A user whose only right to see all users comes from one group. */
interface Subject {
  id: string
  group: string
  /** Their key, by its id; it grants the same. */
  keyId: string
  credential: Record<string, string>
  keyCredential: Record<string, string>
}

const RIGHT = 'sinas.users.read:all'

async function mutate(field: string, input: object): Promise<any> {
  const type = `${field[0]!.toUpperCase()}${field.slice(1)}Input!`
  const payload = { createGroup: '{ group { id } }', createUser: '{ user { id } }' }[field] ?? '{ __typename }'
  const { data, errors } = await gateway.graphql(
    `mutation ($input: ${type}) { result: ${field}(input: $input) ${payload} }`,
    { input },
    admin,
  )
  assert.equal(errors, undefined, JSON.stringify(errors))
  return data!.result
}

async function subject(): Promise<Subject> {
  // No digits alone, which would look like a code in the log.
  const email = `user${crypto.randomUUID().replaceAll('-', '')}@example.com`
  const { access_token, user } = await gateway.login(email)
  const { group } = await mutate('createGroup', { name: crypto.randomUUID() })
  const permissions = [RIGHT, 'sinas.api_keys.create:own']
  for (const permission of permissions)
    await mutate('setGroupPermission', { group: { id: group.id }, permissionKey: permission, permissionValue: true })
  await mutate('addGroupMember', { group: { id: group.id }, user: { id: user.id } })
  const key = (
    await gateway.request('POST', '/api/v1/auth/api-keys', { token: access_token, body: { name: 'key', permissions: { [RIGHT]: true } } })
  ).body
  assert.ok(key.key, JSON.stringify(key))
  return {
    id: user.id,
    group: group.id,
    keyId: key.id,
    credential: { authorization: `Bearer ${access_token}` },
    keyCredential: { 'x-api-key': key.key },
  }
}

/** 200 with the right, 403 without, 401 for one who is nobody any more. */
const ask = async (headers: Record<string, string>, url = gateway.url) =>
  (await gateway.request('GET', '/api/v1/users?limit=1', { headers, url })).status

/** How long the other process took to do as it was told, of all that was tried. */
const delaysMs: number[] = []

/** Both processes know the caller. `change` is answered: then the next request here is another one's, and so is there each that begins a second later. */
async function assertChanges(headers: Record<string, string>, [from, to]: [number, number], change: () => Promise<unknown>): Promise<void> {
  for (const url of [gateway.url, urlThere]) assert.equal(await ask(headers, url), from)
  await change()
  const changedAt = performance.now()
  assert.equal(await ask(headers), to, 'the next request in the same process')
  for (;;) {
    const delayMs = performance.now() - changedAt
    if ((await ask(headers, urlThere)) === to) return void delaysMs.push(delayMs)
    assert.ok(delayMs < KNOWN_FOR_MS, `the other process did not know after ${delayMs} ms`)
  }
}

type Scenario = (given: Subject) => Promise<void>

const asGroup = ({ group }: Subject) => ({ group: { id: group } })
const withdraw = (given: Subject) => mutate('setGroupPermission', { ...asGroup(given), permissionKey: RIGHT, permissionValue: false })

/** What each mutation does to those who are known already. Every mutation of identity is here. */
const MUTATIONS: Record<string, Scenario | 'changes nobody who is known'> = {
  addGroupMember: async (given) => {
    await mutate('removeGroupMember', { ...asGroup(given), user: { id: given.id } })
    await assertChanges(given.credential, [403, 200], () => mutate('addGroupMember', { ...asGroup(given), user: { id: given.id } }))
  },
  removeGroupMember: async (given) => {
    await assertChanges(given.credential, [200, 403], () => mutate('removeGroupMember', { ...asGroup(given), user: { id: given.id } }))
    assert.equal(await ask(given.keyCredential), 403)
  },
  setGroupPermission: async (given) => {
    await assertChanges(given.credential, [200, 403], () => withdraw(given))
    await assertChanges(given.keyCredential, [403, 200], () =>
      mutate('setGroupPermission', { ...asGroup(given), permissionKey: RIGHT, permissionValue: true }),
    )
  },
  removeGroupPermission: async (given) => {
    await assertChanges(given.keyCredential, [200, 403], () => mutate('removeGroupPermission', { ...asGroup(given), permissionKey: RIGHT }))
  },
  deleteGroup: async (given) => {
    await assertChanges(given.credential, [200, 403], () => mutate('deleteGroup', asGroup(given)))
  },
  updateUser: async (given) => {
    await assertChanges(given.credential, [200, 401], () => mutate('updateUser', { user: { id: given.id }, isActive: false }))
    assert.equal(await ask(given.keyCredential), 401)
    await assertChanges(given.keyCredential, [401, 200], () => mutate('updateUser', { user: { id: given.id }, isActive: true }))
  },
  deleteUser: async (given) => {
    await assertChanges(given.credential, [200, 401], () => mutate('deleteUser', { user: { id: given.id } }))
    assert.equal(await ask(given.keyCredential), 401)
  },
  revokeApiKey: async (given) => {
    await assertChanges(given.keyCredential, [200, 401], () => mutate('revokeApiKey', { id: given.keyId }))
    assert.equal(await ask(given.credential), 200)
  },
  // A name, a domain and a mapping of future logins; the members and what they hold stay.
  updateGroup: 'changes nobody who is known',
  createApiKey: 'changes nobody who is known',
  createGroup: 'changes nobody who is known',
  createUser: 'changes nobody who is known',
  login: 'changes nobody who is known',
  verifyOtp: 'changes nobody who is known',
  refreshAccessToken: 'changes nobody who is known',
  // An access token lives on until it expires.
  logout: 'changes nobody who is known',
  openBrowserSession: 'changes nobody who is known',
  // gateway/session.test.ts.
  closeBrowserSession: 'changes nobody who is known',
  // Takes groups and gives them, by rows of `members`, which are told of: subgraphs/identity/callers/rights-changes.test.ts.
  externalLogin: 'changes nobody who is known',
}

test('every mutation of identity is thought of', () => {
  assert.deepEqual(Object.keys(MUTATIONS).toSorted(), Object.keys(subgraphs.identity!.schema.getMutationType()!.getFields()).toSorted())
})

describe('what a caller may do is another thing from the next request on, and in another process within a second, after', () => {
  for (const [field, scenario] of Object.entries(MUTATIONS)) {
    if (typeof scenario === 'string') continue
    test(field, async () => scenario(await subject()))
  }

  test('SQL that an operator runs, within a second everywhere', async () => {
    const given = await subject()
    for (const url of [gateway.url, urlThere]) assert.equal(await ask(given.credential, url), 200)
    const { database } = gateway.gateway.process.running.find(({ name }) => name === 'identity')!
    await database.query('delete from identity.members where user_id = $1', [given.id])
    const changedAt = performance.now()
    for (const url of [gateway.url, urlThere]) {
      for (;;) {
        const delayMs = performance.now() - changedAt
        if ((await ask(given.credential, url)) === 403) break
        assert.ok(delayMs < KNOWN_FOR_MS)
      }
    }
  })

  test('and the message arrives long before a caller would be forgotten anyway', () => {
    const [median] = delaysMs.toSorted((a, b) => a - b).slice(Math.floor(delaysMs.length / 2))
    assert.ok(median! < KNOWN_FOR_MS / 2, `${median} ms`)
  })
})

test('the second request of a moment does not ask who it is', async () => {
  const { credential, keyCredential } = await subject()
  const { graph } = gateway.gateway.process.platform
  const execute = mock.method(graph, 'execute')
  for (const headers of [credential, keyCredential]) {
    execute.mock.resetCalls()
    for (let i = 0; i < 3; i++) assert.equal(await ask(headers), 200)
    assert.equal(execute.mock.calls.filter(({ arguments: [name] }) => name === 'Authenticate').length, 1)
  }
  execute.mock.restore()
})

test('a wrong credential is looked up and refused each time', async () => {
  const execute = mock.method(gateway.gateway.process.platform.graph, 'execute')
  for (let i = 0; i < 3; i++) assert.equal(await ask({ 'x-api-key': 'wrong' }), 401)
  assert.equal(execute.mock.callCount(), 3)
  execute.mock.restore()
})

test('while this process can’t hear of changes, each request asks who it is; then it knows again', async () => {
  const { credential } = await subject()
  const { graph, databaseUrl } = gateway.gateway.process.platform
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  const execute = mock.method(graph, 'execute')
  const asked = () => execute.mock.calls.filter(({ arguments: [name] }) => name === 'Authenticate').length
  await client.query(`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'sinas:listener'`)
  await until(async () => {
    execute.mock.resetCalls()
    for (let i = 0; i < 2; i++) assert.equal(await ask(credential), 200)
    return asked() === 2
  }, 'nobody to be known')
  await until(async () => {
    execute.mock.resetCalls()
    for (let i = 0; i < 2; i++) assert.equal(await ask(credential), 200)
    return asked() < 2
  }, 'callers to be known again')
  execute.mock.restore()
  await client.end()
})
