import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { ask } from '../../data/ask.ts'
import { useMay } from '../../session/permissions.ts'
import { providers } from '../../texts/en/providers.ts'
import { Button } from '../../ui/Button.tsx'
import { Confirm } from '../../ui/Confirm.tsx'
import { CopyText } from '../../ui/CopyText.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { useForm } from '../../ui/Form.tsx'
import { formatDuration, formatNumber } from '../../ui/format.ts'
import { Facts, Page, Section } from '../../ui/Page.tsx'
import { Allowed } from '../../ui/PermissionHint.tsx'
import { StatusBadge } from '../../ui/StatusBadge.tsx'
import { Time } from '../../ui/Time.tsx'
import { toast } from '../../ui/Toast.tsx'
import { NEEDS, oneProvider, type ProviderWithAgents, providersPages } from './data.ts'
import { ChangeProviderDocument, DeleteProviderDocument, TestProviderDocument } from './generated/providers.ts'
import { inputOf, ProviderForm, type ProviderValues, valuesOf } from './ProviderForm.tsx'
import styles from './providers.module.css'

const route = getRouteApi('/shell/providers/$id')
const texts = providers.provider

/** One provider: its settings, and the agents that name it. */
export function ProviderScreen() {
  const { id } = route.useParams()
  const query = useQuery(oneProvider(id))
  if (query.error && !query.data) return <ErrorState error={query.error} onRetry={query.refetch} />
  if (!query.data) return null
  return <ProviderPage key={id} provider={query.data.llmProvider} />
}

function ProviderPage({ provider }: { provider: ProviderWithAgents }) {
  return (
    <Page
      title={provider.name}
      aside={
        <>
          {provider.isDefault && <span className={styles.mark}>{providers.isDefault}</span>}
          {!provider.isActive && <StatusBadge status="OFF" tone="idle" label={texts.off} />}
        </>
      }
      summary={
        <Facts
          facts={[
            [texts.facts.id, <CopyText key="id" text={provider.id} isCode />],
            [providers.columns.type, providers.types[provider.providerType]],
            [texts.facts.key, providers.key[provider.hasApiKey ? 'yes' : 'no']],
            [texts.facts.agents, formatNumber(provider.agents.totalCount)],
            [texts.facts.changed, <Time key="changed" at={provider.updatedAt} />],
          ]}
        />
      }
      actions={
        <>
          <TestCall provider={provider} />
          <Remove provider={provider} />
        </>
      }
    >
      <div className={styles.columns}>
        <Section title={texts.settings}>
          <Allowed permission={NEEDS.updateProvider}>
            <Settings provider={provider} />
          </Allowed>
        </Section>
        <Section title={texts.agents}>
          {provider.agents.nodes.length === 0 && <p className={styles.soft}>{texts.noAgents}</p>}
          <ul className={styles.names}>
            {provider.agents.nodes.map(({ id, namespace, name }) => (
              <li key={id}>
                {namespace}/{name}
              </li>
            ))}
          </ul>
        </Section>
      </div>
    </Page>
  )
}

/** Whether the service answers, with the key and the default model. */
function TestCall({ provider: { id, defaultModel, isActive } }: { provider: ProviderWithAgents }) {
  const mayChange = useMay(NEEDS.updateProvider)
  const test = useMutation({
    mutationFn: () => ask(TestProviderDocument, { id }),
    onSuccess: ({ testLlmProvider: { model, answer, error, milliseconds } }) =>
      toast(error === null ? texts.tested(model, answer ?? '', formatDuration(milliseconds)) : texts.testFailed(model, error)),
    onError: (error) => toast(error.message),
  })
  if (!mayChange || !isActive || !defaultModel) return null
  return (
    <Button isBusy={test.isPending} onClick={() => test.mutate()}>
      {texts.test}
    </Button>
  )
}

function Settings({ provider }: { provider: ProviderWithAgents }) {
  const queryClient = useQueryClient()
  const form = useForm({
    initial: valuesOf(provider),
    submit: (values: ProviderValues) =>
      ask(ChangeProviderDocument, { input: { llmProvider: { id: provider.id }, ...inputOf(values, provider), isActive: values.isActive } }),
    onDone({ updateLlmProvider: { llmProvider } }) {
      queryClient.setQueryData(oneProvider(provider.id).queryKey, { llmProvider: { ...provider, ...llmProvider } })
      void queryClient.invalidateQueries({ queryKey: providersPages.queryKey })
      form.set({ apiKey: '' })
      toast(providers.form.saved)
    },
  })
  return <ProviderForm form={form} action={providers.form.save} provider={provider} />
}

function Remove({ provider: { id, name } }: { provider: ProviderWithAgents }) {
  const [isAsking, setAsking] = useState(false)
  const navigate = useNavigate()
  const queryClient = useQueryClient()
  const remove = async () => {
    await ask(DeleteProviderDocument, { id })
    void queryClient.invalidateQueries({ queryKey: providersPages.queryKey })
    toast(texts.removed(name))
    await navigate({ to: '/providers' })
  }
  return (
    <>
      <Allowed permission={NEEDS.deleteProvider} isQuiet>
        <Button look="danger" onClick={() => setAsking(true)}>
          {texts.remove}
        </Button>
      </Allowed>
      <Confirm isOpen={isAsking} onClose={() => setAsking(false)} title={texts.remove} action={texts.remove} name={name} onConfirm={remove}>
        {texts.removeText}
      </Confirm>
    </>
  )
}
