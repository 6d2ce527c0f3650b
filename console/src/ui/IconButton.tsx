import type { ComponentProps, ReactNode } from 'react'
import { classes } from './classes.ts'
import styles from './IconButton.module.css'
import { Tooltip } from './Tooltip.tsx'

interface IconButtonProps extends ComponentProps<'button'> {
  /** What it does: read aloud, and shown on hover. */
  label: string
  icon: ReactNode
  keys?: string
}

/** A button that is an icon alone. */
export function IconButton({ label, icon, keys, className, ...others }: IconButtonProps) {
  return (
    <Tooltip text={label} keys={keys}>
      <button type="button" aria-label={label} {...others} className={classes(styles.button, className)}>
        {icon}
      </button>
    </Tooltip>
  )
}
