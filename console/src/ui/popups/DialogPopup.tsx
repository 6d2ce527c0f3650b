import { Dialog as Base } from '@base-ui/react/dialog'
import { classes } from '../classes.ts'
import { IconButton } from '../IconButton.tsx'
import { CloseIcon } from '../icons.tsx'
import styles from './Dialog.module.css'

import type { DialogProps } from './dialog-props.ts'

/** The dialog of Base UI. It is a chunk of its own: use Dialog. */
export function DialogPopup({ isOpen, onClose, title, children, actions, size = 'small' }: DialogProps) {
  return (
    <Base.Root open={isOpen} onOpenChange={(open) => !open && onClose()}>
      <Base.Portal>
        <Base.Backdrop className={styles.backdrop} />
        <Base.Popup className={classes(styles.popup, styles[size])}>
          <header className={styles.header}>
            <Base.Title className={styles.title}>{title}</Base.Title>
            <Base.Close render={<IconButton label="Close" icon={<CloseIcon />} />} />
          </header>
          {/* It scrolls, and the keyboard must reach what does. */}
          <div className={styles.body} tabIndex={0}>
            {children}
          </div>
          {actions && <footer className={styles.actions}>{actions}</footer>}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  )
}
