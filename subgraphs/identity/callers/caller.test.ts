import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { SignJWT } from 'jose'
import type { Caller } from '../../../schema/context.ts'
import { testRequest } from '../../../schema/testing.ts'
import { type IdentityUnderTest, openIdentity } from '../identity.testing.ts'
import { createAccessTokens } from '../login/access-tokens.ts'

const SECRET_KEY = 'a secret key for tests only'

let identity: IdentityUnderTest
let admin: Caller

before(async () => {
  identity = await openIdentity()
  admin = await identity.user('Admins')
})
after(() => identity[Symbol.asyncDispose]())

const execute = (operation: string, variables: Record<string, unknown>) =>
  identity.platform.graph.execute(operation, variables, testRequest(null))

const authenticate = async (credential: string): Promise<Caller | null> => (await execute('Authenticate', { credential })).caller

const mint = async (user: Caller, over = {}): Promise<string> =>
  (await execute('MintAccessToken', { user_id: user.userId, minutes: 5, ...over })).token

const createKey = (user: Caller, permissions: Record<string, boolean> = {}, over = {}) =>
  identity.run('CreateApiKey', { name: 'test', permissions, ...over }, user)

test('an access token is its user, with what they may do at the moment', async () => {
  const user = await identity.user('Users')
  const token = await mint(user)
  const caller = await authenticate(token)
  assert.deepEqual({ ...caller }, { ...user })
  assert.equal(caller!.permissions['sinas.agents.create:own'], true)
  await identity.run('AddGroupMember', { group: 'Admins', user_id: user.userId }, admin)
  const promoted = await authenticate(token)
  assert.equal(promoted!.permissions['sinas.*:all'], true)
  assert.equal(promoted!.groupIds.length, 2)
})

test('a token is nothing without its user', async () => {
  const user = await identity.user('Users')
  const token = await mint(user)
  assert.ok(await authenticate(token))
  await identity.run('DeleteUser', { id: user.userId }, admin)
  assert.equal(await authenticate(token), null)
  await assert.rejects(mint(user), { code: 'NOT_FOUND' })
})

