import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { pino } from 'pino'
import type { Caller } from '../../../schema/context.ts'
import { type IdentityUnderTest, openIdentity } from '../identity.testing.ts'
import { reportUnreadablePermissions } from '../permissions/unreadable-permissions.ts'

let identity: IdentityUnderTest
let admin: Caller

before(async () => {
  identity = await openIdentity()
  admin = await identity.user('Admins')
})
after(() => identity[Symbol.asyncDispose]())

const createGroup = async (...permissions: string[]): Promise<string> => {
  const { id } = await identity.run('CreateGroup', { name: crypto.randomUUID() }, admin)
  for (const permission of permissions) await set(admin, id, permission)
  return id
}

const set = (caller: Caller, group: string, permission_key: string, permission_value = true) =>
  identity.run('SetGroupPermission', { group, permission_key, permission_value }, caller)

const take = (caller: Caller, group: string, permission_key: string) =>
  identity.run('RemoveGroupPermission', { group, permission_key }, caller)

const add = (caller: Caller, group: string, { userId: user_id }: Caller) => identity.run('AddGroupMember', { group, user_id }, caller)

const remove = (caller: Caller, group: string, { userId: user_id }: Caller) => identity.run('RemoveGroupMember', { group, user_id }, caller)

const refused = { code: 'FORBIDDEN' }

/** What the answer says is wrong with the input. */
const complaint = (pattern: RegExp) => (error: any) => {
  assert.equal(error.code, 'VALIDATION')
  assert.match(error.extensions.issues[0].msg, pattern)
  return true
}

test('who manages permissions can’t make an administrator of themselves, however they spell it', async () => {
  const manager = await identity.userWith('sinas.groups.manage_permissions:all')
  const [own] = manager.groupIds as [string]
  const spellings = [
    'sinas.*:all',
    'sinas/*.*:all',
    '*/*.*:all',
    'sinas.*.*:all',
    '*:all',
    '*.*:all',
    '*:*',
    '*.read:all',
    '*.users.get:all',
  ]
  for (const spelling of spellings) await assert.rejects(set(manager, own, spelling), { code: /FORBIDDEN|VALIDATION/ }, spelling)
  await assert.rejects(set(manager, own, 'sinas.users.read:all'), { ...refused, message: /sinas\.users\.read:all/ })
  const { permissions } = await identity.again(manager)
  assert.deepEqual({ ...permissions }, { 'sinas.groups.manage_permissions:all': true })
})

test('what the grantor holds they give, in any spelling, and permissions of other services as well', async () => {
  const manager = await identity.userWith('sinas.groups.manage_permissions:all', 'sinas.functions.*:all', 'sinas.logs.read:group')
  const group = await createGroup()
  const given = [
    'sinas.functions/billing/*.execute:own',
    'sinas.functions.billing.get:all',
    'sinas.request_logs.get:own',
    'titan.read:all',
    'titan.*:all',
  ]
  for (const permission of given) assert.equal((await set(manager, group, permission)).permission_key, permission)
  await assert.rejects(set(manager, group, 'sinas.logs.read:all'), refused)
})

test('what is no permission, or names nothing that exists, is refused with what was probably meant, granted or not', async () => {
  const group = await createGroup()
  const meant = {
    'sinas.function.read:own': 'sinas.functions.read:own',
    'sinas.functions.raed:own': 'sinas.functions.read:own',
    'sinas.functions.read': 'sinas.functions.read:own',
    'sinas.functions.read:mine': 'sinas.functions.read:own',
    'functions.read': 'sinas.functions.read:own',
    'SINAS.users.read:all': 'sinas.users.read:all',
    'sinаs.users.read:all': 'sinas.users.read:all',
    ' sinas.users.read:all ': 'sinas.users.read:all',
    'sinas.users/ns.read:all': 'sinas.users.read:all',
    'sinas.states.ns.read:own': 'sinas.states/ns.read:own',
    'sinas.functions/billing/charge.excute:all': 'sinas.functions/billing/charge.execute:all',
    'sinas.us*rs.read:own': 'sinas.users.read:own',
    '*/*.*:all': 'sinas.*:all',
  }
  for (const [written, suggestion] of Object.entries(meant)) {
    const message = complaint(new RegExp(`Did you mean "${suggestion.replace(/[.*]/g, '\\$&')}"\\?$`))
    for (const value of [true, false]) {
      await assert.rejects(set(admin, group, written, value), message, written)
      await assert.rejects(identity.run('CreateApiKey', { name: 'k', permissions: { [written]: value } }, admin), message, written)
    }
  }
  const nothing = [
    'nonsense',
    'sinas.constructor.read:own',
    'sinas.users.__proto__:own',
    'titan.read:team',
    `sinas.${'x'.repeat(400)}.read:own`,
  ]
  for (const written of nothing)
    await assert.rejects(set(admin, group, written), complaint(/permissions\/reference lists what there is$/), written)
  assert.deepEqual(await identity.run('ListGroupPermissions', { group }, admin), [])
})

