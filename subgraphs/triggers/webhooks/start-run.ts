import { type Actor, actorOf, type Caller, shapersAmong, shapersOf } from '../../../schema/caller.ts'
import type { RequestInfo } from '../../../schema/context.ts'
import { SinasError } from '../../../schema/errors.ts'
import type { Graph } from '../../../schema/graph.ts'
import { shapersOfTrigger } from '../editor.ts'
import { faultOf } from '../fault.ts'
import { findRunner } from '../runner.ts'
import { onBehalf, requireChat } from '../targets.ts'
import type { Accepted } from './accept.ts'
import type { ActiveWebhook } from './webhook-table.ts'

/**
 * Starts the run of a delivery as the caller, or as the webhook's owner where it is public, with all who shaped it. The editor of the
 * webhook always is one of them.
 * @param start is given the request as that user
 * @throws SinasError REFUSED, with a message that says which user may correct it, where the webhook and not the caller keeps it from running; NOT_FOUND,
 * FORBIDDEN where the chat that it is to belong to is not theirs; what `start` throws
 */
export async function startRun<Result>(
  graph: Graph,
  accepted: Accepted,
  info: RequestInfo,
  start: (request: RequestInfo) => Promise<Result>,
): Promise<Result> {
  const runner = await (accepted.runner ?? runnerOf(graph, accepted, info))
  if (!runner) throw (await refusalOf(graph, accepted, info)) ?? new SinasError('UNAUTHENTICATED')
  const request = onBehalf(runner, info)
  const { chatId } = accepted.call
  if (chatId) await requireChat(graph, chatId, request)
  try {
    return await start(request)
  } catch (error) {
    if (!(error instanceof SinasError) || error.code !== 'FORBIDDEN') throw error
    throw (await refusalOf(graph, accepted, info)) ?? error
  }
}

/** The user of a delivery's run, with all who shaped it; null where the user, or their API key, is gone. */
export async function runnerOf(
  graph: Graph,
  { caller, askers, admission: { webhook } }: Accepted,
  info: RequestInfo,
): Promise<Caller | null> {
  const request = onBehalf(null, info)
  if (!caller) return findRunner(graph, ownerOf(webhook), [...shapersOfTrigger(webhook), ...askers], request)
  // Usually the webhook is the caller's own: it adds no shapers, and the caller's permissions are known already.
  const known = shapersOf(caller)
  const others = shapersAmong(actorOf(caller), shapersOfTrigger(webhook)).filter((actor) => !known.some((shaper) => isSame(shaper, actor)))
  return others.length === 0 ? caller : findRunner(graph, actorOf(caller), [...known, ...others], request)
}

const ownerOf = ({ userId }: ActiveWebhook): Actor => ({ userId, apiKeyId: null })

const isSame = (a: Actor, b: Actor) => a.userId === b.userId && a.apiKeyId === b.apiKeyId

/** What is wrong with the webhook, or with who repeats a delivery to it; null where that is not what kept it from running. */
async function refusalOf(graph: Graph, { caller, askers, admission, call }: Accepted, info: RequestInfo): Promise<SinasError | null> {
  const { webhook } = admission
  const target = { type: 'function', namespace: call.namespace, name: call.name } as const
  const ownerId = caller ? null : webhook.userId
  const reason = await faultOf(graph, { kind: 'webhook', trigger: webhook, ownerId, askers, target }, info)
  return reason === null ? null : new SinasError('REFUSED', { reason })
}
