import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Caller } from '../../../schema/context.ts'
import { type IdentityUnderTest, openIdentity } from '../identity.testing.ts'

let identity: IdentityUnderTest
let admin: Caller

before(async () => {
  identity = await openIdentity()
  admin = await identity.user('Admins')
})
after(() => identity[Symbol.asyncDispose]())

const graphql = (source: string, variables: Record<string, unknown>, caller: Caller | null) =>
  identity.platform.run(identity.subgraph, source, variables, caller)

const newAddress = () => `${crypto.randomUUID().slice(0, 8)}@example.com`

test('a user sees who they are', async () => {
  const user = await identity.user('Users')
  const me = await identity.run('GetMe', {}, user)
  assert.deepEqual(Object.keys(me), ['id', 'email', 'is_active', 'last_login_at', 'created_at', 'groups', 'roles'])
  assert.deepEqual([me.id, me.email, me.groups, me.roles], [user.userId, user.email, ['Users'], ['Users']])
  assert.match(me.created_at, /Z$/)
  const one = await identity.run('GetUser', { id: user.userId }, user)
  assert.deepEqual([one.id, one.is_active, one.groups], [user.userId, true, ['Users']])
})

test('a caller whose row is gone is not found', async () => {
  const user = await identity.user('Users')
  await identity.run('DeleteUser', { id: user.userId }, admin)
  await assert.rejects(identity.run('GetMe', {}, user), { code: 'NOT_FOUND' })
})

test('others are seen with users.read:all alone', async () => {
  const [user, other] = [await identity.user('Users'), await identity.user('Users')]
  await assert.rejects(identity.run('GetUser', { id: other.userId }, user), { code: 'FORBIDDEN', message: /users\.read:all/ })
  await assert.rejects(identity.run('ListUsers', {}, user), { code: 'FORBIDDEN' })
  assert.equal((await identity.run('GetUser', { id: other.userId }, admin)).email, other.email)
  await assert.rejects(identity.run('GetUser', { id: crypto.randomUUID() }, admin), { code: 'NOT_FOUND' })
})

test('without a permission on users, one does not even see oneself by id', async () => {
  const nobody = await identity.user('no such group')
  await assert.rejects(identity.run('GetUser', { id: nobody.userId }, nobody), { code: 'FORBIDDEN' })
  assert.equal((await identity.run('GetMe', {}, nobody)).email, nobody.email)
})

test('users are listed newest first, by pages and by part of their address', async () => {
  const marker = crypto.randomUUID().slice(0, 8)
  for (const name of ['a', 'b', 'c']) await identity.run('CreateUser', { email: `${name}-${marker}@example.com` }, admin)
  const emails = async (variables: Record<string, unknown>) =>
    (await identity.run('ListUsers', { search: marker.toUpperCase(), ...variables }, admin)).map(({ email }: { email: string }) => email[0])
  assert.deepEqual(await emails({}), ['c', 'b', 'a'])
  assert.deepEqual(await emails({ skip: 1, limit: 1 }), ['b'])
  assert.deepEqual(await emails({ search: '%' }), [])
  await assert.rejects(emails({ limit: 1001 }), { code: 'VALIDATION' })
  await assert.rejects(emails({ skip: -1 }), { code: 'VALIDATION' })
})

test('a user whom an administrator creates joins GuestUsers; a known address is answered with its user', async () => {
  const email = newAddress()
  const created = await identity.run('CreateUser', { email: ` ${email.toUpperCase()} ` }, admin)
  assert.deepEqual([created.email, created.groups], [email, ['GuestUsers']])
  assert.equal((await identity.run('CreateUser', { email }, admin)).id, created.id)
  const user = await identity.user('Users')
  assert.deepEqual((await identity.run('CreateUser', { email: user.email }, admin)).groups, ['Users'])
  await assert.rejects(identity.run('CreateUser', { email: 'nothing' }, admin), { code: 'VALIDATION' })
  await assert.rejects(identity.run('CreateUser', { email }, user), { code: 'FORBIDDEN' })
})

test('an administrator switches users off and on again', async () => {
  const user = await identity.user('Users')
  const id = user.userId
  assert.equal((await identity.run('UpdateUser', { id, is_active: false }, admin)).is_active, false)
  assert.equal(await identity.again(user), null)
  await identity.run('UpdateUser', { id, is_active: true }, admin)
  assert.equal((await identity.again(user)).userId, id)
})

test('a user changes nothing of others, nor whether they are active themselves', async () => {
  const [user, other] = [await identity.user('Users'), await identity.user('Users')]
  assert.equal((await identity.run('UpdateUser', { id: user.userId }, user)).id, user.userId)
  await assert.rejects(identity.run('UpdateUser', { id: user.userId, is_active: true }, user), { code: 'FORBIDDEN' })
  await assert.rejects(identity.run('UpdateUser', { id: other.userId }, user), { code: 'FORBIDDEN' })
  await assert.rejects(identity.run('DeleteUser', { id: other.userId }, user), { code: 'FORBIDDEN' })
})

test('no user removes themselves', async () => {
  const id = admin.userId
  await assert.rejects(identity.run('DeleteUser', { id }, admin), { code: 'BAD_REQUEST' })
  await assert.rejects(identity.run('UpdateUser', { id, is_active: false }, admin), { code: 'BAD_REQUEST' })
  await assert.rejects(identity.run('DeleteUser', { id: crypto.randomUUID() }, admin), { code: 'NOT_FOUND' })
})

