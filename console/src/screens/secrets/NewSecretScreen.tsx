import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { ask } from '../../data/ask.ts'
import { useMay } from '../../session/permissions.ts'
import { secrets } from '../../texts/en/secrets.ts'
import { Field } from '../../ui/Field.tsx'
import { Form, useForm } from '../../ui/Form.tsx'
import { Page } from '../../ui/Page.tsx'
import { Allowed } from '../../ui/PermissionHint.tsx'
import { Select } from '../../ui/Select.tsx'
import { Textarea } from '../../ui/Textarea.tsx'
import { TextInput } from '../../ui/TextInput.tsx'
import { toast } from '../../ui/Toast.tsx'
import { PutSecretDocument, SecretsDocument } from './generated/secrets.ts'
import { VISIBILITIES } from './search.ts'
import styles from './secrets.module.css'

const texts = secrets.new

export function NewSecretScreen() {
  return (
    <Page title={texts.title} summary={texts.text}>
      <Allowed permission="sinas.secrets.create:own">
        <NewSecret />
      </Allowed>
    </Page>
  )
}

function NewSecret() {
  const queryClient = useQueryClient()
  const navigate = useNavigate()
  const mayShare = useMay('sinas.secrets.create:all')
  const form = useForm({
    initial: { name: '', value: '', description: '', visibility: 'PRIVATE' as (typeof VISIBILITIES)[number] },
    // Without a draft: the value must not stay in the browser.
    submit: (input) => ask(PutSecretDocument, { input }),
    async onDone({ putSecret: { secret, warnings } }) {
      await queryClient.invalidateQueries({ queryKey: [SecretsDocument.name] })
      toast([texts.saved(secret.name), ...warnings].join('. '))
      await navigate({ to: '/secrets/$id', params: { id: secret.id } })
    },
  })
  const options = VISIBILITIES.filter((value) => value === 'PRIVATE' || mayShare).map((value) => ({ value, label: texts.options[value] }))
  return (
    <div className={styles.form}>
      <Form form={form} action={texts.save}>
        <Field label={texts.name} hint={texts.nameHint} error={form.errorOf('name')}>
          <TextInput isCode autoComplete="off" {...form.bind('name')} />
        </Field>
        <Field label={texts.value} hint={texts.valueHint} error={form.errorOf('value')}>
          <Textarea isCode autoComplete="off" {...form.bind('value')} />
        </Field>
        <Field label={texts.description} isOptional error={form.errorOf('description')}>
          <TextInput {...form.bind('description')} />
        </Field>
        <Field label={texts.visibility} hint={texts.visibilityHint} error={form.errorOf('visibility')}>
          <Select options={options} {...form.bind('visibility')} />
        </Field>
      </Form>
    </div>
  )
}
