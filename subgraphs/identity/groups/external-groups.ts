import { inTransaction } from '../../../schema/transaction.ts'
import type { IdentityContext } from '../builder.ts'

// A group that already has this name is not taken over: the issuer's "Admins" need not be ours. Nor is one made that would become the group
// of all new users by its name.
const PROVISION = `
  insert into identity.groups (id, name, external_group_id, created_at, updated_at)
  select gen_random_uuid(), external, external, now(), now() from unnest($1::text[]) external
  on conflict do nothing`

const JOIN = `
  insert into identity.members (id, group_id, user_id, role, active, added_at)
  select gen_random_uuid(), g.id, $1, 'member', true, now() from identity.groups g where g.external_group_id = any($2)
  on conflict (user_id, group_id) do update set active = true, removed_at = null
  returning group_id`

// Of no group at all, `null <> all` would be true: groups that mirror none must be left out by name.
const LEAVE = `
  update identity.members m set active = false, removed_at = now() from identity.groups g
   where m.user_id = $1 and m.active and g.id = m.group_id
     and g.external_group_id is not null and g.external_group_id <> all($2)`

const FALL_BACK = `
  insert into identity.members (id, group_id, user_id, role, active, added_at)
  select gen_random_uuid(), g.id, $1, 'member', true, now() from identity.groups g where g.name = $2
  on conflict (user_id, group_id) do nothing`

/**
 * Makes the user's memberships of groups that mirror the issuer's what the issuer says; others stay.
 * A user of none of them joins the default group, unless they were taken out of it.
 * @param externalIds the issuer's ids of the user's groups
 */
export function syncExternalGroups({ database, services }: IdentityContext, userId: string, externalIds: string[]): Promise<void> {
  const { AUTO_PROVISION_GROUPS, DEFAULT_GROUP_NAME } = services.config
  return inTransaction(database, async (client) => {
    if (AUTO_PROVISION_GROUPS) await client.query(PROVISION, [externalIds.filter((id) => id !== DEFAULT_GROUP_NAME)])
    const { rowCount } = await client.query(JOIN, [userId, externalIds])
    await client.query(LEAVE, [userId, externalIds])
    if (rowCount === 0) await client.query(FALL_BACK, [userId, DEFAULT_GROUP_NAME])
  })
}
