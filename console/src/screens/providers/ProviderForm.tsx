import { providers } from '../../texts/en/providers.ts'
import { Field } from '../../ui/Field.tsx'
import { Form, type FormState } from '../../ui/Form.tsx'
import { Select } from '../../ui/Select.tsx'
import { Switch } from '../../ui/Switch.tsx'
import { TagsInput } from '../../ui/TagsInput.tsx'
import { TextInput } from '../../ui/TextInput.tsx'
import { configOf, type Provider } from './data.ts'
import { type PriceRow, PricesInput } from './PricesInput.tsx'

const texts = providers.form
const TYPES = ['OPENAI', 'ANTHROPIC', 'MISTRAL', 'OLLAMA'] as const

export interface ProviderValues {
  providerType: (typeof TYPES)[number]
  name: string
  apiEndpoint: string
  apiKey: string
  defaultModel: string
  isDefault: boolean
  isActive: boolean
  models: string[]
  prices: PriceRow[]
}

export function valuesOf(provider?: Provider): ProviderValues {
  const { models = [], prices = {} } = configOf(provider)
  return {
    providerType: provider?.providerType ?? 'OPENAI',
    name: provider?.name ?? '',
    apiEndpoint: provider?.apiEndpoint ?? '',
    apiKey: '',
    defaultModel: provider?.defaultModel ?? '',
    isDefault: provider?.isDefault ?? true,
    isActive: provider?.isActive ?? true,
    models,
    prices: Object.entries(prices).map(([model, price]) => ({ model, ...price })),
  }
}

/** What the API takes of it. A field that is empty is left out, which leaves it as it is. */
export function inputOf({ name, apiEndpoint, apiKey, defaultModel, isDefault, models, prices }: ProviderValues, provider?: Provider) {
  const config = {
    ...configOf(provider),
    models,
    prices: Object.fromEntries(
      prices
        .filter(({ model }) => model.trim() !== '')
        .map(({ model, input, output }) => [model.trim(), { input: input ?? 0, output: output ?? 0 }]),
    ),
  }
  return {
    name: name.trim(),
    ...(apiEndpoint.trim() && { apiEndpoint: apiEndpoint.trim() }),
    ...(apiKey && { apiKey }),
    ...(defaultModel.trim() && { defaultModel: defaultModel.trim() }),
    isDefault,
    config,
  }
}

/** The settings of a provider. */
export function ProviderForm({ form, action, provider }: { form: FormState<ProviderValues>; action: string; provider?: Provider }) {
  return (
    <Form form={form} action={action}>
      {!provider && (
        <Field label={texts.type}>
          <Select {...form.bind('providerType')} options={TYPES.map((value) => ({ value, label: providers.types[value] }))} />
        </Field>
      )}
      <Field label={texts.name} hint={texts.nameHint} error={form.errorOf('name')}>
        <TextInput {...form.bind('name')} required autoFocus={!provider} />
      </Field>
      <Field label={texts.endpoint} hint={texts.endpointHint} error={form.errorOf('apiEndpoint')} isOptional>
        <TextInput {...form.bind('apiEndpoint')} placeholder="https://models.example.com/v1" isCode />
      </Field>
      <Field label={texts.key} hint={provider?.hasApiKey ? texts.keyKept : texts.keyHint} error={form.errorOf('apiKey')} isOptional>
        <TextInput {...form.bind('apiKey')} type="password" autoComplete="new-password" isCode />
      </Field>
      <Field label={texts.model} hint={texts.modelHint} error={form.errorOf('defaultModel')} isOptional>
        <TextInput {...form.bind('defaultModel')} isCode />
      </Field>
      <Field label={texts.models} hint={texts.modelsHint} error={form.errorOf('models')} isOptional>
        <TagsInput {...form.bind('models')} />
      </Field>
      <PricesInput {...form.bind('prices')} />
      <Switch isOn={form.values.isDefault} onChange={(isDefault) => form.set({ isDefault })} label={texts.isDefault} />
      {provider && (
        <Switch
          isOn={form.values.isActive}
          onChange={(isActive) => form.set({ isActive })}
          label={texts.isActive}
          hint={texts.isActiveHint}
        />
      )}
    </Form>
  )
}
