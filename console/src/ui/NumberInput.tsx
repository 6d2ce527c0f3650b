import { type ComponentProps, useState } from 'react'
import { classes } from './classes.ts'
import { useField } from './Field.tsx'
import styles from './input.module.css'

interface NumberInputProps extends Omit<ComponentProps<'input'>, 'onChange' | 'value'> {
  /** Null: nothing stands there. */
  value: number | null
  onChange(value: number | null): void
}

/** A number, or nothing. What is no number yet (`-`, `1e`) stays as it was typed. */
export function NumberInput({ value, onChange, className, ...others }: NumberInputProps) {
  const [text, setText] = useState(value === null ? '' : String(value))
  const shown = Number(text) === value || (text.trim() === '' && value === null) ? text : value === null ? '' : String(value)
  return (
    <input
      type="text"
      inputMode="decimal"
      autoComplete="off"
      {...useField()}
      {...others}
      value={shown}
      onChange={({ target }) => {
        setText(target.value)
        const number = target.value.trim() === '' ? null : Number(target.value)
        if (number === null || Number.isFinite(number)) onChange(number)
      }}
      className={classes(styles.input, styles.number, className)}
    />
  )
}