test('a manager takes away only what they hold', async () => {
  const manager = await identity.userWith('sinas.groups.manage_permissions:all', 'sinas.users.read:all')
  const group = await createGroup('sinas.users.read:all', 'sinas.users.delete:all', 'titan.read:all')
  await assert.rejects(take(manager, group, 'sinas.users.delete:all'), refused)
  await assert.rejects(set(manager, group, 'sinas.users.delete:all', false), refused)
  await set(manager, group, 'sinas.users.create:all', false)
  await take(manager, group, 'sinas.users.create:all')
  await take(manager, group, 'sinas.users.read:all')
  await take(manager, group, 'titan.read:all')
  const left = await identity.run('ListGroupPermissions', { group }, admin)
  assert.deepEqual(
    left.map((entry: any) => [entry.permission_key, entry.permission_value]),
    [['sinas.users.delete:all', true]],
  )
})

test('a manager gives by a membership, a mapping or a name only what they hold', async () => {
  const manager = await identity.userWith(
    'sinas.groups.manage_members:all',
    'sinas.groups.update:all',
    'sinas.groups.delete:all',
    'sinas.users.read:own',
  )
  const [weak, strong] = [await createGroup('sinas.users.read:own', 'titan.read:all'), await createGroup('sinas.users.read:all')]
  await add(manager, weak, manager)
  await assert.rejects(add(manager, strong, manager), refused)
  await assert.rejects(add(manager, 'Admins', manager), refused)
  const update = (group: string, changes: object) => identity.run('UpdateGroup', { group, ...changes }, manager)
  await update(weak, { external_group_id: crypto.randomUUID(), name: crypto.randomUUID() })
  await assert.rejects(update(strong, { external_group_id: crypto.randomUUID() }), refused)
  await assert.rejects(update(strong, { name: crypto.randomUUID() }), refused)
  await assert.rejects(update('Admins', { external_group_id: crypto.randomUUID() }), refused)
  await update(strong, { description: 'says nothing of who is in it' })
  await assert.rejects(identity.run('DeleteGroup', { group: strong }, manager), refused)
  await identity.run('DeleteGroup', { group: weak }, manager)
})

test('a manager does not end the memberships of users who hold more', async () => {
  const manager = await identity.userWith('sinas.groups.manage_members:all', 'sinas.users.read:own')
  const [group, powers] = [await createGroup('sinas.users.read:own'), await createGroup('sinas.users.read:all')]
  const [plain, superior] = [await identity.user('no such group'), await identity.user('no such group')]
  for (const user of [plain, superior]) await add(admin, group, user)
  await add(admin, powers, superior)
  await assert.rejects(remove(manager, group, superior), refused)
  await remove(manager, group, plain)
  await remove(manager, manager.groupIds[0]!, manager)
})

test('a manager does not switch off, switch on or delete users who hold more', async () => {
  const manager = await identity.userWith('sinas.users.update:all', 'sinas.users.delete:all')
  const [plain, superior] = [await identity.user('no such group'), await identity.userWith('sinas.users.read:all')]
  const setActive = (caller: Caller, { userId: id }: Caller, is_active: boolean) => identity.run('UpdateUser', { id, is_active }, caller)
  await assert.rejects(setActive(manager, superior, false), refused)
  await assert.rejects(identity.run('DeleteUser', { id: superior.userId }, manager), refused)
  await assert.rejects(setActive(manager, admin, false), refused)
  await setActive(admin, superior, false)
  await assert.rejects(setActive(manager, superior, true), refused)
  assert.equal(await identity.again(superior), null)
  await setActive(manager, plain, false)
  await setActive(manager, plain, true)
  await identity.run('DeleteUser', { id: plain.userId }, manager)
})

