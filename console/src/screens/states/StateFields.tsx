import { useQuery } from '@tanstack/react-query'
import { states } from '../../texts/en/states.ts'
import { CodeEditor } from '../../ui/CodeEditor.tsx'
import { Field } from '../../ui/Field.tsx'
import type { FormState } from '../../ui/Form.tsx'
import { timeZone } from '../../ui/format.ts'
import { FieldGroup, FieldRow } from '../../ui/Layout.tsx'
import { NumberInput } from '../../ui/NumberInput.tsx'
import { Select } from '../../ui/Select.tsx'
import { Switch } from '../../ui/Switch.tsx'
import { TagsInput } from '../../ui/TagsInput.tsx'
import { TextInput } from '../../ui/TextInput.tsx'
import { myGroups } from './data.ts'
import { VISIBILITIES } from './search.ts'
import type { StateValues } from './state-values.ts'
import styles from './states.module.css'

const texts = states.form

interface StateFieldsProps {
  form: FormState<StateValues>
  /** A namespace and a key are given once. */
  isNew?: boolean
  /** It has an expiry, which can be moved alone. */
  expires?: boolean
}

/** The fields of a state: its value first. */
export function StateFields({ form, isNew = false, expires = false }: StateFieldsProps) {
  const fault = form.errorOf('value')
  return (
    <>
      {isNew && (
        <FieldRow>
          <Field label={texts.namespace} error={form.errorOf('namespace')}>
            <TextInput isCode {...form.bind('namespace')} placeholder="shop/settings" />
          </Field>
          <Field label={texts.key} error={form.errorOf('key')}>
            <TextInput isCode {...form.bind('key')} />
          </Field>
        </FieldRow>
      )}
      <div className={styles.value}>
        <span className={styles.valueLabel}>{texts.value}</span>
        <CodeEditor language="json" label={texts.value} minLines={12} {...form.bind('value')} />
        {fault && (
          <p className={styles.fault} role="alert">
            {fault}
          </p>
        )}
      </div>
      <FieldGroup title={texts.about}>
        <FieldRow>
          <Field label={texts.description} isOptional error={form.errorOf('description')}>
            <TextInput {...form.bind('description')} />
          </Field>
          <Field label={texts.tags} hint={texts.tagsHint} isOptional error={form.errorOf('tags')}>
            <TagsInput {...form.bind('tags')} />
          </Field>
          <Field label={texts.relevance} hint={texts.relevanceHint} error={form.errorOf('relevanceScore')}>
            <NumberInput {...form.bind('relevanceScore')} />
          </Field>
        </FieldRow>
      </FieldGroup>
      <FieldGroup title={texts.sharing}>
        <Sharing form={form} expires={expires} />
      </FieldGroup>
    </>
  )
}

function Sharing({ form, expires }: { form: FormState<StateValues>; expires: boolean }) {
  const isGroup = form.values.visibility === 'GROUP'
  const { data } = useQuery({ ...myGroups, enabled: isGroup, retry: false })
  const groups = data?.groups.nodes ?? []
  return (
    <>
      <FieldRow>
        <Field label={texts.visibility} error={form.errorOf('visibility')}>
          <Select {...form.bind('visibility')} options={VISIBILITIES.map((value) => ({ value, label: states.visibility[value] }))} />
        </Field>
        {isGroup && (
          <Field label={texts.group} error={form.errorOf('groupId')}>
            <Select
              {...form.bind('groupId')}
              options={[{ value: '', label: texts.chooseGroup }, ...groups.map(({ id, name }) => ({ value: id, label: name }))]}
            />
          </Field>
        )}
        <Field
          label={texts.expiresAt}
          hint={expires ? texts.expiresKept : texts.expiresHint(timeZone)}
          isOptional
          error={form.errorOf('expiresAt')}
        >
          <TextInput type="datetime-local" {...form.bind('expiresAt')} />
        </Field>
      </FieldRow>
      <Switch
        label={texts.encrypted}
        hint={texts.encryptedHint}
        isOn={form.values.encrypted}
        onChange={(encrypted) => form.set({ encrypted })}
      />
    </>
  )
}
