import { useMutation } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { ApiError } from '../data/errors.ts'
import { Button } from './Button.tsx'
import { ErrorState } from './ErrorState.tsx'
import styles from './Form.module.css'

interface FormOptions<Values, Answer> {
  initial: Values
  /** Where what was typed is kept until it is saved, over a reload too: `function/new`. None: it is not kept. */
  draft?: string
  /** Does it. An ApiError with issues is shown at the fields that they are about. */
  submit(values: Values): Promise<Answer>
  onDone?(answer: Answer): unknown
}

export interface FormState<Values> {
  values: Values
  /** Something differs from what it began with. */
  isChanged: boolean
  isBusy: boolean
  /** What is wrong as a whole. */
  error: Error | null
  set(changes: Partial<Values>): void
  reset(): void
  submit(): void
  /** What an input is given: `<TextInput {...form.bind('name')} />` */
  bind<Name extends keyof Values>(name: Name): { value: Values[Name]; onChange(value: Values[Name]): void }
  /** What is wrong with a field: `<Field error={form.errorOf('name')}>` */
  errorOf(name: keyof Values & string): string | undefined
}

const PREFIX = 'draft:'

/** The values of a form, what is wrong with them, and a draft that survives a reload. */
export function useForm<Values extends object, Answer>({ initial, draft, submit, onDone }: FormOptions<Values, Answer>): FormState<Values> {
  const [values, setValues] = useState<Values>(() => ({ ...initial, ...(draft && draftOf<Values>(draft)) }))
  const mutation = useMutation({
    mutationFn: submit,
    onSuccess(answer) {
      forget()
      return onDone?.(answer)
    },
  })
  const forget = () => draft && sessionStorage.removeItem(PREFIX + draft)
  const issues = mutation.error instanceof ApiError ? mutation.error.issues : []
  const isOf = (name: string) => (loc: readonly (string | number)[]) => loc.map(camelCase).includes(name)
  const known = issues.filter(({ loc }) => Object.keys(values).some((name) => isOf(name)(loc)))

  const form: FormState<Values> = {
    values,
    isChanged: JSON.stringify(values) !== JSON.stringify(initial),
    isBusy: mutation.isPending,
    error: issues.length > 0 && known.length === issues.length ? null : mutation.error,
    set(changes) {
      setValues((before) => {
        const after = { ...before, ...changes }
        if (draft) sessionStorage.setItem(PREFIX + draft, JSON.stringify(after))
        return after
      })
    },
    reset() {
      forget()
      mutation.reset()
      setValues(initial)
    },
    submit: () => mutation.mutate(values),
    bind: (name) => ({ value: values[name], onChange: (value) => form.set({ [name]: value } as unknown as Partial<Values>) }),
    errorOf: (name) => known.find(({ loc }) => isOf(name)(loc))?.msg.replace(/^Value error, /, ''),
  }
  return form
}

const draftOf = <Values,>(draft: string): Partial<Values> | null => JSON.parse(sessionStorage.getItem(PREFIX + draft) ?? 'null')

const camelCase = (part: string | number) => String(part).replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase())

interface FormProps<Values> {
  form: FormState<Values>
  /** The verb on the button. */
  action: string
  children: ReactNode
  /** Beside the button. */
  more?: ReactNode
}

/** A form with its button, below it what is wrong as a whole. Mod and Enter send it from everywhere in it. */
export function Form<Values>({ form, action, children, more }: FormProps<Values>) {
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault()
        form.submit()
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' || !(event.metaKey || event.ctrlKey)) return
        event.preventDefault()
        form.submit()
      }}
    >
      {children}
      {form.error && <ErrorState error={form.error} isCompact />}
      <div className={styles.actions}>
        <Button type="submit" look="primary" isBusy={form.isBusy}>
          {action}
        </Button>
        {more}
      </div>
    </form>
  )
}
