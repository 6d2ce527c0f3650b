import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Caller } from '../../schema/context.ts'
import type { OperationName } from '../../schema/graph.ts'
import { administrator, openTestPlatform, type TestPlatform, testCaller, testRequest } from '../../schema/testing/platform.ts'
import { states } from './index.ts'

let platform: TestPlatform

before(async () => {
  platform = await openTestPlatform()
  await platform.start(states)
})
after(() => platform.close())

const ACTIONS = ['create', 'read', 'update', 'delete']
const GROUP = crypto.randomUUID()

/** A member of the group who may do everything as far as `scope`. */
const member = (scope: string, groupIds = [GROUP]) =>
  testCaller(
    ACTIONS.map((verb) => `sinas.states.${verb}:${scope}`),
    { groupIds },
  )

const run = (caller: Caller | null, operation: OperationName, variables: Record<string, unknown>) =>
  platform.perform(operation, variables, testRequest(caller))

const fails = (code: string) => (error: { code?: string }) => {
  assert.equal(error.code, code)
  return true
}

/** @returns the new state's name and id */
async function share(owner: Caller, over: object) {
  const name = { namespace: crypto.randomUUID(), key: 'k' }
  const { id } = await run(owner, 'CreateState', { ...name, value: 'shared', ...over })
  return { name, id }
}

test('a private state is its owner’s, and an administrator’s', async () => {
  const owner = member('own')
  const { name, id } = await share(owner, {})
  for (const stranger of [member('own'), member('group')]) {
    await assert.rejects(run(stranger, 'State', name), fails('NOT_FOUND'))
    await assert.rejects(run(stranger, 'StateById', { id }), fails('FORBIDDEN'))
    await assert.rejects(run(stranger, 'UpdateState', { ...name, value: 1 }), fails('NOT_FOUND'))
    await assert.rejects(run(stranger, 'UpdateStateById', { id, value: 1 }), fails('FORBIDDEN'))
    await assert.rejects(run(stranger, 'DeleteStateById', { id }), fails('FORBIDDEN'))
    assert.deepEqual(await run(stranger, 'States', { namespace: name.namespace }), [])
  }
  assert.equal((await run(administrator(), 'State', name)).id, id)
  assert.equal((await run(administrator(), 'States', name)).length, 1)
  assert.equal((await run(administrator(), 'UpdateState', { ...name, value: 1 })).user_id, owner.userId)
})

test('a group’s state is read and changed by its members as far as they may', async () => {
  const { name, id } = await share(member('group'), { visibility: 'group', group_id: GROUP })
  assert.equal((await run(member('group'), 'State', name)).value, 'shared')
  assert.equal((await run(member('group'), 'States', { namespace: name.namespace })).length, 1)
  assert.equal((await run(member('group'), 'UpdateState', { ...name, value: 'changed' })).version, 2)
  await assert.rejects(run(member('own'), 'State', name), fails('NOT_FOUND'))
  await assert.rejects(run(member('group', [crypto.randomUUID()]), 'State', name), fails('NOT_FOUND'))

  const reader = testCaller(['sinas.states.read:group', 'sinas.states.update:own', 'sinas.states.delete:own'], { groupIds: [GROUP] })
  assert.equal((await run(reader, 'StateById', { id })).value, 'changed')
  await assert.rejects(run(reader, 'UpdateState', { ...name, value: 1 }), fails('FORBIDDEN'))
  await assert.rejects(run(reader, 'DeleteState', name), fails('FORBIDDEN'))
  await run(member('group'), 'DeleteState', name)
})

test('a public state is read by everybody and changed by its owner', async () => {
  const owner = member('all')
  const { name, id } = await share(owner, { visibility: 'public' })
  assert.equal((await run(member('own'), 'State', name)).id, id)
  assert.equal((await run(member('own'), 'States', name)).length, 1)
  await assert.rejects(run(member('own'), 'UpdateState', { ...name, value: 1 }), fails('FORBIDDEN'))
  await assert.rejects(run(member('group'), 'DeleteStateById', { id }), fails('FORBIDDEN'))
  await run(testCaller(['sinas.states.delete:own', 'sinas.states.read:own'], { userId: owner.userId }), 'DeleteState', name)
})

