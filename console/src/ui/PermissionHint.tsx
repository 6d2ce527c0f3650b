import type { ReactElement, ReactNode } from 'react'
import { useMay } from '../session/permissions.ts'
import { permissions } from '../texts/en/permissions.ts'
import { LockIcon } from './icons.tsx'
import styles from './PermissionHint.module.css'

/** Where an action would be: why it is not offered, and who can change that. */
export function PermissionHint({ permission, children }: { permission: string; children?: ReactNode }) {
  return (
    <span className={styles.hint} title={permissions.ask(permission)}>
      <LockIcon size={13} />
      {children ?? permissions.missing}
      <code>{permission}</code>
    </span>
  )
}

/** Shows its children to who holds the permission; to others, where they would look for it, why it is not there. */
export function Allowed({ permission, children, isQuiet = false }: { permission: string; children: ReactElement; isQuiet?: boolean }) {
  const may = useMay(permission)
  if (may === undefined) return null
  if (may) return children
  return isQuiet ? null : <PermissionHint permission={permission} />
}
