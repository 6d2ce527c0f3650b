import type { Context } from '../../../schema/context.ts'
import { SinasError } from '../../../schema/errors.ts'
import { isUuid } from '../../../schema/scalars.ts'
import { normalPath } from './request.ts'
import { WebhookEntity, type WebhookRow } from './webhook.entity.ts'
import type { WebhookReference } from './webhook-input.ts'

/**
 * A webhook by id or by path, as far as the caller's permission reaches: own ones, or all. Others' are not there.
 * @throws SinasError NOT_FOUND, FORBIDDEN
 */
export async function findWebhook(
  context: Context,
  { id, path, idOrPath }: typeof WebhookReference.$inferInput,
  action: 'read' | 'update' | 'delete',
): Promise<WebhookRow> {
  const reference = (id ?? path ?? idOrPath)!
  const scope = context.reach(`webhooks.${action}`)
  if (scope === null) throw new SinasError('FORBIDDEN', { permission: `sinas.webhooks.${action}:own` })
  const byId = !path && isUuid(reference) ? await context.em.findOne(WebhookEntity, { id: reference.toLowerCase() }) : null
  const webhook = byId ?? (id ? null : await context.em.findOne(WebhookEntity, { path: normalPath(reference) }))
  if (webhook && (scope === 'all' || webhook.userId === context.caller!.userId)) return webhook
  throw new SinasError('NOT_FOUND', { what: `Webhook '${reference}'` })
}
