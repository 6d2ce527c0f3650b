import { createHmac, randomInt, randomUUID, timingSafeEqual } from 'node:crypto'
import { isIP } from 'node:net'
import { SinasError } from '../../../schema/errors.ts'
import { inTransaction } from '../../../schema/transaction.ts'
import type { IdentityContext } from '../builder.ts'

const SHORT = 6
/** No number of guesses finds a code of so many digits. */
const LONG = 12

/** Guesses at short codes of one address that all callers together have in a day: the chance that one is right stays below 1 in 10,000. */
const GUESSES_A_DAY = 99

// Two requests for codes of one address wait for each other.
const TAKE_TURNS = `select pg_advisory_xact_lock(hashtextextended('sinas:login:' || $1, 0))`

// A code is shared while a quarter of its life is left: enough to find the mail.
const STATE = `
  select (select count(*)::int from identity.login_codes where email = $1 and created_at > now() - make_interval(secs => $2)) as "mails",
         (select count(*)::int from identity.otp_sessions s join identity.login_codes c on c.id = s.code_id
           where c.email = $1 and c.digits = ${SHORT} and s.created_at > now() - interval '1 day') as "shortSessions",
         newest.id as "codeId", newest.digits
    from (select) as always left join lateral (
      select id, digits from identity.login_codes
       where email = $1 and used_at is null and expires_at > now() + make_interval(mins => $3) / 4
       order by created_at desc limit 1) newest on true`

const CREATE_CODE = `
  insert into identity.login_codes (id, email, code_hash, digits, expires_at, created_at)
  values ($1, $2, $3, $4, now() + make_interval(mins => $5), now())`

const OPEN = 'insert into identity.otp_sessions (id, code_id, attempts, created_at) values ($1, $2, 0, now())'

const WITHDRAW = 'delete from identity.login_codes where id = $1'

// The attempt is counted before the code is compared: guesses sent at the same time count too.
const ATTEMPT = `
  update identity.otp_sessions s set attempts = s.attempts + 1 from identity.login_codes c
   where s.id = $1 and s.attempts < $2 and c.id = s.code_id and c.used_at is null and c.expires_at > now()
  returning c.id as "codeId", c.email, c.code_hash as "codeHash"`

const USE = `
  with used as (update identity.login_codes set used_at = now() where id = $1 and used_at is null returning id),
       closed as (delete from identity.otp_sessions where id = $2)
  select id from used`

interface State {
  mails: number
  shortSessions: number
  /** The newest code that still holds; null where there is none. */
  codeId: string | null
  digits: number | null
}

interface OpenedSession {
  id: string
  /** Null where the code was sent earlier. */
  newCode: { id: string; text: string } | null
}

/**
 * Starts a login, and sends its code. Strangers who start logins for an address can neither void its owner's code, nor lock the owner out,
 * nor fill the owner's mailbox: beyond so many mails in a window, a login takes the newest code that was sent and still holds.
 *
 * Nor can they guess a code: each session has few tries, and beyond so many sessions in a day that did not end in a login, codes are too long
 * to be guessed.
 * @returns the session's id
 * @throws SinasError UNAVAILABLE when the mail can't be sent
 */
export async function openOtpSession(context: IdentityContext, email: string): Promise<string> {
  const { database, services, log, ip } = context
  const { id, newCode } = await openSession(context, email)
  if (!newCode) return id
  try {
    await services.sendCode({ email, code: newCode.text, askedFrom: ip && isIP(ip) ? ip : undefined })
  } catch (error) {
    log.error({ err: error, email }, 'a login code could not be mailed: check SMTP_HOST and its account')
    await database.query(WITHDRAW, [newCode.id])
    throw new SinasError('UNAVAILABLE', {
      what: 'Login',
      reason: 'the mail with the code could not be sent. Try again, or tell an administrator',
    })
  }
  return id
}

function openSession({ database, services }: IdentityContext, email: string): Promise<OpenedSession> {
  const { OTP_EXPIRE_MINUTES, OTP_MAX_ATTEMPTS, RATE_LIMIT_LOGIN_EMAIL_MAX, RATE_LIMIT_WINDOW_SECONDS } = services.config
  return inTransaction(database, async (client) => {
    await client.query(TAKE_TURNS, [email])
    const { rows } = await client.query<State>(STATE, [email, RATE_LIMIT_WINDOW_SECONDS, OTP_EXPIRE_MINUTES])
    const { mails, shortSessions, codeId, digits } = rows[0]!
    const mayBeShort = (shortSessions + 1) * OTP_MAX_ATTEMPTS <= GUESSES_A_DAY
    const id = randomUUID()
    if (codeId && mails >= RATE_LIMIT_LOGIN_EMAIL_MAX && (mayBeShort || digits === LONG)) {
      await client.query(OPEN, [id, codeId])
      return { id, newCode: null }
    }
    const code = createCode(mayBeShort ? SHORT : LONG)
    const hash = hashCode(services.secretKey, code.id, code.text).toString('hex')
    await client.query(CREATE_CODE, [code.id, email, hash, code.text.length, OTP_EXPIRE_MINUTES])
    await client.query(OPEN, [id, code.id])
    return { id, newCode: code }
  })
}

const createCode = (digits: number) => ({ id: randomUUID() as string, text: String(randomInt(10 ** digits)).padStart(digits, '0') })

/**
 * Uses up a code for one of its sessions. Why one is refused is not said.
 * @returns the address that was proven
 * @throws SinasError BAD_REQUEST
 */
export async function useOtpSession({ database, services }: IdentityContext, sessionId: string, text: string): Promise<string> {
  const [attempt] = await database.query<{ codeId: string; email: string; codeHash: string }>(ATTEMPT, [
    sessionId,
    services.config.OTP_MAX_ATTEMPTS,
  ])
  const expected = Buffer.from(attempt?.codeHash ?? '', 'hex')
  const given = hashCode(services.secretKey, attempt?.codeId ?? '', text.replace(/\s/g, ''))
  const isRight = expected.length === given.length && timingSafeEqual(expected, given)
  // Of two that come with the right code at the same time, the one that uses it first is let in.
  const [used] = attempt && isRight ? await database.query(USE, [attempt.codeId, sessionId]) : []
  if (!attempt || !used) throw new SinasError('BAD_REQUEST', { reason: 'Invalid or expired code' })
  return attempt.email
}

const hashCode = (secretKey: string, codeId: string, code: string): Buffer =>
  createHmac('sha256', `sinas login code:${secretKey}`).update(`${codeId}:${code}`).digest()
