import { cloneElement, useState } from 'react'
import type { MenuProps } from './popups/menu-props.ts'

type Popup = typeof import('./popups/MenuPopup.tsx').MenuPopup

const load = async () => (await import('./popups/MenuPopup.tsx')).MenuPopup

/** What can be done with a thing, behind a button. What opens it is loaded when somebody is about to. */
export function Menu(props: MenuProps) {
  const [popup, setPopup] = useState<{ Popup: Popup; isOpen: boolean }>()
  if (popup) return <popup.Popup {...props} isOpen={popup.isOpen} />
  return cloneElement(props.trigger, {
    'aria-haspopup': 'menu',
    'aria-expanded': false,
    onPointerEnter: () => void load(),
    onFocus: () => void load(),
    onClick: () => void load().then((Popup) => setPopup({ Popup, isOpen: true })),
  })
}
