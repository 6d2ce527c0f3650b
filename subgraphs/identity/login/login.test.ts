import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { decodeJwt, decodeProtectedHeader } from 'jose'
import { pino } from 'pino'
import { loadConfig } from '../../../schema/config.ts'
import type { Caller } from '../../../schema/context.ts'
import type { OperationName } from '../../../schema/graph.ts'
import type { RunningSubgraph } from '../../../schema/subgraph.ts'
import { openTestPlatform, type TestPlatform, testRequest } from '../../../schema/testing/platform.ts'
import { deleteExpired } from '../housekeeping.ts'
import { identity } from '../index.ts'
import { createLoginMail } from './login-mail.ts'
import { type Mailbox, openMailbox } from './mailbox.testing.ts'

const GENEROUS = { RATE_LIMIT_LOGIN_IP_MAX: '1000', RATE_LIMIT_OTP_IP_MAX: '1000', RATE_LIMIT_TOKEN_IP_MAX: '1000' }

let mailbox: Mailbox
let platform: TestPlatform
let subgraph: RunningSubgraph

before(async () => {
  mailbox = await openMailbox()
  platform = await openTestPlatform({ ...GENEROUS, ...mailbox.environment, OTP_MAX_ATTEMPTS: '3' })
  subgraph = await platform.start(identity)
})
after(async () => {
  await platform.close()
  await mailbox[Symbol.asyncDispose]()
})

/** Another process on the same database, configured in its own way. */
async function openSibling(environment: Record<string, string>): Promise<TestPlatform> {
  const sibling = await openTestPlatform({ ...GENEROUS, ...mailbox.environment, DATABASE_URL: platform.databaseUrl, ...environment })
  await sibling.start(identity)
  return sibling
}

async function run(
  operation: OperationName,
  variables: Record<string, unknown>,
  { on = platform, ip = '192.0.2.1', caller = null as Caller | null } = {},
) {
  return on.perform(operation, variables, { ...testRequest(caller), ip })
}

async function startLogin(email: string, options = {}): Promise<{ session_id: string; otp_code: string }> {
  const { session_id } = await run('Login', { email }, options)
  return { session_id, otp_code: mailbox.codeFor(email.trim().toLowerCase()) }
}

const logIn = async (email: string, options = {}) => run('VerifyOtp', await startLogin(email, options), options)

const authenticate = async (credential: string): Promise<Caller | null> =>
  (await platform.graph.execute('Authenticate', { credential }, testRequest(null))).authentication?.caller ?? null

const EXPIRE_CODE = `
  update identity.login_codes c set expires_at = now() - interval '1 second' from identity.otp_sessions s where s.id = $1 and c.id = s.code_id`

const CODE_OF = `
  select to_jsonb(c)::text as text from identity.otp_sessions s join identity.login_codes c on c.id = s.code_id where s.id = $1`

const wrong = (code: string) => (code === '000000' ? '111111' : '000000')

test('sends the code by encrypted mail, as text and as HTML', async () => {
  const { otp_code } = await startLogin('mail@example.com')
  const { mail, ...received } = mailbox.received.at(-1)!
  assert.deepEqual(received, { envelopeFrom: 'login@sinas.example', recipients: ['mail@example.com'], secure: true })
  assert.equal(mail.from?.value[0]?.address, 'login@sinas.example')
  assert.match(mail.text!, new RegExp(otp_code))
  assert.match(mail.html || '', new RegExp(otp_code))
  for (const text of [mail.text!, mail.html || '']) assert.match(text, /asked for from 192\.0\.2\.1\b/)
  const { text } = mailbox.received.at(-1)!.mail
  await startLogin('spoofed@example.com', { ip: '<b>not an address</b>' })
  assert.doesNotMatch(mailbox.received.at(-1)!.mail.text! + text, /not an address/)
})

test('the first login creates the user, in the default group', async () => {
  const session = await logIn('  Ada@Example.COM ')
  assert.equal(session.token_type, 'bearer')
  assert.equal(session.expires_in, 15 * 60)
  assert.equal(session.user.email, 'ada@example.com')
  assert.deepEqual(session.user.groups, ['Users'])
  assert.deepEqual(session.user.roles, ['Users'])
  assert.match(session.user.last_login_at, /Z$/)
  const again = await logIn('ada@example.com')
  assert.equal(again.user.id, session.user.id)
})

