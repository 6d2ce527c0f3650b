import { useQueryClient } from '@tanstack/react-query'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { ask } from '../../data/ask.ts'
import { webhooks as texts } from '../../texts/en/webhooks.ts'
import { Form, useForm } from '../../ui/Form.tsx'
import { Page } from '../../ui/Page.tsx'
import { Allowed } from '../../ui/PermissionHint.tsx'
import { oneWebhook } from './data.ts'
import { CreateWebhookDocument, WebhooksDocument } from './generated/webhooks.ts'
import { keepSecret } from './secret-store.ts'
import { WebhookFields } from './WebhookFields.tsx'
import { createInput, valuesOf } from './webhook-values.ts'

const route = getRouteApi('/shell/webhooks/new')

export function NewWebhookScreen() {
  return (
    <Page title={texts.create} summary={texts.createText} look="text">
      <Allowed permission="sinas.webhooks.create:own">
        <NewWebhookForm />
      </Allowed>
    </Page>
  )
}

function NewWebhookForm() {
  const { function: functionName } = route.useSearch()
  const [secret, setSecret] = useState('')
  const queryClient = useQueryClient()
  const navigate = useNavigate()
  const form = useForm({
    initial: valuesOf(undefined, functionName),
    draft: 'webhook/new',
    submit: (values) => ask(CreateWebhookDocument, { input: createInput(values, secret) }),
    async onDone({ createWebhook: { webhook } }) {
      queryClient.setQueryData(oneWebhook(webhook.id).queryKey, { webhook })
      void queryClient.invalidateQueries({ queryKey: [WebhooksDocument.name] })
      await navigate({ to: '/webhooks/$id', params: { id: webhook.id } })
      if (webhook.signature) keepSecret(queryClient, webhook.id, secret)
    },
  })
  return (
    <Form form={form} action={texts.form.create}>
      <WebhookFields form={form} secret={secret} onSecret={setSecret} />
    </Form>
  )
}
