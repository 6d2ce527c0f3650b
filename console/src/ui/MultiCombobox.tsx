import { Combobox as Base } from '@base-ui/react/combobox'
import { useState } from 'react'
import styles from './Combobox.module.css'
import { useField } from './Field.tsx'
import { CloseIcon } from './icons.tsx'
import type { Option } from './Select.tsx'
import tags from './TagsInput.module.css'

interface MultiComboboxProps {
  value: readonly string[]
  options: readonly Option[]
  onChange(value: string[]): void
  placeholder?: string
  isDisabled?: boolean
}

/** Several of many, found by typing. What is not among the options is offered as it was typed: a pattern, or a name that one may not list. */
export function MultiCombobox({ value, options, onChange, placeholder, isDisabled = false }: MultiComboboxProps) {
  const [typed, setTyped] = useState('')
  const text = typed.trim()
  const known = new Map(options.map((option) => [option.value, option]))
  const asTyped = text !== '' && !known.has(text) ? [{ value: text, label: text }] : []
  const chosen = value.map((each) => known.get(each) ?? { value: each, label: each })
  return (
    <Base.Root
      multiple
      disabled={isDisabled}
      items={[...options, ...asTyped]}
      value={chosen}
      onValueChange={(picked: Option[]) => onChange(picked.map((option) => option.value))}
      onInputValueChange={setTyped}
      isItemEqualToValue={(a: Option, b: Option) => a.value === b.value}
    >
      <Base.Chips className={tags.tags}>
        {chosen.map((option) => (
          <Base.Chip key={option.value} className={tags.tag}>
            {option.value}
            <Base.ChipRemove aria-label={`Remove ${option.value}`}>
              <CloseIcon size={12} />
            </Base.ChipRemove>
          </Base.Chip>
        ))}
        <Base.Input {...useField()} placeholder={chosen.length === 0 ? placeholder : undefined} />
      </Base.Chips>
      <Base.Portal>
        <Base.Positioner sideOffset={4} className={styles.positioner}>
          <Base.Popup className={styles.popup}>
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
