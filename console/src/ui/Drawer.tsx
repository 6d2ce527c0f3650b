import { Dialog as Base } from '@base-ui/react/dialog'
import type { ReactNode } from 'react'
import { classes } from './classes.ts'
import styles from './Drawer.module.css'
import { IconButton } from './IconButton.tsx'
import { CloseIcon } from './icons.tsx'

interface DrawerProps {
  isOpen: boolean
  onClose(): void
  title: ReactNode
  children: ReactNode
  side?: 'left' | 'right'
}

/** Details of a row beside its list, without leaving it; on phones, the navigation. */
export function Drawer({ isOpen, onClose, title, children, side = 'right' }: DrawerProps) {
  return (
    <Base.Root open={isOpen} onOpenChange={(open) => !open && onClose()}>
      <Base.Portal>
        <Base.Backdrop className={styles.backdrop} />
        <Base.Popup className={classes(styles.popup, styles[side])}>
          <header className={styles.header}>
            <Base.Title className={styles.title}>{title}</Base.Title>
            <Base.Close render={<IconButton label="Close" icon={<CloseIcon />} />} />
          </header>
          <div className={styles.body}>{children}</div>
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  )
}