test('the caller’s own state comes before one that is shared with them', async () => {
  const { name } = await share(member('group'), { visibility: 'group', group_id: GROUP })
  await run(member('all'), 'CreateState', { ...name, value: 'public', visibility: 'public' })
  const caller = member('group')
  assert.equal((await run(caller, 'State', name)).value, 'shared')
  await run(caller, 'CreateState', { ...name, value: 'mine' })
  assert.equal((await run(caller, 'State', name)).value, 'mine')
  await run(caller, 'DeleteState', name)
  assert.equal((await run(caller, 'State', name)).value, 'shared')
})

test('sharing takes a group, membership of it, and the permission for that far', async () => {
  const name = { namespace: 'sharing', key: 'k', value: 1 }
  await assert.rejects(run(member('group'), 'CreateState', { ...name, visibility: 'group' }), fails('BAD_REQUEST'))
  await assert.rejects(
    run(member('group'), 'CreateState', { ...name, visibility: 'shared', group_id: crypto.randomUUID() }),
    fails('FORBIDDEN'),
  )
  await assert.rejects(run(member('own'), 'CreateState', { ...name, visibility: 'group', group_id: GROUP }), fails('FORBIDDEN'))
  await assert.rejects(run(member('group'), 'CreateState', { ...name, visibility: 'public' }), fails('FORBIDDEN'))
  const shared = await run(member('group'), 'CreateState', { ...name, visibility: 'shared', group_id: GROUP })
  assert.equal(shared.visibility, 'group')

  const owner = member('group')
  const { name: own } = await share(owner, {})
  await assert.rejects(run(owner, 'UpdateState', { ...own, visibility: 'group' }), fails('BAD_REQUEST'))
  await assert.rejects(run(owner, 'UpdateState', { ...own, visibility: 'public' }), fails('FORBIDDEN'))
  assert.equal((await run(owner, 'UpdateState', { ...own, visibility: 'group', group_id: GROUP })).visibility, 'group')
  await assert.rejects(run(member('group'), 'UpdateState', { ...own, visibility: 'private' }), fails('FORBIDDEN'))
  assert.equal((await run(owner, 'UpdateState', { ...own, visibility: 'private' })).visibility, 'private')
})

test('without a grant not even own states are there', async () => {
  const owner = member('own')
  const { name, id } = await share(owner, {})
  const demoted = testCaller([], { userId: owner.userId })
  for (const operation of ['State', 'UpdateState', 'DeleteState', 'States'] as const)
    await assert.rejects(run(demoted, operation, name), fails('FORBIDDEN'))
  for (const operation of ['StateById', 'UpdateStateById', 'DeleteStateById'] as const)
    await assert.rejects(run(demoted, operation, { id }), fails('FORBIDDEN'))
  await assert.rejects(run(demoted, 'CreateState', { ...name, value: 1 }), fails('FORBIDDEN'))
  await assert.rejects(run(null, 'State', name), fails('UNAUTHENTICATED'))
  await assert.rejects(run(null, 'StateById', { id }), fails('UNAUTHENTICATED'))
})

test('a permission may be for one namespace', async () => {
  const owner = member('own')
  const [open, closed] = [await share(owner, {}), await share(owner, {})]
  const limited = testCaller([`sinas.states/${open.name.namespace}.read:own`], { userId: owner.userId })
  assert.equal((await run(limited, 'State', open.name)).id, open.id)
  assert.equal((await run(limited, 'StateById', { id: open.id })).id, open.id)
  assert.equal((await run(limited, 'States', { namespace: open.name.namespace })).length, 1)
  await assert.rejects(run(limited, 'State', closed.name), fails('FORBIDDEN'))
  await assert.rejects(run(limited, 'StateById', { id: closed.id }), fails('FORBIDDEN'))
  await assert.rejects(run(limited, 'States', {}), fails('FORBIDDEN'))
})

test('an API key does no more than it grants', async () => {
  const owner = member('own')
  const { name } = await share(owner, {})
  const key: Caller = { ...owner, apiKey: { id: crypto.randomUUID(), permissions: { 'sinas.contexts.get:own': true } } }
  assert.equal((await run(key, 'State', name)).value, 'shared')
  await assert.rejects(run(key, 'UpdateState', { ...name, value: 1 }), fails('FORBIDDEN'))
})
