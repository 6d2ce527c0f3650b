import { SinasError } from '../../../schema/errors.ts'
import type { IdentityContext } from '../builder.ts'
import { readUser, type User } from '../users/find-user.ts'
import { createRefreshToken, readRefreshToken, successorOf } from './refresh-token.ts'

/** What renews a client's access, and what it has until then. */
export interface AccessGrant {
  accessToken: string
  refreshToken: string
  /** Seconds. */
  expiresIn: number
}

/** What a client gets that logs in. */
export interface UserSession extends AccessGrant {
  user: User
}

/** How long a token that was just used may be used again, by another tab or by a client that lost the answer. */
const GRACE_SECONDS = 30

const OPEN = `
  with login as (update identity.users set last_login_at = now() where id = $2 and is_active returning id)
  insert into identity.refresh_tokens (id, user_id, family_hash, token_hash, token_prefix, expires_at, created_at)
  select $1, login.id, $3, $4, $5, now() + make_interval(days => $6), now() from login returning id`

const OF_FAMILY = '(t.family_hash = $1 or (t.family_hash is null and t.token_hash = $2))'

// One statement, so that of two at the same time the second sees what the first did. $2 is the token that is used, $3 its successor.
const ROTATE = `
  with rotated as (
    update identity.refresh_tokens t set
      family_hash = $1,
      last_used_at = now(),
      token_hash = case when t.token_hash = $2 then $3 else t.token_hash end,
      previous_hash = case when t.token_hash = $2 then $2 else t.previous_hash end,
      rotated_at = case when t.token_hash = $2 then now() else t.rotated_at end,
      revoked_at = case
        when t.token_hash = $2 then null
        when t.previous_hash = $2 and t.token_hash = $3 and t.rotated_at > now() - make_interval(secs => $4) then null
        else now() end
      from identity.users u
     where ${OF_FAMILY} and t.revoked_at is null and t.expires_at > now() and u.id = t.user_id and u.is_active
    returning t.user_id, t.revoked_at is not null as was_reused
  ), seen as (
    update identity.users u set last_login_at = now() from rotated where u.id = rotated.user_id and not rotated.was_reused
  )
  select u.id, u.email, rotated.was_reused as "wasReused" from rotated join identity.users u on u.id = rotated.user_id`

const CLOSE = `update identity.refresh_tokens t set revoked_at = coalesce(t.revoked_at, now()) where ${OF_FAMILY} returning t.user_id as "userId"`

/**
 * Logs a user in who has proven who they are.
 * @throws SinasError INVALID_CREDENTIALS where the user is not active, or is gone
 */
export async function openUserSession(context: IdentityContext, userId: string): Promise<UserSession> {
  const { database, services } = context
  const { text, hash, familyHash, prefix } = createRefreshToken()
  const days = services.config.REFRESH_TOKEN_EXPIRE_DAYS
  const [opened] = await database.query(OPEN, [crypto.randomUUID(), userId, familyHash, hash, prefix, days])
  const user = opened && (await readUser(database, userId))
  if (!user) throw new SinasError('INVALID_CREDENTIALS')
  return { ...grantAccess(context, { id: userId, email: user.email! }, text), user }
}

/**
 * A new access token and a new refresh token for a refresh token, which is good no longer. One that was used before ends the session: a thief
 * has it, or had it first. The session ends when it would have ended anyway.
 * @throws SinasError INVALID_CREDENTIALS
 */
export async function renewAccess(context: IdentityContext, refreshToken: string): Promise<AccessGrant> {
  const { database, services, log, ip } = context
  const used = readRefreshToken(refreshToken)
  if (!used) throw new SinasError('INVALID_CREDENTIALS')
  const next = successorOf(used, services.secretKey)
  const values = [used.familyHash, used.hash, next.hash, GRACE_SECONDS]
  const [session] = await database.query<{ id: string; email: string; wasReused: boolean }>(ROTATE, values)
  if (session?.wasReused) log.warn({ userId: session.id, ip }, 'a refresh token was used a second time: its session was ended')
  if (!session || session.wasReused) throw new SinasError('INVALID_CREDENTIALS')
  return grantAccess(context, session, next.text)
}

/**
 * Ends a session; its last access token lives on until it expires.
 * @returns the id of the user whose session it was
 * @throws SinasError NOT_FOUND where the token is unknown
 */
export async function closeUserSession({ database }: IdentityContext, refreshToken: string): Promise<string> {
  const token = readRefreshToken(refreshToken)
  const [closed] = token ? await database.query<{ userId: string }>(CLOSE, [token.familyHash, token.hash]) : []
  if (!closed) throw new SinasError('NOT_FOUND', { what: 'Refresh token' })
  return closed.userId
}

function grantAccess({ services }: IdentityContext, user: { id: string; email: string }, refreshToken: string): AccessGrant {
  const expiresIn = services.config.ACCESS_TOKEN_EXPIRE_MINUTES * 60
  return { accessToken: services.accessTokens.sign({ userId: user.id, email: user.email }, expiresIn), refreshToken, expiresIn }
}
