import { lazy, Suspense, useState } from 'react'
import type { DrawerProps } from './popups/drawer-props.ts'

const DrawerPopup = lazy(() => import('./popups/DrawerPopup.tsx').then((module) => ({ default: module.DrawerPopup })))

/** Details of a row beside its list, without leaving it; on phones, the navigation. */
export function Drawer(props: DrawerProps) {
  const [wasOpen, setWasOpen] = useState(props.isOpen)
  if (props.isOpen && !wasOpen) setWasOpen(true)
  // What opens it is loaded then, and stays, so that it can close as it opened.
  return <Suspense>{wasOpen && <DrawerPopup {...props} />}</Suspense>
}