test('an access token says who, for how long, and nothing of permissions', async () => {
  const { access_token, user } = await logIn('claims@example.com')
  const { jti, iat, exp, ...claims } = decodeJwt(access_token)
  assert.deepEqual(claims, { sub: user.id, email: 'claims@example.com', iss: 'sinas', aud: 'sinas-api' })
  assert.equal(exp! - iat!, 15 * 60)
  assert.ok(jti)
  assert.equal(decodeProtectedHeader(access_token).alg, 'HS256')
  assert.equal((await authenticate(access_token))?.userId, user.id)
})

test('a code is good once', async () => {
  const code = await startLogin('once@example.com')
  await run('VerifyOtp', code)
  await assert.rejects(run('VerifyOtp', code), { code: 'BAD_REQUEST' })
})

test('of many that bring the right code at the same time, one is let in', async () => {
  const code = await startLogin('race@example.com')
  const outcomes = await Promise.allSettled([1, 2, 3].map(() => run('VerifyOtp', code)))
  assert.equal(outcomes.filter(({ status }) => status === 'fulfilled').length, 1)
})

test('a code is void after too many wrong tries', async () => {
  const { session_id, otp_code } = await startLogin('guess@example.com')
  for (let tries = 0; tries < 3; tries++) {
    await assert.rejects(run('VerifyOtp', { session_id, otp_code: wrong(otp_code) }), { code: 'BAD_REQUEST' })
  }
  await assert.rejects(run('VerifyOtp', { session_id, otp_code }), { code: 'BAD_REQUEST' })
})

test('wrong tries at the same time all count', async () => {
  const { session_id, otp_code } = await startLogin('flood@example.com')
  await Promise.allSettled([1, 2, 3].map(() => run('VerifyOtp', { session_id, otp_code: wrong(otp_code) })))
  await assert.rejects(run('VerifyOtp', { session_id, otp_code }), { code: 'BAD_REQUEST' })
})

test('a code expires', async () => {
  const code = await startLogin('late@example.com')
  await subgraph.database.query(EXPIRE_CODE, [code.session_id])
  await assert.rejects(run('VerifyOtp', code), { code: 'BAD_REQUEST' })
})

test('codes are kept as keyed hashes', async () => {
  const { session_id, otp_code } = await startLogin('hash@example.com')
  const [row] = await subgraph.database.query(CODE_OF, [session_id])
  assert.ok(!row!.text.includes(otp_code))
  assert.match(row!.text, /"code_hash": "[0-9a-f]{64}"/)
})

test('an address that is none, and a session that is none, are not valid input', async () => {
  await assert.rejects(run('Login', { email: 'not an address' }), { code: 'VALIDATION' })
  await assert.rejects(run('VerifyOtp', { session_id: 'x', otp_code: '123456' }), { code: 'VALIDATION' })
})

test('where users are not provisioned, only the owner of an unknown address learns that it is unknown', async () => {
  await using closed = await openSibling({ AUTO_PROVISION_USERS: 'false' })
  const unknown = await startLogin('stranger@example.com', { on: closed })
  await assert.rejects(run('VerifyOtp', { ...unknown, otp_code: wrong(unknown.otp_code) }, { on: closed }), { code: 'BAD_REQUEST' })
  await assert.rejects(run('VerifyOtp', unknown, { on: closed }), { code: 'REFUSED' })
  await logIn('known@example.com')
  assert.equal((await logIn('known@example.com', { on: closed })).user.email, 'known@example.com')
})

test('a user who is not active is not let in, and their tokens hold no more', async () => {
  const session = await logIn('off@example.com')
  await subgraph.database.query('update identity.users set is_active = false where id = $1', [session.user.id])
  assert.equal(await authenticate(session.access_token), null)
  await assert.rejects(run('RefreshAccessToken', session), { code: 'INVALID_CREDENTIALS' })
  await assert.rejects(logIn('off@example.com'), { code: 'REFUSED' })
})

