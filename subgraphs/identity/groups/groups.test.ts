import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Caller } from '../../../schema/context.ts'
import type { OperationName } from '../../../schema/graph.ts'
import { match } from '../../../schema/permissions.ts'
import { type IdentityUnderTest, openIdentity } from '../identity.testing.ts'

let identity: IdentityUnderTest
let admin: Caller

before(async () => {
  identity = await openIdentity()
  admin = await identity.user('Admins')
})
after(() => identity[Symbol.asyncDispose]())

const uniqueName = () => `group-${crypto.randomUUID()}`

const createGroup = (over = {}) => identity.run('CreateGroup', { name: uniqueName(), ...over }, admin)

test('who creates a group is its first member', async () => {
  const group = await createGroup({ description: 'Ops', email_domain: 'example.com', external_group_id: uniqueName() })
  assert.deepEqual(Object.keys(group), ['id', 'name', 'description', 'email_domain', 'external_group_id', 'created_at', 'updated_at'])
  const [member, ...others] = await identity.run('ListGroupMembers', { group: group.id }, admin)
  assert.equal(others.length, 0)
  const { id, added_at, ...rest } = member
  assert.ok(id && added_at)
  assert.deepEqual({ ...rest }, { group_id: group.id, user_id: admin.userId, role: 'admin', active: true })
})

test('a name and an external group belong to one group', async () => {
  const group = await createGroup({ external_group_id: uniqueName() })
  await assert.rejects(createGroup({ name: group.name }), { code: 'ALREADY_EXISTS', message: 'A group of this name already exists' })
  await assert.rejects(createGroup({ external_group_id: group.external_group_id }), { code: 'ALREADY_EXISTS', message: /external group/ })
  const other = await createGroup()
  await assert.rejects(identity.run('UpdateGroup', { group: other.id, name: group.name }, admin), { code: 'ALREADY_EXISTS' })
})

test('a group is found by id and by name, and one named like another’s id does not hide it', async () => {
  const group = await createGroup()
  const impostor = await createGroup({ name: group.id })
  assert.equal((await identity.run('GetGroup', { group: group.id }, admin)).id, group.id)
  assert.equal((await identity.run('GetGroup', { group: group.name }, admin)).id, group.id)
  assert.equal((await identity.run('GetGroup', { group: impostor.id }, admin)).name, group.id)
  await assert.rejects(identity.run('GetGroup', { group: uniqueName() }, admin), { code: 'NOT_FOUND', message: 'Group not found' })
})

test('what is not given stays when a group is changed', async () => {
  const group = await createGroup({ description: 'before' })
  const changed = await identity.run('UpdateGroup', { group: group.name, email_domain: 'example.org' }, admin)
  assert.equal(changed.description, 'before')
  assert.equal(changed.email_domain, 'example.org')
  assert.ok(changed.updated_at >= group.updated_at)
})

test('members see their groups, and others do not', async () => {
  const group = await createGroup()
  const user = await identity.user('Users')
  await assert.rejects(identity.run('GetGroup', { group: group.name }, user), { code: 'FORBIDDEN' })
  await assert.rejects(identity.run('ListGroupMembers', { group: group.name }, user), { code: 'FORBIDDEN' })
  await identity.run('AddGroupMember', { group: group.name, user_id: user.userId }, admin)
  const member = await identity.again(user)
  assert.equal((await identity.run('GetGroup', { group: group.name }, member)).id, group.id)
  assert.equal((await identity.run('ListGroupMembers', { group: group.name }, member)).length, 2)
  const visible = (await identity.run('ListGroups', {}, member)).map(({ name }: { name: string }) => name)
  assert.deepEqual(visible, ['Users', group.name].sort())
  assert.ok((await identity.run('ListGroups', {}, admin)).length > 2)
})

test('a membership ends and can be taken up again', async () => {
  const group = await createGroup()
  const { userId: user_id } = await identity.user('Users')
  const names = { group: group.name, user_id }
  const first = await identity.run('AddGroupMember', names, admin)
  await assert.rejects(identity.run('AddGroupMember', names, admin), { code: 'ALREADY_EXISTS' })
  await identity.run('RemoveGroupMember', names, admin)
  await assert.rejects(identity.run('RemoveGroupMember', names, admin), { code: 'NOT_FOUND' })
  assert.equal((await identity.run('ListGroupMembers', names, admin)).length, 1)
  const again = await identity.run('AddGroupMember', { ...names, role: 'lead' }, admin)
  assert.equal(again.id, first.id)
  assert.equal(again.role, 'lead')
})

test('a membership needs a group and a user who exist', async () => {
  const { id } = await createGroup()
  const user_id = crypto.randomUUID()
  await assert.rejects(identity.run('AddGroupMember', { group: id, user_id }, admin), { code: 'NOT_FOUND', message: 'User not found' })
  await assert.rejects(identity.run('AddGroupMember', { group: uniqueName(), user_id }, admin), {
    code: 'NOT_FOUND',
    message: 'Group not found',
  })
})

test('what a group grants bites on the next request, and so does its end', async () => {
  const user = await identity.userWith('sinas.users.read:all')
  assert.ok(match(user.permissions, 'sinas.users.read:all'))
  const [group] = user.groupIds
  await identity.run('SetGroupPermission', { group, permission_key: 'sinas.users.read:all', permission_value: false }, admin)
  assert.deepEqual((await identity.again(user)).permissions, {})
})

