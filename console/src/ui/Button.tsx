import type { ComponentProps, ReactNode } from 'react'
import styles from './Button.module.css'
import { classes } from './classes.ts'
import { KeyHint } from './KeyHint.tsx'

export interface ButtonProps extends ComponentProps<'button'> {
  /** One primary button a page; `danger` for what can't be undone. */
  look?: 'primary' | 'plain' | 'quiet' | 'danger'
  icon?: ReactNode
  /** It was pressed, and what it does goes on. */
  isBusy?: boolean
  /** The keys that do the same: `mod+Enter`. */
  keys?: string
}

/** A button. While it is busy it can't be pressed again, and keeps its width. */
export function Button({ look = 'plain', icon, isBusy = false, keys, children, className, disabled, ...others }: ButtonProps) {
  return (
    <button
      type="button"
      {...others}
      aria-busy={isBusy || undefined}
      disabled={disabled || isBusy}
      className={classes(styles.button, styles[look], className)}
    >
      {icon}
      {children}
      {keys && <KeyHint keys={keys} />}
    </button>
  )
}

/** A link that looks like a button takes this class. */
export const buttonClass = (look: NonNullable<ButtonProps['look']> = 'plain') => classes(styles.button, styles[look])
