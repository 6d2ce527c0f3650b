// What a caller is offered to run: their own functions, and those that were shared on purpose.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Caller } from '../../../schema/context.ts'
import type { SinasError } from '../../../schema/errors.ts'
import { testCaller } from '../../../schema/testing/platform.ts'
import { type FunctionsUnderTest, openFunctions } from '../functions.testing.ts'

let platform: FunctionsUnderTest
let ada: Caller
let admin: Caller
const HANDLER = 'def handler(input, context):\n    return input\n'

before(async () => {
  platform = await openFunctions()
  ada = await platform.user()
  admin = await platform.user('Admins')
})
after(() => platform[Symbol.asyncDispose]())

const code = (expected: string) => (error: SinasError) => error.code === expected
const names = async (caller: Caller, filter: Record<string, unknown> = {}) =>
  (await platform.run('DiscoverFunctions', filter, caller)).map(({ name }: any) => name)
const tools = async (caller: Caller) => (await platform.run('RunnableFunctions', {}, caller)).functions.map(({ name }: any) => name)
const change = (editor: Caller, name: string, more: object) =>
  platform.run('UpdateFunction', { namespace: 'default', name, ...more }, editor)
const isShared = async (name: string) => (await platform.run('GetFunction', { namespace: 'default', name }, admin)).is_shared
/** A user with these permissions, beside those of every user. */
const holder = async (...permissions: string[]) => {
  const user = await platform.user()
  return testCaller({ ...user.permissions, ...Object.fromEntries(permissions.map((text) => [text, true])) }, { userId: user.userId })
}

test('an administrator is offered what they own, and not whatever a user has made', async () => {
  const [own, foreign] = [await platform.fn(admin, HANDLER), await platform.fn(ada, HANDLER)]
  for (const offered of [await names(admin), await tools(admin)]) {
    assert.ok(offered.includes(own))
    assert.ok(!offered.includes(foreign))
  }
  assert.equal((await platform.execute(admin, foreign)).status, 'success', 'they may run it nevertheless')
})

test('what is shared is offered to those who may execute it, after what they own', async () => {
  const shared = await platform.fn(admin, HANDLER, { is_shared: true, description: 'adds up' })
  const user = await holder(`sinas.functions/default/${shared}.execute:all`)
  const own = await platform.fn(user, HANDLER, { name: 'zz_own' })
  assert.deepEqual(await names(user), [own, shared])
  assert.deepEqual(await tools(user), [own, shared])
  assert.deepEqual(await names(user, { search: 'adds' }), [shared])
  assert.deepEqual(await names(user, { skip: 1, limit: 1 }), [shared])
  assert.deepEqual(await names(user, { namespace: 'elsewhere' }), [])
  assert.ok(!(await names(ada)).includes(shared))
  await change(admin, shared, { is_active: false })
  assert.deepEqual(await names(user), [own])
})

test('to share takes a permission, which its owner does not have by owning it', async () => {
  const name = await platform.fn(ada, HANDLER)
  await assert.rejects(change(ada, name, { is_shared: true }), code('FORBIDDEN'))
  await assert.rejects(platform.fn(ada, HANDLER, { is_shared: true }), (error: SinasError) =>
    /functions\/default\/f_\w+\.share:own is required/.test(error.message),
  )
  await assert.rejects(
    change(await holder('sinas.functions.update:all', 'sinas.functions.share:own'), name, { is_shared: true }),
    code('FORBIDDEN'),
  )
  const sharer = await holder('sinas.functions.share:own')
  assert.equal(await isShared(await platform.fn(sharer, HANDLER, { is_shared: true })), true)
  await change(admin, name, { is_shared: true })
  assert.equal(await isShared(name), true)
  await change(ada, name, { is_shared: false })
  assert.equal(await isShared(name), false)
})

test('the mark goes with what it vouched for, where the editor may not share', async () => {
  const changes = {
    code: `${HANDLER}# changed\n`,
    description: 'now says something else to a model',
    input_schema: { type: 'object', required: ['a'] },
    output_schema: { type: 'object', required: ['b'] },
    enabled_namespaces: ['elsewhere'],
    requires_approval: true,
  }
  for (const [field, value] of Object.entries(changes)) {
    const name = await platform.fn(ada, HANDLER)
    await change(admin, name, { is_shared: true })
    await change(ada, name, { timeout: 5, icon: 'star', is_active: false, code: HANDLER, input_schema: { type: 'object' } })
    assert.equal(await isShared(name), true, 'nothing that it vouches for was changed')
    await change(ada, name, { [field]: value })
    assert.equal(await isShared(name), false, field)
    await change(admin, name, { is_shared: true, [field]: value })
    assert.equal(await isShared(name), true)
  }
  const rolled = await platform.fn(ada, HANDLER)
  await change(admin, rolled, { code: `${HANDLER}# 2\n`, is_shared: true })
  await platform.run('RollbackFunction', { namespace: 'default', name: rolled, version: 1 }, ada)
  assert.equal(await isShared(rolled), false)
})

test('what is offered shows no code to who may not read it', async () => {
  const shared = await platform.fn(admin, HANDLER, { is_shared: true })
  const user = await holder(`sinas.functions/default/${shared}.execute:all`)
  const query = '{ offeredFunctions { nodes { name inputSchema outputSchema description icon requiresApproval function { code } } } }'
  const { offeredFunctions } = await platform.platform.run(platform.subgraph, query, {}, user)
  assert.deepEqual(
    offeredFunctions.nodes.map((offered: any) => [offered.name, offered.function]),
    [[shared, null]],
  )
  await assert.rejects(
    platform.platform.run(platform.subgraph, '{ offeredFunctions { nodes { code } } }', {}, user),
    /Cannot query field "code"/,
  )
  await assert.rejects(platform.run('GetFunction', { namespace: 'default', name: shared }, user), code('FORBIDDEN'))
})

test('a call by the id that was offered never runs another function of the same name', async () => {
  const name = await platform.fn(ada, HANDLER)
  const { functions } = await platform.run('RunnableFunctions', {}, ada)
  const { id } = functions.find((each: any) => each.name === name)
  const order = { namespace: 'default', name, trigger_type: 'API', trigger_id: 'mcp', function_id: id }
  assert.equal((await platform.run('RunFunction', order, ada)).status, 'COMPLETED')
  await platform.run('DeleteFunction', { id }, ada)
  await platform.fn(ada, HANDLER, { name })
  await assert.rejects(platform.run('RunFunction', order, ada), code('NOT_FOUND'))
})
