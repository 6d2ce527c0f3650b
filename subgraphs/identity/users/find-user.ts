import type { Database } from '../../../schema/database.ts'
import { SinasError } from '../../../schema/errors.ts'
import { may } from '../../../schema/permissions.ts'
import type { IdentityContext } from '../builder.ts'
import { groupsOfAllUsers } from '../groups/default-groups.ts'
import { groupsOf } from '../groups/find-group.ts'

/** A user as the API shows them. What the caller may not see is null. */
export interface User {
  id: string
  email: string | null
  isActive: boolean | null
  lastLoginAt: Date | null
  createdAt: Date | null
  groupNames: string[] | null
}

/** Which user is meant: by one of these. */
export interface UserReference {
  id?: string | null | undefined
  /** Trimmed and in lower case. */
  email?: string | null | undefined
}

const USERS = `
  select u.id, u.email, u.is_active as "isActive", u.last_login_at as "lastLoginAt", u.created_at as "createdAt",
         array(select g.name from identity.members m join identity.groups g on g.id = m.group_id
                where m.user_id = u.id and m.active order by g.name) as "groupNames"
    from identity.users u`

const BY_ID = `${USERS} where u.id = $1`

const BY_IDS = `
  select known.*, exists(select 1 from identity.members m join identity.groups g on g.id = m.group_id
                          where m.user_id = known.id and m.active and m.group_id = any($2::uuid[]) and g.name <> all($3::text[])) as "isColleague"
    from (${USERS} where u.id = any($1::uuid[])) known`

const ID_BY_EMAIL = 'select id from identity.users where email = $1'

export async function readUser(database: Database, id: string): Promise<User | null> {
  const [user] = await database.read<User & Record<string, unknown>>(BY_ID, [id])
  return user ?? null
}

/**
 * Users that something refers to, as the caller may see them: whole, where it is themselves or they hold `users.read:all`;
 * with their e-mail address, where both are members of a group that is no default group, or the caller manages members; else the id alone.
 * So it is with one who is gone.
 */
export async function readReferredUsers({ caller, database, services }: IdentityContext, ids: readonly string[]): Promise<User[]> {
  const values = [ids, caller ? groupsOf(caller) : [], groupsOfAllUsers(services.config)]
  const rows = await database.read<User & { isColleague: boolean } & Record<string, unknown>>(BY_IDS, values)
  const found = new Map(rows.map((row) => [row.id, row]))
  const readsAll = may(caller, 'sinas.users.read:all')
  const readsAddresses = may(caller, MANAGE_MEMBERS)
  return ids.map((id) => {
    const user = found.get(id)
    if (user && (readsAll || id === caller?.userId)) return user
    const email = user && (readsAddresses || user.isColleague) ? user.email : null
    return { id, email, isActive: null, lastLoginAt: null, createdAt: null, groupNames: null }
  })
}

const MANAGE_MEMBERS = 'sinas.groups.manage_members:all'

/** @throws SinasError NOT_FOUND */
export async function getUser(database: Database, id: string): Promise<User> {
  const user = await readUser(database, id)
  if (!user) throw notFound()
  return user
}

/**
 * The id of the user who is meant. An address is looked up for its owner and for callers who see all addresses: others would learn who has an account.
 * @throws SinasError NOT_FOUND, FORBIDDEN
 */
export async function findUserId(context: IdentityContext, { id, email }: UserReference): Promise<string> {
  if (id) return id
  const { caller, database } = context
  if (email === caller!.email) return caller!.userId
  const permission = 'sinas.users.read:all'
  if (!may(caller, MANAGE_MEMBERS) && !context.may(permission)) throw new SinasError('FORBIDDEN', { permission })
  const [user] = await database.read<{ id: string }>(ID_BY_EMAIL, [email])
  if (!user) throw notFound()
  return user.id
}

/** @throws SinasError FORBIDDEN where it is about another user and the caller may do it to their own rows only */
export function requireSelfOrAll(context: IdentityContext, userId: string, action: string): void {
  const permission = `sinas.${action}:all`
  if (userId !== context.caller!.userId && !context.may(permission)) throw new SinasError('FORBIDDEN', { permission })
}

const notFound = () => new SinasError('NOT_FOUND', { what: 'User' })
