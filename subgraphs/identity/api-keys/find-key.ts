import { SinasError } from '../../../schema/errors.ts'
import type { IdentityContext } from '../builder.ts'
import { ApiKeyEntity, type ApiKeyRow } from './api-key.entity.ts'

type Action = 'read' | 'delete'

/** Others' keys are not found, rather than forbidden. @throws SinasError NOT_FOUND */
export async function findKey(context: IdentityContext, id: string, action: Action): Promise<ApiKeyRow> {
  const apiKey = await context.em.findOne(ApiKeyEntity, { id })
  if (!apiKey || !mayReach(context, apiKey, action)) throw new SinasError('NOT_FOUND', { what: 'API key' })
  return apiKey
}

/** Is it the caller's key, or may they do this to everyone's? */
export const mayReach = (context: IdentityContext, { userId }: ApiKeyRow, action: Action): boolean =>
  userId === context.caller!.userId || context.may(`sinas.api_keys.${action}:all`)

/** @throws SinasError FORBIDDEN */
export function requireAll(context: IdentityContext, action: Action): void {
  const permission = `sinas.api_keys.${action}:all`
  if (!context.may(permission)) throw new SinasError('FORBIDDEN', { permission })
}
