import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { generateKeyPair } from 'jose'
import type { Caller } from '../../../schema/context.ts'
import { type IdentityUnderTest, openIdentity } from '../identity.testing.ts'
import { AUDIENCE, type Issuer, openIssuer } from './issuer.testing.ts'

let issuer: Issuer
let identity: IdentityUnderTest
let admin: Caller

before(async () => {
  issuer = await openIssuer()
  identity = await openIdentity({ EXTERNAL_AUTH_ENABLED: 'true', OIDC_ISSUER: issuer.url, OIDC_AUDIENCE: AUDIENCE })
  admin = await identity.user('Admins')
})
after(async () => {
  await identity[Symbol.asyncDispose]()
  await issuer[Symbol.asyncDispose]()
})

/** Another process on the same database, configured in its own way. */
const openSibling = (environment: Record<string, string>) =>
  openIdentity({
    EXTERNAL_AUTH_ENABLED: 'true',
    OIDC_ISSUER: issuer.url,
    OIDC_AUDIENCE: AUDIENCE,
    DATABASE_URL: identity.platform.databaseUrl,
    ...environment,
  })

const createGroup = (over = {}) => identity.run('CreateGroup', { name: `group-${crypto.randomUUID()}`, ...over }, admin)

/** A group that mirrors one of the issuer's. */
const mirror = () => createGroup({ external_group_id: crypto.randomUUID() })

const logIn = (token: string, on = identity) => on.run('ExternalAuth', { token })

/** A user of the issuer. */
function person(claims: Record<string, unknown> = {}) {
  const sub = crypto.randomUUID()
  return { sub, email: `${sub.slice(0, 8)}@example.com`, email_verified: true, ...claims }
}

test('a token of the issuer logs in, and creates who is new', async () => {
  const claims = person()
  const session = await logIn(await issuer.token(claims))
  assert.deepEqual(Object.keys(session), ['access_token', 'refresh_token', 'token_type', 'expires_in', 'user'])
  assert.deepEqual([session.user.email, session.user.groups], [claims.email, ['Users']])
  const { access_token } = await identity.run('RefreshAccessToken', session)
  const me = await identity.run('GetMe', {}, await identity.again({ ...admin, userId: session.user.id }))
  assert.ok(access_token)
  assert.equal(me.id, session.user.id)
})

test('a user is known by the issuer’s id, whatever their address is now', async () => {
  const claims = person()
  const { user } = await logIn(await issuer.token(claims))
  const moved = await logIn(await issuer.token({ ...claims, email: 'moved@example.com' }))
  assert.deepEqual([moved.user.id, moved.user.email], [user.id, claims.email])
})

test('a user who is here already is found by their address', async () => {
  const { userId, email } = await identity.user('GuestUsers')
  const { user } = await logIn(await issuer.token(person({ email: email.toUpperCase() })))
  assert.deepEqual([user.id, user.groups.includes('GuestUsers')], [userId, true])
})

test('an address that the issuer gave to another user does not open the first one’s account', async () => {
  const claims = person()
  await logIn(await issuer.token(claims))
  await assert.rejects(logIn(await issuer.token(person({ email: claims.email }))), { code: 'INVALID_CREDENTIALS' })
})

test('an address of which the token does not say that the issuer has verified it opens nothing', async () => {
  const { email } = await identity.user('Admins')
  for (const email_verified of [undefined, false, null, 'true', 1]) {
    await assert.rejects(logIn(await issuer.token(person({ email, email_verified }))), { code: 'INVALID_CREDENTIALS' })
  }
  await assert.rejects(logIn(await issuer.token(person({ email: undefined }))), { code: 'INVALID_CREDENTIALS' })
})

test('an operator may trust the addresses of an issuer that says nothing of them, and never those that it calls unverified', async () => {
  await using trusting = await openSibling({ OIDC_REQUIRE_VERIFIED_EMAIL: 'false' })
  const { email, userId } = await identity.user('Users')
  await assert.rejects(logIn(await issuer.token(person({ email, email_verified: false })), trusting), { code: 'INVALID_CREDENTIALS' })
  assert.equal((await logIn(await issuer.token(person({ email, email_verified: undefined })), trusting)).user.id, userId)
})

