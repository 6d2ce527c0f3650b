import type { Context } from '../../../schema/context.ts'
import { invalid, SinasError } from '../../../schema/errors.ts'
import { given } from '../../../schema/inputs.ts'
import type { Sealer } from '../../../schema/sealing.ts'
import type { Services } from '../builder.ts'
import { editedBy, madeBy } from '../editor.ts'
import { requireTarget } from '../targets.ts'
import { findWebhook } from './find-webhook.ts'
import { normalPath } from './request.ts'
import { type SignatureRule, secretFault } from './signature.ts'
import { WebhookEntity, type WebhookRow } from './webhook.entity.ts'
import type { CreateWebhookInput, RateLimitInput, UpdateWebhookInput } from './webhook-input.ts'
import { secretRow } from './webhook-table.ts'

/** @throws SinasError ALREADY_EXISTS; NOT_FOUND where there is no such function; FORBIDDEN where the caller may not execute it; VALIDATION */
export async function createWebhook(context: Context<Services>, input: typeof CreateWebhookInput.$inferInput): Promise<WebhookRow> {
  const { em, caller } = context
  const path = normalPath(input.path)
  if (await em.count(WebhookEntity, { path })) throw new SinasError('ALREADY_EXISTS', { what: `Webhook with path '${path}'` })
  const functionNamespace = input.functionNamespace ?? 'default'
  await requireTarget(context, { type: 'function', namespace: functionNamespace, name: input.functionName })
  const webhook = em.create(WebhookEntity, {
    id: crypto.randomUUID(),
    userId: caller!.userId,
    ...madeBy(caller!),
    path,
    functionNamespace,
    functionName: input.functionName,
    httpMethod: input.httpMethod ?? 'POST',
    description: input.description ?? null,
    defaultValues: (input.defaultValues ?? {}) as Record<string, unknown>,
    requiresAuth: input.requiresAuth ?? true,
    responseMode: input.responseMode ?? 'sync',
    isActive: input.isActive ?? true,
    isListed: input.isListed ?? false,
  })
  applyRules(webhook, input, context.services.sealer)
  try {
    await em.persist(webhook).flush()
  } catch (error) {
    // Two at once: the other was first.
    if ((error as { code?: string }).code !== '23505') throw error
    throw new SinasError('ALREADY_EXISTS', { what: `Webhook with path '${path}'` })
  }
  return webhook
}

/** What says nothing of what a run does, and may be changed without a say in that. */
const ASIDE: ReadonlySet<string> = new Set(['description', 'rateLimit', 'userRateLimit'])

/** The changes that make their author the editor of the webhook. Switching it off does not, but on does. */
const editsIn = (input: Omit<typeof UpdateWebhookInput.$inferInput, 'webhook'>) =>
  Object.fromEntries(Object.entries(given(input)).filter(([name, value]) => !ASIDE.has(name) && !(name === 'isActive' && value === false)))

/**
 * A caller who changes what the webhook's runs do becomes its editor, and must be allowed to execute its function. Settings that they leave unchanged
 * keep their editors, unless the caller activates the webhook.
 * @throws SinasError NOT_FOUND; FORBIDDEN; CONFLICT where it was changed at the same time; VALIDATION
 */
export async function updateWebhook(
  context: Context<Services>,
  { webhook: reference, ...input }: typeof UpdateWebhookInput.$inferInput,
): Promise<WebhookRow> {
  const webhook = await findWebhook(context, reference, 'update')
  const { dedup: _1, restDedup: _2, signature: _3, rateLimit: _4, userRateLimit: _5, ...columns } = given(input)
  Object.assign(webhook, columns)
  const edits = editsIn(input)
  if (Object.keys(edits).length > 0) {
    await requireTarget(context, { type: 'function', namespace: webhook.functionNamespace, name: webhook.functionName })
    Object.assign(webhook, editedBy(context.caller!, edits, webhook.editors))
  }
  applyRules(webhook, input, context.services.sealer)
  try {
    await context.em.flush()
  } catch (error) {
    if ((error as Error).name !== 'OptimisticLockError') throw error
    throw new SinasError('CONFLICT', { reason: 'The webhook was changed at the same time: try again' })
  }
  return webhook
}

type Rules = Pick<typeof UpdateWebhookInput.$inferInput, 'dedup' | 'restDedup' | 'signature' | 'rateLimit' | 'userRateLimit'>

/** Nothing can be set to null by a change, so each rule has a value of its own that removes it. */
function applyRules(webhook: WebhookRow, { dedup, restDedup, signature, rateLimit, userRateLimit }: Rules, sealer: Sealer): void {
  const key = dedup?.key ?? restDedup?.key
  if (key !== undefined) webhook.dedup = key === '' ? null : { key, ttlSeconds: dedup?.ttlSeconds ?? restDedup?.ttl_seconds ?? 300 }
  if (rateLimit) webhook.rateLimit = limitOf(rateLimit)
  if (userRateLimit) webhook.userRateLimit = limitOf(userRateLimit)
  if (signature) applySignature(webhook, signature, sealer)
}

const limitOf = ({ requests, seconds }: typeof RateLimitInput.$inferInput) => (requests === 0 ? null : { requests, seconds: seconds ?? 60 })

function applySignature(
  webhook: WebhookRow,
  { scheme, secret, tolerance, ...rest }: NonNullable<Rules['signature']>,
  sealer: Sealer,
): void {
  if (scheme === 'none') {
    webhook.signature = null
    webhook.signatureSecret = null
    return
  }
  if (!secret && webhook.signature?.scheme !== scheme) throw invalid(['input', 'signature', 'secret'], 'a secret is required')
  const fault = secret && secretFault(scheme, secret)
  if (fault) throw invalid(['input', 'signature', 'secret'], fault)
  webhook.signature = { scheme, tolerance: tolerance ?? 300, ...(scheme === 'custom' && given(rest)) } as SignatureRule
  if (secret) webhook.signatureSecret = sealer.seal(secret, secretRow(webhook.id))
}
