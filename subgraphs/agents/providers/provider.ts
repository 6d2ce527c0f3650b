import { loadRow } from '../../../schema/connections/load-row.ts'
import type { Order } from '../../../schema/connections/order.ts'
import { readPage } from '../../../schema/connections/page.ts'
import { upperCase } from '../../../schema/enum-words.ts'
import { builder, page } from '../builder.ts'
import { findProvider } from './find-provider.ts'
import type { ProviderType } from './models.ts'
import { Provider as ProviderEntity, type ProviderRow } from './provider.entity.ts'
import { LlmProviderReference } from './provider-reference.ts'

export const LlmProviderType = builder.enumType('LlmProviderType', {
  description: 'The protocol that a provider speaks.',
  values: upperCase({
    openai: { description: 'OpenAI’s, which every compatible server speaks as well.' },
    anthropic: { description: 'Anthropic’s.' },
    mistral: { description: 'Mistral’s.' },
    ollama: { description: 'Ollama’s.' },
  } satisfies Record<ProviderType, object>),
})

export const LlmProvider = builder.objectRef<ProviderRow>('LlmProvider').implement({
  description: 'A service that runs language models. Its API key is sealed and never shown.',
  fields: (t) => ({
    id: t.expose('id', { type: 'ID', description: 'Its id; its name does as well, wherever a provider is asked for.' }),
    name: t.exposeString('name', { description: 'Unique.' }),
    providerType: t.field({
      type: LlmProviderType,
      description: 'The protocol that it speaks.',
      resolve: ({ providerType }) => providerType as ProviderType,
    }),
    apiEndpoint: t.exposeString('apiEndpoint', { nullable: true, description: "Base URL; null: the service's own." }),
    hasApiKey: t.boolean({ description: 'Whether an API key is stored.', resolve: ({ sealedApiKey }) => sealedApiKey !== null }),
    defaultModel: t.exposeString('defaultModel', {
      nullable: true,
      description: 'The model of agents that name none; null: they must name one.',
    }),
    config: t.expose('config', {
      type: 'JSON',
      description: '`models`: further models; `prices`: `{"model": {"input": 0.25, "output": 2}}`, in US dollars per million tokens.',
    }),
    isDefault: t.exposeBoolean('isDefault', { description: 'Used by agents that name none.' }),
    isActive: t.exposeBoolean('isActive', { description: 'False where it was taken out of use.' }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was made.' }),
    updatedAt: t.expose('updatedAt', { type: 'DateTime', description: 'When it last changed.' }),
  }),
})

builder.asEntity(LlmProvider, {
  key: builder.selection<{ id: string }>('id'),
  resolveReference: ({ id }, context) => (context.may('sinas.llm_providers.read:all') ? loadRow(context, ProviderEntity, id) : null),
})

const LlmProviderConnection = builder.connectionObject({
  type: LlmProvider,
  name: 'LlmProviderConnection',
  description: 'A page of a list of providers.',
})

const LATEST_FIRST: Order<ProviderRow> = [
  ['createdAt', 'desc'],
  ['id', 'desc'],
]

builder.queryFields((t) => ({
  llmProviders: t.field({
    type: LlmProviderConnection,
    nullable: true,
    description: 'Active providers, the latest first.',
    authScopes: { canAll: 'llm_providers.read' },
    args: page,
    resolve: (_, args, { em }) => readPage(em, { entity: ProviderEntity, where: { isActive: true }, order: LATEST_FIRST }, args),
  }),
  llmProvider: t.field({
    type: LlmProvider,
    nullable: true,
    description: 'One provider. Errors: NOT_FOUND.',
    authScopes: { canAll: 'llm_providers.read' },
    args: { by: t.arg({ type: LlmProviderReference, required: true, description: 'Which one.' }) },
    resolve: (_, { by }, context) => findProvider(context, by),
  }),
}))
