import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Caller } from '../../schema/context.ts'
import { assertNotMore, countStatements } from '../../schema/testing/statements.ts'
import { type IdentityUnderTest, openIdentity } from './identity.testing.ts'

let identity: IdentityUnderTest
let admin: Caller

before(async () => {
  identity = await openIdentity()
  admin = await identity.user('Admins')
})
after(() => identity[Symbol.asyncDispose]())

const graphql = async (source: string, variables: Record<string, unknown>, caller: Caller) =>
  JSON.parse(JSON.stringify(await identity.platform.run(identity.subgraph, source, variables, caller)))

const uuids = (count: number) => Array.from({ length: count }, () => crypto.randomUUID())

/** Users, each in two groups of their own, which grant two permissions, with a key that has made two more. */
async function fill(count: number): Promise<{ users: string[]; groups: string[] }> {
  const [users, groups, more, keys] = [uuids(count), uuids(count), uuids(count), uuids(count)]
  const each = (sql: string, ...columns: unknown[]) => identity.subgraph.database.query(sql, columns)
  await each(
    `insert into identity.users (id, email, is_active, created_at) select id, 'many-' || id || '@example.com', true, now() from unnest($1::uuid[]) as given(id)`,
    users,
  )
  for (const ids of [groups, more]) {
    await each(
      `insert into identity.groups (id, name, seeded_permissions, created_at, updated_at) select id, 'many-' || id, '[]', now(), now() from unnest($1::uuid[]) as given(id)`,
      ids,
    )
    await each(
      `insert into identity.members (id, user_id, group_id, role, active, added_at)
       select gen_random_uuid(), u, g, 'member', true, now() from unnest($1::uuid[], $2::uuid[]) as given(u, g)`,
      users,
      ids,
    )
  }
  await each(
    `insert into identity.group_permissions (id, group_id, permission_key, permission_value, created_at, updated_at)
     select gen_random_uuid(), id, key, true, now(), now()
       from unnest($1::uuid[]) as given(id), unnest(array['sinas.agents.read:own', 'sinas.skills.read:own']) as keys(key)`,
    groups,
  )
  const makeKeys = (ids: string[], parents: string[] | null) =>
    each(
      `insert into identity.api_keys (id, user_id, name, key_hash, key_prefix, parent_id, permissions, is_active, created_at)
       select id, u, 'many', id::text, 'many', parent, '{"sinas.agents.read:own": true, "sinas.agents.delete:own": false}', true, now()
         from unnest($1::uuid[], $2::uuid[], $3::uuid[]) as given(id, u, parent)`,
      ids,
      users,
      parents ?? ids.map(() => null),
    )
  await makeKeys(keys, null)
  for (let n = 0; n < 2; n++) await makeKeys(uuids(count), keys)
  return { users, groups }
}

const OF_USERS = `query ($all: [_Any!]!) { _entities(representations: $all) { ... on User {
  groups(first: 1) { totalCount nodes { name members(first: 5) { totalCount nodes { user { email } group { name } } }
    permissions(first: 1) { totalCount nodes { permissionKey group { name } } } } }
  apiKeys(last: 1) { totalCount nodes { permissions user { email } parent { id } children(first: 1) { totalCount nodes { parent { id } } } } }
} } }`

test('of many users, their groups and keys are read in as many statements as of few', async () => {
  const { users } = await fill(200)
  const ask = (count: number) =>
    countStatements(() => graphql(OF_USERS, { all: users.slice(0, count).map((id) => ({ __typename: 'User', id })) }, admin))
  const few = await ask(20)
  const many = await ask(200)
  assertNotMore(few, many)
  for (const { groups, apiKeys } of many.result._entities) {
    assert.equal(groups.totalCount, 2)
    const [{ name, members, permissions }] = groups.nodes
    assert.deepEqual([members.totalCount, members.nodes[0].group.name], [1, name])
    assert.ok(permissions.totalCount === 0 || permissions.nodes[0].group.name === name)
    assert.equal(apiKeys.totalCount, 3)
    assert.deepEqual(apiKeys.nodes[0].permissions, ['sinas.agents.read:own'])
  }
})

test('lists of users, groups, keys and what they hold are read in a number of statements that does not grow', async () => {
  await fill(200)
  const lists = {
    users: '{ users(first: $first, filter: { search: "MANY-" }) { totalCount nodes { email groupNames } } }',
    groups: '{ groups(first: $first, filter: { search: "many-" }) { totalCount nodes { name members { nodes { userEmail } } } } }',
    apiKeys:
      '{ apiKeys(first: $first, filter: { owner: "all" }) { totalCount nodes { user { email } parent { name } children { nodes { id } } } } }',
  }
  for (const [field, selection] of Object.entries(lists)) {
    const ask = (first: number) => countStatements(() => graphql(`query ($first: Int!) ${selection}`, { first }, admin))
    const few = await ask(20)
    const many = await ask(200)
    assert.deepEqual([few.result[field].nodes.length, many.result[field].nodes.length], [20, 200], field)
    assert.ok(many.result[field].totalCount >= 200)
    assertNotMore(few, many)
  }
})

