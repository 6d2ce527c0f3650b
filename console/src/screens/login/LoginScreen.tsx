import { getRouteApi, useRouter } from '@tanstack/react-router'
import { useState } from 'react'
import { logIn, sendCode } from '../../session/session.ts'
import { login } from '../../texts/en/login.ts'
import { Button } from '../../ui/Button.tsx'
import { Field } from '../../ui/Field.tsx'
import { Form, useForm } from '../../ui/Form.tsx'
import { TextInput } from '../../ui/TextInput.tsx'
import styles from './LoginScreen.module.css'

const route = getRouteApi('/login')

/** There is no password: who can read what is sent to an address is who has it. */
export function LoginScreen() {
  const [sent, setSent] = useState<{ sessionId: string; email: string }>()
  return (
    <main className={styles.page}>
      <div className={styles.card}>
        <h1>{login.title}</h1>
        {sent ? (
          <CodeForm {...sent} onOther={() => setSent(undefined)} />
        ) : (
          <AddressForm onSent={(sessionId, email) => setSent({ sessionId, email })} />
        )}
      </div>
      <p className={styles.links}>
        <a href="/docs">{login.runtime}</a>
        <a href="/api/v1/docs">{login.management}</a>
        <a href="/graphql">GraphiQL</a>
      </p>
    </main>
  )
}

function AddressForm({ onSent }: { onSent(sessionId: string, email: string): void }) {
  const form = useForm({
    initial: { email: '' },
    submit: async ({ email }) => ({ email, sessionId: await sendCode(email) }),
    onDone: ({ sessionId, email }) => onSent(sessionId, email),
  })
  return (
    <Form form={form} action={login.send}>
      <Field label={login.email}>
        <TextInput {...form.bind('email')} type="email" autoComplete="email" placeholder="you@example.com" required autoFocus />
      </Field>
    </Form>
  )
}

function CodeForm({ sessionId, email, onOther }: { sessionId: string; email: string; onOther(): void }) {
  const router = useRouter()
  const { next } = route.useSearch()
  const form = useForm({
    initial: { code: '' },
    submit: ({ code }) => logIn(sessionId, code.trim()),
    onDone: () => router.history.push(next ?? '/'),
  })
  return (
    <Form
      form={form}
      action={login.logIn}
      more={
        <Button look="quiet" onClick={onOther}>
          {login.other}
        </Button>
      }
    >
      <Field label={login.code} hint={login.sentTo(email)}>
        <TextInput
          {...form.bind('code')}
          inputMode="numeric"
          pattern="\s*([0-9]{6}|[0-9]{12})\s*"
          title={login.codeForm}
          autoComplete="one-time-code"
          required
          autoFocus
          className={styles.code}
        />
      </Field>
    </Form>
  )
}
