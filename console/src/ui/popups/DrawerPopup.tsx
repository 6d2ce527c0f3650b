import { Dialog as Base } from '@base-ui/react/dialog'
import { classes } from '../classes.ts'
import { IconButton } from '../IconButton.tsx'
import { CloseIcon } from '../icons.tsx'
import styles from './Drawer.module.css'

import type { DrawerProps } from './drawer-props.ts'

/** The dialog of Base UI. It is a chunk of its own: use Drawer. */
export function DrawerPopup({ isOpen, onClose, title, children, side = 'right' }: DrawerProps) {
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