test('a token that is meant for others as well opens nothing, unless it was issued to us', async () => {
  const both = { audience: [AUDIENCE, 'another-service'] }
  await assert.rejects(logIn(await issuer.token(person(), both)), { code: 'INVALID_CREDENTIALS' })
  await assert.rejects(logIn(await issuer.token(person({ azp: 'another-service' }), both)), { code: 'INVALID_CREDENTIALS' })
  const lookalike = { audience: [AUDIENCE, `${issuer.url}.example.com/userinfo`] }
  await assert.rejects(logIn(await issuer.token(person(), lookalike)), { code: 'INVALID_CREDENTIALS' })
  assert.ok(await logIn(await issuer.token(person({ azp: AUDIENCE }), both)))
  assert.ok(await logIn(await issuer.token(person({ azp: 'a-web-page' }), { audience: [AUDIENCE, `${issuer.url}/userinfo`] })))
})

test('only ID tokens and access tokens log in, and none that is bound to a key', async () => {
  const claims = person()
  const logout = { events: { 'http://schemas.openid.net/event/backchannel-logout': {} } }
  await assert.rejects(logIn(await issuer.token(claims, { type: 'logout+jwt' })), { code: 'INVALID_CREDENTIALS' })
  await assert.rejects(logIn(await issuer.token({ ...claims, ...logout })), { code: 'INVALID_CREDENTIALS' })
  await assert.rejects(logIn(await issuer.token({ ...claims, cnf: { jkt: 'thumbprint' } })), { code: 'INVALID_CREDENTIALS' })
  assert.ok(await logIn(await issuer.token(claims, { type: 'at+jwt' })))
})

test('a subject of one issuer is not the subject of that name at another', async () => {
  const claims = person()
  const { user } = await logIn(await issuer.token(claims))
  await using other = await openIssuer()
  await using moved = await openSibling({ OIDC_ISSUER: other.url })
  const stranger = await logIn(await other.token({ ...person(), sub: claims.sub }), moved)
  assert.notEqual(stranger.user.id, user.id)
  // Who is known by a verified address is the same person at the issuer that the operator chose since.
  const same = await logIn(await other.token(person({ email: claims.email })), moved)
  assert.equal(same.user.id, user.id)
})

test('a user who was linked by an earlier version is found by the issuer that is configured', async () => {
  const claims = person()
  const { user } = await logIn(await issuer.token(claims))
  await identity.subgraph.database.query('update identity.users set external_issuer = null where id = $1', [user.id])
  await using restarted = await openSibling({})
  assert.equal((await logIn(await issuer.token({ ...claims, email: undefined }), restarted)).user.id, user.id)
})

test('an issuer that calls itself something else is not believed', async () => {
  await using impostor = await openIssuer({ calledItself: 'https://issuer.example' })
  await using platform = await openSibling({ OIDC_ISSUER: impostor.url })
  await assert.rejects(logIn(await impostor.token(person()), platform), {
    code: 'UNAVAILABLE',
    message: /calls itself https:\/\/issuer\.example/,
  })
})

