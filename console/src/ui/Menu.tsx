import { Menu as Base } from '@base-ui/react/menu'
import type { ReactElement, ReactNode } from 'react'
import { classes } from './classes.ts'
import { KeyHint } from './KeyHint.tsx'
import styles from './Menu.module.css'

export interface MenuItem {
  label: ReactNode
  icon?: ReactNode
  keys?: string
  isDanger?: boolean
  isDisabled?: boolean
  isChosen?: boolean
  onSelect(): void
}

interface MenuProps {
  /** The button that opens it. */
  trigger: ReactElement
  /** What can be done, in groups. */
  groups: MenuItem[][]
  /** What stands above: nothing that can be chosen. */
  heading?: ReactNode
  align?: 'start' | 'end'
}

/** What can be done with a thing, behind a button. */
export function Menu({ trigger, groups, heading, align = 'end' }: MenuProps) {
  return (
    <Base.Root>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner sideOffset={4} align={align} className={styles.positioner}>
          <Base.Popup className={styles.popup}>
            {heading && <div className={styles.heading}>{heading}</div>}
            {groups
              .filter((items) => items.length > 0)
              .map((items, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: groups have no name, and keep their order
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
