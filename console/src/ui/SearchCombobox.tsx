import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useDeferredValue, useState } from 'react'
import { Combobox } from './Combobox.tsx'
import type { Option } from './Select.tsx'

interface SearchComboboxProps {
  /** Null: none is chosen. */
  value: string | null
  onChange(value: string | null): void
  /** Names what is looked for in the cache. */
  name: string
  /** Asks the server for what is called so; for the empty text, what is most likely meant. */
  find(text: string): Promise<Option[]>
  placeholder?: string
  empty?: string
}

/** One of many that the server knows, found by typing. */
export function SearchCombobox({ value, onChange, name, find, placeholder, empty }: SearchComboboxProps) {
  const [text, setText] = useState('')
  const wanted = useDeferredValue(text === value ? '' : text)
  const { data: found = [] } = useQuery({
    queryKey: [name, wanted],
    queryFn: () => find(wanted),
    placeholderData: keepPreviousData,
  })
  const isListed = value === null || found.some((option) => option.value === value)
  return (
    <Combobox
      value={value}
      options={isListed ? found : [{ value, label: value }, ...found]}
      onChange={onChange}
      onSearch={setText}
      {...(placeholder && { placeholder })}
      {...(empty && { empty })}
    />
  )
}
