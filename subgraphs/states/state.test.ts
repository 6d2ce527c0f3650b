import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Caller } from '../../schema/context.ts'
import type { OperationName } from '../../schema/graph.ts'
import { createSealer } from '../../schema/sealing.ts'
import type { RunningSubgraph } from '../../schema/subgraph.ts'
import { administrator, openTestPlatform, type TestPlatform, testCaller, testRequest } from '../../schema/testing/platform.ts'
import { states } from './index.ts'
import { pruneStates } from './prune-states.ts'
import { resealStates } from './reseal-states.ts'
import type { State } from './state.entity.ts'
import { decodeValue } from './state-value.ts'

let platform: TestPlatform
let subgraph: RunningSubgraph

before(async () => {
  platform = await openTestPlatform()
  subgraph = await platform.start(states)
})
after(() => platform.close())

const OWN = ['sinas.states.create:own', 'sinas.states.read:group', 'sinas.states.update:own', 'sinas.states.delete:own']

const run = (caller: Caller | null, operation: OperationName, variables: Record<string, unknown>) =>
  platform.perform(operation, variables, testRequest(caller))

const fails = (code: string) => (error: { code?: string }) => {
  assert.equal(error.code, code)
  return true
}

/** A namespace that no other test has. */
const fresh = () => crypto.randomUUID()

test('keeps any JSON value as it was written', async () => {
  const caller = testCaller(OWN)
  for (const value of [{ b: 1, a: [null, 'x\u0000y', { ü: 1.5 }] }, 'text', 0, false, [1, 2]]) {
    const namespace = fresh()
    const created = await run(caller, 'CreateState', { namespace, key: 'k', value })
    assert.deepEqual(created.value, value)
    const read = await run(caller, 'State', { namespace, key: 'k' })
    assert.equal(JSON.stringify(read.value), JSON.stringify(value))
  }
})

test('fills in what was not given', async () => {
  const caller = testCaller(OWN)
  const { id, created_at, updated_at, ...state } = await run(caller, 'CreateState', { namespace: 'defaults', key: 'k', value: {} })
  assert.match(id, /^[0-9a-f-]{36}$/)
  assert.match(created_at, /Z$/)
  assert.equal(updated_at, created_at)
  assert.deepEqual(state, {
    user_id: caller.userId,
    group_id: null,
    namespace: 'defaults',
    key: 'k',
    value: {},
    visibility: 'private',
    description: null,
    tags: [],
    relevance_score: 1,
    encrypted: false,
    version: 1,
    expires_at: null,
  })
})

test('holds names unique for each user, not between them', async () => {
  const [alice, bob] = [testCaller(OWN), testCaller(OWN)]
  const name = { namespace: fresh(), key: 'k' }
  await run(alice, 'CreateState', { ...name, value: 'a' })
  await assert.rejects(run(alice, 'CreateState', { ...name, value: 'b' }), fails('ALREADY_EXISTS'))
  await run(bob, 'CreateState', { ...name, value: 'b' })
  assert.equal((await run(alice, 'State', name)).value, 'a')
  assert.equal((await run(bob, 'State', name)).value, 'b')
})

test('changes only what is given, and counts the changes', async () => {
  const caller = testCaller(OWN)
  const name = { namespace: fresh(), key: 'k' }
  await run(caller, 'CreateState', { ...name, value: 1, description: 'first', tags: ['x'] })
  const updated = await run(caller, 'UpdateState', { ...name, value: 2, relevance_score: 0.5, tags: null })
  assert.deepEqual(
    [updated.value, updated.description, updated.tags, updated.relevance_score, updated.version],
    [2, 'first', ['x'], 0.5, 2],
  )
  assert.equal((await run(caller, 'UpdateStateById', { id: updated.id, description: 'second' })).version, 3)
  await assert.rejects(run(caller, 'UpdateState', { ...name, key: 'absent', value: 1 }), fails('NOT_FOUND'))
})

