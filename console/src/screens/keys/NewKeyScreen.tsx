import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { ask } from '../../data/ask.ts'
import { ownRights } from '../../session/rights.ts'
import { keys } from '../../texts/en/keys.ts'
import { Button } from '../../ui/Button.tsx'
import { SnippetTabs } from '../../ui/CopyAs.tsx'
import { CopyText } from '../../ui/CopyText.tsx'
import { Field } from '../../ui/Field.tsx'
import { Form, useForm } from '../../ui/Form.tsx'
import { IconButton } from '../../ui/IconButton.tsx'
import { CloseIcon, PlusIcon } from '../../ui/icons.tsx'
import { Page, Section } from '../../ui/Page.tsx'
import { Allowed } from '../../ui/PermissionHint.tsx'
import { PermissionInput } from '../../ui/PermissionInput.tsx'
import { PermissionList } from '../../ui/PermissionList.tsx'
import { Select } from '../../ui/Select.tsx'
import { TextInput } from '../../ui/TextInput.tsx'
import { NEEDS } from './data.ts'
import { KeysDocument, MakeKeyDocument, type MakeKeyMutation } from './generated/keys.ts'
import styles from './keys.module.css'
import { snippetsWith } from './snippets.ts'
import { rightsFor, TEMPLATES } from './templates.ts'

const texts = keys.new
const DAY_MS = 86_400_000
const EXPIRY: Record<string, number | null> = { d7: 7, d30: 30, d90: 90, d365: 365, never: null }

/** A new key: what it is for, its rights, until when. Then the key itself, once. */
export function NewKeyScreen() {
  const [made, setMade] = useState<MakeKeyMutation['createApiKey']>()
  if (made) return <Shown made={made} />
  return (
    <Page title={texts.title} summary={texts.text} look="text">
      <Allowed permission={NEEDS.create}>
        <NewKey onMade={setMade} />
      </Allowed>
    </Page>
  )
}

function NewKey({ onMade }: { onMade(made: MakeKeyMutation['createApiKey']): void }) {
  const queryClient = useQueryClient()
  const own = useQuery(ownRights).data ?? []
  const form = useForm({
    initial: { name: '', template: '', permissions: [] as string[], expires: 'd90' },
    draft: 'key/new',
    submit({ name, permissions, expires }) {
      const days = EXPIRY[expires]
      const expiresAt = days ? new Date(Date.now() + days * DAY_MS).toISOString() : undefined
      return ask(MakeKeyDocument, { input: { name: name.trim(), permissions, ...(expiresAt && { expiresAt }) } })
    },
    onDone({ createApiKey }) {
      void queryClient.invalidateQueries({ queryKey: [KeysDocument.name] })
      onMade(createApiKey)
    },
  })
  const { template, permissions } = form.values
  return (
    <Form form={form} action={texts.make}>
      <Field label={texts.name} hint={texts.nameHint} error={form.errorOf('name')}>
        <TextInput {...form.bind('name')} required autoFocus placeholder="ci" />
      </Field>
      <fieldset className={styles.templates}>
        <legend>{texts.template}</legend>
        {TEMPLATES.map((name) => (
          <label key={name} className={styles.template}>
            <input
              type="radio"
              name="template"
              checked={template === name}
              onChange={() => form.set({ template: name, permissions: rightsFor(name, own) })}
            />
            <span>
              <b>{texts.templates[name]![0]}</b>
              <span className={styles.soft}>{texts.templates[name]![1]}</span>
            </span>
          </label>
        ))}
      </fieldset>
      <Rights permissions={permissions} error={form.errorOf('permissions')} onChange={(changed) => form.set({ permissions: changed })} />
      <Field label={texts.expires} error={form.errorOf('expires')}>
        <Select {...form.bind('expires')} options={Object.keys(EXPIRY).map((value) => ({ value, label: texts.expiry[value]! }))} />
      </Field>
    </Form>
  )
}

interface RightsProps {
  permissions: readonly string[]
  error: string | undefined
  onChange(permissions: string[]): void
}

function Rights({ permissions, error, onChange }: RightsProps) {
  const [added, setAdded] = useState('sinas.functions.execute:own')
  return (
    <Section title={texts.rights}>
      {permissions.length === 0 && <p className={styles.soft}>{texts.noRights}</p>}
      {permissions.length > 0 && (
        <div className={styles.chosen}>
          <PermissionList
            label={texts.rights}
            permissions={permissions.map((key) => ({
              id: key,
              key,
              end: (
                <IconButton
                  label={texts.remove(key)}
                  icon={<CloseIcon />}
                  onClick={() => onChange(permissions.filter((each) => each !== key))}
                />
              ),
            }))}
          />
        </div>
      )}
      {error && (
        <p role="alert" className={styles.error}>
          {error}
        </p>
      )}
      <details className={styles.add}>
        <summary>{texts.add}</summary>
        <PermissionInput value={added} onChange={setAdded} />
        <span>
          <Button icon={<PlusIcon size={14} />} disabled={permissions.includes(added)} onClick={() => onChange([...permissions, added])}>
            {texts.add}
          </Button>
        </span>
      </details>
    </Section>
  )
}

/** The key, this once, with what uses it. */
function Shown({ made: { key, apiKey } }: { made: MakeKeyMutation['createApiKey'] }) {
  const navigate = useNavigate()
  const texts = keys.shown
  return (
    <Page title={texts.title(apiKey.name)} summary={texts.text} look="text">
      <div className={styles.page}>
        <div className={styles.secret}>
          <CopyText text={key} label={texts.copy} isCode />
        </div>
        <Section title={texts.use}>
          <p className={styles.soft}>{texts.useText}</p>
          <SnippetTabs snippets={snippetsWith(key)} />
        </Section>
        <span>
          <Button look="primary" onClick={() => void navigate({ to: '/keys/$id', params: { id: apiKey.id } })}>
            {texts.done}
          </Button>
        </span>
      </div>
    </Page>
  )
}
