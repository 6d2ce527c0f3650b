import { type ReactNode, useState } from 'react'
import { CodeEditor } from './CodeEditor.tsx'
import { Field } from './Field.tsx'
import { NumberInput } from './NumberInput.tsx'
import styles from './SchemaForm.module.css'
import { Select } from './Select.tsx'
import { Switch } from './Switch.tsx'
import { TagsInput } from './TagsInput.tsx'
import { Textarea } from './Textarea.tsx'
import { TextInput } from './TextInput.tsx'

/** As much of JSON Schema as a form is made from; all else is written as JSON. */
export interface JsonSchema {
  type?: string | string[]
  title?: string
  description?: string
  properties?: Record<string, JsonSchema>
  required?: string[]
  enum?: unknown[]
  default?: unknown
  items?: JsonSchema
  format?: string
  maxLength?: number
}

interface SchemaFormProps {
  schema: JsonSchema | null | undefined
  /** A value of JSON. */
  value: unknown
  onChange(value: unknown): void
  label?: string
}

/** A form for a value that a JSON Schema describes, and the same value as JSON. Where the schema says little, JSON alone. */
export function SchemaForm({ schema, value, onChange, label = 'Input' }: SchemaFormProps) {
  const hasForm = Object.keys(schema?.properties ?? {}).length > 0 && isObject(value ?? {})
  const [isJson, setJson] = useState(!hasForm)
  return (
    <fieldset className={styles.form}>
      <legend className={styles.legend}>
        {label}
        {hasForm && (
          <span className={styles.modes}>
            <button type="button" aria-pressed={!isJson} onClick={() => setJson(false)}>
              Form
            </button>
            <button type="button" aria-pressed={isJson} onClick={() => setJson(true)}>
              JSON
            </button>
          </span>
        )}
      </legend>
      {isJson || !hasForm ? (
        <JsonEditor label={label} value={value} onChange={onChange} />
      ) : (
        <Properties schema={schema!} value={(value ?? {}) as Record<string, unknown>} onChange={onChange} />
      )}
    </fieldset>
  )
}

function Properties({ schema, value, onChange }: { schema: JsonSchema; value: Record<string, unknown>; onChange(value: unknown): void }) {
  return Object.entries(schema.properties ?? {}).map(([name, property]) => (
    <Property
      key={name}
      name={name}
      schema={property}
      isRequired={schema.required?.includes(name) ?? false}
      value={value[name]}
      onChange={(changed) => {
        const { [name]: _, ...others } = value
        onChange(changed === undefined ? others : { ...value, [name]: changed })
      }}
    />
  ))
}

interface PropertyProps {
  name: string
  schema: JsonSchema
  isRequired: boolean
  value: unknown
  onChange(value: unknown): void
}

function Property({ name, schema, isRequired, value, onChange }: PropertyProps) {
  const type = Array.isArray(schema.type) ? schema.type.find((each) => each !== 'null') : schema.type
  const label = schema.title ?? name
  if (type === 'boolean')
    return <Switch label={label} {...(schema.description && { hint: schema.description })} isOn={value === true} onChange={onChange} />
  if (type === 'object' && schema.properties)
    return (
      <fieldset className={styles.nested}>
        <legend>{label}</legend>
        <Properties schema={schema} value={isObject(value) ? value : {}} onChange={onChange} />
      </fieldset>
    )
  return (
    <Field label={label} hint={schema.description} isOptional={!isRequired}>
      {inputOf(type, { schema, value, onChange })}
    </Field>
  )
}

function inputOf(type: string | undefined, { schema, value, onChange }: Pick<PropertyProps, 'schema' | 'value' | 'onChange'>): ReactNode {
  const text = typeof value === 'string' ? value : ''
  const orNothing = (changed: string) => onChange(changed === '' ? undefined : changed)
  if (schema.enum) {
    const options = schema.enum.map((each) => ({ value: JSON.stringify(each), label: String(each) }))
    const chosen = value === undefined ? '' : JSON.stringify(value)
    return (
      <Select
        value={chosen}
        options={[{ value: '', label: '–' }, ...options]}
        onChange={(json) => onChange(json === '' ? undefined : JSON.parse(json))}
      />
    )
  }
  if (type === 'number' || type === 'integer')
    return <NumberInput value={typeof value === 'number' ? value : null} onChange={(number) => onChange(number ?? undefined)} />
  if (type === 'array' && schema.items?.type === 'string')
    return <TagsInput value={Array.isArray(value) ? value.map(String) : []} onChange={onChange} />
  if (type === 'string' && (schema.maxLength ?? 0) > 200) return <Textarea value={text} onChange={orNothing} />
  if (type === 'string') return <TextInput value={text} onChange={orNothing} />
  return <JsonEditor label="JSON" value={value} onChange={onChange} />
}

/** A value as JSON: what is not valid yet stays in the editor, and says so. */
export function JsonEditor({ label, value, onChange }: { label: string; value: unknown; onChange(value: unknown): void }) {
  const [text, setText] = useState(() => (value === undefined ? '' : JSON.stringify(value, null, 2)))
  const [fault, setFault] = useState<string>()
  const change = (changed: string) => {
    setText(changed)
    try {
      onChange(changed.trim() === '' ? undefined : JSON.parse(changed))
      setFault(undefined)
    } catch (error) {
      setFault((error as Error).message)
    }
  }
  return (
    <>
      <CodeEditor language="json" label={label} value={text} onChange={change} minLines={4} />
      {fault && (
        <p role="alert" className={styles.fault}>
          {fault}
        </p>
      )}
    </>
  )
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)
