import { useMay } from '../../session/permissions.ts'
import { agents } from '../../texts/en/agents.ts'
import { Field } from '../../ui/Field.tsx'
import { Form, type FormState } from '../../ui/Form.tsx'
import { NumberInput } from '../../ui/NumberInput.tsx'
import { Section } from '../../ui/Page.tsx'
import { JsonEditor } from '../../ui/SchemaForm.tsx'
import { Switch } from '../../ui/Switch.tsx'
import { Textarea } from '../../ui/Textarea.tsx'
import { TextInput } from '../../ui/TextInput.tsx'
import styles from './AgentForm.module.css'
import { GroupPicker, ProviderPicker, ToolPickers } from './pickers.tsx'
import type { Settings } from './settings.ts'
import { TemplatePreview } from './TemplatePreview.tsx'

const { fields, hints, sections } = agents

interface AgentFormProps {
  form: FormState<Settings>
  action: string
  /** Beside the button. */
  more?: React.ReactNode
  /** Why nothing can be changed. */
  isReadOnly?: boolean
}

type Part = Pick<AgentFormProps, 'form'>

/** All settings of an agent. */
export function AgentForm({ form, action, more, isReadOnly = false }: AgentFormProps) {
  const parts = (
    <fieldset disabled={isReadOnly} className={styles.parts}>
      <What form={form} />
      <Prompt form={form} />
      <Model form={form} />
      <Section title={sections.tools}>
        <ToolPickers form={form} isReadOnly={isReadOnly} />
      </Section>
      <Chats form={form} />
      <Rights form={form} />
      <More form={form} />
    </fieldset>
  )
  if (isReadOnly) return <div className={styles.form}>{parts}</div>
  return (
    <div className={styles.form}>
      <Form form={form} action={action} more={more}>
        {parts}
      </Form>
    </div>
  )
}

function What({ form }: Part) {
  return (
    <Section title={sections.what}>
      <div className={styles.pair}>
        <Field label={fields.namespace} error={form.errorOf('namespace')}>
          <TextInput isCode {...form.bind('namespace')} />
        </Field>
        <Field label={fields.name} error={form.errorOf('name')}>
          <TextInput isCode required {...form.bind('name')} />
        </Field>
      </div>
      <Field label={fields.description} hint={hints.description} error={form.errorOf('description')} isOptional>
        <Textarea rows={2} {...form.bind('description')} />
      </Field>
    </Section>
  )
}

function Prompt({ form }: Part) {
  return (
    <Section title={sections.prompt}>
      <Field label={fields.systemPrompt} hint={hints.systemPrompt} error={form.errorOf('systemPrompt')} isOptional>
        <Textarea rows={6} {...form.bind('systemPrompt')} />
      </Field>
      <TemplatePreview template={form.values.systemPrompt} schema={form.values.inputSchema} />
    </Section>
  )
}

function Model({ form }: Part) {
  return (
    <Section title={sections.model}>
      <ProviderPicker form={form} />
      <div className={styles.pair}>
        <Field label={fields.temperature} hint={hints.temperature} error={form.errorOf('temperature')} isOptional>
          <NumberInput {...form.bind('temperature')} />
        </Field>
        <Field label={fields.maxTokens} error={form.errorOf('maxTokens')} isOptional>
          <NumberInput {...form.bind('maxTokens')} />
        </Field>
      </div>
    </Section>
  )
}

function Chats({ form }: Part) {
  return (
    <Section title={sections.chats}>
      <JsonField form={form} name="inputSchema" hint={hints.inputSchema} />
      <JsonField form={form} name="initialMessages" hint={hints.initialMessages} />
      <JsonField form={form} name="outputSchema" hint={hints.outputSchema} />
      <Field label={fields.timeout} hint={hints.timeout} error={form.errorOf('defaultJobTimeout')} isOptional>
        <NumberInput {...form.bind('defaultJobTimeout')} />
      </Field>
      <Toggle form={form} name="defaultKeepAlive" label={fields.keepAlive} hint={hints.keepAlive} />
    </Section>
  )
}

function Rights({ form }: Part) {
  const mayShare = useMay('sinas.agents.share:own')
  const mayChangeAll = useMay('sinas.agents.update:all')
  return (
    <Section title={sections.rights}>
      <GroupPicker form={form} />
      {mayShare && <Toggle form={form} name="isShared" label={fields.shared} />}
      {mayChangeAll && <Toggle form={form} name="isDefault" label={fields.default} />}
    </Section>
  )
}

function More({ form }: Part) {
  return (
    <Section title={sections.more}>
      <Field label={fields.icon} hint={hints.icon} error={form.errorOf('icon')} isOptional>
        <TextInput {...form.bind('icon')} />
      </Field>
      <JsonField form={form} name="functionParameters" hint={hints.parameters} />
      <JsonField form={form} name="mcpToolParameters" hint={hints.parameters} />
      <JsonField form={form} name="statusTemplates" hint={hints.statusTemplates} />
    </Section>
  )
}

const JSON_LABELS = {
  inputSchema: fields.inputSchema,
  outputSchema: fields.outputSchema,
  initialMessages: fields.initialMessages,
  functionParameters: fields.functionParameters,
  mcpToolParameters: fields.mcpToolParameters,
  statusTemplates: fields.statusTemplates,
}

/** A setting that is JSON: folded where it is empty, as most agents have none of them. */
function JsonField({ form, name, hint }: Part & { name: keyof typeof JSON_LABELS; hint: string }) {
  const error = form.errorOf(name)
  return (
    <details className={styles.json} open={form.values[name] !== undefined || error !== undefined || undefined}>
      <summary>{JSON_LABELS[name]}</summary>
      <p className={styles.hint}>{hint}</p>
      <JsonEditor label={JSON_LABELS[name]} {...form.bind(name)} />
      {error && (
        <p role="alert" className={styles.error}>
          {error}
        </p>
      )}
    </details>
  )
}

interface ToggleProps extends Part {
  name: 'isShared' | 'isDefault' | 'defaultKeepAlive'
  label: string
  hint?: string
}

function Toggle({ form, name, label, hint }: ToggleProps) {
  const { value, onChange } = form.bind(name)
  return <Switch label={label} isOn={value} onChange={onChange} {...(hint && { hint })} />
}