test('compares and sets by version', async () => {
  const caller = testCaller(OWN)
  const name = { namespace: fresh(), key: 'k' }
  await run(caller, 'CreateState', { ...name, value: 0 })
  assert.equal((await run(caller, 'UpdateState', { ...name, value: 1, if_match: '"1"' })).version, 2)
  await assert.rejects(run(caller, 'UpdateState', { ...name, value: 9, if_match: '1' }), fails('PRECONDITION_FAILED'))
  await assert.rejects(run(caller, 'DeleteState', { ...name, if_match: '"1", "3"' }), fails('PRECONDITION_FAILED'))
  await assert.rejects(run(caller, 'UpdateState', { ...name, value: 9, if_match: 'abc' }), fails('VALIDATION'))
  assert.equal((await run(caller, 'UpdateState', { ...name, value: 2, if_match: '*' })).version, 3)
  await run(caller, 'DeleteState', { ...name, if_match: '2, 3' })
  await assert.rejects(run(caller, 'State', name), fails('NOT_FOUND'))
})

test('loses no increment of writers that compare and set at the same time', async () => {
  const caller = testCaller(OWN)
  const name = { namespace: fresh(), key: 'counter' }
  await run(caller, 'CreateState', { ...name, value: 0 })
  async function increment(): Promise<void> {
    const { value, version } = await run(caller, 'State', name)
    try {
      await run(caller, 'UpdateState', { ...name, value: value + 1, if_match: String(version) })
    } catch (error) {
      fails('PRECONDITION_FAILED')(error as { code?: string })
      return increment()
    }
  }
  await Promise.all(Array.from({ length: 20 }, increment))
  const { value, version } = await run(caller, 'State', name)
  assert.deepEqual([value, version], [20, 21])
})

test('lets the last of many writers without a version win, and refuses none', async () => {
  const caller = testCaller(OWN)
  const name = { namespace: fresh(), key: 'k' }
  await run(caller, 'CreateState', { ...name, value: 0 })
  await Promise.all(Array.from({ length: 30 }, (_, value) => run(caller, 'UpdateState', { ...name, value })))
  assert.equal((await run(caller, 'State', name)).version, 31)
})

