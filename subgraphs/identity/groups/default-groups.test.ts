import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { OperationName } from '../../../schema/graph.ts'
import type { RunningSubgraph } from '../../../schema/subgraph.ts'
import { administrator, openTestPlatform, type TestPlatform, testRequest } from '../../../schema/testing/platform.ts'
import { identity } from '../index.ts'

let platform: TestPlatform
let subgraph: RunningSubgraph

before(async () => {
  platform = await openTestPlatform({ SUPERADMIN_EMAIL: 'Root@Example.com' })
  // Four processes that find an empty database at the same time.
  ;[subgraph] = (await Promise.all([1, 2, 3, 4].map(() => platform.start(identity)))) as [RunningSubgraph]
})
after(() => platform.close())

const admin = administrator()

const run = (operation: OperationName, variables: Record<string, unknown> = {}) =>
  platform.perform(operation, variables, testRequest(admin))

const permissionsOf = async (group: string): Promise<Record<string, boolean>> =>
  Object.fromEntries((await run('ListGroupPermissions', { group })).map((entry: any) => [entry.permission_key, entry.permission_value]))

test('processes that start at once make each default group once', async () => {
  const groups = await run('ListGroups')
  assert.deepEqual(
    groups.map(({ name }: { name: string }) => name),
    ['Admins', 'GuestUsers', 'Users'],
  )
  const defaults = await run('GetDefaultPermissions')
  for (const name of Object.keys(defaults)) assert.deepEqual(await permissionsOf(name), { ...defaults[name] })
})

test('the superadmin is made a member of Admins', async () => {
  const members = await run('ListRoleMembers', { role: 'Admins' })
  assert.deepEqual(
    members.map((member: any) => member.user_email),
    ['root@example.com'],
  )
})

test('the superadmin can be neither deleted nor switched off', async () => {
  const [{ user_id: id }] = await run('ListRoleMembers', { role: 'Admins' })
  await assert.rejects(run('DeleteUser', { id }), { code: 'REFUSED' })
  await assert.rejects(run('UpdateUser', { id, is_active: false }), { code: 'REFUSED' })
})

test('a restart keeps what an operator changed, but for Admins', async () => {
  const group = 'Users'
  await run('RemoveGroupPermission', { group, permission_key: 'sinas.functions.execute:own' })
  await run('SetGroupPermission', { group, permission_key: 'sinas.agents.create:own', permission_value: false })
  await run('SetGroupPermission', { group, permission_key: 'sinas.mcp.read:own', permission_value: true })
  await subgraph.database.query(`update identity.group_permissions set permission_value = false where permission_key = 'sinas.*:all'`)
  await platform.start(identity)
  const users = await permissionsOf(group)
  assert.equal(users['sinas.functions.execute:own'], undefined)
  assert.equal(users['sinas.agents.create:own'], false)
  assert.equal(users['sinas.mcp.read:own'], true)
  assert.deepEqual(await permissionsOf('Admins'), { 'sinas.*:all': true })
})

test('a restart gives the default permissions that a group was never given', async () => {
  await subgraph.database.query(`delete from identity.group_permissions where permission_key = 'sinas.skills.read:own'`)
  await subgraph.database.query(
    `update identity.groups set seeded_permissions = seeded_permissions - 'sinas.skills.read:own' where name = 'Users'`,
  )
  await platform.start(identity)
  assert.equal((await permissionsOf('Users'))['sinas.skills.read:own'], true)
})

test('the superadmin joins only where Admins has no active member', async () => {
  const { id } = await run('CreateUser', { email: 'second@example.com' })
  await run('AddGroupMember', { group: 'Admins', user_id: id })
  await subgraph.database.query(
    `update identity.members set active = false where user_id = (select id from identity.users where email = 'root@example.com')`,
  )
  await platform.start(identity)
  const admins = async () => (await run('ListRoleMembers', { role: 'Admins' })).map((member: any) => member.user_email)
  assert.deepEqual(await admins(), ['second@example.com'])
  await subgraph.database.query('update identity.users set is_active = false where id = $1', [id])
  await platform.start(identity)
  assert.ok((await admins()).includes('root@example.com'))
})
