import { type ReactNode, useEffect, useEffectEvent, useState } from 'react'
import { Button } from './Button.tsx'
import styles from './Filters.module.css'
import { CloseIcon } from './icons.tsx'
import { type Option, Select } from './Select.tsx'
import { TextInput } from './TextInput.tsx'

/** One filter of a list. */
export type Filter<Search> =
  | { kind: 'choice'; name: keyof Search & string; label: string; options: readonly Option[] }
  | { kind: 'text'; name: keyof Search & string; label: string; placeholder?: string }

interface FiltersProps<Search> {
  filters: readonly Filter<Search>[]
  /** As the address has it: `route.useSearch()`. */
  search: Search
  /** Puts it into the address: `navigate({ search: (before) => ({ ...before, ...changes }), replace: true })`. */
  onChange(changes: Partial<Search>): void
  /** Beside them. */
  children?: ReactNode
}

/** Filters of a list. They stand in the address, so a filtered list is a link. */
export function Filters<Search extends object>({ filters, search, onChange, children }: FiltersProps<Search>) {
  const isFiltered = filters.some(({ name }) => search[name] !== undefined)
  const set = (name: string, value: string) => onChange({ [name]: value === '' ? undefined : value } as Partial<Search>)
  return (
    <search className={styles.filters}>
      {filters.map((filter) => {
        const value = String(search[filter.name] ?? '')
        if (filter.kind === 'text')
          return <TextFilter key={filter.name} {...filter} value={value} onChange={(text) => set(filter.name, text)} />
        return (
          <Select
            key={filter.name}
            aria-label={filter.label}
            className={styles.choice}
            value={value}
            options={[{ value: '', label: filter.label }, ...filter.options]}
            onChange={(chosen) => set(filter.name, chosen)}
          />
        )
      })}
      {isFiltered && (
        <Button
          look="quiet"
          icon={<CloseIcon size={14} />}
          onClick={() => onChange(Object.fromEntries(filters.map(({ name }) => [name, undefined])) as Partial<Search>)}
        >
          Clear
        </Button>
      )}
      {children && <div className={styles.more}>{children}</div>}
    </search>
  )
}

/** Milliseconds without a key before what was typed is looked for. */
const PAUSE_MS = 250

function TextFilter({
  label,
  placeholder,
  value,
  onChange,
}: {
  label: string
  placeholder?: string
  value: string
  onChange(value: string): void
}) {
  const [text, setText] = useState(value)
  const change = useEffectEvent((typed: string) => {
    if (typed !== value) onChange(typed)
  })
  useEffect(() => setText(value), [value])
  useEffect(() => {
    const timer = setTimeout(() => change(text.trim()), PAUSE_MS)
    return () => clearTimeout(timer)
  }, [text])
  return (
    <TextInput
      type="search"
      aria-label={label}
      placeholder={placeholder ?? label}
      className={styles.text}
      value={text}
      onChange={setText}
    />
  )
}
