import { type Actor, type Caller, shapersAmong } from '../../schema/caller.ts'
import type { RequestInfo } from '../../schema/context.ts'
import type { Graph } from '../../schema/graph.ts'

/**
 * The user of a run with everyone who shaped it, as they are at this moment.
 * @param shapers may name one twice, and the user: `shapersAmong` says who of them limits the run
 * @returns null where the user is deactivated or gone, or the API key that they used is
 */
export async function findRunner(graph: Graph, user: Actor, shapers: Iterable<Actor>, request: RequestInfo): Promise<Caller | null> {
  const variables = { user_id: user.userId, api_key_id: user.apiKeyId, shapers: shapersAmong(user, shapers) }
  return (await graph.execute('CallerById', variables, request)).caller
}
