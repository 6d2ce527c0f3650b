import { Combobox as Base } from '@base-ui/react/combobox'
import { useState } from 'react'
import styles from './Combobox.module.css'
import { classes } from './classes.ts'
import { useField } from './Field.tsx'
import input from './input.module.css'
import type { Option } from './Select.tsx'

interface ComboboxProps {
  /** Null: none is chosen. */
  value: string | null
  options: readonly Option[]
  onChange(value: string | null): void
  placeholder?: string
  /** Where the server looks: what was typed. Else the options are looked through here. */
  onSearch?(text: string): void
  empty?: string
  'aria-label'?: string
}

/** One of many, found by typing. */
export function Combobox({ value, options, onChange, placeholder, onSearch, empty = 'Nothing is called so', ...others }: ComboboxProps) {
  // What the server finds for another text may be without it.
  const [kept, setKept] = useState<Option | null>(null)
  const chosen = options.find((option) => option.value === value) ?? (kept?.value === value ? kept : null)
  return (
    <Base.Root
      items={options}
      value={chosen}
      onValueChange={(option: Option | null) => {
        setKept(option)
        onChange(option?.value ?? null)
      }}
      // What stands there because it was chosen is not looked for.
      onInputValueChange={(text, { reason }) => {
        if (reason === 'input-change' || reason === 'input-clear') onSearch?.(text)
      }}
      filter={onSearch ? null : undefined}
      isItemEqualToValue={(a: Option, b: Option) => a.value === b.value}
    >
      <Base.Input {...useField()} {...others} placeholder={placeholder} className={classes(input.input, input.select)} />
      <Base.Portal>
        <Base.Positioner sideOffset={4} className={styles.positioner}>
          <Base.Popup className={styles.popup}>
            <Base.Empty className={styles.empty}>{empty}</Base.Empty>
            <Base.List>
              {(option: Option) => (
                <Base.Item key={option.value} value={option} className={styles.item}>
                  {option.label}
                </Base.Item>
              )}
            </Base.List>
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}
