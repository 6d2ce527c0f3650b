import type { Database } from '../../../schema/database.ts'

// One statement, so that no user is left without their group. When two requests create the same user at once, the second gets an error.
const CREATE = `
  with created as (
    insert into identity.users (id, email, external_issuer, external_id, is_active, created_at) values ($1, $2, $3, $4, true, now())
    on conflict (email) do nothing returning id
  ), joined as (
    insert into identity.members (id, group_id, user_id, role, active, added_at)
    select $5, g.id, created.id, 'member', true, now() from created join identity.groups g on g.name = $6
  )
  select id from created`

const JOIN = `
  insert into identity.members (id, group_id, user_id, role, active, added_at)
  select $1, g.id, $2, 'member', true, now() from identity.groups g where g.name = $3
  on conflict (user_id, group_id) do nothing`

const BY_EMAIL = 'select id, is_active as "isActive" from identity.users where email = $1'

export interface KnownUser {
  id: string
  isActive: boolean
}

/** @param email trimmed and in lower case */
export async function findUserByEmail(database: Database, email: string): Promise<KnownUser | null> {
  const [user] = await database.query<KnownUser & Record<string, unknown>>(BY_EMAIL, [email])
  return user ?? null
}

export interface NewUser {
  /** Trimmed and in lower case. */
  email: string
  /** Who the user is at an OpenID Connect issuer: its `iss` and `sub`. */
  external?: { issuer: string; subject: string }
  /** Name of the group that the user joins, where it exists. */
  group?: string
}

/** @returns the user, or null where the address is taken */
export async function createUser(database: Database, { email, external, group }: NewUser): Promise<KnownUser | null> {
  const id = crypto.randomUUID()
  const { issuer = null, subject = null } = external ?? {}
  const [created] = await database.query(CREATE, [id, email, issuer, subject, crypto.randomUUID(), group ?? null])
  return created ? { id, isActive: true } : null
}

/** Makes the user a member, where the group exists. A membership that was ended stays so. */
export async function joinGroup(database: Database, userId: string, group: string): Promise<void> {
  await database.query(JOIN, [crypto.randomUUID(), userId, group])
}
