import type { ReactElement } from 'react'
import { useMay } from '../../session/permissions.ts'
import { people } from '../../texts/en/people.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { LockIcon } from '../../ui/icons.tsx'
import { PermissionHint } from '../../ui/PermissionHint.tsx'

/** Of a whole part of the screen: shows it to who may see it, and to others why it is not there. */
export function Guard({ permission, children }: { permission: string; children: ReactElement }) {
  const may = useMay(permission)
  if (may === undefined) return null
  if (may) return children
  return (
    <EmptyState icon={<LockIcon />} title={people.needs}>
      <PermissionHint permission={permission} />
    </EmptyState>
  )
}
