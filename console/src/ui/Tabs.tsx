import { Link, type LinkProps } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import styles from './Tabs.module.css'

export interface Tab {
  label: ReactNode
  /** Where it leads: each tab is a route, or a value of the search. */
  link: LinkProps
  count?: number | undefined
}

/** The parts of a page, each with an address. */
export function Tabs({ tabs, label }: { tabs: Tab[]; label: string }) {
  return (
    <nav className={styles.tabs} aria-label={label}>
      {tabs.map(({ label: text, link, count }, index) => (
        <Link
          key={index}
          {...link}
          activeOptions={{ exact: true, includeSearch: true, explicitUndefined: true, ...link.activeOptions }}
          className={styles.tab}
        >
          {text}
          {count !== undefined && <span className={styles.count}>{count}</span>}
        </Link>
      ))}
    </nav>
  )
}
