import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { SignJWT } from 'jose'
import { type AccessTokens, createAccessTokens, type NewToken } from '../../../schema/access-tokens.ts'
import { actorOf, type Caller } from '../../../schema/caller.ts'
import type { VariablesOf } from '../../../schema/graph.ts'
import { testRequest } from '../../../schema/testing/platform.ts'
import { type IdentityUnderTest, openIdentity } from '../identity.testing.ts'

const SECRET_KEY = 'a secret key for tests only'

let identity: IdentityUnderTest
let admin: Caller
let tokens: AccessTokens

before(async () => {
  identity = await openIdentity()
  tokens = await createAccessTokens(SECRET_KEY)
  admin = await identity.user('Admins')
})
after(() => identity[Symbol.asyncDispose]())

const authenticate = async (credential: string): Promise<Caller | null> =>
  (await identity.platform.graph.execute('Authenticate', { credential }, testRequest(null))).authentication?.caller ?? null

const mint = ({ userId, email }: Caller, over: Partial<NewToken> = {}): string => tokens.sign({ userId, email, ...over }, 300)

const createKey = (user: Caller, permissions: Record<string, boolean> = {}, over = {}) =>
  identity.run('CreateApiKey', { name: 'test', permissions, ...over }, user)

test('an access token is its user, with what they may do at the moment', async () => {
  const user = await identity.user('Users')
  const token = mint(user)
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
  const token = mint(user)
  assert.ok(await authenticate(token))
  await identity.run('DeleteUser', { id: user.userId }, admin)
  assert.equal(await authenticate(token), null)
})

test('a token that is not ours names no caller', async () => {
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
    changed: `${(mint(user)).slice(0, -4)}AAAA`,
    nonsense: 'a.b.c',
    empty: '',
  }
  for (const [name, credential] of Object.entries(bad)) assert.equal(await authenticate(credential), null, name)
})

test('a token that was good is refused when it expires, though it was remembered', async (t) => {
  t.mock.timers.enable({ apis: ['Date'], now: Date.now() })
  const token = tokens.sign({ userId: admin.userId, email: admin.email }, 60)
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

test('a key that is unknown, revoked or expired, or whose owner is not active, names no caller', async () => {
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
  const token = mint(user, { apiKeyId: id })
  assert.deepEqual({ ...(await authenticate(token))!.apiKey!.permissions }, { 'sinas.agents.read:own': true })
  const stranger = await identity.user('Users')
  assert.equal(await authenticate(mint(stranger, { apiKeyId: id })), null)
  await identity.run('RevokeApiKey', { id }, user)
  assert.equal(await authenticate(token), null)
})

test('what the platform alone may call is not in the public schema', async () => {
  const { _service } = await identity.platform.run(identity.subgraph, '{ _service { sdl } }')
  for (const field of ['authenticate', 'callerById']) {
    assert.match(_service.sdl, new RegExp(`\\b${field}\\([^)]*\\)[^\\n]*@inaccessible`), field)
  }
})

test('a run that others shaped may do to its user’s things only what each of them could', async () => {
  const [user, plain, reader] = [await identity.user('Admins'), await identity.user('Users'), await identity.user('Users')]
  await identity.run('CreateGroup', { name: `readers ${reader.userId}` }, admin)
  await identity.run(
    'SetGroupPermission',
    { group: `readers ${reader.userId}`, permission_key: 'sinas.states.read:all', permission_value: true },
    admin,
  )
  await identity.run('AddGroupMember', { group: `readers ${reader.userId}`, user_id: reader.userId }, admin)
  const may = async (shapers: Caller[], permission: string) => {
    const caller = await authenticate(mint(user, { shapers: shapers.map(actorOf) }))
    return (await identity.run('CheckPermissions', { permissions: [permission] }, caller)).result
  }
  assert.equal(await may([], 'sinas.states.read:own'), true)
  assert.equal(await may([admin], 'sinas.states.delete:all'), true)
  assert.equal(await may([plain], 'sinas.states.read:own'), false)
  assert.equal(await may([reader], 'sinas.states.read:own'), true)
  assert.equal(await may([reader], 'sinas.states.delete:own'), false)
  assert.equal(await may([reader, plain], 'sinas.states.read:own'), false)
  assert.equal(await may([{ ...plain, userId: crypto.randomUUID() }], 'sinas.states.read:own'), false)
})

test('what was shaped with a key of the user’s own may do what the key may, for as long as the key holds', async () => {
  const user = await identity.user('Users')
  const { id } = await createKey(user, { 'sinas.states.read:own': true })
  const token = mint(user, { shapers: [{ userId: user.userId, apiKeyId: id }] })
  const may = async (permission: string) =>
    (await identity.run('CheckPermissions', { permissions: [permission] }, await authenticate(token))).result
  assert.equal(await may('sinas.states.read:own'), true)
  assert.equal(await may('sinas.states.create:own'), false)
  await identity.run('RevokeApiKey', { id }, user)
  assert.equal(await may('sinas.states.read:own'), false)
})

test('whom a run is for is found with the key that started it and those who shaped it', async () => {
  const [user, author] = [await identity.user('Users'), await identity.user('Users')]
  const { id } = await createKey(user, { 'sinas.agents.read:own': true })
  const find = async (variables: Omit<VariablesOf<'CallerById'>, 'user_id'>) =>
    (await identity.platform.graph.execute('CallerById', { user_id: user.userId, ...variables }, testRequest(null))).caller
  const caller = await find({ api_key_id: id, shapers: [actorOf(author)] })
  assert.deepEqual([caller!.apiKey!.id, caller!.shapers!.map(actorOf)], [id, [actorOf(author)]])
  assert.equal(await find({ api_key_id: crypto.randomUUID() }), null)
})
