import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { OperationName } from '../../../schema/graph.ts'
import type { RunningSubgraph } from '../../../schema/subgraph.ts'
import { openTestPlatform, type TestPlatform, testRequest } from '../../../schema/testing/platform.ts'
import { identity } from '../index.ts'
import { type Mailbox, openMailbox } from './mailbox.testing.ts'

const ATTEMPTS = 5
const MAILS = 5
const HOME = '203.0.113.7'

let mailbox: Mailbox
let platform: TestPlatform
let subgraph: RunningSubgraph

// With the limits that are on by default.
before(async () => {
  mailbox = await openMailbox()
  platform = await openTestPlatform(mailbox.environment)
  subgraph = await platform.start(identity)
})
after(async () => {
  await platform.close()
  await mailbox[Symbol.asyncDispose]()
})

let strangers = 0
/** A network that was not here before. */
const stranger = () => `198.18.${strangers >> 8}.${strangers++ & 255}`

const run = (operation: OperationName, variables: Record<string, unknown>, ip: string) =>
  platform.perform(operation, variables, { ...testRequest(null), ip })

const startLogin = async (email: string, ip: string): Promise<string> => (await run('Login', { email }, ip)).session_id

const verify = (session_id: string, otp_code: string, ip: string) => run('VerifyOtp', { session_id, otp_code }, ip)

const mailsTo = (email: string) => mailbox.received.filter(({ recipients }) => recipients.includes(email)).length

async function refuses(work: Promise<unknown>, code: string): Promise<void> {
  await assert.rejects(work, { code })
}

test('a stranger’s logins neither lock the owner of an address out nor void their code', async () => {
  const email = 'victim@example.com'
  const session = await startLogin(email, HOME)
  const code = mailbox.codeFor(email)
  const from = stranger()
  for (let i = 0; i < 5; i++) await startLogin(email, from)
  await refuses(startLogin(email, from), 'RATE_LIMITED')
  assert.equal((await verify(session, code, HOME)).user.email, email)
})

test('strangers’ wrong codes void nothing of the owner’s', async () => {
  const email = 'guessed@example.com'
  const session = await startLogin(email, HOME)
  const code = mailbox.codeFor(email)
  for (let i = 0; i < 3; i++) {
    const ip = stranger()
    const theirs = await startLogin(email, ip)
    for (let tries = 0; tries < ATTEMPTS; tries++) await refuses(verify(theirs, 'wrong', ip), 'BAD_REQUEST')
  }
  assert.ok(await verify(session, code, HOME))
})

test('however many ask, an address gets few mails, and its owner gets in by the last one', async () => {
  const email = 'bombed@example.com'
  for (let i = 0; i < 40; i++) await startLogin(email, stranger())
  const mails = mailsTo(email)
  // Those that the window allows, and one with a code that can't be guessed.
  assert.ok(mails <= MAILS + 1, `${mails} mails`)
  const session = await startLogin(email, HOME)
  assert.equal(mailsTo(email), mails)
  assert.equal((await verify(session, mailbox.codeFor(email), HOME)).user.email, email)
  // It was good once, and the next login gets a mail again.
  await startLogin(email, HOME)
  assert.equal(mailsTo(email), mails + 1)
})

test('many that ask at the same time get no more mails', async () => {
  const email = 'burst@example.com'
  await Promise.all(Array.from({ length: 30 }, () => startLogin(email, stranger())))
  assert.ok(mailsTo(email) <= MAILS + 1, `${mailsTo(email)} mails`)
})

test('an address that is asked for all day gets a mail when the last code is about to end, and no sooner', async () => {
  const email = 'daily@example.com'
  const age = (minutes: number) =>
    subgraph.database.query(
      `update identity.login_codes set created_at = created_at - make_interval(mins => $2), expires_at = expires_at - make_interval(mins => $2) where email = $1`,
      [email, minutes],
    )
  for (let i = 0; i < 40; i++) await startLogin(email, stranger())
  const mails = mailsTo(email)
  await age(7)
  await startLogin(email, stranger())
  assert.equal(mailsTo(email), mails)
  await age(1)
  await startLogin(email, stranger())
  assert.equal(mailsTo(email), mails + 1)
})

