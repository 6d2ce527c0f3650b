import { type Actor, actorOf, type Caller, editorsOf, keyOf, shapersAmong } from '../../../schema/caller.ts'
import { internalRequest, type RequestInfo } from '../../../schema/context.ts'
import { SinasError } from '../../../schema/errors.ts'
import type { Graph } from '../../../schema/graph.ts'
import { everyEditor } from '../editors.ts'
import type { LoadedChat } from './load-chat.ts'

/** The shapers from now on: those behind the request, and the editors of the agent and of its skills. */
export function shapersOfTurn({ caller }: RequestInfo, { agent, skills }: Pick<LoadedChat, 'agent' | 'skills'>): Actor[] {
  return [...editorsOf(caller!), ...everyEditor(agent.editors), ...skills.flatMap(({ editors }) => everyEditor(editors))]
}

/**
 * The chat's user as the caller of a turn's tools, with the current rights of all shapers of the turn.
 * @param actors those who shape this turn, and those who shaped what was said in the chat before
 * @throws SinasError INVALID_CREDENTIALS where the user, or the key that they use, is not active any more
 */
export async function findCaller(graph: Graph, { caller, requestId }: RequestInfo, actors: readonly Actor[]): Promise<Caller> {
  const { userId, apiKeyId } = actorOf(caller!)
  const variables = { user_id: userId, api_key_id: apiKeyId, shapers: shapersAmong({ userId, apiKeyId }, actors) }
  const found = await graph.execute('CallerById', variables, internalRequest(null, requestId))
  if (!found.caller) throw new SinasError('INVALID_CREDENTIALS')
  return found.caller
}

/** The same as a turn begins: where the user alone shaped it, their rights were read a moment ago at the door, and are not read again. */
export async function callerOfTurn(graph: Graph, request: RequestInfo, actors: readonly Actor[]): Promise<Caller> {
  const isShaped = shapersAmong(actorOf(request.caller!), actors).length > 0
  return isShaped ? findCaller(graph, request, actors) : request.caller!
}

/** Are there some among `actors` that `known` does not have? */
export function hasNew(actors: readonly Actor[], known: readonly Actor[]): boolean {
  const keys = new Set(known.map(keyOf))
  return actors.some((actor) => !keys.has(keyOf(actor)))
}
