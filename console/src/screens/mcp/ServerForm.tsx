import { useQuery } from '@tanstack/react-query'
import { mcp } from '../../texts/en/mcp.ts'
import { Field } from '../../ui/Field.tsx'
import { Form, type FormState } from '../../ui/Form.tsx'
import { NumberInput } from '../../ui/NumberInput.tsx'
import { JsonEditor } from '../../ui/SchemaForm.tsx'
import { Select } from '../../ui/Select.tsx'
import { TagsInput } from '../../ui/TagsInput.tsx'
import { TextInput } from '../../ui/TextInput.tsx'
import { groups } from './data.ts'
import styles from './ServerForm.module.css'
import type { ServerValues } from './server-values.ts'

const texts = mcp.form
const PROTOCOLS = (['HTTP', 'SSE', 'WEBSOCKET', 'STDIO'] as const).map((value) => ({ value, label: mcp.protocols[value] }))

/** What a server is: for one that is added, and for one that is changed. */
export function ServerForm({ form, action, hasSecrets }: { form: FormState<ServerValues>; action: string; hasSecrets: boolean }) {
  const isProgram = form.values.protocol === 'STDIO'
  return (
    <Form form={form} action={action}>
      <Field label={texts.name} hint={texts.nameHint} error={form.errorOf('name')}>
        <TextInput isCode {...form.bind('name')} />
      </Field>
      <Field label={texts.protocol} error={form.errorOf('protocol')}>
        <Select options={PROTOCOLS} {...form.bind('protocol')} />
      </Field>
      {isProgram ? (
        <>
          <Field label={texts.command} hint={texts.commandHint} error={form.errorOf('command')}>
            <TextInput isCode {...form.bind('command')} />
          </Field>
          <Field label={texts.args} isOptional error={form.errorOf('args')}>
            <TagsInput {...form.bind('args')} />
          </Field>
        </>
      ) : (
        <Field label={texts.url} hint={texts.urlHint} error={form.errorOf('url')}>
          <TextInput isCode inputMode="url" {...form.bind('url')} />
        </Field>
      )}
      <Field label={texts.description} isOptional error={form.errorOf('description')}>
        <TextInput {...form.bind('description')} />
      </Field>
      <Field label={texts.requiresApproval} hint={texts.requiresApprovalHint} isOptional error={form.errorOf('requiresApproval')}>
        <TagsInput {...form.bind('requiresApproval')} />
      </Field>
      <Field label={texts.timeout} isOptional error={form.errorOf('timeout')}>
        <NumberInput {...form.bind('timeout')} />
      </Field>
      <GroupField form={form} />
      <details className={styles.secrets}>
        <summary>{texts.more}</summary>
        <div className={styles.fields}>
          {hasSecrets && <p className={styles.soft}>{texts.kept}</p>}
          <Secrets form={form} isProgram={isProgram} />
        </div>
      </details>
    </Form>
  )
}

function GroupField({ form }: { form: FormState<ServerValues> }) {
  const { data } = useQuery(groups())
  if (!data) return null
  const options = [{ value: '', label: texts.groupNone }, ...data.groups.nodes.map(({ id, name }) => ({ value: id, label: name }))]
  return (
    <Field label={texts.group} isOptional error={form.errorOf('groupId')}>
      <Select options={options} {...form.bind('groupId')} />
    </Field>
  )
}

function Secrets({ form, isProgram }: { form: FormState<ServerValues>; isProgram: boolean }) {
  if (isProgram) return <Json label={texts.env} hint={texts.envHint} error={form.errorOf('env')} {...form.bind('env')} />
  return (
    <>
      <Field label={texts.apiKey} hint={texts.apiKeyHint} isOptional error={form.errorOf('apiKey')}>
        <TextInput type="password" autoComplete="new-password" {...form.bind('apiKey')} />
      </Field>
      <Json label={texts.headers} hint={texts.headersHint} error={form.errorOf('headers')} {...form.bind('headers')} />
      <Field label={texts.oauthClientId} hint={texts.oauthHint} isOptional error={form.errorOf('oauthClientId')}>
        <TextInput isCode {...form.bind('oauthClientId')} />
      </Field>
      <Field label={texts.oauthClientSecret} isOptional error={form.errorOf('oauthClientSecret')}>
        <TextInput type="password" autoComplete="new-password" {...form.bind('oauthClientSecret')} />
      </Field>
    </>
  )
}

interface JsonProps {
  label: string
  hint: string
  error: string | undefined
  value: unknown
  onChange(value: unknown): void
}

function Json({ label, hint, error, value, onChange }: JsonProps) {
  return (
    <div className={styles.json}>
      <p className={styles.label}>{label}</p>
      <JsonEditor label={label} value={value} onChange={onChange} />
      <p className={styles.soft}>{hint}</p>
      {error && (
        <p role="alert" className={styles.fault}>
          {error}
        </p>
      )}
    </div>
  )
}
