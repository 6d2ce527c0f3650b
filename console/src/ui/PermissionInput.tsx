import { useQuery } from '@tanstack/react-query'
import { meaningOf, type Parts, partsOf, permissionOf, permissionReference, SCOPES } from '../session/rights.ts'
import { rights } from '../texts/en/rights.ts'
import { Field } from './Field.tsx'
import styles from './PermissionInput.module.css'
import { Select } from './Select.tsx'
import { TextInput } from './TextInput.tsx'

const texts = rights.input

interface PermissionInputProps {
  value: string
  onChange(value: string): void
  error?: string | undefined
}

/** A permission: chosen by its parts, or written. Below it stands what it means. */
export function PermissionInput({ value, onChange, error }: PermissionInputProps) {
  const { data } = useQuery(permissionReference)
  const reference = data?.permissionReference ?? []
  const parts = partsOf(value) ?? { resource: '*', action: '*', path: '', scope: 'own' as const }
  const entry = reference.find(({ resource }) => resource === parts.resource)
  const set = (changes: Partial<Parts>) => onChange(permissionOf({ ...parts, ...changes }))
  const chooseResource = (resource: string) => {
    const chosen = reference.find((each) => each.resource === resource)
    set({
      resource,
      action: chosen?.actions.includes(parts.action) ? parts.action : (chosen?.actions.find((each) => each === 'read') ?? '*'),
      path: chosen?.namespaced ? parts.path : '',
      scope: chosen?.adminOnly ? 'all' : parts.scope,
    })
  }
  return (
    <div className={styles.input}>
      <div className={styles.parts}>
        <Field label={texts.resource} hint={entry?.description}>
          <Select
            value={parts.resource}
            options={[
              { value: '*', label: texts.anything },
              ...reference.map(({ resource }) => ({ value: resource, label: resource.replaceAll('_', ' ') })),
            ]}
            onChange={chooseResource}
          />
        </Field>
        <Field label={texts.action}>
          <Select
            value={parts.action}
            options={['*', ...(entry?.actions ?? [])].map((action) => ({
              value: action,
              label: action === '*' ? texts.anything : action.replaceAll('_', ' '),
            }))}
            onChange={(action) => set({ action })}
          />
        </Field>
        <Field label={texts.scope}>
          <Select
            value={parts.scope}
            options={SCOPES.map((scope) => ({ value: scope, label: rights.scopes[scope] }))}
            onChange={(scope) => set({ scope })}
          />
        </Field>
        {entry?.namespaced && (
          <Field label={texts.path} isOptional>
            <TextInput value={parts.path} onChange={(path) => set({ path: path.trim() })} placeholder={texts.pathHint} isCode />
          </Field>
        )}
      </div>
      <Field label={texts.text} hint={meaningOf(value)} error={error}>
        <TextInput value={value} onChange={onChange} isCode required />
      </Field>
    </div>
  )
}
