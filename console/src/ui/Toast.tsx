import { Toast as Base } from '@base-ui/react/toast'
import type { ReactNode } from 'react'
import { CloseIcon } from './icons.tsx'
import styles from './Toast.module.css'

const manager = Base.createToastManager()
/** Long enough to read it and to undo. */
const SHOWN_MS = 7000

/** Says that something was done, for some seconds. @param undo takes it back: offered beside it */
export function toast(title: string, { undo, link }: { undo?: () => unknown; link?: { label: string; onSelect: () => unknown } } = {}): void {
  const action = undo ? { label: 'Undo', onSelect: undo } : link
  const id: string = manager.add({
    title,
    timeout: SHOWN_MS,
    ...(action && {
      actionProps: {
        children: action.label,
        onClick: () => {
          manager.close(id)
          action.onSelect()
        },
      },
    }),
  })
}

/** Where toasts appear: once, around the whole console. */
export function Toasts({ children }: { children: ReactNode }) {
  return (
    <Base.Provider toastManager={manager} limit={3}>
      {children}
      <Base.Portal>
        <Base.Viewport className={styles.viewport}>
          <List />
        </Base.Viewport>
      </Base.Portal>
    </Base.Provider>
  )
}

function List() {
  return Base.useToastManager().toasts.map((each) => (
    <Base.Root key={each.id} toast={each} className={styles.toast}>
      <Base.Title className={styles.title} />
      <Base.Action className={styles.action} />
      <Base.Close className={styles.close} aria-label="Close">
        <CloseIcon size={14} />
      </Base.Close>
    </Base.Root>
  ))
}