test('seals the value of an encrypted state in the database', async () => {
  const caller = testCaller(OWN)
  const name = { namespace: fresh(), key: 'k' }
  const stored = async () => {
    const [row] = await subgraph.database.query<{ value: string }>('select value::text from states.states where namespace = $1', [
      name.namespace,
    ])
    return row!.value
  }
  await run(caller, 'CreateState', { ...name, value: { pin: 'hunter2' }, encrypted: true })
  assert.match(await stored(), /^"v1\./)
  assert.doesNotMatch(await stored(), /hunter2/)
  assert.deepEqual((await run(caller, 'State', name)).value, { pin: 'hunter2' })

  await run(caller, 'UpdateState', { ...name, value: 'swordfish' })
  assert.doesNotMatch(await stored(), /swordfish/)
  assert.equal((await run(caller, 'UpdateState', { ...name, encrypted: false })).value, 'swordfish')
  assert.equal(await stored(), '"swordfish"')
  assert.equal((await run(caller, 'UpdateState', { ...name, encrypted: true })).value, 'swordfish')
  assert.doesNotMatch(await stored(), /swordfish/)
})

test('hides what has expired, and lets its name be taken again', async () => {
  const caller = testCaller(OWN)
  const name = { namespace: fresh(), key: 'k' }
  const expired = await run(caller, 'CreateState', { ...name, value: 1, expires_at: '2020-01-01T00:00:00Z' })
  assert.equal(expired.expires_at, '2020-01-01T00:00:00.000Z')
  await assert.rejects(run(caller, 'State', name), fails('NOT_FOUND'))
  await assert.rejects(run(caller, 'StateById', { id: expired.id }), fails('NOT_FOUND'))
  await assert.rejects(run(caller, 'UpdateState', { ...name, value: 2 }), fails('NOT_FOUND'))
  assert.deepEqual(await run(caller, 'States', { namespace: name.namespace }), [])

  const again = await run(caller, 'CreateState', { ...name, value: { secret: true }, encrypted: true, expires_at: '2999-01-01T00:00:00Z' })
  assert.notEqual(again.id, expired.id)
  assert.deepEqual((await run(caller, 'State', name)).value, { secret: true })
})

test('prunes what has expired, and nothing else', async () => {
  const caller = testCaller(OWN)
  const namespace = fresh()
  await run(caller, 'CreateState', { namespace, key: 'old', value: 1, expires_at: '2020-01-01T00:00:00Z' })
  await run(caller, 'CreateState', { namespace, key: 'new', value: 1, expires_at: '2999-01-01T00:00:00Z' })
  await run(caller, 'CreateState', { namespace, key: 'ever', value: 1 })
  const told: string[] = []
  assert.ok((await pruneStates(subgraph.database, { publish: (before) => void told.push(before!.key) })) >= 1)
  assert.ok(told.includes('old') && !told.includes('new') && !told.includes('ever'))
  const left = await subgraph.database.query<{ key: string }>('select key from states.states where namespace = $1 order by key', [
    namespace,
  ])
  assert.deepEqual(
    left.map(({ key }) => key),
    ['ever', 'new'],
  )
})

test('finds by namespace, tags, search, visibility and owner, page by page', async () => {
  const caller = testCaller(OWN)
  const namespace = fresh()
  const add = (key: string, over: object) => run(caller, 'CreateState', { namespace, key, value: key, ...over })
  await add('alpha', { tags: ['red', 'big'], relevance_score: 0.2 })
  await add('beta', { tags: ['red'], relevance_score: 0.9, description: 'Half of 100%_done' })
  await add('gamma', { relevance_score: 0.5 })
  const keys = async (filter: object) => (await run(caller, 'States', { namespace, ...filter })).map((state: { key: string }) => state.key)
  assert.deepEqual(await keys({}), ['beta', 'gamma', 'alpha'])
  assert.deepEqual(await keys({ tags: ['red'] }), ['beta', 'alpha'])
  assert.deepEqual(await keys({ tags: ['red', 'big'] }), ['alpha'])
  assert.deepEqual(await keys({ search: 'ET' }), ['beta'])
  assert.deepEqual(await keys({ search: '100%_' }), ['beta'])
  assert.deepEqual(await keys({ search: 'a%a' }), [])
  assert.deepEqual(await keys({ visibility: 'shared' }), [])
  assert.deepEqual(await keys({ owner: 'me', skip: 1, limit: 1 }), ['gamma'])
  assert.deepEqual(await keys({ owner: crypto.randomUUID() }), [])
  await assert.rejects(keys({ owner: 'nobody' }), fails('VALIDATION'))
  await assert.rejects(keys({ limit: 1001 }), fails('VALIDATION'))
})

test('keeps the states of a store under the namespace of both its names', async () => {
  const caller = testCaller(OWN)
  const namespace = fresh()
  const store = { namespace, name: 'notes' }
  await run(caller, 'CreateStoreState', { ...store, key: 'k', value: 1 })
  assert.equal((await run(caller, 'State', { namespace: `${namespace}/notes`, key: 'k' })).value, 1)
  assert.equal((await run(caller, 'UpdateStoreState', { ...store, key: 'k', value: 2 })).version, 2)
  assert.equal((await run(caller, 'StoreState', { ...store, key: 'k' })).value, 2)
  assert.equal((await run(caller, 'StoreStates', store)).length, 1)
  await run(caller, 'DeleteStoreState', { ...store, key: 'k' })
  assert.deepEqual(await run(caller, 'StoreStates', store), [])
})

test('refuses what does not fit', async () => {
  const caller = testCaller(OWN)
  const name = { namespace: fresh(), key: 'k' }
  for (const bad of [
    { namespace: '' },
    { namespace: 'n'.repeat(101) },
    { key: '' },
    { key: 'k'.repeat(256) },
    { key: 'a\0b' },
    { relevance_score: 1.5 },
  ])
    await assert.rejects(run(caller, 'CreateState', { ...name, value: 1, ...bad }), fails('VALIDATION'))
  await assert.rejects(run(caller, 'State', { ...name, key: '\0' }), fails('VALIDATION'))
})

test('seals anew what an older key sealed', async () => {
  const caller = testCaller(OWN)
  const name = { namespace: fresh(), key: 'k' }
  const { id } = await run(caller, 'CreateState', { ...name, value: { pin: 1 }, encrypted: true })
  await assert.rejects(run(caller, 'ResealStates', {}), fails('FORBIDDEN'))
  assert.equal(await run(administrator(), 'ResealStates', {}), 0)

  assert.ok((await resealStates(subgraph.database, createSealer('a new key, an encryption key for tests only'))) >= 1)
  const [row] = await subgraph.database.query<State>('select id, value, encrypted from states.states where id = $1', [id])
  assert.deepEqual(await decodeValue(createSealer('a new key'), row!), { pin: 1 })
})
