import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import { fetchAsUser } from '../../session/session.ts'
import { webhooks } from '../../texts/en/webhooks.ts'
import { CodeEditor } from '../../ui/CodeEditor.tsx'
import { Field } from '../../ui/Field.tsx'
import { Form, useForm } from '../../ui/Form.tsx'
import { formatDuration } from '../../ui/format.ts'
import { JsonView } from '../../ui/JsonView.tsx'
import { Columns, Notice } from '../../ui/Layout.tsx'
import { Facts, Section } from '../../ui/Page.tsx'
import { TextInput } from '../../ui/TextInput.tsx'
import { addressOf, hasBody, oneWebhook, type Webhook } from './data.ts'
import { keptSecret } from './secret-store.ts'
import { canSign, sign, signingOf } from './signing.ts'
import styles from './webhooks.module.css'

const route = getRouteApi('/shell/webhooks/$id')
const texts = webhooks.test

interface Answered {
  status: number
  text: string
  durationMs: number
}

/** A request to the webhook from here, signed as its sender would, and what it is answered. */
export function TestEvent() {
  const { data } = useQuery(oneWebhook(route.useParams().id))
  return data ? <TestForm webhook={data.webhook} /> : null
}

function TestForm({ webhook }: { webhook: Webhook }) {
  const { id, httpMethod, signature, requiresAuth } = webhook
  const kept = useQuery(keptSecret(id)).data
  const [typed, setTyped] = useState<string>()
  const [answered, setAnswered] = useState<Answered>()
  const secret = typed ?? kept ?? ''
  const signing = signature && signingOf(signature)
  const form = useForm({
    initial: { query: '', body: '{\n  "hello": "world"\n}' },
    draft: `webhook/${id}/test`,
    async submit({ query, body }) {
      const sent = hasBody(httpMethod) ? body : ''
      const signed = signing ? await sign(signing, secret, sent) : {}
      const begun = performance.now()
      const headers = { ...(sent !== '' && { 'content-type': 'application/json' }), ...signed }
      const url = addressOf(webhook.path) + (query === '' ? '' : `?${query}`)
      const init = { method: httpMethod, headers, ...(sent !== '' && { body: sent }) }
      // As its sender would: what is public is called without the session.
      const response = await (requiresAuth ? fetchAsUser(url, init) : fetch(url, { ...init, credentials: 'omit' }))
      const text = await response.text()
      setAnswered({ status: response.status, text, durationMs: performance.now() - begun })
    },
  })
  return (
    <Columns side={<AnswerOf answered={answered} />}>
      <Section title={texts.title}>
        <p className={styles.soft}>
          {texts.text} {requiresAuth ? texts.asUser : texts.asStranger}
        </p>
        <Form form={form} action={texts.send}>
          {signing && !canSign() && <Notice tone="warn" title={texts.insecure} />}
          {signing && (
            <Field label={texts.secret} hint={texts.secretHint}>
              <TextInput isCode value={secret} onChange={setTyped} type="password" />
            </Field>
          )}
          <Field label={texts.query} hint={texts.queryHint} isOptional>
            <TextInput isCode {...form.bind('query')} />
          </Field>
          {hasBody(httpMethod) && <CodeEditor language="json" label={texts.body} minLines={8} {...form.bind('body')} />}
        </Form>
      </Section>
    </Columns>
  )
}

function AnswerOf({ answered }: { answered: Answered | undefined }) {
  if (!answered)
    return (
      <Section title={texts.answer}>
        <p className={styles.soft}>{texts.nothing}</p>
      </Section>
    )
  return (
    <Section title={texts.answer}>
      <Facts
        facts={[
          [texts.status, answered.status],
          [texts.duration, formatDuration(answered.durationMs)],
        ]}
      />
      <AnswerBody text={answered.text} />
    </Section>
  )
}

function AnswerBody({ text }: { text: string }) {
  try {
    return <JsonView value={JSON.parse(text)} />
  } catch {
    return (
      <pre className={styles.text} tabIndex={0}>
        {text}
      </pre>
    )
  }
}
