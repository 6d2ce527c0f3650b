import { Link } from '@tanstack/react-router'
import { shell } from '../texts/en/shell.ts'
import { SearchIcon } from '../ui/icons.tsx'
import { KeyHint } from '../ui/KeyHint.tsx'
import { GROUPS, type Place } from './place.ts'
import styles from './Sidebar.module.css'

/** Where one may go, under quiet headings. */
export function Sidebar({ places, onSearch, isInDrawer = false }: { places: readonly Place[]; onSearch(): void; isInDrawer?: boolean }) {
  return (
    <nav className={styles.sidebar} aria-label={shell.navigation}>
      {!isInDrawer && (
        <Link to="/" className={styles.brand}>
          <svg width="20" height="20" viewBox="0 0 16 16" aria-hidden="true">
            <rect width="16" height="16" rx="4" fill="#4f46e5" />
            <path
              d="M5 10.6c.6.8 1.7 1.3 3 1.3 1.9 0 3.2-1 3.2-2.5 0-3-4.6-1.7-4.6-3.4 0-.7.6-1.2 1.6-1.2.9 0 1.6.4 2 1"
              fill="none"
              stroke="white"
              strokeWidth="1.6"
              strokeLinecap="round"
            />
          </svg>
          Sinas
        </Link>
      )}
      <button type="button" className={styles.search} onClick={onSearch}>
        <SearchIcon size={14} />
        <span>{shell.search}</span>
        <KeyHint keys="mod+k" />
      </button>
      {GROUPS.map((group) => {
        const own = places.filter((place) => place.group === group)
        if (own.length === 0) return null
        return (
          <div key={group} className={styles.group}>
            {shell.groups[group] && <h2>{shell.groups[group]}</h2>}
            <ul>
              {own.map(({ path, title, icon: Icon }) => (
                <li key={path}>
                  <Link to={path} activeOptions={{ exact: path === '/' }} className={styles.place}>
                    <Icon />
                    {title}
                  </Link>
                </li>
              ))}
            </ul>
          </div>
        )
      })}
    </nav>
  )
}
