import type { Caller } from '../../../schema/context.ts'
import { SinasError } from '../../../schema/errors.ts'
import { may, type Permissions } from '../../../schema/permissions.ts'
import type { IdentityContext } from '../builder.ts'

const EVERYTHING = 'sinas.*:all'

const GRANTED = 'select permission_key as key from identity.group_permissions where group_id = $1 and permission_value'

/** Granted permissions that go beyond what the caller may do themselves. */
export function beyond(caller: Caller | null, permissions: Permissions): string[] {
  return Object.keys(permissions).filter((permission) => permissions[permission] && !may(caller, permission))
}

/**
 * Nobody gives what they do not have: otherwise who manages members or permissions could make an administrator of themselves.
 * Permissions of other services (`titan.read:all`) mean nothing to this platform, so anybody may give those.
 * @throws SinasError FORBIDDEN with the first permission that the caller lacks
 */
export function requireDelegable(caller: Caller | null, permissions: Permissions): void {
  if (may(caller, EVERYTHING)) return
  const lacking = beyond(caller, permissions).find((permission) => /^(sinas|\*)(\.|:)/.test(permission))
  if (lacking) throw new SinasError('FORBIDDEN', { permission: lacking })
}

/** The same for all that a group grants: to make somebody a member is to give it. @throws SinasError FORBIDDEN */
export async function requireGroupDelegable({ database, caller }: IdentityContext, groupId: string): Promise<void> {
  const granted = await database.query<{ key: string }>(GRANTED, [groupId])
  requireDelegable(caller, Object.fromEntries(granted.map(({ key }) => [key, true])))
}
