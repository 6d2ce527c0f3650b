import { createContext, type ReactNode, useContext, useId } from 'react'
import styles from './Field.module.css'

interface FieldContext {
  id: string
  describedBy: string | undefined
  isInvalid: boolean
}

const Context = createContext<FieldContext | undefined>(undefined)

interface FieldProps {
  label: ReactNode
  /** What a person has to know before they fill it in. */
  hint?: ReactNode
  /** What is wrong with it. */
  error?: string | undefined
  isOptional?: boolean
  children: ReactNode
}

/** A label with its input, a hint, and what is wrong with it. Inputs take their id from it. */
export function Field({ label, hint, error, isOptional, children }: FieldProps) {
  const id = useId()
  const describedBy = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ') || undefined
  return (
    <Context value={{ id, describedBy, isInvalid: error !== undefined }}>
      <div className={styles.field}>
        <label htmlFor={id} className={styles.label}>
          {label}
          {isOptional && <span className={styles.optional}>optional</span>}
        </label>
        {children}
        {hint && (
          <p id={`${id}-hint`} className={styles.hint}>
            {hint}
          </p>
        )}
        {error && (
          <p id={`${id}-error`} className={styles.error} role="alert">
            {error}
          </p>
        )}
      </div>
    </Context>
  )
}

/** What an input takes from the field around it. */
export function useField() {
  const field = useContext(Context)
  if (!field) return {}
  return { id: field.id, 'aria-describedby': field.describedBy, 'aria-invalid': field.isInvalid || undefined }
}
