import type { Caller } from '../../../schema/context.ts'
import { invalid, SinasError } from '../../../schema/errors.ts'
import { may, type Permission, type Permissions, parsePermission } from '../../../schema/permissions.ts'
import type { IdentityContext } from '../builder.ts'
import { faultOf } from '../permissions/unknown-permission.ts'

const OF_GROUP = 'select permission_key as key from identity.group_permissions where group_id = $1 and permission_value'

const OF_USER = `
  select distinct p.permission_key as key
    from identity.members m join identity.group_permissions p on p.group_id = m.group_id and p.permission_value
   where m.user_id = $1 and m.active`

/**
 * Refuses what is no permission, or names nothing that exists, whether it is to be granted or not.
 * @param path where the texts stand in the input
 * @throws SinasError VALIDATION that says what was probably meant
 */
export function requireGrantable(permissions: readonly string[], path: string[]): void {
  for (const text of permissions) {
    const fault = faultOf(text)
    if (fault) throw invalid(path, fault, text)
  }
}

/** Granted permissions that go beyond what the caller may do themselves, those of other services too: a key does what both it and its owner may. */
export function beyond(caller: Caller | null, permissions: Permissions): string[] {
  return Object.keys(permissions).filter((text) => permissions[text] && !may(caller, text))
}

/**
 * A caller gives and takes only what they hold: otherwise a manager of members or permissions could make an administrator of themselves.
 * Permissions of other services (`titan.read:all`) mean nothing to this platform, so every manager may give those. A text that is no permission
 * grants nothing.
 * @throws SinasError FORBIDDEN with the first permission that the caller lacks
 */
export function requireDelegable(caller: Caller | null, permissions: readonly string[]): void {
  for (const text of permissions) {
    const permission = parsePermission(text)
    const ours = permission && withinPlatform(permission)
    if (ours && !may(caller, ours)) throw new SinasError('FORBIDDEN', { permission: text })
  }
}

/** What a permission grants on this platform; null where it is another service's. A wildcard for the service is ours as well as theirs. */
function withinPlatform({ base, path, action, scope }: Permission): string | null {
  const [service = '*', ...names] = base
  if (service !== '*' && service !== 'sinas') return null
  // `*.read:all` reads every resource: a wildcard at the end stands for all that follow.
  const resource = service === '*' && names.length === 0 && action !== '*' ? ['*'] : names
  return `${['sinas', ...resource].join('.')}${path ? `/${path.join('/')}` : ''}.${action}:${scope}`
}

/** Asks for all that a group grants: to make a user a member, or to decide who becomes one, is to give it. @throws SinasError FORBIDDEN */
export async function requireGroupDelegable({ database, caller }: IdentityContext, groupId: string): Promise<void> {
  const granted = await database.query<{ key: string }>(OF_GROUP, [groupId])
  requireDelegable(
    caller,
    granted.map(({ key }) => key),
  )
}

/**
 * Asks for all that a user holds: the caller who ends a user's memberships or way to log in, or opens it again, must stand above the user.
 * @throws SinasError FORBIDDEN with the first permission that the caller lacks
 */
export async function requireAbove({ database, caller }: IdentityContext, userId: string): Promise<void> {
  const held = await database.query<{ key: string }>(OF_USER, [userId])
  requireDelegable(
    caller,
    held.map(({ key }) => key),
  )
}
