import { type Actor, actorOf, keyOf, type Party, shapersAmong, union } from '../../../schema/caller.ts'
import { type Caller, internalRequest } from '../../../schema/context.ts'
import { SinasError } from '../../../schema/errors.ts'
import type { Graph } from '../../../schema/graph.ts'
import type { FunctionLink, FunctionSource } from '../../../workers/sandbox/index.ts'
import { isAllowed, refusalOf } from '../functions/access.ts'
import type { CallableFunction, CallGraph, Catalog, LinkedFunction } from '../functions/catalog.ts'
import type { Link } from '../functions/function.entity.ts'

/** The code of one process: a function, and those that it may call in this run. */
export interface ProcessCode {
  functions: FunctionSource[]
  /** The authors of all of it: any part of the code may cause what another part does in the process. */
  authors: readonly Actor[]
  /** Names of the secrets that any of it lists: what one part of the code is given, all of it can see. */
  secrets: string[]
}

interface Dependencies {
  catalog: Catalog
  graph: Graph
}

/**
 * Puts together what a run may execute in its process.
 *
 * A call is a call that the platform's API would allow: to the caller, to everyone who shaped the run, and to the authors of all the code
 * on the way to it. Functions that one of them may not execute are not loaded, their authors shape nothing, and a call of one raises the reason.
 * @param caller for whom it runs, authorised to execute `entry`
 */
export async function processCode(dependencies: Dependencies, caller: Caller, entry: CallableFunction): Promise<ProcessCode> {
  const calls = await dependencies.catalog.callGraph(entry)
  if (calls.size === 1) return codeAlone(calls.get(entry.id)!, (link) => judge(caller, calls, link))
  const ways = waysTo(caller, calls, entry)
  const parties = await partiesOf(dependencies.graph, caller, union(...ways.values()))
  const loaded = new Map<string, LinkedFunction>([[entry.id, calls.get(entry.id)!]])
  const functions: FunctionSource[] = []
  for (const node of loaded.values()) {
    const onTheWay = ways.get(node.fn.id)!.flatMap((actor) => parties.get(keyOf(actor)) ?? [])
    const run = { ...caller, shapers: [...(caller.shapers ?? []), ...onTheWay] }
    const toLink = (link: Link) => {
      const judged = judge(run, calls, link)
      if (!('fault' in judged)) loaded.set(link.functionId, calls.get(link.functionId)!)
      return judged
    }
    functions.push(sourceOf(node, toLink))
  }
  const all = [...loaded.values()].map(({ fn }) => fn)
  return { functions, authors: union(...all.map(({ authors }) => authors)), secrets: [...new Set(all.flatMap(({ secrets }) => secrets))] }
}

/** Of most functions: they call no other. */
function codeAlone(node: LinkedFunction, toLink: (link: Link) => FunctionLink): ProcessCode {
  return { functions: [sourceOf(node, toLink)], authors: node.fn.authors, secrets: node.fn.secrets }
}

/** Who decides over the calls that a function's code makes: its own authors, and those of the code on the way from the entry to it. */
function waysTo(caller: Caller, calls: CallGraph, entry: CallableFunction): Map<string, Actor[]> {
  const ways = new Map([[entry.id, union(entry.authors)]])
  const changed = [entry.id]
  for (const id of changed) {
    const way = ways.get(id)!
    for (const { functionId } of calls.get(id)!.links) {
      const callee = calls.get(functionId)?.fn
      if (!callee?.isActive || !isAllowed(caller, callee, 'execute')) continue
      const known = ways.get(callee.id)
      const longer = union(known ?? [], way, callee.authors)
      if (longer.length === known?.length) continue
      ways.set(callee.id, longer)
      changed.push(callee.id)
    }
  }
  return ways
}

/** The current rights of actors, read from identity where they are neither the caller nor known as shapers of the run. */
async function partiesOf(graph: Graph, caller: Caller, actors: Actor[]): Promise<Map<string, Party>> {
  const known = new Map((caller.shapers ?? []).map((party) => [keyOf(actorOf(party)), party]))
  const unknown = shapersAmong(actorOf(caller), actors).filter((actor) => !known.has(keyOf(actor)))
  if (unknown.length === 0) return known
  const variables = { user_id: caller.userId, api_key_id: caller.apiKey?.id, shapers: unknown }
  const answer = await graph.execute('CallerById', variables, internalRequest(null, 'process code'))
  if (!answer.caller) throw new SinasError('FORBIDDEN', { permission: 'an active user' })
  for (const [i, party] of answer.caller.shapers!.entries()) known.set(keyOf(unknown[i]!), party)
  return known
}

function sourceOf({ fn, links }: LinkedFunction, toLink: (link: Link) => FunctionLink): FunctionSource {
  const { namespace, name, code, version, inputSchema, outputSchema } = fn
  return { namespace, name, code, version, inputSchema, outputSchema, links: links.map(toLink) }
}

function judge(run: Caller, calls: CallGraph, { as, functionId, namespace, name }: Link): FunctionLink {
  const callee = calls.get(functionId)?.fn
  if (!callee) return { as, fault: `Function ${namespace}/${name} was deleted. To call another of this name, save the code again` }
  if (!callee.isActive) return { as, fault: `Function ${namespace}/${name} is not active` }
  const refusal = refusalOf(run, callee, 'execute')
  return refusal ? { as, fault: refusal.message } : { as, namespace, name }
}