test('a token that does not hold is refused', async () => {
  const claims = person()
  const stranger = await generateKeyPair('RS256')
  const good = await issuer.token(claims)
  const [header, payload] = good.split('.')
  const unsigned = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${payload}.`
  const tokens = {
    'of another issuer': await issuer.token(claims, { issuer: 'https://issuer.example' }),
    'for another audience': await issuer.token(claims, { audience: 'another-service' }),
    expired: await issuer.token(claims, { expiresIn: '-5m' }),
    'signed by a stranger': await issuer.token(claims, { key: stranger.privateKey }),
    'signed with a shared key': await issuer.token(claims, { key: Buffer.from('a shared key that is long enough'), algorithm: 'HS256' }),
    unsigned,
    'without a subject': await issuer.token({ email: claims.email }),
    changed: `${header}.${Buffer.from(JSON.stringify({ ...claims, sub: 'admin' })).toString('base64url')}.${good.split('.')[2]}`,
    'no token': 'nonsense',
  }
  for (const [name, token] of Object.entries(tokens)) await assert.rejects(logIn(token), { code: 'INVALID_CREDENTIALS' }, name)
})

test('keys are fetched once, and again when the issuer has a new one', async (t) => {
  await using fresh = await openIssuer()
  await using platform = await openSibling({ OIDC_ISSUER: fresh.url })
  await logIn(await fresh.token(person()), platform)
  await logIn(await fresh.token(person()), platform)
  assert.equal(fresh.fetches, 1)
  await fresh.rotate()
  // A token with an unknown key does not make us fetch at will: the next fetch is allowed only after a while.
  await assert.rejects(logIn(await fresh.token(person()), platform), { code: 'INVALID_CREDENTIALS' })
  assert.equal(fresh.fetches, 1)
  t.mock.timers.enable({ apis: ['Date'], now: Date.now() + 60_000 })
  await logIn(await fresh.token(person()), platform)
  assert.equal(fresh.fetches, 2)
})

test('an issuer without a discovery document publishes its keys at the usual place', async () => {
  await using plain = await openIssuer({ discovery: false })
  await using platform = await openSibling({ OIDC_ISSUER: plain.url })
  assert.ok((await logIn(await plain.token(person()), platform)).access_token)
})

test('an issuer that is away is not the token’s fault, and is asked again', async () => {
  const away = await openIssuer()
  await using platform = await openSibling({ OIDC_ISSUER: away.url })
  const token = await away.token(person())
  await away[Symbol.asyncDispose]()
  await assert.rejects(logIn(token, platform), { code: 'UNAVAILABLE' })
})

test('tokens of the issuer are limited by network', async () => {
  await using limited = await openSibling({ RATE_LIMIT_TOKEN_IP_MAX: '2' })
  for (let i = 0; i < 2; i++) await assert.rejects(logIn('nonsense', limited), { code: /INVALID_CREDENTIALS|RATE_LIMITED/ })
  await assert.rejects(logIn('nonsense', limited), { code: 'RATE_LIMITED' })
})

test('external login that is not configured is not available', async () => {
  await using platform = await openSibling({ EXTERNAL_AUTH_ENABLED: 'false' })
  await assert.rejects(logIn('any', platform), { code: 'UNAVAILABLE' })
})

test('where users are not provisioned, only those who are here already are let in', async () => {
  await using closed = await openSibling({ AUTO_PROVISION_USERS: 'false' })
  await assert.rejects(logIn(await issuer.token(person()), closed), { code: 'REFUSED' })
  const { email, userId } = await identity.user('Users')
  assert.equal((await logIn(await issuer.token(person({ email })), closed)).user.id, userId)
})

test('a user who is not active is not let in', async () => {
  const claims = person()
  const { user } = await logIn(await issuer.token(claims))
  await identity.run('UpdateUser', { id: user.id, is_active: false }, admin)
  await assert.rejects(logIn(await issuer.token(claims)), { code: 'REFUSED' })
})

test('memberships of mirrored groups follow the token, and others stay', async () => {
  const [one, two, manual] = [await mirror(), await mirror(), await createGroup()]
  const claims = person()
  const groupsWith = async (groups: unknown) => (await logIn(await issuer.token({ ...claims, groups }))).user.groups
  assert.deepEqual(await groupsWith([one.external_group_id, { id: two.external_group_id, name: 'Two' }]), [one.name, two.name].sort())
  const user_id = (await identity.run('ListUsers', { search: claims.email }, admin))[0].id
  await identity.run('AddGroupMember', { group: manual.id, user_id }, admin)
  assert.deepEqual(await groupsWith([{ name: two.external_group_id }]), [two.name, manual.name].sort())
  assert.deepEqual(await groupsWith([one.external_group_id, 7, null]), [one.name, manual.name].sort())
})

test('a user of no mirrored group falls back to the default group', async () => {
  await using guests = await openSibling({ DEFAULT_GROUP_NAME: 'GuestUsers' })
  const { user } = await logIn(await issuer.token(person({ groups: ['unknown'] })), guests)
  assert.deepEqual(user.groups, ['GuestUsers'])
})

test('the issuer’s groups can be created, but take over none that has the name', async () => {
  await using provisioning = await openSibling({
    AUTO_PROVISION_GROUPS: 'true',
    OIDC_GROUPS_CLAIM: 'teams',
    DEFAULT_GROUP_NAME: 'Everybody',
  })
  const team = `team-${crypto.randomUUID()}`
  const teams = [team, 'Admins', 'Users', 'Everybody', { name: 'Admins' }, 'x'.repeat(256)]
  const { user } = await logIn(await issuer.token(person({ teams })), provisioning)
  assert.deepEqual(user.groups, [team])
  assert.equal((await identity.run('GetGroup', { group: team }, admin)).external_group_id, team)
  await assert.rejects(identity.run('GetGroup', { group: 'Everybody' }, admin), { code: 'NOT_FOUND' })
})
