import { SinasError } from '../../../schema/errors.ts'
import type { IdentityContext } from '../builder.ts'
import { createSecret, hashSecret } from '../secret.ts'
import { readUser, type User } from '../users/read-users.ts'

/** What a client gets that logs in. */
export interface UserSession extends AccessGrant {
  refreshToken: string
  user: User
}

export interface AccessGrant {
  accessToken: string
  /** Seconds. */
  expiresIn: number
}

const OPEN = `
  with login as (update identity.users set last_login_at = now() where id = $2 and is_active returning id)
  insert into identity.refresh_tokens (id, user_id, token_hash, token_prefix, expires_at, created_at)
  select $1, login.id, $3, $4, now() + make_interval(days => $5), now() from login returning id`

const RENEW = `
  with renewed as (
    update identity.refresh_tokens t set last_used_at = now() from identity.users u
     where t.token_hash = $1 and t.revoked_at is null and t.expires_at > now() and u.id = t.user_id and u.is_active
    returning t.user_id
  )
  update identity.users u set last_login_at = now() from renewed where u.id = renewed.user_id returning u.id, u.email`

const CLOSE = 'update identity.refresh_tokens set revoked_at = coalesce(revoked_at, now()) where token_hash = $1 returning id'

/**
 * Logs a user in who has proven who they are.
 * @throws SinasError INVALID_CREDENTIALS where the user is not active, or is gone
 */
export async function openUserSession(context: IdentityContext, userId: string): Promise<UserSession> {
  const { database, services } = context
  const refreshToken = createSecret()
  const [opened] = await database.query(OPEN, [
    crypto.randomUUID(),
    userId,
    refreshToken.hash,
    refreshToken.prefix,
    services.config.REFRESH_TOKEN_EXPIRE_DAYS,
  ])
  const user = opened && (await readUser(database, userId))
  if (!user) throw new SinasError('INVALID_CREDENTIALS')
  return { ...(await grantAccess(context, { id: userId, email: user.email! })), refreshToken: refreshToken.text, user }
}

/** A new access token for a refresh token, which stays as it is. @throws SinasError INVALID_CREDENTIALS */
export async function renewAccess(context: IdentityContext, refreshToken: string): Promise<AccessGrant> {
  const [user] = await context.database.query<{ id: string; email: string }>(RENEW, [hashSecret(refreshToken)])
  if (!user) throw new SinasError('INVALID_CREDENTIALS')
  return grantAccess(context, user)
}

/** Ends a session; its last access token lives on until it expires. @throws SinasError NOT_FOUND where the token is unknown */
export async function closeUserSession({ database }: IdentityContext, refreshToken: string): Promise<void> {
  const [closed] = await database.query(CLOSE, [hashSecret(refreshToken)])
  if (!closed) throw new SinasError('NOT_FOUND', { what: 'Refresh token' })
}

async function grantAccess({ services }: IdentityContext, user: { id: string; email: string }): Promise<AccessGrant> {
  const expiresIn = services.config.ACCESS_TOKEN_EXPIRE_MINUTES * 60
  return { accessToken: services.accessTokens.sign({ userId: user.id, email: user.email }, expiresIn), expiresIn }
}
