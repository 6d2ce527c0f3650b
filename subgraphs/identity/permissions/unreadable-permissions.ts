import type { Database } from '../../../schema/database.ts'
import type { Logger } from '../../../schema/log.ts'
import { parsePermission } from '../../../schema/permissions.ts'

const STORED = `
  select 'group ' || g.name as holder, p.permission_key as permission
    from identity.group_permissions p join identity.groups g on g.id = p.group_id where p.permission_value
  union all
  select 'API key ' || k.key_prefix, entry.key
    from identity.api_keys k cross join jsonb_each(k.permissions) entry where k.is_active and entry.value = 'true'`

/** A line of the log stays readable. */
const SHOWN = 20

/** Tells the operator which permissions that were stored earlier are none by the grammar of today: they grant nothing. */
export async function reportUnreadablePermissions(database: Database, log: Logger): Promise<void> {
  const stored = await database.query<{ holder: string; permission: string }>(STORED)
  const unreadable = stored.filter(({ permission }) => !parsePermission(permission))
  if (unreadable.length === 0) return
  log.warn(
    { count: unreadable.length, permissions: unreadable.slice(0, SHOWN) },
    'some stored permissions are not valid and grant nothing: remove them, and set the ones that were meant',
  )
}
