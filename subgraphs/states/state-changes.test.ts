import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { parse } from 'graphql'
import type { Caller } from '../../schema/context.ts'
import type { OperationName } from '../../schema/graph.ts'
import type { RunningSubgraph } from '../../schema/subgraph.ts'
import { openTestPlatform, type TestPlatform, testCaller, testRequest } from '../../schema/testing/platform.ts'
import { states } from './index.ts'

let platform: TestPlatform
/** Two processes, as far as the feed can tell: each has its own connections and subscribers. */
let here: RunningSubgraph
let there: RunningSubgraph

before(async () => {
  platform = await openTestPlatform()
  there = await platform.start(states)
  here = await platform.start(states)
})
after(() => platform.close())

const GROUP = crypto.randomUUID()
const member = () =>
  testCaller(
    ['create', 'read', 'update', 'delete'].map((verb) => `sinas.states.${verb}:group`),
    { groupIds: [GROUP] },
  )

const CHANGES = parse('subscription ($namespace: String!) { stateChanges(namespace: $namespace) { kind key version state { value } } }')

interface Change {
  kind: string
  key: string
  version: number
  state: { value: unknown } | null
}

async function watch(subgraph: RunningSubgraph, caller: Caller | null, namespace: string, signal?: AbortSignal) {
  const stream = await subgraph.subscribe(CHANGES, { namespace }, testRequest(caller, signal))
  assert.ok(Symbol.asyncIterator in stream, JSON.stringify(stream))
  return {
    async next() {
      const { value, done } = await stream.next()
      if (done) return null
      return value.errors?.[0]?.extensions.code ?? structuredClone(value.data!.stateChanges as Change)
    },
    end: () => stream.return!(),
  }
}

const write = (caller: Caller, operation: OperationName, variables: Record<string, unknown>) =>
  platform.perform(operation, variables, testRequest(caller))

test('tells of every change, also of those made in another process', { timeout: 10_000 }, async () => {
  const caller = member()
  const name = { namespace: crypto.randomUUID(), key: 'k' }
  const streams = [await watch(here, caller, name.namespace), await watch(there, caller, name.namespace)]
  await write(caller, 'CreateState', { ...name, value: 1 })
  for (const stream of streams) assert.deepEqual(await stream.next(), { kind: 'CREATED', key: 'k', version: 1, state: { value: 1 } })
  await write(caller, 'UpdateState', { ...name, value: 2 })
  for (const stream of streams) assert.deepEqual(await stream.next(), { kind: 'UPDATED', key: 'k', version: 2, state: { value: 2 } })
  await write(caller, 'DeleteState', name)
  for (const stream of streams) assert.deepEqual(await stream.next(), { kind: 'DELETED', key: 'k', version: 2, state: null })
  await Promise.all(streams.map((stream) => stream.end()))
})

test('tells each subscriber only of what they may read', { timeout: 10_000 }, async () => {
  const [owner, colleague] = [member(), member()]
  const namespace = crypto.randomUUID()
  const stream = await watch(here, colleague, namespace)
  const sharing = { visibility: 'group', group_id: GROUP }
  await write(owner, 'CreateState', { namespace, key: 'secret', value: 1 })
  await write(owner, 'UpdateState', { namespace, key: 'secret', value: 2 })
  await write(owner, 'CreateState', { namespace: crypto.randomUUID(), key: 'elsewhere', value: 1, ...sharing })
  await write(owner, 'CreateState', { namespace, key: 'open', value: 3, ...sharing })
  assert.deepEqual(await stream.next(), { kind: 'CREATED', key: 'open', version: 1, state: { value: 3 } })
  await write(owner, 'UpdateState', { namespace, key: 'secret', ...sharing })
  assert.deepEqual(await stream.next(), { kind: 'CREATED', key: 'secret', version: 3, state: { value: 2 } })
  await write(owner, 'UpdateState', { namespace, key: 'open', visibility: 'private' })
  assert.deepEqual(await stream.next(), { kind: 'DELETED', key: 'open', version: 2, state: null })
  await stream.end()
})

test('tells of a thousand changes in order, none missing', { timeout: 20_000 }, async () => {
  const caller = member()
  const name = { namespace: crypto.randomUUID(), key: 'k' }
  const stream = await watch(here, caller, name.namespace)
  await write(caller, 'CreateState', { ...name, value: 0 })
  const written = (async () => {
    for (let value = 1; value <= 1000; value++) await write(caller, 'UpdateState', { ...name, value })
  })()
  for (let version = 1; version <= 1001; version++) assert.equal(((await stream.next()) as Change).version, version)
  await written
  await stream.end()
})

test('ends when the client leaves', { timeout: 10_000 }, async () => {
  const leaving = new AbortController()
  const stream = await watch(here, member(), 'anything', leaving.signal)
  const parked = stream.next()
  leaving.abort()
  assert.equal(await parked, null)
})

test('ends with an error where the database connection was lost, and listens anew for the next', { timeout: 10_000 }, async () => {
  const caller = member()
  const namespace = crypto.randomUUID()
  const stream = await watch(here, caller, namespace)
  await here.database.query(`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'sinas:listener'`)
  assert.equal(await stream.next(), 'UNAVAILABLE')
  assert.equal(await stream.next(), null)
  const again = await watch(here, caller, namespace)
  await write(caller, 'CreateState', { namespace, key: 'k', value: 1 })
  assert.equal(((await again.next()) as Change).kind, 'CREATED')
  await again.end()
})

test('is for callers who may read the namespace', async () => {
  for (const [caller, code] of [
    [null, 'UNAUTHENTICATED'],
    [testCaller(['sinas.states/other.read:own']), 'FORBIDDEN'],
  ] as const) {
    const answer = await here.subscribe(CHANGES, { namespace: 'n' }, testRequest(caller))
    assert.ok(!(Symbol.asyncIterator in answer))
    assert.equal(answer.errors?.[0]?.extensions.code, code)
  }
})
