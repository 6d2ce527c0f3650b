import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { after, before, test } from 'node:test'
import type { Caller } from '../../../schema/context.ts'
import { testRequest } from '../../../schema/testing/platform.ts'
import { type IdentityUnderTest, openIdentity } from '../identity.testing.ts'
import { hashSecret } from '../secret.ts'
import { type Mailbox, openMailbox } from './mailbox.testing.ts'

let mailbox: Mailbox
let identity: IdentityUnderTest

before(async () => {
  mailbox = await openMailbox()
  const limits = { RATE_LIMIT_LOGIN_IP_MAX: '1000', RATE_LIMIT_OTP_IP_MAX: '1000' }
  identity = await openIdentity({ ...mailbox.environment, ...limits })
})
after(async () => {
  await identity[Symbol.asyncDispose]()
  await mailbox[Symbol.asyncDispose]()
})

const refresh = (refresh_token: string) => identity.run('RefreshAccessToken', { refresh_token })

const next = async (refresh_token: string): Promise<string> => (await refresh(refresh_token)).refresh_token

const logout = (refresh_token: string) => identity.run('Logout', { refresh_token })

const authenticate = async (credential: string): Promise<Caller | null> =>
  (await identity.platform.graph.execute('Authenticate', { credential }, testRequest(null))).authentication?.caller ?? null

/** The refresh token of a user who has just logged in. */
async function logIn(email = `${crypto.randomUUID()}@example.com`): Promise<string> {
  const { session_id } = await identity.run('Login', { email })
  return (await identity.run('VerifyOtp', { session_id, otp_code: mailbox.codeFor(email) })).refresh_token
}

/** As if the session's last rotation were so long ago. */
const age = (token: string, seconds: number) =>
  identity.subgraph.database.query(
    'update identity.refresh_tokens set rotated_at = rotated_at - make_interval(secs => $2) where token_prefix = $1',
    [token.slice(0, 8), seconds],
  )

const rowOf = async (token: string) =>
  (
    await identity.subgraph.database.query('select *, to_jsonb(t)::text as text from identity.refresh_tokens t where token_prefix = $1', [
      token.slice(0, 8),
    ])
  )[0]!

const refused = { code: 'INVALID_CREDENTIALS' }

test('each use gives a new access token and a new refresh token, until logout', async () => {
  let token = await logIn()
  const seen = new Set([token])
  for (let times = 0; times < 4; times++) {
    const { access_token, refresh_token, token_type, expires_in } = await refresh(token)
    assert.deepEqual({ token_type, expires_in }, { token_type: 'bearer', expires_in: 900 })
    assert.match(refresh_token, /^[\w-]{43}$/)
    assert.ok(await authenticate(access_token))
    token = refresh_token
    seen.add(token)
  }
  assert.equal(seen.size, 5)
  await logout(token)
  await assert.rejects(refresh(token), refused)
})

test('two tabs that renew at the same time, and a client that lost the answer, get the same token', async () => {
  const token = await logIn()
  const answers = await Promise.all(Array.from({ length: 6 }, () => next(token)))
  assert.equal(new Set(answers).size, 1)
  await age(token, 25)
  assert.equal(await next(token), answers[0])
  assert.ok(await next(answers[0]!))
})

test('a token that is used again later ends the session, also for who has the newest', async () => {
  const token = await logIn()
  const newest = await next(token)
  await age(token, 31)
  await assert.rejects(refresh(token), refused)
  await assert.rejects(refresh(newest), refused)
  await assert.rejects(refresh(token), refused)
})

test('a token whose successor was used ends the session at once', async () => {
  const stolen = await logIn()
  const second = await next(stolen)
  const third = await next(second)
  await assert.rejects(refresh(stolen), refused)
  await assert.rejects(refresh(third), refused)
})

test('the end of one session leaves the user’s others alone', async () => {
  const email = 'two-sessions@example.com'
  const [one, other] = [await logIn(email), await logIn(email)]
  await next(await next(one))
  await assert.rejects(refresh(one), refused)
  assert.ok(await next(other))
})

test('a session lasts no longer for being renewed, and an expired one is not renewed', async () => {
  const token = await logIn()
  const { expires_at } = await rowOf(token)
  const newest = await next(token)
  assert.deepEqual((await rowOf(token)).expires_at, expires_at)
  await identity.subgraph.database.query(`update identity.refresh_tokens set expires_at = now() where token_prefix = $1`, [
    token.slice(0, 8),
  ])
  await assert.rejects(refresh(newest), refused)
})

test('tokens are kept as hashes', async () => {
  const token = await logIn()
  const newest = await next(token)
  const { text } = await rowOf(token)
  for (const secret of [token, newest, token.slice(0, 21), newest.slice(22)]) assert.ok(!text.includes(secret))
})

test('a logout takes any token of the session, and no token is renewed past it', async () => {
  const token = await logIn()
  const newest = await next(token)
  await logout(token)
  await assert.rejects(refresh(newest), refused)
  const racing = await logIn()
  const [renewed] = await Promise.allSettled([next(racing), logout(racing)])
  await assert.rejects(refresh(renewed.status === 'fulfilled' ? renewed.value : racing), refused)
})

test('a user who is switched off renews nothing, and their session is there when they are switched on', async () => {
  const token = await logIn()
  const { user_id } = await rowOf(token)
  const setActive = (isActive: boolean) =>
    identity.subgraph.database.query('update identity.users set is_active = $2 where id = $1', [user_id, isActive])
  await setActive(false)
  await assert.rejects(refresh(token), refused)
  await setActive(true)
  assert.ok(await next(token))
})

test('a token of an earlier version is renewed, and changes from then on', async () => {
  const token = randomBytes(32).toString('base64url')
  const { userId } = await identity.user('Users')
  await identity.subgraph.database.query(
    `insert into identity.refresh_tokens (id, user_id, token_hash, token_prefix, expires_at, created_at)
     values (gen_random_uuid(), $1, $2, $3, now() + interval '1 day', now())`,
    [userId, hashSecret(token), token.slice(0, 8)],
  )
  const second = await next(token)
  assert.equal(await next(token), second)
  const third = await next(second)
  await assert.rejects(refresh(token), refused)
  await assert.rejects(refresh(third), refused)
})

test('what is no token can be neither renewed nor revoked, and ends nothing', async () => {
  const token = await logIn()
  for (const text of ['unknown', '', `${token}\n`, token.slice(0, 42), 'a\0b', randomBytes(32).toString('base64url')]) {
    await assert.rejects(refresh(text), refused)
    await assert.rejects(logout(text), { code: 'NOT_FOUND' })
  }
  assert.ok(await next(token))
})
