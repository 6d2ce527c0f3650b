import { useQueryClient } from '@tanstack/react-query'
import { ask } from '../../data/ask.ts'
import { firstRun } from '../../texts/en/first-run.ts'
import { Button } from '../../ui/Button.tsx'
import { Field } from '../../ui/Field.tsx'
import { Form, useForm } from '../../ui/Form.tsx'
import { Allowed } from '../../ui/PermissionHint.tsx'
import { Select } from '../../ui/Select.tsx'
import { curlOf, graphqlOf } from '../../ui/snippets.ts'
import { TextInput } from '../../ui/TextInput.tsx'
import { NEEDS, providers } from './data.ts'
import styles from './FirstRun.module.css'
import {
  FirstRunCreateProviderDocument,
  type FirstRunProviderFragment,
  FirstRunUpdateProviderDocument,
  type LlmProviderType,
} from './generated/first-run.ts'
import { Step } from './Step.tsx'

const texts = firstRun.provider
const TYPES = ['OPENAI', 'ANTHROPIC', 'MISTRAL', 'OLLAMA'] as const
/** What sets one up when the platform first starts. */
const VARIABLES: Record<LlmProviderType, string> = {
  OPENAI: 'OPENAI_API_KEY=sk-… npm start',
  ANTHROPIC: 'ANTHROPIC_API_KEY=sk-… npm start',
  MISTRAL: 'MISTRAL_API_KEY=… npm start',
  OLLAMA: 'OLLAMA_HOST=localhost npm start',
}
/** The key is never part of a draft, nor of what is copied. */
const HIDDEN_KEY = '$PROVIDER_KEY'

interface ProviderStepProps {
  provider: FirstRunProviderFragment | undefined
  isOpen: boolean
  mayRead: boolean
  onMend(): void
  onDone(): void
}

export function ProviderStep({ provider, isOpen, mayRead, onMend, onDone }: ProviderStepProps) {
  const queryClient = useQueryClient()
  const form = useForm({
    initial: {
      providerType: provider?.providerType ?? ('OPENAI' as LlmProviderType),
      apiKey: '',
      apiEndpoint: provider?.apiEndpoint ?? '',
      defaultModel: provider?.defaultModel ?? '',
    },
    submit({ providerType, apiKey, apiEndpoint, defaultModel }): Promise<unknown> {
      const settings = { apiEndpoint: apiEndpoint || null, defaultModel: defaultModel || null, ...(apiKey && { apiKey }) }
      if (provider) return ask(FirstRunUpdateProviderDocument, { input: { llmProvider: { id: provider.id }, ...settings } })
      return ask(FirstRunCreateProviderDocument, {
        input: { name: providerType.toLowerCase(), providerType, isDefault: true, ...settings },
      })
    },
    async onDone() {
      await queryClient.invalidateQueries({ queryKey: providers.queryKey })
      onDone()
    },
  })
  const { providerType, apiEndpoint, defaultModel } = form.values
  const name = provider?.name ?? providerType.toLowerCase()
  const shared = { name, isDefault: true }
  return (
    <Step
      number={1}
      title={texts.title}
      text={texts.text}
      state={isOpen ? 'now' : 'done'}
      outcome={
        !isOpen && (
          <div className={styles.outcome}>
            {mayRead && provider ? texts.saved(provider.name, provider.defaultModel ?? texts.noModel) : texts.denied}
            {provider && (
              <Allowed permission={NEEDS.makeProviders} isQuiet>
                <Button look="quiet" onClick={onMend}>
                  {firstRun.change}
                </Button>
              </Allowed>
            )}
          </div>
        )
      }
      snippets={{
        curl: inShell(
          curlOf('POST', '/api/v1/llm-providers', {
            name,
            provider_type: providerType.toLowerCase(),
            api_key: HIDDEN_KEY,
            ...(apiEndpoint && { api_endpoint: apiEndpoint }),
            default_model: defaultModel,
            is_default: true,
          }),
        ),
        GraphQL: graphqlOf(FirstRunCreateProviderDocument, {
          input: { ...shared, providerType, apiKey: HIDDEN_KEY, ...(apiEndpoint && { apiEndpoint }), defaultModel },
        }),
      }}
    >
      <Allowed permission={NEEDS.makeProviders}>
        <Form form={form} action={texts.save}>
          {!provider && (
            <Field label={texts.type}>
              <Select {...form.bind('providerType')} options={TYPES.map((value) => ({ value, label: texts.types[value] }))} />
            </Field>
          )}
          {providerType !== 'OLLAMA' && (
            <Field label={texts.key} hint={provider ? texts.keyKept : texts.keyHint} error={form.errorOf('apiKey')}>
              <TextInput {...form.bind('apiKey')} type="password" autoComplete="off" />
            </Field>
          )}
          <Field label={texts.model} hint={texts.modelHint} error={form.errorOf('defaultModel')}>
            <TextInput {...form.bind('defaultModel')} isCode />
          </Field>
          <Field label={texts.endpoint} hint={texts.endpointHint} error={form.errorOf('apiEndpoint')} isOptional>
            <TextInput {...form.bind('apiEndpoint')} isCode />
          </Field>
        </Form>
      </Allowed>
      {!provider && (
        <div>
          <p className={styles.soft}>{texts.environment}</p>
          <pre className={styles.environment}>{VARIABLES[providerType]}</pre>
        </div>
      )}
    </Step>
  )
}

/** Between single quotes a shell puts in no variable. */
const inShell = (curl: string): string => curl.replace(HIDDEN_KEY, `'"${HIDDEN_KEY}"'`)
