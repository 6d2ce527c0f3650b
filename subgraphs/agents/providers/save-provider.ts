import { UniqueConstraintViolationException } from '@mikro-orm/core'
import type { Context } from '../../../schema/context.ts'
import { invalid, SinasError } from '../../../schema/errors.ts'
import { given } from '../../../schema/inputs.ts'
import type { Services } from '../services.ts'
import { keyRow } from './choose-model.ts'
import { findProvider } from './find-provider.ts'
import type { ProviderType } from './models.ts'
import { type ProviderConfig, Provider as ProviderEntity, type ProviderRow } from './provider.entity.ts'
import type { LlmProviderReferenceShape } from './provider-reference.ts'

interface Settings {
  name?: string | null | undefined
  apiKey?: string | null | undefined
  apiEndpoint?: string | null | undefined
  defaultModel?: string | null | undefined
  config?: unknown
  isDefault?: boolean | null | undefined
  isActive?: boolean | null | undefined
}

/** @throws SinasError ALREADY_EXISTS */
export async function createProvider(
  context: Context<Services>,
  input: Settings & { name: string; providerType: ProviderType },
): Promise<ProviderRow> {
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
}

/** @throws SinasError NOT_FOUND, ALREADY_EXISTS, VALIDATION */
export async function updateProvider(
  context: Context<Services>,
  reference: LlmProviderReferenceShape,
  input: Settings,
): Promise<ProviderRow> {
  const row = await findProvider(context, reference)
  // A key is sent only to the address that it was entered for: a new address needs the key again.
  if (input.apiEndpoint && input.apiEndpoint !== row.apiEndpoint && row.sealedApiKey && !input.apiKey)
    throw invalid(['input', 'apiKey'], 'a new api_endpoint needs the api_key again: a stored key is not sent to another address')
  const { apiKey, ...settings } = input
  Object.assign(row, given(settings), apiKey && { sealedApiKey: context.services.sealer.seal(apiKey, keyRow(row.id)) }, {
    updatedAt: new Date(),
  })
  return save(context, row)
}

/** @throws SinasError NOT_FOUND */
export async function deleteProvider(context: Context<Services>, reference: LlmProviderReferenceShape): Promise<ProviderRow> {
  const row = await findProvider(context, reference)
  Object.assign(row, { isActive: false, isDefault: false, sealedApiKey: null, updatedAt: new Date() })
  await context.em.flush()
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