test('a permission is set, changed, listed and taken away, as it was written', async () => {
  const { id: group } = await createGroup()
  const permission_key = 'sinas.functions/billing/*.execute:own'
  const made = await identity.run('SetGroupPermission', { group, permission_key, permission_value: true }, admin)
  assert.deepEqual(Object.keys(made), ['id', 'group_id', 'permission_key', 'permission_value', 'created_at', 'updated_at'])
  const changed = await identity.run('SetGroupPermission', { group, permission_key, permission_value: false }, admin)
  assert.deepEqual([changed.id, changed.permission_value], [made.id, false])
  assert.deepEqual(
    (await identity.run('ListGroupPermissions', { group }, admin)).map((entry: any) => entry.permission_key),
    [permission_key],
  )
  await identity.run('RemoveGroupPermission', { group, permission_key }, admin)
  await assert.rejects(identity.run('RemoveGroupPermission', { group, permission_key }, admin), { code: 'NOT_FOUND' })
})

test('Admins keeps its permissions and members, and default groups their names', async () => {
  const permission = { group: 'Admins', permission_key: 'sinas.*:all' }
  await assert.rejects(identity.run('SetGroupPermission', { ...permission, permission_value: false }, admin), { code: 'REFUSED' })
  await assert.rejects(identity.run('RemoveGroupPermission', permission, admin), { code: 'REFUSED' })
  await assert.rejects(identity.run('RemoveGroupMember', { group: 'Admins', user_id: admin.userId }, admin), { code: 'REFUSED' })
  await assert.rejects(identity.run('DeleteGroup', { group: 'Users' }, admin), { code: 'REFUSED' })
  await assert.rejects(identity.run('UpdateGroup', { group: 'GuestUsers', name: uniqueName() }, admin), { code: 'REFUSED' })
  assert.equal((await identity.run('UpdateGroup', { group: 'Users', name: 'Users', description: 'All' }, admin)).description, 'All')
})

test('a deleted group takes its grants with it', async () => {
  const user = await identity.userWith('sinas.users.read:all')
  await identity.run('DeleteGroup', { group: user.groupIds[0] }, admin)
  const { permissions, groupIds } = await identity.again(user)
  assert.deepEqual({ permissions, groupIds }, { permissions: {}, groupIds: [] })
})

test('users manage no groups', async () => {
  const user = await identity.user('Users')
  const group = 'Users'
  const attempts: [OperationName, Record<string, unknown>][] = [
    ['CreateGroup', { name: uniqueName() }],
    ['UpdateGroup', { group, name: uniqueName() }],
    ['DeleteGroup', { group }],
    ['AddGroupMember', { group, user_id: user.userId }],
    ['RemoveGroupMember', { group, user_id: user.userId }],
    ['ListGroupPermissions', { group }],
    ['SetGroupPermission', { group, permission_key: 'sinas.*:all', permission_value: true }],
    ['RemoveGroupPermission', { group, permission_key: 'sinas.agents.read:own' }],
  ]
  for (const [operation, variables] of attempts) {
    await assert.rejects(identity.run(operation, variables, user), { code: 'FORBIDDEN' }, operation)
    await assert.rejects(identity.run(operation, variables), { code: 'UNAUTHENTICATED' }, operation)
  }
})

test('the role paths show the same under their own names', async () => {
  const user = await identity.user('Users')
  const { id: role } = await identity.run('CreateRole', { name: uniqueName() }, admin)
  const member = await identity.run('AddRoleMember', { role, user_id: user.userId }, admin)
  assert.deepEqual(Object.keys(member), ['id', 'role_id', 'user_id', 'user_email', 'active', 'added_at'])
  assert.deepEqual([member.role_id, member.user_email], [role, user.email])
  const set = await identity.run('SetRolePermission', { role, permission_key: 'sinas.chats.read:all', permission_value: true }, admin)
  assert.equal(set.role_id, role)
  assert.equal((await identity.run('ListGroupPermissions', { group: role }, admin)).length, 1)
  await identity.run('RemoveRolePermission', { role, permission_key: 'sinas.chats.read:all' }, admin)
  await identity.run('RemoveRoleMember', { role, user_id: user.userId }, admin)
  assert.equal((await identity.run('ListRoleMembers', { role }, admin)).length, 1)
  assert.equal((await identity.run('ListRoles', {}, user)).length, 1)
  await identity.run('DeleteRole', { role }, admin)
  await assert.rejects(identity.run('GetRole', { role }, admin), { code: 'NOT_FOUND' })
})

test('input has its limits', async () => {
  await assert.rejects(identity.run('CreateGroup', { name: '' }, admin), (error: any) => {
    assert.equal(error.code, 'VALIDATION')
    assert.deepEqual(error.extensions.issues[0].loc, ['input', 'name'])
    return true
  })
  await assert.rejects(createGroup({ name: 'x'.repeat(256) }), { code: 'VALIDATION' })
  await assert.rejects(createGroup({ email_domain: 'x'.repeat(256) }), { code: 'VALIDATION' })
  const { description, email_domain } = await createGroup({ description: null, email_domain: null })
  assert.deepEqual([description, email_domain], [null, null])
})

test('text that the database can’t keep is the request’s fault', async () => {
  const nul = 'a\0b'
  await assert.rejects(createGroup({ name: nul }), { code: 'BAD_REQUEST', message: /can’t be stored/ })
  await assert.rejects(createGroup({ description: nul }), { code: 'BAD_REQUEST' })
  await assert.rejects(identity.run('GetGroup', { group: nul }, admin), { code: 'BAD_REQUEST' })
  await assert.rejects(identity.run('ListUsers', { search: nul }, admin), { code: 'VALIDATION' })
  await assert.rejects(identity.run('CreateApiKey', { name: nul }, admin), { code: 'BAD_REQUEST' })
  await assert.rejects(identity.run('CreateApiKey', { name: 'k', expires_at: '0000-01-01T00:00:00Z' }, admin), { code: 'BAD_REQUEST' })
})