test('of a group whose members come and go, who was there throughout comes exactly once', async () => {
  const { users, groups } = await fill(300)
  const group = groups[0]!
  const { database } = identity.subgraph
  const join = (ids: string[]) =>
    database.query(
      `insert into identity.members (id, user_id, group_id, role, active, added_at)
       select gen_random_uuid(), id, $1, 'member', true, now() from unnest($2::uuid[]) as given(id) on conflict do nothing`,
      [group, ids],
    )
  const [staying, leaving, joining] = [users.slice(1, 150), users.slice(150, 220), users.slice(220)]
  await join([...staying, ...leaving])
  const seen: string[] = []
  for (let after: string | null = null, more = true; more; ) {
    const page: any = await graphql(
      'query ($group: ID!, $after: String) { groupMembers(group: { id: $group }, first: 11, after: $after) { nodes { userId } pageInfo { hasNextPage endCursor } } }',
      { group, after },
      admin,
    )
    seen.push(...page.groupMembers.nodes.map(({ userId }: { userId: string }) => userId))
    after = page.groupMembers.pageInfo.endCursor
    more = page.groupMembers.pageInfo.hasNextPage
    await join(joining.splice(0, 3))
    await database.query('update identity.members set active = false where group_id = $1 and user_id = any($2)', [
      group,
      leaving.splice(0, 5),
    ])
  }
  assert.equal(new Set(seen).size, seen.length)
  assert.deepEqual(seen.filter((id) => staying.includes(id)).sort(), staying.sort())
})

test('a user, and a group, is named by id or by what they are called', async () => {
  const user = await identity.user('Users')
  const ask = (by: object, caller: Caller) => graphql('query ($by: UserReference!) { user(by: $by) { id } }', { by }, caller)
  assert.equal((await ask({ email: ` ${user.email.toUpperCase()} ` }, admin)).user.id, user.userId)
  assert.equal((await ask({ email: user.email }, user)).user.id, user.userId)
  for (const email of [admin.email, 'unknown@example.com']) await assert.rejects(ask({ email }, user), { code: 'FORBIDDEN' })
  await assert.rejects(ask({ email: 'unknown@example.com' }, admin), { code: 'NOT_FOUND' })
  const group = (by: object) => graphql('query ($by: GroupReference!) { group(by: $by) { id name } }', { by }, user)
  const { id } = (await group({ name: 'Users' })).group
  assert.deepEqual((await group({ id })).group, { id, name: 'Users' })
})

test('a key is shown with those that were made with it, to its owner', async () => {
  const [user, stranger] = [await identity.user('Users'), await identity.user('Users')]
  const made = await graphql(
    'mutation { createApiKey(input: { name: "mother", permissions: ["sinas.api_keys.create:own", "sinas.api_keys.read:own"] }) { key apiKey { id permissions children { nodes { id } } } } }',
    {},
    user,
  )
  const { id, permissions } = made.createApiKey.apiKey
  assert.ok(made.createApiKey.key)
  const apiKey = { id, permissions: Object.fromEntries(permissions.map((text: string) => [text, true])) }
  const child = await graphql(
    'mutation { createApiKey(input: { name: "child" }) { apiKey { id parent { id name } permissions } } }',
    {},
    { ...user, apiKey },
  )
  assert.deepEqual(child.createApiKey.apiKey.parent, { id, name: 'mother' })
  assert.deepEqual(child.createApiKey.apiKey.permissions, [])
  const source = `query ($all: [_Any!]!) { _entities(representations: $all) {
    ... on ApiKey { name children { totalCount nodes { name } } } ... on User { apiKeys { totalCount } } } }`
  const all = [
    { __typename: 'ApiKey', id },
    { __typename: 'User', id: user.userId },
  ]
  const seenBy = async (caller: Caller) => (await graphql(source, { all }, caller))._entities
  assert.deepEqual(await seenBy(user), [
    { name: 'mother', children: { totalCount: 1, nodes: [{ name: 'child' }] } },
    { apiKeys: { totalCount: 2 } },
  ])
  assert.deepEqual(await seenBy(stranger), [null, { apiKeys: { totalCount: 0 } }])
  const revoked = await graphql(
    'mutation ($id: ID!) { revokeApiKey(input: { id: $id }) { apiKey { isActive children { nodes { isActive } } } } }',
    { id },
    user,
  )
  assert.deepEqual(revoked.revokeApiKey.apiKey, { isActive: false, children: { nodes: [{ isActive: false }] } })
})

test('what is deleted or ended is answered as it was', async () => {
  const user = await identity.user('Users')
  const answer = await graphql(
    `mutation ($user: ID!) {
       createGroup(input: { name: "short-lived" }) { group { name } }
       addGroupMember(input: { group: { name: "short-lived" }, user: { id: $user } }) { member { active user { email } } }
       setGroupPermission(input: { group: { name: "short-lived" }, permissionKey: "sinas.agents.read:own", permissionValue: true }) { permission { permissionKey } }
       removeGroupPermission(input: { group: { name: "short-lived" }, permissionKey: "sinas.agents.read:own" }) { permission { permissionValue } }
       removeGroupMember(input: { group: { name: "short-lived" }, user: { id: $user } }) { member { active } }
       deleteGroup(input: { group: { name: "short-lived" } }) { group { name } }
       deleteUser(input: { user: { id: $user } }) { user { id email } }
     }`,
    { user: user.userId },
    admin,
  )
  assert.deepEqual(answer, {
    createGroup: { group: { name: 'short-lived' } },
    addGroupMember: { member: { active: true, user: { email: user.email } } },
    setGroupPermission: { permission: { permissionKey: 'sinas.agents.read:own' } },
    removeGroupPermission: { permission: { permissionValue: true } },
    removeGroupMember: { member: { active: false } },
    deleteGroup: { group: { name: 'short-lived' } },
    deleteUser: { user: { id: user.userId, email: user.email } },
  })
})
