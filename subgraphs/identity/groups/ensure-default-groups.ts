import type { Database } from '../../../schema/database.ts'
import { inTransaction, type Transaction } from '../../../schema/transaction.ts'
import { ADMIN_GROUP, DEFAULT_GROUPS } from './default-groups.ts'

const GROUP = `
  insert into identity.groups (id, name, description, created_at, updated_at) values ($1, $2, $3, now(), now())
  on conflict (name) do update set name = excluded.name
  returning id, seeded_permissions as seeded`

const PERMISSIONS = `
  insert into identity.group_permissions (id, group_id, permission_key, permission_value, created_at, updated_at)
  select gen_random_uuid(), $1, key, true, now(), now() from unnest($2::text[]) key
  on conflict (group_id, permission_key) do nothing`

const FORCE = `
  update identity.group_permissions set permission_value = true, updated_at = now()
   where group_id = $1 and permission_key = any($2) and not permission_value`

const NO_ADMIN = `
  select not exists(
    select 1 from identity.members m join identity.groups g on g.id = m.group_id join identity.users u on u.id = m.user_id
     where g.name = $1 and m.active and u.is_active) as missing`

const SUPERADMIN = `
  with admin as (
    insert into identity.users (id, email, is_active, created_at) values ($1, $2, true, now())
    on conflict (email) do update set is_active = true returning id
  )
  insert into identity.members (id, group_id, user_id, role, active, added_at)
  select $3, g.id, admin.id, 'admin', true, now() from admin, identity.groups g where g.name = $4
  on conflict (user_id, group_id) do update set active = true, removed_at = null`

/**
 * Makes sure of the default groups, and of an administrator. A default permission is given once: what an operator took away or set
 * to false stays so; only Admins always has all. The superadmin joins Admins where it has no active member.
 */
export function ensureDefaultGroups(database: Database, superadminEmail: string | undefined): Promise<void> {
  return inTransaction(database, async (client) => {
    // Processes that start at once take turns.
    await client.query(`select pg_advisory_xact_lock(hashtext('sinas:default groups'))`)
    for (const [name, { description, permissions }] of Object.entries(DEFAULT_GROUPS)) {
      await ensureGroup(client, name, description, permissions)
    }
    if (superadminEmail) await ensureSuperadmin(client, superadminEmail.trim().toLowerCase())
  })
}

async function ensureGroup(client: Transaction, name: string, description: string, permissions: readonly string[]): Promise<void> {
  const { rows } = await client.query<{ id: string; seeded: string[] }>(GROUP, [crypto.randomUUID(), name, description])
  const { id, seeded } = rows[0]!
  if (name === ADMIN_GROUP) {
    await client.query(PERMISSIONS, [id, permissions])
    await client.query(FORCE, [id, permissions])
    return
  }
  const missing = permissions.filter((permission) => !seeded.includes(permission))
  if (missing.length === 0) return
  await client.query(PERMISSIONS, [id, missing])
  await client.query('update identity.groups set seeded_permissions = $2 where id = $1', [id, JSON.stringify([...seeded, ...missing])])
}

async function ensureSuperadmin(client: Transaction, email: string): Promise<void> {
  const { rows } = await client.query<{ missing: boolean }>(NO_ADMIN, [ADMIN_GROUP])
  if (rows[0]!.missing) await client.query(SUPERADMIN, [crypto.randomUUID(), email, crypto.randomUUID(), ADMIN_GROUP])
}