test('an API key stands above its owner only where it holds what they hold', async () => {
  const key = { id: crypto.randomUUID(), permissions: { 'sinas.groups.manage_members:all': true, 'sinas.users.update:all': true } }
  const other = await identity.user('Admins')
  await assert.rejects(identity.run('UpdateUser', { id: other.userId, is_active: false }, { ...admin, apiKey: key }), refused)
  await assert.rejects(add({ ...admin, apiKey: key }, 'Users', other), refused)
})

test('the last administrator stays, also where two remove each other at the same time', async () => {
  await using alone = await openIdentity()
  const [one, two] = [await alone.user('Admins'), await alone.user('Admins')]
  const switchOff = ({ userId: id }: Caller, by: Caller) => alone.run('UpdateUser', { id, is_active: false }, by)
  const outcomes = await Promise.allSettled([switchOff(one, two), switchOff(two, one)])
  assert.deepEqual(outcomes.map(({ status }) => status).sort(), ['fulfilled', 'rejected'])
  const left = outcomes[0].status === 'fulfilled' ? two : one
  // Holds all, but is no member of Admins.
  const equal = await alone.user('no such group')
  const { id: group } = await alone.run('CreateGroup', { name: crypto.randomUUID() }, left)
  await alone.run('SetGroupPermission', { group, permission_key: 'sinas.*:all', permission_value: true }, left)
  await alone.run('AddGroupMember', { group, user_id: equal.userId }, left)
  await assert.rejects(switchOff(left, await alone.again(equal)), { code: 'REFUSED', message: /last member of Admins/ })
  await assert.rejects(alone.run('DeleteUser', { id: left.userId }, await alone.again(equal)), { code: 'REFUSED' })
})

test('to create a user is to give what GuestUsers grants', async () => {
  const email = () => `${crypto.randomUUID()}@example.com`
  const inviter = await identity.userWith('sinas.users.create:all', 'sinas.users.read:own', 'sinas.users.update:own')
  const created = await identity.run('CreateUser', { email: email() }, inviter)
  assert.deepEqual(created.groups, ['GuestUsers'])
  await set(admin, 'GuestUsers', 'sinas.agents.read:all')
  await assert.rejects(identity.run('CreateUser', { email: email() }, inviter), refused)
  await take(admin, 'GuestUsers', 'sinas.agents.read:all')
  const known = await identity.run('CreateUser', { email: admin.email }, inviter)
  assert.deepEqual([known.id, known.email, known.groups], [admin.userId, null, null])
})

test('permissions of an earlier version that are none grant nothing, and the log says so at the start', async () => {
  const user = await identity.userWith('sinas.users.read:own')
  const [group] = user.groupIds
  const { database } = identity.subgraph
  await database.query(`update identity.group_permissions set permission_key = 'sinas..users.read:all' where group_id = $1`, [group])
  const asked = ['sinas..users.read:all', 'sinas.users.read:own', 'sinas.users.read:all']
  const { checks } = await identity.run('CheckPermissions', { permissions: asked }, await identity.again(user))
  assert.deepEqual(
    checks.map((check: any) => check.has_permission),
    [false, false, false],
  )
  const { key } = await identity.run('CreateApiKey', { name: 'old' }, admin)
  await database.query(`update identity.api_keys set permissions = '{"nonsense": true, "other nonsense": false}' where key_prefix = $1`, [
    key.slice(0, 8),
  ])
  const lines: any[] = []
  const log = pino({ level: 'warn' }, { write: (line: string) => void lines.push(JSON.parse(line)) })
  await reportUnreadablePermissions(database, log)
  assert.equal(lines.length, 1)
  assert.deepEqual(lines[0].permissions.map((entry: any) => entry.permission).sort(), ['nonsense', 'sinas..users.read:all'])
  const { id } = await identity.run('GetGroup', { group }, admin)
  await take(admin, id, 'sinas..users.read:all')
})
