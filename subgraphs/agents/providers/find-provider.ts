import type { Context } from '../../../schema/context.ts'
import { SinasError } from '../../../schema/errors.ts'
import { isUuid } from '../../../schema/scalars.ts'
import type { Services } from '../services.ts'
import { Provider, type ProviderRow } from './provider.entity.ts'
import type { LlmProviderReferenceShape } from './provider-reference.ts'

/** An active provider. @throws SinasError NOT_FOUND */
export async function findProvider({ em }: Context<Services>, reference: LlmProviderReferenceShape): Promise<ProviderRow> {
  const id = reference.id ?? reference.idOrName
  const name = reference.name ?? reference.idOrName
  const row =
    (id && isUuid(id) && (await em.findOne(Provider, { id, isActive: true }))) ||
    (name && (await em.findOne(Provider, { name, isActive: true })))
  if (!row) throw new SinasError('NOT_FOUND', { what: 'LLM provider' })
  return row
}
