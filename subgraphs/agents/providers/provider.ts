import { UniqueConstraintViolationException } from '@mikro-orm/core'
import { z } from 'zod'
import type { Context } from '../../../schema/context.ts'
import { invalid, SinasError } from '../../../schema/errors.ts'
import { given, jsonObject, list, record, text } from '../../../schema/inputs.ts'
import { isUuid } from '../../../schema/scalars.ts'
import { builder } from '../builder.ts'

import type { Services } from '../services.ts'
import { keyRow } from './choose-model.ts'
import { PROVIDER_TYPES } from './models.ts'
import { type ProviderConfig, Provider as ProviderEntity, type ProviderRow } from './provider.entity.ts'
import { resealKeys } from './reseal-keys.ts'

const Provider = builder.objectRef<ProviderRow>('LlmProvider').implement({
  description: 'A service that runs language models. Its API key is sealed and never shown.',
  fields: (t) => ({
    id: t.expose('id', { type: 'ID', description: 'Its id; its name does as well, wherever a provider is asked for.' }),
    name: t.exposeString('name', { description: 'Unique.' }),
    providerType: t.exposeString('providerType', {
      description: '`openai`, `anthropic`, `mistral` or `ollama`: the protocol that it speaks.',
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

const fields = (t: Parameters<Parameters<typeof builder.inputType>[1]['fields']>[0]) => ({
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

const CreateProviderInput = builder.inputType('CreateLlmProviderInput', {
  description: 'A service that runs language models.',
  fields: (t) => ({
    name: t.string({ required: true, validate: providerName, description: 'Unique.' }),
    providerType: t.string({
      required: true,
      validate: z.enum(PROVIDER_TYPES),
      description: '`openai` is also for every compatible server.',
    }),
    ...fields(t),
  }),
})

const UpdateProviderInput = builder.inputType('UpdateLlmProviderInput', {
  description: 'What is absent stays as it is.',
  fields: (t) => ({
    name: t.string({ validate: providerName, description: 'Unique.' }),
    ...fields(t),
    isActive: t.boolean({ description: 'False takes it out of use; its API key is kept.' }),
  }),
})

const REFERENCE = 'Its id or its name.'

builder.queryFields((t) => ({
  llmProviders: t.field({
    type: [Provider],
    description: 'Active providers, newest first.',
    authScopes: { canAll: 'llm_providers.read' },
    resolve: (_, __, { em }) => em.find(ProviderEntity, { isActive: true }, { orderBy: { createdAt: 'desc' } }),
  }),
  llmProvider: t.field({
    type: Provider,
    description: 'One provider. Errors: NOT_FOUND.',
    authScopes: { canAll: 'llm_providers.read' },
    args: { provider: t.arg.string({ required: true, description: REFERENCE }) },
    resolve: (_, { provider }, context) => find(context, provider),
  }),
}))

builder.mutationFields((t) => ({
  createLlmProvider: t.field({
    type: Provider,
    description: 'Adds a provider. Errors: ALREADY_EXISTS.',
    authScopes: { canAll: 'llm_providers.create' },
    args: { input: t.arg({ type: CreateProviderInput, required: true, description: 'The provider to add.' }) },
    async resolve(_, { input }, context) {
      const id = crypto.randomUUID()
      const now = new Date()
      const row = context.em.create(ProviderEntity, {
        id,
        name: input.name,
        providerType: input.providerType,
        sealedApiKey: input.apiKey ? context.services.sealer.seal(input.apiKey, keyRow(id)) : null,
        apiEndpoint: input.apiEndpoint ?? null,
        defaultModel: input.defaultModel ?? null,
        config: (input.config ?? {}) as ProviderConfig,
        isDefault: input.isDefault ?? false,
        isActive: true,
        createdAt: now,
        updatedAt: now,
      })
      return save(context, row)
    },
  }),
  updateLlmProvider: t.field({
    type: Provider,
    description: 'Changes a provider. It counts from the next message on. Errors: NOT_FOUND, ALREADY_EXISTS.',
    authScopes: { canAll: 'llm_providers.update' },
    args: {
      provider: t.arg.string({ required: true, description: REFERENCE }),
      input: t.arg({ type: UpdateProviderInput, required: true, description: 'What is to change.' }),
    },
    async resolve(_, { provider, input }, context) {
      const row = await find(context, provider)
      // A key is sent only to the address that it was entered for: a new address needs the key again.
      if (input.apiEndpoint && input.apiEndpoint !== row.apiEndpoint && row.sealedApiKey && !input.apiKey)
        throw invalid(['input', 'apiKey'], 'a new api_endpoint needs the api_key again: a stored key is not sent to another address')
      const { apiKey, ...settings } = input
      Object.assign(row, given(settings), apiKey && { sealedApiKey: context.services.sealer.seal(apiKey, keyRow(row.id)) }, {
        updatedAt: new Date(),
      })
      return save(context, row)
    },
  }),
  deleteLlmProvider: t.field({
    type: Provider,
    description: 'Takes a provider out of use, and forgets its API key. Errors: NOT_FOUND.',
    authScopes: { canAll: 'llm_providers.delete' },
    args: { provider: t.arg.string({ required: true, description: REFERENCE }) },
    async resolve(_, { provider }, context) {
      const row = await find(context, provider)
      Object.assign(row, { isActive: false, isDefault: false, sealedApiKey: null, updatedAt: new Date() })
      await context.em.flush()
      return row
    },
  }),
  resealLlmProviderKeys: t.int({
    description: 'Seals API keys that were sealed with an older ENCRYPTION_KEY with the current one. Returns how many.',
    authScopes: { canAll: 'llm_providers.update' },
    resolve: (_, __, { database, services }) => resealKeys(database, services.sealer),
  }),
}))

async function find({ em }: Context<Services>, reference: string): Promise<ProviderRow> {
  const row =
    (isUuid(reference) && (await em.findOne(ProviderEntity, { id: reference, isActive: true }))) ||
    (await em.findOne(ProviderEntity, { name: reference, isActive: true }))
  if (!row) throw new SinasError('NOT_FOUND', { what: 'LLM provider' })
  return row
}

async function save({ em }: Context<Services>, row: ProviderRow): Promise<ProviderRow> {
  try {
    await em.transactional(async (transaction) => {
      if (row.isDefault) await transaction.nativeUpdate(ProviderEntity, { isDefault: true, id: { $ne: row.id } }, { isDefault: false })
      transaction.persist(row)
    })
    return row
  } catch (error) {
    if (error instanceof UniqueConstraintViolationException) throw new SinasError('ALREADY_EXISTS', { what: `LLM provider ${row.name}` })
    throw error
  }
}