test('what has expired is deleted when it counts no longer, and nothing else', async () => {
  const { refresh_token } = await logIn('keep@example.com')
  const [stale, late, open] = [
    await startLogin('stale@example.com'),
    await startLogin('late2@example.com'),
    await startLogin('open@example.com'),
  ]
  const { database } = subgraph
  await database.query(EXPIRE_CODE, [late.session_id])
  await database.query(EXPIRE_CODE, [stale.session_id])
  await database.query(`update identity.login_codes set expires_at = now() - interval '25 hours' where email = 'stale@example.com'`)
  const key = (email: string) => `login:email:192.0.2.1:${email}`
  await database.query(`update identity.rate_limits set full_at = now() - interval '1 second' where key = $1`, [key('stale@example.com')])
  await deleteExpired(database, platform.config)
  const left = async (sql: string, values: unknown[]) => (await database.query(sql, values)).map((row) => Object.values(row)[0])
  const sessions = [stale, late, open].map(({ session_id }) => session_id)
  assert.deepEqual(
    new Set(await left('select id from identity.otp_sessions where id = any($1)', [sessions])),
    new Set([late.session_id, open.session_id]),
  )
  const keys = [key('stale@example.com'), key('open@example.com')]
  assert.deepEqual(await left('select key from identity.rate_limits where key = any($1)', [keys]), [key('open@example.com')])
  assert.ok(await run('RefreshAccessToken', { refresh_token }))
})

test('logins are limited by network, and by network and e-mail address, for all processes together', async () => {
  const limits = { RATE_LIMIT_LOGIN_IP_MAX: '4', RATE_LIMIT_LOGIN_EMAIL_MAX: '2', RATE_LIMIT_WINDOW_SECONDS: '60' }
  await using one = await openSibling(limits)
  await using other = await openSibling(limits)
  await run('Login', { email: 'limit@example.com' }, { on: one, ip: '198.51.100.1' })
  await run('Login', { email: 'LIMIT@example.com' }, { on: other, ip: '198.51.100.1' })
  const refused = run('Login', { email: 'limit@example.com' }, { on: one, ip: '198.51.100.1' })
  await assert.rejects(
    refused,
    (error: any) => error.code === 'RATE_LIMITED' && error.extensions.retryAfter > 0 && error.extensions.retryAfter <= 60,
  )
  await run('Login', { email: 'limit@example.com' }, { on: one, ip: '198.51.100.2' })
  const networks = ['2001:db8:1:2::1', '2001:db8:1:2::2', '2001:db8:1:2:3::4', '2001:0db8:0001:0002::5']
  for (const [i, ip] of networks.entries()) await run('Login', { email: `ip${i}@example.com` }, { on: one, ip })
  await assert.rejects(run('Login', { email: 'ip5@example.com' }, { on: one, ip: '2001:db8:1:2::6' }), { code: 'RATE_LIMITED' })
  await run('Login', { email: 'ip5@example.com' }, { on: one, ip: '2001:db8:1:3::6' })
})

test('tries of codes are limited by address of the client, and all are allowed again after the window', async () => {
  await using limited = await openSibling({ RATE_LIMIT_OTP_IP_MAX: '2' })
  const ip = '203.0.113.1'
  const guess = () => run('VerifyOtp', { session_id: crypto.randomUUID(), otp_code: '123456' }, { on: limited, ip })
  await assert.rejects(guess(), { code: 'BAD_REQUEST' })
  await assert.rejects(guess(), { code: 'BAD_REQUEST' })
  await assert.rejects(guess(), { code: 'RATE_LIMITED' })
  await subgraph.database.query(`update identity.rate_limits set full_at = now() where key = $1`, [`otp:ip:${ip}`])
  await assert.rejects(guess(), { code: 'BAD_REQUEST' })
})

test('says so when the mail can’t be sent: a server without encryption, a wrong password, no server', async () => {
  await using plain = await openMailbox({ disabledCommands: ['STARTTLS'], authOptional: true })
  const faults = [plain.environment, { SMTP_PASSWORD: 'wrong' }, { SMTP_PORT: '1' }]
  for (const environment of faults) {
    await using failing = await openSibling(environment)
    await assert.rejects(run('Login', { email: 'mail-fault@example.com' }, { on: failing, ip: '192.0.2.7' }), { code: 'UNAVAILABLE' })
  }
  assert.equal(plain.received.length, 0)
  const [row] = await subgraph.database.query(
    `select count(*)::int as sessions from identity.login_codes where email = 'mail-fault@example.com'`,
  )
  assert.equal(row!.sessions, 0)
})

test('without a mail server the code is one line of the log', async () => {
  const lines: string[] = []
  const log = pino({ level: 'info' }, { write: (line: string) => void lines.push(line) })
  await createLoginMail(loadConfig({}), log)({ email: 'ada@example.com', code: '012345' })
  assert.equal(lines.length, 1)
  assert.match(lines[0]!, /OTP for ada@example\.com: 012345/)
})
