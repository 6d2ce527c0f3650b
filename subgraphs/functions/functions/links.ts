import type { Caller } from '../../../schema/caller.ts'
import type { Database } from '../../../schema/database.ts'
import type { FreeNames } from '../../../workers/sandbox/index.ts'
import { isAllowed } from './access.ts'
import type { FunctionRow, Link } from './function.entity.ts'

/** The function whose code it is. */
type Coded = Pick<FunctionRow, 'id' | 'userId' | 'namespace' | 'name' | 'enabledNamespaces'>

interface Candidate extends Record<string, unknown> {
  id: string
  userId: string
  namespace: string
  name: string
}

const CANDIDATES = `SELECT id, user_id AS "userId", namespace, name FROM functions.functions WHERE namespace = ANY($1) AND name = ANY($2)`

/**
 * The functions that code calls by name: those of its own namespace by `name`, and of that and the enabled ones by `namespace.name`, as far as the
 * author may execute them now. Where the code reads a name both alone and for an attribute, it is a function's and not a namespace's.
 *
 * Where the code imports `*`, a name may be that module's, which is only known when it runs: then only the author's own functions are found.
 * @param author who saves the code
 */
export async function findLinks(database: Database, author: Caller, fn: Coded, { names, importsAll }: FreeNames): Promise<Link[]> {
  const wanted = names.map((as) => ({ as, ...targetOf(as, fn) })).filter(({ namespace }) => mayCallInto(fn, namespace))
  const found = new Map((await candidates(database, fn, wanted)).map((row) => [`${row.namespace}.${row.name}`, row]))
  const links = wanted.flatMap(({ as, namespace, name }) => {
    const target = found.get(`${namespace}.${name}`)
    if (!target || (importsAll && target.userId !== author.userId)) return []
    if (target.id !== fn.id && !isAllowed(author, target, 'execute')) return []
    return [{ as, functionId: target.id, namespace, name }]
  })
  const alone = new Set(links.map(({ as }) => as))
  return links.filter(({ as }) => !as.includes('.') || !alone.has(as.slice(0, as.indexOf('.'))))
}

/** Links that the function still has when other namespaces are enabled. */
export const linksWithin = (fn: Coded, links: readonly Link[]): Link[] => links.filter(({ namespace }) => mayCallInto(fn, namespace))

const mayCallInto = (fn: Coded, namespace: string) => namespace === fn.namespace || fn.enabledNamespaces.includes(namespace)

function targetOf(as: string, fn: Coded): { namespace: string; name: string } {
  const [first, second] = as.split('.')
  return second === undefined ? { namespace: fn.namespace, name: first! } : { namespace: first!, name: second }
}

/** Functions of these names, and the function itself, which may not have been stored yet. */
async function candidates(database: Database, fn: Coded, wanted: { namespace: string; name: string }[]): Promise<Candidate[]> {
  if (wanted.length === 0) return []
  const values = [[...new Set(wanted.map(({ namespace }) => namespace))], [...new Set(wanted.map(({ name }) => name))]]
  const { id, userId, namespace, name } = fn
  return [...(await database.query<Candidate>(CANDIDATES, values)), { id, userId, namespace, name }]
}
