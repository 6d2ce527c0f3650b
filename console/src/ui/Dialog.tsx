import { Dialog as Base } from '@base-ui/react/dialog'
import type { ReactNode } from 'react'
import { classes } from './classes.ts'
import styles from './Dialog.module.css'
import { IconButton } from './IconButton.tsx'
import { CloseIcon } from './icons.tsx'

interface DialogProps {
  isOpen: boolean
  onClose(): void
  title: ReactNode
  children: ReactNode
  /** Buttons, the one that does it last. */
  actions?: ReactNode
  size?: 'small' | 'large'
}

/** A question, or a form too small for a page. What could be a page is one. */
export function Dialog({ isOpen, onClose, title, children, actions, size = 'small' }: DialogProps) {
  return (
    <Base.Root open={isOpen} onOpenChange={(open) => !open && onClose()}>
      <Base.Portal>
        <Base.Backdrop className={styles.backdrop} />
        <Base.Popup className={classes(styles.popup, styles[size])}>
          <header className={styles.header}>
            <Base.Title className={styles.title}>{title}</Base.Title>
            <Base.Close render={<IconButton label="Close" icon={<CloseIcon />} />} />
          </header>
          <div className={styles.body}>{children}</div>
          {actions && <footer className={styles.actions}>{actions}</footer>}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  )
}
