import { useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import { ask } from '../../data/ask.ts'
import { webhooks as texts } from '../../texts/en/webhooks.ts'
import { Button } from '../../ui/Button.tsx'
import { Confirm } from '../../ui/Confirm.tsx'
import { Field } from '../../ui/Field.tsx'
import { Form, useForm } from '../../ui/Form.tsx'
import { Allowed } from '../../ui/PermissionHint.tsx'
import { TextInput } from '../../ui/TextInput.tsx'
import { toast } from '../../ui/Toast.tsx'
import { oneWebhook, type Webhook } from './data.ts'
import { UpdateWebhookDocument, WebhooksDocument } from './generated/webhooks.ts'
import { keepSecret } from './secret-store.ts'
import { newSecret } from './signing.ts'
import { WebhookFields } from './WebhookFields.tsx'
import { signatureOf, updateInput, valuesOf } from './webhook-values.ts'
import styles from './webhooks.module.css'

const route = getRouteApi('/shell/webhooks/$id')

export function WebhookSettings() {
  const { data } = useQuery(oneWebhook(route.useParams().id))
  if (!data) return null
  const { webhook } = data
  return (
    <div className={styles.form}>
      <Allowed permission="sinas.webhooks.update:own">
        <SettingsForm key={webhook.updatedAt} webhook={webhook} />
      </Allowed>
    </div>
  )
}

function SettingsForm({ webhook }: { webhook: Webhook }) {
  const [secret, setSecret] = useState('')
  const queryClient = useQueryClient()
  const form = useForm({
    initial: valuesOf(webhook),
    draft: `webhook/${webhook.id}`,
    submit: (values) => ask(UpdateWebhookDocument, { input: updateInput(webhook, values, secret) }),
    onDone({ updateWebhook }) {
      if (secret) keepSecret(queryClient, webhook.id, secret)
      queryClient.setQueryData(oneWebhook(webhook.id).queryKey, updateWebhook)
      void queryClient.invalidateQueries({ queryKey: [WebhooksDocument.name] })
      toast(texts.form.saved)
    },
  })
  return (
    <Form
      form={form}
      action={texts.form.save}
      more={
        <>
          {form.isChanged && (
            <Button look="quiet" onClick={form.reset}>
              {texts.form.discard}
            </Button>
          )}
          {webhook.signature && <RotateSecret webhook={webhook} />}
        </>
      }
    >
      <WebhookFields form={form} secret={secret} onSecret={setSecret} keptScheme={webhook.signature?.scheme} />
    </Form>
  )
}

/** Replaces the secret, and shows the new one once. */
function RotateSecret({ webhook }: { webhook: Webhook }) {
  const [isOpen, setOpen] = useState(false)
  const [theirs, setTheirs] = useState('')
  const queryClient = useQueryClient()
  const rotate = async () => {
    const { scheme } = webhook.signature!
    const secret = theirs.trim() || newSecret(scheme)
    const { updateWebhook } = await ask(UpdateWebhookDocument, {
      input: { webhook: { id: webhook.id }, signature: signatureOf(valuesOf(webhook), secret) },
    })
    queryClient.setQueryData(oneWebhook(webhook.id).queryKey, updateWebhook)
    keepSecret(queryClient, webhook.id, secret)
    setTheirs('')
    toast(texts.secret.rotated)
  }
  return (
    <>
      <Button onClick={() => setOpen(true)}>{texts.secret.rotate}</Button>
      <Confirm
        isOpen={isOpen}
        onClose={() => setOpen(false)}
        title={texts.secret.rotateTitle}
        action={texts.secret.rotateAction}
        onConfirm={rotate}
      >
        <p>{texts.secret.rotateText}</p>
        <Field label={texts.secret.theirs} hint={texts.secret.theirsHint} isOptional>
          <TextInput isCode value={theirs} onChange={setTheirs} />
        </Field>
      </Confirm>
    </>
  )
}
