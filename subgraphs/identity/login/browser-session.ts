import { SinasError } from '../../../schema/errors.ts'
import type { IdentityContext } from '../builder.ts'
import { createSecret, hashSecret } from '../secret.ts'
import { readUser, type User } from '../users/find-user.ts'

/** A session that begins. */
export interface OpenedBrowserSession {
  /** What the cookie holds. */
  token: string
  user: User
}

const OPEN = `
  with login as (update identity.users set last_login_at = now() where id = $2 and is_active returning id)
  insert into identity.browser_sessions (id, user_id, token_hash, created_at, last_used_at)
  select $1, login.id, $3, now(), now() from login returning id`

const CLOSE = 'delete from identity.browser_sessions where token_hash = $1'

const LIVE = `
  select s.id from identity.browser_sessions s join identity.users u on u.id = s.user_id
   where s.id = any($1::uuid[]) and u.is_active and s.last_used_at > now() - make_interval(days => $2)`

/**
 * Logs a user in, in a browser, who has proven who they are.
 * @throws SinasError INVALID_CREDENTIALS where the user is not active, or is gone
 */
export async function openBrowserSession({ database }: IdentityContext, userId: string): Promise<OpenedBrowserSession> {
  const { text, hash } = createSecret()
  const [opened] = await database.query(OPEN, [crypto.randomUUID(), userId, hash])
  const user = opened && (await readUser(database, userId))
  if (!user) throw new SinasError('INVALID_CREDENTIALS')
  return { token: text, user }
}

/** @returns nothing: there may have been no such session */
export async function closeBrowserSession({ database }: IdentityContext, token: string): Promise<void> {
  await database.query(CLOSE, [hashSecret(token)])
}

/** Those of the sessions that are not over. */
export async function liveBrowserSessions({ database, services }: IdentityContext, ids: readonly string[]): Promise<string[]> {
  const live = await database.query<{ id: string }>(LIVE, [ids, services.config.REFRESH_TOKEN_EXPIRE_DAYS])
  return live.map(({ id }) => id)
}
