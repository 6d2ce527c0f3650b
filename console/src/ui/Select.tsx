import type { ComponentProps } from 'react'
import { classes } from './classes.ts'
import { useField } from './Field.tsx'
import styles from './input.module.css'

export interface Option<Value extends string = string> {
  value: Value
  label: string
}

interface SelectProps<Value extends string> extends Omit<ComponentProps<'select'>, 'onChange' | 'value'> {
  value: Value
  options: readonly Option<Value>[]
  onChange(value: Value): void
}

/** One of a few. The browser's own: it is at home on phones, and for screen readers. Of many, take Combobox. */
export function Select<Value extends string>({ value, options, onChange, className, ...others }: SelectProps<Value>) {
  return (
    <select
      {...useField()}
      {...others}
      value={value}
      onChange={({ target }) => onChange(target.value as Value)}
      className={classes(styles.input, styles.select, className)}
    >
      {options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.label}
        </option>
      ))}
    </select>
  )
}
