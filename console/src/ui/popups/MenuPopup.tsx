import { Menu as Base } from '@base-ui/react/menu'
import { classes } from '../classes.ts'
import { KeyHint } from '../KeyHint.tsx'
import styles from './Menu.module.css'

import type { MenuItem, MenuProps } from './menu-props.ts'

/** The menu of Base UI. It is a chunk of its own: use Menu. */
export function MenuPopup({ trigger, groups, heading, align = 'end', isOpen }: MenuProps & { isOpen: boolean }) {
  return (
    <Base.Root defaultOpen={isOpen}>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner sideOffset={4} align={align} className={styles.positioner}>
          <Base.Popup className={styles.popup}>
            {heading && <div className={styles.heading}>{heading}</div>}
            {groups
              .filter((items) => items.length > 0)
              .map((items, index) => (
                <Base.Group key={index} className={styles.group}>
                  {items.map((item, position) => (
                    <Item key={position} {...item} />
                  ))}
                </Base.Group>
              ))}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}

function Item({ label, icon, keys, isDanger, isDisabled, isChosen, onSelect }: MenuItem) {
  return (
    <Base.Item className={classes(styles.item, isDanger && styles.danger)} disabled={isDisabled} onClick={onSelect}>
      <span className={styles.icon}>{isChosen ? '✓' : icon}</span>
      <span className={styles.label}>{label}</span>
      {keys && <KeyHint keys={keys} />}
    </Base.Item>
  )
}
