import { type Actor, actorOf, type Caller } from '../../../schema/caller.ts'
import { internalRequest } from '../../../schema/context.ts'
import { SinasError } from '../../../schema/errors.ts'
import type { Graph } from '../../../schema/graph.ts'
import type { RunSecret } from '../../../workers/sandbox/index.ts'

/** A run that is about to begin. */
interface Beginning {
  /** For whom. */
  caller: Caller
  /** Everyone who shapes it, authors of its code included. */
  shapers: Actor[]
  fn: { namespace: string; name: string }
  executionId: string
}

/** The secrets that the code of a run lists, as far as its user and everyone who shapes it may use them. */
export async function secretsFor(graph: Graph, { caller, shapers, fn, executionId }: Beginning, names: string[]): Promise<RunSecret[]> {
  if (names.length === 0) return []
  const user = await withShapers(graph, caller, shapers)
  const usedBy = { used_by: 'FUNCTION', used_by_name: `${fn.namespace}/${fn.name}`, execution_id: executionId } as const
  const request = internalRequest(user, `secrets of execution ${executionId}`)
  const { secrets } = await graph.execute('HandOutSecrets', { names, ...usedBy }, request)
  return secrets.map(({ name, value, fault }) => (value === null ? { name, fault: fault! } : { name, value }))
}

/** The caller with the current rights of everyone who shapes the run. */
async function withShapers(graph: Graph, caller: Caller, shapers: Actor[]): Promise<Caller> {
  if (shapers.length === 0) return caller
  const { userId, apiKeyId } = actorOf(caller)
  const variables = { user_id: userId, api_key_id: apiKeyId, shapers }
  const answer = await graph.execute('CallerById', variables, internalRequest(null, 'secrets of a run'))
  if (!answer.caller) throw new SinasError('FORBIDDEN', { permission: 'an active user' })
  return answer.caller
}
