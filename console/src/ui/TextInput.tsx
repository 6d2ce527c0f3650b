import type { ComponentProps } from 'react'
import { classes } from './classes.ts'
import { useField } from './Field.tsx'
import styles from './input.module.css'

export interface TextInputProps extends Omit<ComponentProps<'input'>, 'onChange' | 'value'> {
  value: string
  onChange(value: string): void
  /** An identifier, a path, a cron expression. */
  isCode?: boolean
}

/** One line of text. */
export function TextInput({ value, onChange, isCode, className, ...others }: TextInputProps) {
  return (
    <input
      type="text"
      autoComplete="off"
      spellCheck={isCode ? false : undefined}
      {...useField()}
      {...others}
      value={value}
      onChange={({ target }) => onChange(target.value)}
      className={classes(styles.input, isCode && styles.code, className)}
    />
  )
}