const REFERRED = `query ($representations: [_Any!]!) {
  _entities(representations: $representations) { ... on User { id email isActive createdAt groupNames groups { nodes { id } } } }
}`

async function refer(ids: string[], caller: Caller | null) {
  const representations = ids.map((id) => ({ __typename: 'User', id }))
  const { _entities: users } = JSON.parse(JSON.stringify(await graphql(REFERRED, { representations }, caller)))
  return users.map((user: any) => ({ ...user, groups: user.groups?.nodes.map(({ id: group }: { id: string }) => group) }))
}

/** A group that is no default group, with these members. */
async function groupOf(...members: Caller[]): Promise<string> {
  const { id: group } = await identity.run('CreateGroup', { name: crypto.randomUUID() }, admin)
  for (const { userId: user_id } of members) await identity.run('AddGroupMember', { group, user_id }, admin)
  return group
}

test('where something refers to users, each caller sees of them what they may', async () => {
  const [member, colleague, stranger] = [await identity.user('Users'), await identity.user('Users'), await identity.user('Users')]
  const common = await groupOf(member, colleague)
  await groupOf(colleague)
  const user = await identity.again(member)
  const users = colleague.groupIds[0]
  const gone = crypto.randomUUID()
  const hidden = { isActive: null, createdAt: null, groupNames: null }
  const [self, shared, unknown, missing] = await refer([user.userId, colleague.userId, stranger.userId, gone], user)
  assert.deepEqual([self.email, self.groupNames.length], [user.email, 2])
  assert.deepEqual(
    shared,
    { id: colleague.userId, email: colleague.email, ...hidden, groups: [users, common] },
    'of the groups, those that both are in',
  )
  assert.deepEqual(unknown, { id: stranger.userId, email: null, ...hidden, groups: [users] })
  assert.deepEqual(missing, { id: gone, email: null, ...hidden, groups: [] })
  assert.deepEqual((await refer([stranger.userId], admin))[0].groupNames, ['Users'])
  assert.deepEqual((await refer([user.userId], null))[0], { id: user.userId, email: null, ...hidden, groups: undefined })
})

test('members of a default group see each other, but no addresses; who manages members sees all', async () => {
  const [user, other] = [await identity.user('Users'), await identity.user('Users')]
  const addressSeenBy = async (caller: Caller) => {
    const members = await identity.run('ListRoleMembers', { role: 'Users' }, caller)
    return members.find(({ user_id }: { user_id: string }) => user_id === other.userId).user_email
  }
  assert.equal(await addressSeenBy(user), null)
  assert.equal(await addressSeenBy(admin), other.email)
  const manager = await identity.userWith('sinas.groups.manage_members:all', 'sinas.groups.read:all')
  assert.equal(await addressSeenBy(manager), other.email)
  await using staff = await openIdentity({ DEFAULT_GROUP_NAME: 'Staff', DATABASE_URL: identity.platform.databaseUrl })
  const { id: role } = await identity.run('CreateGroup', { name: 'Staff' }, admin)
  for (const { userId: user_id } of [user, other]) await identity.run('AddGroupMember', { group: role, user_id }, admin)
  const members = await staff.run('ListRoleMembers', { role }, await identity.again(user))
  assert.deepEqual(members.map((member: any) => member.user_email).sort(), [null, null, user.email].sort())
})

test('an API key sees its owner’s colleagues no better than strangers, unless it may read groups', async () => {
  const [user, colleague] = [await identity.user('Users'), await identity.user('Users')]
  await groupOf(user, colleague)
  const owner = await identity.again(user)
  const seenWith = async (...permissions: string[]) => {
    const apiKey = { id: crypto.randomUUID(), permissions: Object.fromEntries(permissions.map((text) => [text, true])) }
    return (await refer([colleague.userId], { ...owner, apiKey }))[0].email
  }
  assert.equal(await seenWith('sinas.users.read:own'), null)
  assert.equal(await seenWith('sinas.groups.read:own'), colleague.email)
})

test('users that many things refer to are read by one statement', async () => {
  const users = await Promise.all(Array.from({ length: 5 }, () => identity.user('Users')))
  const { database } = identity.subgraph
  const { query, read } = database
  let statements = 0
  database.query = ((...args: Parameters<typeof query>) => {
    statements++
    return query(...args)
  }) as typeof query
  database.read = ((...args: Parameters<typeof read>) => {
    statements++
    return read(...args)
  }) as typeof read
  try {
    const representations = users.map(({ userId: id }) => ({ __typename: 'User', id }))
    await graphql(
      'query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on User { email } } }',
      { representations },
      admin,
    )
  } finally {
    Object.assign(database, { query, read })
  }
  assert.equal(statements, 1)
})

test('a group that something refers to is seen by its members and by holders of groups.read:all', async () => {
  const user = await identity.user('Users')
  const [id] = user.groupIds
  const source = `query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on Group { name } } }`
  const names = async (caller: Caller) =>
    (await graphql(source, { representations: [{ __typename: 'Group', id }] }, caller))._entities.map((group: any) => group?.name ?? null)
  assert.deepEqual(await names(user), ['Users'])
  assert.deepEqual(await names(admin), ['Users'])
  assert.deepEqual(await names(await identity.user('GuestUsers')), [null])
})
