import type { ReactNode } from 'react'
import { meaningOf } from '../session/rights.ts'
import styles from './PermissionList.module.css'

export interface ListedPermission {
  id: string
  key: string
  /** Grants nothing. */
  isOff?: boolean
  /** Where it comes from, or what can be done with it. */
  end?: ReactNode
}

/** Permissions, each with what it means. */
export function PermissionList({ label, permissions }: { label: string; permissions: readonly ListedPermission[] }) {
  return (
    <ul className={styles.list} aria-label={label}>
      {permissions.map(({ id, key, isOff, end }) => (
        <li key={id} className={isOff ? styles.off : undefined}>
          <code>{key}</code>
          <span className={styles.meaning}>{meaningOf(key)}</span>
          {end && <span className={styles.end}>{end}</span>}
        </li>
      ))}
    </ul>
  )
}
