import { createHmac, randomInt, randomUUID, timingSafeEqual } from 'node:crypto'
import { SinasError } from '../../../schema/errors.ts'
import type { IdentityContext } from '../builder.ts'

// A new login ends the earlier ones of the same address: only the newest code is good.
const OPEN = `
  with earlier as (delete from identity.otp_sessions where email = $2)
  insert into identity.otp_sessions (id, email, code_hash, attempts, expires_at, created_at)
  values ($1, $2, $3, 0, now() + make_interval(mins => $4), now())`

// The attempt is counted before the code is compared: guesses sent at the same time count too.
const ATTEMPT = `
  update identity.otp_sessions set attempts = attempts + 1
   where id = $1 and attempts < $2 and expires_at > now()
  returning email, code_hash as "codeHash"`

const USE = 'delete from identity.otp_sessions where id = $1 returning id'

/**
 * Starts a login and sends its code.
 * @returns the session's id
 * @throws SinasError UNAVAILABLE when the mail can't be sent
 */
export async function openOtpSession({ database, services, log }: IdentityContext, email: string): Promise<string> {
  const sessionId = randomUUID()
  const code = String(randomInt(1_000_000)).padStart(6, '0')
  const minutes = services.config.OTP_EXPIRE_MINUTES
  await database.query(OPEN, [sessionId, email, hashCode(services.secretKey, sessionId, code).toString('hex'), minutes])
  try {
    await services.sendCode(email, code)
  } catch (error) {
    log.error({ err: error, email }, 'the login code could not be sent')
    await database.query(USE, [sessionId])
    throw new SinasError('UNAVAILABLE', {
      what: 'Login',
      reason: 'the mail with the code could not be sent. Try again, or tell an administrator',
    })
  }
  return sessionId
}

/**
 * Uses up a session with its code. Why one is refused is not said.
 * @returns the address that was proven
 * @throws SinasError BAD_REQUEST
 */
export async function useOtpSession({ database, services }: IdentityContext, sessionId: string, code: string): Promise<string> {
  const [session] = await database.query<{ email: string; codeHash: string }>(ATTEMPT, [sessionId, services.config.OTP_MAX_ATTEMPTS])
  const expected = Buffer.from(session?.codeHash ?? '', 'hex')
  const given = hashCode(services.secretKey, sessionId, code.trim())
  const right = expected.length === given.length && timingSafeEqual(expected, given)
  // Of two that come with the right code at the same time, the one that deletes the session is let in.
  const [used] = right ? await database.query(USE, [sessionId]) : []
  if (!session || !used) throw new SinasError('BAD_REQUEST', { reason: 'Invalid or expired code' })
  return session.email
}

const hashCode = (secretKey: string, sessionId: string, code: string): Buffer =>
  createHmac('sha256', `sinas login code:${secretKey}`).update(`${sessionId}:${code}`).digest()
