import { type Actor, actorOf, shapersOf } from '../../../schema/caller.ts'
import type { Caller, RequestInfo } from '../../../schema/context.ts'
import { SinasError } from '../../../schema/errors.ts'
import { reachOf } from '../../../schema/permissions.ts'
import { isUuid } from '../../../schema/scalars.ts'
import type { FunctionCall } from '../targets.ts'
import { dedupKey, fingerprint, otherBody } from './dedup.ts'
import type { Admission } from './delivery-store.ts'
import { functionInput, requestContext, type WebhookRequest } from './request.ts'
import type { ActiveWebhook } from './webhook-table.ts'

/** A request that is good, and what it becomes. */
export interface Accepted {
  admission: Admission
  /** The caller, where the function runs as the caller; null where it runs as the webhook's owner. */
  caller: Caller | null
  /** The caller who replays a delivery of a public webhook, and the others who shaped their run. */
  askers: readonly Actor[]
  call: FunctionCall
  /** As whom it runs, where that has been asked for already. */
  runner?: Promise<Caller | null>
}

/**
 * Makes a function call of a request.
 * @throws SinasError UNAUTHENTICATED, FORBIDDEN where the webhook asks for a login; BAD_REQUEST where the request can't be read
 */
export async function accept(webhook: ActiveWebhook, request: WebhookRequest, info: RequestInfo): Promise<Accepted> {
  const caller = webhook.requiresAuth ? authorised(webhook, info) : null
  if (!caller) info.decisions.push({ permission: `webhook.public:${webhook.path}`, granted: true })
  const input = await functionInput(webhook.defaultValues, request)
  const chatId = chatIdOf(request)
  const userId = caller?.userId ?? webhook.userId
  const { dedup: rule, signature } = webhook
  // A GET is the same as often as it comes; only who asked for it has its answers remembered.
  const asker = caller ? askerOf(caller) : userId
  const key = request.method === 'GET' && !rule ? null : dedupKey({ rule, signature, headers: request.headers, input, userId: asker })
  const dedup = key && { ...key, fingerprint: fingerprint(request), otherBody: otherBody({ rule, ...webhook }) }
  return {
    admission: {
      webhook,
      deliveryId: crypto.randomUUID(),
      userId,
      callers: caller && [actorOf(caller), ...shapersOf(caller)],
      request,
      dedup,
    },
    caller,
    askers: [],
    call: {
      namespace: webhook.functionNamespace,
      name: webhook.functionName,
      input,
      triggerType: 'WEBHOOK',
      triggerId: webhook.id,
      chatId,
      request: requestContext(request, info.caller !== null),
    },
  }
}

/** The caller by whom answers are remembered: an API key, or a run, is not given an answer that its user, or another key, was given. */
function askerOf(caller: Caller): string {
  const actors = [actorOf(caller), ...shapersOf(caller)]
  return actors.length === 1 && !caller.apiKey ? caller.userId : JSON.stringify(actors)
}

/** The caller, where the webhook requires a login. @throws SinasError UNAUTHENTICATED, FORBIDDEN */
export function authorised({ functionNamespace, functionName }: ActiveWebhook, info: RequestInfo): Caller {
  if (!info.caller) throw new SinasError('UNAUTHENTICATED')
  const action = `functions/${functionNamespace}/${functionName}.execute`
  // Whether those who shaped the caller's run may is for functions to say: it knows whose the function is.
  const scope = reachOf(info.caller, action)
  const permission = `sinas.${action}:${scope ?? 'own'}`
  info.decisions.push({ permission, granted: scope !== null })
  if (scope === null) throw new SinasError('FORBIDDEN', { permission })
  return info.caller
}

function chatIdOf({ headers }: WebhookRequest): string | null {
  const chatId = headers['x-chat-id']
  if (!chatId) return null
  if (isUuid(chatId)) return chatId.toLowerCase()
  throw new SinasError('BAD_REQUEST', { reason: 'X-Chat-ID is not a UUID' })
}
