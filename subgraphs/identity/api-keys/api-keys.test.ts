import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Caller } from '../../../schema/context.ts'
import { testRequest } from '../../../schema/testing/platform.ts'
import { type IdentityUnderTest, openIdentity } from '../identity.testing.ts'

let identity: IdentityUnderTest
let admin: Caller

before(async () => {
  identity = await openIdentity()
  admin = await identity.user('Admins')
})
after(() => identity[Symbol.asyncDispose]())

const create = (caller: Caller, over = {}) => identity.run('CreateApiKey', { name: 'a key', ...over }, caller)

test('a key is shown once, and kept as a hash', async () => {
  const user = await identity.user('Users')
  const expires_at = '2099-01-01T00:00:00.000Z'
  const made = await create(user, { permissions: { 'sinas.agents.read:own': true }, expires_at })
  assert.deepEqual(Object.keys(made), ['id', 'name', 'key', 'api_key', 'key_prefix', 'permissions', 'expires_at', 'created_at'])
  assert.match(made.key, /^[\w-]{43}$/)
  assert.deepEqual([made.api_key, made.key_prefix, made.expires_at], [made.key, made.key.slice(0, 8), expires_at])
  const [row] = await identity.subgraph.database.query('select to_jsonb(k)::text as text from identity.api_keys k where id = $1', [made.id])
  assert.ok(!row!.text.includes(made.key))
  const item = await identity.run('GetApiKey', { id: made.id }, user)
  const names = [
    'id',
    'user_id',
    'user_email',
    'name',
    'key_prefix',
    'permissions',
    'is_active',
    'last_used_at',
    'expires_at',
    'created_at',
    'revoked_at',
  ]
  assert.deepEqual(Object.keys(item), names)
  assert.deepEqual([item.user_id, item.user_email, item.is_active, item.last_used_at], [user.userId, user.email, true, null])
  assert.equal(item.revoked_at, null)
})

test('a key is given only what its maker holds, and what goes further is listed', async () => {
  const user = await identity.user('Users')
  const permissions = {
    'sinas.agents.read:own': true,
    'sinas.functions/billing/*.execute:own': true,
    'sinas.agents.read:all': true,
    'sinas.*:all': true,
    'sinas.users.delete:all': false,
  }
  await assert.rejects(create(user, { permissions }), {
    code: 'BAD_REQUEST',
    message: 'You do not hold these permissions yourself: sinas.agents.read:all, sinas.*:all',
  })
  assert.ok(await create(admin, { permissions }))
})

test('a key makes keys within its own permissions only', async () => {
  const user = await identity.user('Users')
  const grants = { 'sinas.api_keys.create:own': true, 'sinas.agents.read:own': true }
  const { id } = await create(user, { permissions: grants })
  const byKey = { ...user, apiKey: { id, permissions: grants } }
  assert.ok(await create(byKey, { permissions: { 'sinas.agents.read:own': true } }))
  await assert.rejects(create(byKey, { permissions: { 'sinas.agents.create:own': true } }), { code: 'BAD_REQUEST' })
  await assert.rejects(identity.run('ListApiKeys', {}, byKey), { code: 'FORBIDDEN' })
})

const authenticate = async (credential: string): Promise<Caller | null> =>
  (await identity.platform.graph.execute('Authenticate', { credential }, testRequest(null))).authentication?.caller ?? null

/** A key that may make keys, and its owner as a caller with it. */
async function makerKey(user: Caller, over = {}) {
  const made = await create(user, { permissions: { 'sinas.api_keys.create:own': true, 'sinas.agents.read:own': true }, ...over })
  return { ...made, caller: (await authenticate(made.key))! }
}

test('what is made with a key is revoked with it, and with that what was made with it in turn', async () => {
  const user = await identity.user('Users')
  const [first, other] = [await makerKey(user), await makerKey(user)]
  const second = await makerKey(first.caller)
  const third = await makerKey(second.caller)
  await identity.run('RevokeApiKey', { id: first.id }, user)
  for (const { key } of [first, second, third]) assert.equal(await authenticate(key), null)
  assert.ok(await authenticate(other.key))
  await assert.rejects(makerKey(third.caller), { code: 'INVALID_CREDENTIALS' })
  const { revoked_at, is_active } = await identity.run('GetApiKey', { id: third.id }, user)
  assert.deepEqual([is_active, revoked_at !== null], [false, true])
})

test('a key that is made at the moment at which its maker is revoked holds no longer', async () => {
  const user = await identity.user('Users')
  const { id, caller } = await makerKey(user)
  const making = Array.from({ length: 5 }, () => makerKey(caller))
  const [, ...made] = await Promise.allSettled([identity.run('RevokeApiKey', { id }, user), ...making])
  for (const key of made) if (key.status === 'fulfilled') assert.equal(await authenticate(key.value.key), null)
  const active = (await identity.run('ListApiKeys', {}, user)).filter((key: any) => key.is_active)
  assert.deepEqual(active, [])
})