/** Every guess that a botnet can make at an address in a day, by the odds of each: 10^-digits. */
async function oddsOf(email: string, sessions: number): Promise<number> {
  let odds = 0
  for (let i = 0; i < sessions; i++) {
    const ip = stranger()
    const session = await startLogin(email, ip)
    const { length } = mailbox.codeFor(email)
    const guesses = Array.from({ length: ATTEMPTS + 1 }, () => verify(session, 'wrong', ip))
    await Promise.allSettled(guesses)
    const [row] = await subgraph.database.query('select attempts from identity.otp_sessions where id = $1', [session])
    odds += row!.attempts * 10 ** -length
  }
  return odds
}

test('a botnet that guesses all day finds the code of an address with less than one chance in 10,000', async () => {
  const email = 'hunted@example.com'
  const odds = await oddsOf(email, 60)
  assert.ok(odds > 5e-5 && odds < 1e-4, `the odds are ${odds}`)
  // Its owner types more digits, and gets in.
  const session = await startLogin(email, HOME)
  const code = mailbox.codeFor(email)
  assert.match(code, /^\d{12}$/)
  assert.ok(await verify(session, ` ${code.slice(0, 6)} ${code.slice(6)} `, HOME))
})

test('sessions that are opened first and guessed at later have no more guesses', async () => {
  const email = 'hoard@example.com'
  const opened: { session: string; ip: string; digits: number }[] = []
  for (let i = 0; i < 40; i++) {
    const ip = stranger()
    opened.push({ ip, session: await startLogin(email, ip), digits: mailbox.codeFor(email).length })
  }
  const guesses = opened.filter(({ digits }) => digits === 6).length * ATTEMPTS
  assert.ok(guesses < 100, `${guesses} guesses at six digits`)
  const [first] = opened as [(typeof opened)[0]]
  for (let tries = 0; tries < ATTEMPTS; tries++) await refuses(verify(first.session, 'wrong', first.ip), 'BAD_REQUEST')
  const codes = mailbox.received.flatMap(({ recipients, mail }) => (recipients.includes(email) ? [/\d{6,}/.exec(mail.text!)![0]] : []))
  await refuses(verify(first.session, codes[0]!, first.ip), 'BAD_REQUEST')
})

test('a user who logs in all day is sent short codes', async () => {
  const email = 'busy@example.com'
  for (let i = 0; i < 25; i++) {
    const ip = stranger()
    const session = await startLogin(email, ip)
    assert.match(mailbox.codeFor(email), /^\d{6}$/)
    await verify(session, mailbox.codeFor(email), ip)
  }
})

test('of two sessions that share a code, the one that brings it first is let in', async () => {
  const email = 'shared@example.com'
  for (let i = 0; i < MAILS; i++) await startLogin(email, stranger())
  const sessions = await Promise.all([startLogin(email, HOME), startLogin(email, stranger())])
  assert.equal(mailsTo(email), MAILS)
  const code = mailbox.codeFor(email)
  const outcomes = await Promise.allSettled(sessions.map((session) => verify(session, code, stranger())))
  assert.deepEqual(outcomes.map(({ status }) => status).sort(), ['fulfilled', 'rejected'])
})

test('every door that needs no credential is limited by network, by default', async () => {
  const doors: [operation: OperationName, variables: Record<string, unknown>, code: string, most: number][] = [
    ['Login', { email: 'door@example.com' }, '', 5],
    ['VerifyOtp', { session_id: crypto.randomUUID(), otp_code: '1' }, 'BAD_REQUEST', 10],
    ['RefreshAccessToken', { refresh_token: 'unknown' }, 'INVALID_CREDENTIALS', 300],
  ]
  for (const [operation, variables, code, most] of doors) {
    const ip = stranger()
    for (let i = 0; i < most; i++) {
      const attempt = run(operation, variables, ip)
      await (code ? refuses(attempt, code) : attempt)
    }
    await refuses(run(operation, variables, ip), 'RATE_LIMITED')
  }
  const ip = stranger()
  for (let i = 0; i < 300; i++) await refuses(run('Logout', { refresh_token: 'unknown' }, ip), 'NOT_FOUND')
  await refuses(run('Logout', { refresh_token: 'unknown' }, ip), 'RATE_LIMITED')
})
