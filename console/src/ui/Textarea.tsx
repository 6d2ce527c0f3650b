import type { ComponentProps } from 'react'
import { classes } from './classes.ts'
import { useField } from './Field.tsx'
import styles from './input.module.css'

interface TextareaProps extends Omit<ComponentProps<'textarea'>, 'onChange' | 'value'> {
  value: string
  onChange(value: string): void
  isCode?: boolean
}

/** Several lines of text: it grows with them. */
export function Textarea({ value, onChange, isCode, className, ...others }: TextareaProps) {
  return (
    <textarea
      rows={3}
      spellCheck={isCode ? false : undefined}
      {...useField()}
      {...others}
      value={value}
      onChange={({ target }) => onChange(target.value)}
      className={classes(styles.input, styles.area, isCode && styles.code, className)}
    />
  )
}