test('what is made with a key does not outlive it', async () => {
  const expires_at = '2099-01-01T00:00:00.000Z'
  const { caller } = await makerKey(await identity.user('Users'), { expires_at })
  assert.equal((await create(caller)).expires_at, expires_at)
  assert.equal((await create(caller, { expires_at: '2098-01-01T00:00:00.000Z' })).expires_at, '2098-01-01T00:00:00.000Z')
  await assert.rejects(create(caller, { expires_at: '2099-01-01T00:00:01.000Z' }), {
    code: 'BAD_REQUEST',
    message: /2099-01-01T00:00:00\.000Z/,
  })
})

test('a run that others have shaped makes no keys', async () => {
  const [user, author] = [await identity.user('Users'), await identity.user('Admins')]
  await assert.rejects(create({ ...user, shapers: [author] }), { code: 'REFUSED', message: /shaped/ })
  assert.ok(await create({ ...user, shapers: [] }))
})

test('another user’s key is revoked by a manager who holds what it grants', async () => {
  const manager = await identity.userWith('sinas.api_keys.delete:all', 'sinas.agents.read:own')
  const user = await identity.user('Users')
  const [weak, strong] = [
    await create(user, { permissions: { 'sinas.agents.read:own': true, 'sinas.chats.read:own': false } }),
    await create(user, { permissions: { 'sinas.chats.read:own': true } }),
  ]
  await identity.run('RevokeApiKey', { id: weak.id }, manager)
  await assert.rejects(identity.run('RevokeApiKey', { id: strong.id }, manager), { code: 'FORBIDDEN', message: /sinas\.chats\.read:own/ })
  await identity.run('RevokeApiKey', { id: strong.id }, user)
})

test('input has its limits', async () => {
  const user = await identity.user('Users')
  await assert.rejects(create(user, { name: '' }), { code: 'VALIDATION' })
  await assert.rejects(create(user, { name: 'x'.repeat(256) }), { code: 'VALIDATION' })
  await assert.rejects(create(user, { permissions: { 'sinas.agents.read:own': 'yes' } }), { code: 'VALIDATION' })
  await assert.rejects(create(user, { permissions: ['sinas.agents.read:own'] }), { code: 'VALIDATION' })
  const many = Object.fromEntries(Array.from({ length: 1001 }, (_, i) => [`sinas.agents/n${i}.read:own`, true]))
  await assert.rejects(create(user, { permissions: many }), { code: 'VALIDATION' })
  assert.deepEqual({ ...(await create(user)).permissions }, {})
  assert.deepEqual({ ...(await create(user, { permissions: null })).permissions }, {})
})

test('keys are listed newest first, with those that were revoked', async () => {
  const user = await identity.user('Users')
  const [first, second] = [await create(user, { name: 'first' }), await create(user, { name: 'second' })]
  await identity.run('RevokeApiKey', { id: first.id }, user)
  await identity.run('RevokeApiKey', { id: first.id }, user)
  const keys = await identity.run('ListApiKeys', {}, user)
  assert.deepEqual(
    keys.map((key: any) => [key.id, key.is_active, key.revoked_at !== null]),
    [
      [second.id, true, false],
      [first.id, false, true],
    ],
  )
})

test('others’ keys are not found, but for administrators', async () => {
  const [user, other] = [await identity.user('Users'), await identity.user('Users')]
  const { id } = await create(user)
  await assert.rejects(identity.run('GetApiKey', { id }, other), { code: 'NOT_FOUND' })
  await assert.rejects(identity.run('RevokeApiKey', { id }, other), { code: 'NOT_FOUND' })
  await assert.rejects(identity.run('ListApiKeys', { all: true }, other), { code: 'FORBIDDEN' })
  assert.deepEqual(await identity.run('ListApiKeys', {}, other), [])
  assert.deepEqual(await identity.run('ListApiKeys', {}, admin).then((keys) => keys.filter((key: any) => key.id === id)), [])
  assert.ok((await identity.run('ListApiKeys', { all: true }, admin)).some((key: any) => key.id === id))
  await identity.run('RevokeApiKey', { id }, admin)
  assert.equal((await identity.run('GetApiKey', { id }, user)).is_active, false)
})

test('guests have no keys', async () => {
  const guest = await identity.user('GuestUsers')
  await assert.rejects(create(guest), { code: 'FORBIDDEN' })
  await assert.rejects(identity.run('ListApiKeys', {}, guest), { code: 'FORBIDDEN' })
  await assert.rejects(identity.run('CreateApiKey', { name: 'x' }), { code: 'UNAUTHENTICATED' })
})
