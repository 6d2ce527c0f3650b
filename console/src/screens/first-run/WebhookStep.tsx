import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { HrefLink } from '../../app/HrefLink.tsx'
import { ask } from '../../data/ask.ts'
import { useLive } from '../../data/live.ts'
import { firstRun } from '../../texts/en/first-run.ts'
import { buttonClass } from '../../ui/Button.tsx'
import { SnippetTabs } from '../../ui/CopyAs.tsx'
import { Field } from '../../ui/Field.tsx'
import { Form, useForm } from '../../ui/Form.tsx'
import { LiveBadge } from '../../ui/LiveBadge.tsx'
import { Allowed } from '../../ui/PermissionHint.tsx'
import { StatusBadge } from '../../ui/StatusBadge.tsx'
import { curlOf, graphqlOf } from '../../ui/snippets.ts'
import { TextInput } from '../../ui/TextInput.tsx'
import { NEEDS } from './data.ts'
import styles from './FirstRun.module.css'
import { FirstRunCreateWebhookDocument, FirstRunDeliveriesDocument, type FirstRunDeliveriesSubscription } from './generated/first-run.ts'
import { Step } from './Step.tsx'
import { nameOf } from './search.ts'

const texts = firstRun.webhook
type Delivery = NonNullable<FirstRunDeliveriesSubscription['webhookDeliveryChanges']>

const BODY = { name: 'Grace' }

interface WebhookStepProps {
  /** `namespace/name` of the function. */
  name: string | undefined
  isReady: boolean
  /** Of the webhook, once it is there. */
  path: string | undefined
  onDone(path: string): void
}

/** An address for the function, and a call of it. */
export function WebhookStep({ name, isReady, path, onDone }: WebhookStepProps) {
  const { namespace, name: functionName } = nameOf(name ?? 'default/greet')
  const form = useForm({
    initial: { path: functionName },
    submit: (values) =>
      ask(FirstRunCreateWebhookDocument, { input: { path: values.path, functionNamespace: namespace, functionName, requiresAuth: true } }),
    onDone: ({ createWebhook: { webhook } }) => onDone(webhook.path),
  })
  const body = { path: form.values.path, function_namespace: namespace, function_name: functionName }
  return (
    <Step
      number={3}
      title={texts.title}
      text={texts.text}
      state={path ? 'done' : isReady ? 'now' : 'later'}
      outcome={path && <Called path={path} name={`${namespace}/${functionName}`} />}
      snippets={{
        curl: curlOf('POST', '/api/v1/webhooks', body),
        GraphQL: graphqlOf(FirstRunCreateWebhookDocument, {
          input: { path: form.values.path, functionNamespace: namespace, functionName },
        }),
      }}
    >
      <Allowed permission={NEEDS.makeWebhooks}>
        <Form form={form} action={texts.save}>
          <Field label={texts.path} hint={texts.pathHint} error={form.errorOf('path')}>
            <TextInput {...form.bind('path')} isCode />
          </Field>
        </Form>
      </Allowed>
    </Step>
  )
}

/** How to call it, and what comes of the calls, as they come. */
function Called({ path, name }: { path: string; name: string }) {
  const [delivery, setDelivery] = useState<Delivery>()
  const state = useLive(
    {
      document: FirstRunDeliveriesDocument,
      variables: () => ({ webhook: { path } }),
      onEvent: ({ webhookDeliveryChanges: event }) => event && setDelivery(event),
    },
    { key: path },
  )
  return (
    <>
      <div className={styles.outcome}>
        {texts.saved(path)}
        <HrefLink href={`/console/functions/${name}`} className={buttonClass('quiet')}>
          {texts.open}
        </HrefLink>
        <LiveBadge state={state} />
      </div>
      <SnippetTabs snippets={{ curl: curlOf('POST', `/webhooks/${path}`, BODY) }} />
      <p className={styles.soft}>{texts.key}</p>
      <section className={styles.answer} aria-label={texts.answer}>
        {delivery ? (
          <>
            <StatusBadge status={delivery.status} />
            {delivery.responseBody && <code>{delivery.responseBody}</code>}
            {delivery.executionId && (
              <Link to="/runs/$id" params={{ id: delivery.executionId }}>
                {firstRun.run.open}
              </Link>
            )}
          </>
        ) : (
          <p className={styles.soft}>{texts.waiting}</p>
        )}
      </section>
    </>
  )
}
