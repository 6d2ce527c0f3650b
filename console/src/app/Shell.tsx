import { Outlet, useRouterState } from '@tanstack/react-router'
import { lazy, Suspense, useEffect, useState } from 'react'
import { shell } from '../texts/en/shell.ts'
import { Drawer } from '../ui/Drawer.tsx'
import { usePlaces } from './places.ts'
import styles from './Shell.module.css'
import { Sidebar } from './Sidebar.tsx'
import { useShortcuts } from './shortcuts.ts'
import { TopBar } from './TopBar.tsx'

const Palette = lazy(() => import('./Palette.tsx').then((module) => ({ default: module.Palette })))
const KeyboardHelp = lazy(() => import('./KeyboardHelp.tsx').then((module) => ({ default: module.KeyboardHelp })))

/** What is around every screen: where one is, where one may go, and who one is. */
export function Shell() {
  const places = usePlaces()
  const [opened, setOpened] = useState<'palette' | 'help' | 'menu'>()
  const path = useRouterState({ select: ({ location }) => location.pathname })
  const close = () => setOpened(undefined)
  useEffect(close, [path])
  useShortcuts(places, { openPalette: () => setOpened('palette'), openHelp: () => setOpened('help') })

  return (
    <div className={styles.shell}>
      <a href="#main" className={styles.skip}>
        {shell.skip}
      </a>
      <div className={styles.side}>
        <Sidebar places={places} onSearch={() => setOpened('palette')} />
      </div>
      <Drawer isOpen={opened === 'menu'} onClose={close} title="Sinas" side="left">
        <Sidebar places={places} onSearch={() => setOpened('palette')} isInDrawer />
      </Drawer>
      <div className={styles.stage}>
        <TopBar places={places} onMenu={() => setOpened('menu')} onHelp={() => setOpened('help')} onSearch={() => setOpened('palette')} />
        <main id="main" tabIndex={-1} className={styles.main}>
          <Outlet />
        </main>
      </div>
      <Suspense>
        {opened === 'palette' && <Palette places={places} onClose={close} onHelp={() => setOpened('help')} />}
        {opened === 'help' && <KeyboardHelp places={places} onClose={close} />}
      </Suspense>
    </div>
  )
}
