import { Link, useMatches } from '@tanstack/react-router'
import { useEffect } from 'react'
import { useMe } from '../session/permissions.ts'
import { shell } from '../texts/en/shell.ts'
import { IconButton } from '../ui/IconButton.tsx'
import { ChevronRightIcon, ExternalIcon, KeyboardIcon, MenuIcon, SearchIcon, UserIcon } from '../ui/icons.tsx'
import { Menu } from '../ui/Menu.tsx'
import type { MenuItem } from '../ui/popups/menu-props.ts'
import type { Place } from './place.ts'
import styles from './TopBar.module.css'
import { chooseTheme, THEMES, useTheme } from './theme.ts'
import { useLogOut } from './useLogOut.ts'

interface TopBarProps {
  places: readonly Place[]
  onMenu(): void
  onHelp(): void
  onSearch(): void
}

/** Where one is, and one's account. */
export function TopBar({ places, onMenu, onHelp, onSearch }: TopBarProps) {
  return (
    <header className={styles.bar}>
      <span className={styles.phone}>
        <IconButton label={shell.menu} icon={<MenuIcon />} onClick={onMenu} />
      </span>
      <Breadcrumb places={places} />
      <div className={styles.end}>
        <span className={styles.phone}>
          <IconButton label={shell.search} icon={<SearchIcon />} onClick={onSearch} />
        </span>
        <span className={styles.wide}>
          <IconButton label={shell.keyboard} icon={<KeyboardIcon />} keys="?" onClick={onHelp} />
        </span>
        <Account />
      </div>
    </header>
  )
}

interface Crumb {
  label: string
  path: string
}

/** The screen, then what the routes within it say they show. */
function useCrumbs(places: readonly Place[]): Crumb[] {
  const matches = useMatches()
  const last = matches.at(-1)?.pathname ?? '/'
  const place = places.find(({ path }) => (path === '/' ? last === '/' : last === path || last.startsWith(`${path}/`)))
  const within = matches.flatMap(({ staticData, params, pathname }): Crumb[] =>
    staticData.crumb && pathname !== place?.path ? [{ label: staticData.crumb(params as Record<string, string>), path: pathname }] : [],
  )
  return [...(place ? [{ label: place.title, path: place.path }] : []), ...within]
}

function Breadcrumb({ places }: { places: readonly Place[] }) {
  const crumbs = useCrumbs(places)
  const title = crumbs
    .map(({ label }) => label)
    .reverse()
    .join(' · ')
  useEffect(() => {
    document.title = title ? `${title} · Sinas` : 'Sinas'
  }, [title])
  return (
    <nav aria-label={shell.breadcrumb} className={styles.crumbs}>
      <ol>
        {crumbs.map(({ label, path }, index) => (
          <li key={path}>
            {index > 0 && <ChevronRightIcon size={12} />}
            {index < crumbs.length - 1 ? <Link to={path}>{label}</Link> : <span aria-current="page">{label}</span>}
          </li>
        ))}
      </ol>
    </nav>
  )
}

function Account() {
  const user = useMe()
  const theme = useTheme()
  const themes = THEMES.map(
    (name): MenuItem => ({ label: shell.themes[name], isChosen: name === theme, onSelect: () => chooseTheme(name) }),
  )
  const elsewhere: MenuItem[] = [
    ['GraphiQL', '/graphql'],
    [shell.management, '/api/v1/docs'],
    [shell.runtime, '/docs'],
  ].map(([label, href]) => ({ label, icon: <ExternalIcon />, onSelect: () => void window.open(href, '_blank', 'noopener') }))
  const leave = useLogOut()
  return (
    <Menu
      trigger={
        <button type="button" className={styles.account} aria-label={shell.account}>
          <UserIcon />
        </button>
      }
      heading={user.email}
      groups={[themes, elsewhere, [{ label: shell.logOut, onSelect: () => void leave() }]]}
    />
  )
}

declare module '@tanstack/react-router' {
  interface StaticDataRouteOption {
    /** What the route shows, in the breadcrumb and the title of the tab. */
    crumb?(params: Record<string, string>): string
  }
}
