import { useState } from 'react'
import { useField } from './Field.tsx'
import { CloseIcon } from './icons.tsx'
import styles from './TagsInput.module.css'

interface TagsInputProps {
  value: readonly string[]
  onChange(value: string[]): void
  placeholder?: string
}

/** Several short texts: requirements, namespaces. Enter or a comma adds one, Backspace takes the last away. */
export function TagsInput({ value, onChange, placeholder }: TagsInputProps) {
  const [text, setText] = useState('')
  const add = () => {
    const tag = text.trim().replace(/,$/, '')
    setText('')
    if (tag && !value.includes(tag)) onChange([...value, tag])
  }
  return (
    <div className={styles.tags}>
      {value.map((tag) => (
        <span key={tag} className={styles.tag}>
          {tag}
          <button type="button" aria-label={`Remove ${tag}`} onClick={() => onChange(value.filter((each) => each !== tag))}>
            <CloseIcon size={12} />
          </button>
        </span>
      ))}
      <input
        {...useField()}
        value={text}
        placeholder={value.length === 0 ? placeholder : undefined}
        onChange={({ target }) => setText(target.value)}
        onBlur={add}
        onKeyDown={(event) => {
          if (event.key === 'Backspace' && text === '') onChange(value.slice(0, -1))
          if (event.key !== ',' && (event.key !== 'Enter' || text === '')) return
          event.preventDefault()
          add()
        }}
      />
    </div>
  )
}
