import { Combobox as Base } from '@base-ui/react/combobox'
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
  const chosen = options.find((option) => option.value === value) ?? null
  return (
    <Base.Root
      items={options}
      value={chosen}
      onValueChange={(option: Option | null) => onChange(option?.value ?? null)}
      onInputValueChange={onSearch}
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