test('what is no token of ours is nobody', async () => {
  const user = await identity.user('Users')
  const key = Buffer.from(SECRET_KEY)
  const good = () =>
    new SignJWT({ email: user.email }).setSubject(user.userId).setIssuedAt().setJti('1').setIssuer('sinas').setAudience('sinas-api')
  const sign = (token: SignJWT, alg = 'HS256', secret = key) => token.setProtectedHeader({ alg }).sign(secret)
  assert.ok(await authenticate(await sign(good().setExpirationTime('1m'))))
  const none = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${(await sign(good().setExpirationTime('1m'))).split('.')[1]}.`
  const bad = {
    expired: await sign(good().setExpirationTime('-1s')),
    'without an end': await sign(good()),
    'of another issuer': await sign(good().setIssuer('other').setExpirationTime('1m')),
    'for another audience': await sign(good().setAudience('other').setExpirationTime('1m')),
    'of another algorithm': await sign(good().setExpirationTime('1m'), 'HS512'),
    'signed with another key': await sign(good().setExpirationTime('1m'), 'HS256', Buffer.from('another secret key for tests only')),
    unsigned: none,
    changed: `${(await mint(user)).slice(0, -4)}AAAA`,
    nonsense: 'a.b.c',
    empty: '',
  }
  for (const [name, credential] of Object.entries(bad)) assert.equal(await authenticate(credential), null, name)
})

test('a token that was good is refused when it expires, though it was remembered', async (t) => {
  const tokens = await createAccessTokens(SECRET_KEY)
  t.mock.timers.enable({ apis: ['Date'], now: Date.now() })
  const token = await tokens.sign({ id: admin.userId, email: admin.email }, 1)
  assert.equal((await tokens.verify(token))?.userId, admin.userId)
  t.mock.timers.tick(59_000)
  assert.equal((await tokens.verify(token))?.userId, admin.userId)
  t.mock.timers.tick(2_000)
  assert.equal(await tokens.verify(token), null)
})

test('an API key is its owner within its own permissions', async () => {
  const user = await identity.user('Users')
  const { key, id } = await createKey(user, { 'sinas.agents.read:own': true })
  const caller = await authenticate(key)
  assert.deepEqual(
    [caller!.userId, caller!.apiKey!.id, { ...caller!.apiKey!.permissions }],
    [user.userId, id, { 'sinas.agents.read:own': true }],
  )
  const held = await identity.run('CheckPermissions', { permissions: ['sinas.agents.read:own', 'sinas.agents.create:own'] }, caller)
  assert.deepEqual(
    held.checks.map((check: any) => check.has_permission),
    [true, false],
  )
})

test('a key loses what its owner loses', async () => {
  const { key } = await createKey(admin, { 'sinas.users.read:all': true })
  const user = await identity.user('Users')
  await identity.subgraph.database.query('update identity.api_keys set user_id = $1 where key_prefix = $2', [user.userId, key.slice(0, 8)])
  const { result } = await identity.run('CheckPermissions', { permissions: ['sinas.users.read:all'] }, await authenticate(key))
  assert.equal(result, false)
})

test('a key that is unknown, revoked or expired, or whose owner is not active, is nobody', async () => {
  const user = await identity.user('Users')
  const [revoked, expired, good] = [
    await createKey(user),
    await createKey(user, {}, { expires_at: '2020-01-01T00:00:00Z' }),
    await createKey(user),
  ]
  await identity.run('RevokeApiKey', { id: revoked.id }, user)
  assert.equal(await authenticate(revoked.key), null)
  assert.equal(await authenticate(expired.key), null)
  assert.equal(await authenticate('A'.repeat(43)), null)
  assert.ok(await authenticate(good.key))
  await identity.run('UpdateUser', { id: user.userId, is_active: false }, admin)
  assert.equal(await authenticate(good.key), null)
})

test('the use of a key is recorded, at most once a minute', async () => {
  const user = await identity.user('Users')
  const { key, id } = await createKey(user)
  const lastUse = async () => (await identity.run('GetApiKey', { id }, user)).last_used_at
  /** The record is written behind the request: this waits until it is. */
  const recorded = async (since: string | null) => {
    for (;;) {
      const at = await lastUse()
      if (at !== since) return at
      await new Promise(setImmediate)
    }
  }
  assert.equal(await lastUse(), null)
  await authenticate(key)
  const first = await recorded(null)
  await authenticate(key)
  await identity.subgraph.database.query(`update identity.api_keys set last_used_at = last_used_at - interval '2 minutes' where id = $1`, [
    id,
  ])
  const aged = await lastUse()
  assert.equal(Date.parse(first) - Date.parse(aged), 120_000)
  await authenticate(key)
  assert.ok((await recorded(aged)) >= first)
  assert.ok((await identity.run('GetUser', { id: user.userId }, user)).last_login_at >= first)
})

test('a token for a run that a key started may do no more than the key, and ends with it', async () => {
  const user = await identity.user('Users')
  const { id } = await createKey(user, { 'sinas.agents.read:own': true })
  const token = await mint(user, { api_key_id: id })
  assert.deepEqual({ ...(await authenticate(token))!.apiKey!.permissions }, { 'sinas.agents.read:own': true })
  const stranger = await identity.user('Users')
  assert.equal(await authenticate(await mint(stranger, { api_key_id: id })), null)
  await identity.run('RevokeApiKey', { id }, user)
  assert.equal(await authenticate(token), null)
})

test('what the platform alone may call is not in the public schema', async () => {
  const { _service } = await identity.platform.run(identity.subgraph, '{ _service { sdl } }')
  for (const field of ['authenticate', 'callerById', 'mintAccessToken']) {
    assert.match(_service.sdl, new RegExp(`\\b${field}\\([^)]*\\)[^\\n]*@inaccessible`), field)
  }
})
