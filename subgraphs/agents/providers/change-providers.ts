import { z } from 'zod'
import { jsonObject, list, record, text } from '../../../schema/inputs.ts'
import { builder } from '../builder.ts'
import { LlmProvider, LlmProviderType } from './provider.ts'
import { LlmProviderReference } from './provider-reference.ts'
import { resealKeys } from './reseal-keys.ts'
import { createProvider, deleteProvider, updateProvider } from './save-provider.ts'

const providerName = text(1, 255)
/** It travels in a header, where other characters can't be sent. */
const apiKey = z
  .string()
  .min(1)
  .max(10_000)
  .regex(/^[\x20-\x7e]+$/, 'must be printable ASCII')
const endpoint = z
  .string()
  .max(2_048)
  .pipe(z.url({ protocol: /^https?$/ }))
const price = z.object({ input: z.number().min(0), output: z.number().min(0) })
const config = jsonObject.pipe(
  z.looseObject({ models: list(z.string(), 1_000).optional(), prices: record(z.string(), price, 1_000).optional() }),
)

const settings = (t: Parameters<Parameters<typeof builder.inputType>[1]['fields']>[0]) => ({
  apiKey: t.string({ validate: apiKey, description: 'Sealed at rest; never returned.' }),
  apiEndpoint: t.string({ validate: endpoint, description: 'Base URL, with `/v1` where the service has it.' }),
  defaultModel: t.string({ validate: text(1, 255), description: 'The model of agents that name none.' }),
  config: t.field({
    type: 'JSON',
    validate: config,
    description: '`models`: further models; `prices`: `{"model": {"input": 0.25, "output": 2}}`, in US dollars per million tokens.',
  }),
  isDefault: t.boolean({ description: 'The provider that was the default is it no more.' }),
})

builder.relayMutationField(
  'createLlmProvider',
  {
    description: 'A service that runs language models.',
    inputFields: (t) => ({
      name: t.string({ required: true, validate: providerName, description: 'Unique.' }),
      providerType: t.field({ type: LlmProviderType, required: true, description: '`openai` is also for every compatible server.' }),
      ...settings(t),
    }),
  },
  {
    nullable: true,
    description: 'Adds a provider. Errors: ALREADY_EXISTS.',
    authScopes: { canAll: 'llm_providers.create' },
    resolve: async (_, { input }, context) => ({ llmProvider: await createProvider(context, input) }),
  },
  { outputFields: (t) => ({ llmProvider: t.expose('llmProvider', { type: LlmProvider, description: 'The new provider.' }) }) },
)

builder.relayMutationField(
  'updateLlmProvider',
  {
    description: 'What is to change. A field that is absent or null stays as it is.',
    inputFields: (t) => ({
      llmProvider: t.field({ type: LlmProviderReference, required: true, description: 'Which one.' }),
      name: t.string({ validate: providerName, description: 'Unique.' }),
      ...settings(t),
      isActive: t.boolean({ description: 'False takes it out of use; its API key is kept.' }),
    }),
  },
  {
    nullable: true,
    description: 'Changes a provider. It counts from the next message on. Errors: NOT_FOUND, ALREADY_EXISTS.',
    authScopes: { canAll: 'llm_providers.update' },
    resolve: async (_, { input: { llmProvider, ...input } }, context) => ({
      llmProvider: await updateProvider(context, llmProvider, input),
    }),
  },
  { outputFields: (t) => ({ llmProvider: t.expose('llmProvider', { type: LlmProvider, description: 'The provider as it is now.' }) }) },
)

builder.relayMutationField(
  'deleteLlmProvider',
  { inputFields: (t) => ({ llmProvider: t.field({ type: LlmProviderReference, required: true, description: 'Which one.' }) }) },
  {
    nullable: true,
    description: 'Takes a provider out of use, and forgets its API key. Errors: NOT_FOUND.',
    authScopes: { canAll: 'llm_providers.delete' },
    resolve: async (_, { input: { llmProvider } }, context) => ({ llmProvider: await deleteProvider(context, llmProvider) }),
  },
  {
    outputFields: (t) => ({
      llmProvider: t.expose('llmProvider', { type: LlmProvider, description: 'The provider as it was taken out of use.' }),
    }),
  },
)

builder.relayMutationField(
  'resealLlmProviderKeys',
  null,
  {
    nullable: true,
    description: 'Seals API keys that were sealed with an older ENCRYPTION_KEY with the current one.',
    authScopes: { canAll: 'llm_providers.update' },
    resolve: async (_, __, { database, services }) => ({ resealed: await resealKeys(database, services.sealer) }),
  },
  { outputFields: (t) => ({ resealed: t.exposeInt('resealed', { description: 'How many.' }) }) },
)
