import { webhooks } from '../../texts/en/webhooks.ts'
import { Button } from '../../ui/Button.tsx'
import { Field } from '../../ui/Field.tsx'
import type { FormState } from '../../ui/Form.tsx'
import { FieldGroup, FieldRow } from '../../ui/Layout.tsx'
import { NumberInput } from '../../ui/NumberInput.tsx'
import { SchemaForm } from '../../ui/SchemaForm.tsx'
import { SearchCombobox } from '../../ui/SearchCombobox.tsx'
import { Select } from '../../ui/Select.tsx'
import { Switch } from '../../ui/Switch.tsx'
import { Textarea } from '../../ui/Textarea.tsx'
import { TextInput } from '../../ui/TextInput.tsx'
import { addressOf, findFunctions } from './data.ts'
import { newSecret } from './signing.ts'
import type { WebhookValues } from './webhook-values.ts'
import styles from './webhooks.module.css'

const texts = webhooks.form
const METHODS = ['POST', 'GET', 'PUT', 'PATCH', 'DELETE'] as const
const SCHEMES = ['NONE', 'STANDARD_WEBHOOKS', 'GITHUB', 'STRIPE', 'SLACK', 'CUSTOM'] as const
const same = <Value extends string>(values: readonly Value[]) => values.map((value) => ({ value, label: value }))

interface WebhookFieldsProps {
  form: FormState<WebhookValues>
  secret: string
  onSecret(secret: string): void
  /** The scheme for which a secret is stored already. */
  keptScheme?: WebhookValues['scheme']
}

/** The fields of a webhook, for a new one and for one that is changed. */
export function WebhookFields({ form, secret, onSecret, keptScheme = 'NONE' }: WebhookFieldsProps) {
  const { values } = form
  return (
    <>
      <FieldGroup title={texts.address}>
        <FieldRow>
          <Field label={texts.method} error={form.errorOf('httpMethod')}>
            <Select {...form.bind('httpMethod')} options={same(METHODS)} />
          </Field>
          <Field
            label={texts.path}
            hint={texts.pathHint(values.path ? addressOf(values.path) : `${addressOf('')}…`)}
            error={form.errorOf('path')}
          >
            <TextInput isCode {...form.bind('path')} placeholder="orders/paid" />
          </Field>
        </FieldRow>
        <Field label={texts.description} isOptional error={form.errorOf('description')}>
          <Textarea rows={2} {...form.bind('description')} />
        </Field>
        <Switch label={texts.isActive} hint={texts.isActiveHint} isOn={values.isActive} onChange={(isActive) => form.set({ isActive })} />
      </FieldGroup>
      <FieldGroup title={texts.starts}>
        <FieldRow>
          <Field label={texts.function} error={form.errorOf('functionName')}>
            <SearchCombobox
              name="webhook functions"
              find={findFunctions}
              placeholder={texts.functionHint}
              empty={texts.noFunction}
              {...form.bind('functionName')}
            />
          </Field>
          <Field label={texts.answer} error={form.errorOf('responseMode')}>
            <Select
              {...form.bind('responseMode')}
              options={[
                { value: 'SYNC', label: webhooks.answer.SYNC },
                { value: 'ASYNC', label: webhooks.answer.ASYNC },
              ]}
            />
          </Field>
        </FieldRow>
      </FieldGroup>
      <FieldGroup title={texts.who}>
        <Switch
          label={texts.requiresAuth}
          hint={texts.requiresAuthHint}
          isOn={values.requiresAuth}
          onChange={(requiresAuth) => form.set({ requiresAuth })}
        />
        <Switch label={texts.isListed} hint={texts.isListedHint} isOn={values.isListed} onChange={(isListed) => form.set({ isListed })} />
        <Signature form={form} secret={secret} onSecret={onSecret} keptScheme={keptScheme} />
      </FieldGroup>
      <FieldGroup title={texts.limits}>
        <FieldRow>
          <Field label={texts.dedupKey} hint={texts.dedupHint} isOptional error={form.errorOf('key')}>
            <TextInput isCode {...form.bind('key')} />
          </Field>
          {values.key !== '' && (
            <Field label={texts.dedupTtl} error={form.errorOf('ttlSeconds')}>
              <NumberInput {...form.bind('ttlSeconds')} />
            </Field>
          )}
        </FieldRow>
        <FieldRow>
          <Field label={texts.rateRequests} isOptional error={form.errorOf('rateRequests')}>
            <NumberInput {...form.bind('rateRequests')} />
          </Field>
          <Field label={texts.rateSeconds} error={form.errorOf('rateSeconds')}>
            <NumberInput {...form.bind('rateSeconds')} />
          </Field>
          <Field label={texts.userRateRequests} isOptional error={form.errorOf('userRateRequests')}>
            <NumberInput {...form.bind('userRateRequests')} />
          </Field>
          <Field label={texts.rateSeconds} error={form.errorOf('userRateSeconds')}>
            <NumberInput {...form.bind('userRateSeconds')} />
          </Field>
        </FieldRow>
      </FieldGroup>
      <FieldGroup title={texts.more}>
        <SchemaForm schema={null} label={texts.defaultValues} {...form.bind('defaultValues')} />
      </FieldGroup>
    </>
  )
}

function Signature({ form, secret, onSecret, keptScheme }: Required<WebhookFieldsProps>) {
  const { scheme } = form.values
  const hasTimestamp = scheme === 'STANDARD_WEBHOOKS' || scheme === 'STRIPE' || scheme === 'SLACK'
  return (
    <>
      <FieldRow>
        <Field label={texts.scheme} hint={texts.schemeHint} error={form.errorOf('scheme')}>
          <Select {...form.bind('scheme')} options={SCHEMES.map((value) => ({ value, label: webhooks.scheme[value] }))} />
        </Field>
        {hasTimestamp && (
          <Field label={texts.tolerance} error={form.errorOf('tolerance')}>
            <NumberInput {...form.bind('tolerance')} />
          </Field>
        )}
      </FieldRow>
      {scheme !== 'NONE' && scheme === keptScheme && <p className={styles.soft}>{texts.secretKept}</p>}
      {scheme !== 'NONE' && scheme !== keptScheme && (
        <div className={styles.withButton}>
          <div className={styles.grow}>
            <Field label={texts.secret} hint={texts.secretHint} error={form.errorOf('secret')}>
              <TextInput isCode value={secret} onChange={onSecret} />
            </Field>
          </div>
          <Button className={styles.beside} onClick={() => onSecret(newSecret(scheme))}>
            {texts.generate}
          </Button>
        </div>
      )}
      {scheme === 'CUSTOM' && (
        <FieldRow>
          <Field label={texts.header} error={form.errorOf('header')}>
            <TextInput isCode {...form.bind('header')} placeholder="X-Signature" />
          </Field>
          <Field label={texts.prefix} isOptional error={form.errorOf('prefix')}>
            <TextInput isCode {...form.bind('prefix')} placeholder="sha256=" />
          </Field>
          <Field label={texts.algorithm} error={form.errorOf('algorithm')}>
            <Select {...form.bind('algorithm')} options={same(['SHA256', 'SHA512', 'SHA1'] as const)} />
          </Field>
          <Field label={texts.encoding} error={form.errorOf('encoding')}>
            <Select {...form.bind('encoding')} options={same(['HEX', 'BASE64', 'BASE64URL'] as const)} />
          </Field>
        </FieldRow>
      )}
    </>
  )
}
