import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { ask } from '../../data/ask.ts'
import { providers } from '../../texts/en/providers.ts'
import { useForm } from '../../ui/Form.tsx'
import { Page } from '../../ui/Page.tsx'
import { toast } from '../../ui/Toast.tsx'
import { NEEDS, providersPages } from './data.ts'
import { CreateProviderDocument } from './generated/providers.ts'
import { Guard } from './ModelTabs.tsx'
import { inputOf, ProviderForm, type ProviderValues, valuesOf } from './ProviderForm.tsx'

const texts = providers.form

/** A new provider. */
export function NewProviderScreen() {
  return (
    <Page title={texts.newTitle} summary={texts.newText} look="text">
      <Guard permission={NEEDS.createProvider}>
        <NewProvider />
      </Guard>
    </Page>
  )
}

function NewProvider() {
  const navigate = useNavigate()
  const queryClient = useQueryClient()
  const form = useForm({
    initial: valuesOf(),
    submit: (values: ProviderValues) => ask(CreateProviderDocument, { input: { providerType: values.providerType, ...inputOf(values) } }),
    onDone({ createLlmProvider: { llmProvider } }) {
      void queryClient.invalidateQueries({ queryKey: providersPages.queryKey })
      toast(texts.added(llmProvider.name))
      return navigate({ to: '/providers/$id', params: { id: llmProvider.id } })
    },
  })
  return <ProviderForm form={form} action={texts.add} />
}
