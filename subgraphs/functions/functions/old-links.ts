import type { Actor } from '../../../schema/caller.ts'
import { type Caller, internalRequest } from '../../../schema/context.ts'
import type { Database } from '../../../schema/database.ts'
import type { Graph } from '../../../schema/graph.ts'
import type { Sandbox } from '../../../workers/sandbox/index.ts'
import type { CallableFunction } from './catalog.ts'
import type { Link } from './function.entity.ts'
import { findLinks } from './links.ts'

const STORE = 'UPDATE functions.functions SET links = $3 WHERE id = $1 AND version = $2 AND links IS NULL'

interface Dependencies {
  database: Database
  sandbox: Pick<Sandbox, 'analyse'>
  graph: Graph
}

/** Finds the functions that old code calls by name, saved before links were kept, as its author, and keeps them. Code whose author is gone gets no links. */
export async function findOldLinks(dependencies: Dependencies, fn: CallableFunction): Promise<Link[]> {
  const answer = await dependencies.sandbox.analyse(fn.code)
  const author = await callerOf(dependencies.graph, fn.authors[0]!)
  const links = author && 'names' in answer ? await findLinks(dependencies.database, author, fn, answer) : []
  await dependencies.database.query(STORE, [fn.id, fn.version, JSON.stringify(links)])
  return links
}

async function callerOf(graph: Graph, { userId, apiKeyId }: Actor): Promise<Caller | null> {
  const variables = { user_id: userId, api_key_id: apiKeyId }
  return (await graph.execute('CallerById', variables, internalRequest(null, 'links'))).caller
}
