import { isDeepStrictEqual } from 'node:util'
import { editorsOf, union } from '../../../schema/caller.ts'
import type { Context } from '../../../schema/context.ts'
import type { FreeNames } from '../../../workers/sandbox/index.ts'
import type { Services } from '../services.ts'
import { isAllowed } from './access.ts'
import { definesEntryPoint } from './entry-point.ts'
import type { FunctionRow, Link } from './function.entity.ts'
import { findLinks, linksWithin } from './links.ts'
import { addVersion } from './store-function.ts'

/** Fields that shape a run beside the code. A user who changes one becomes an author. */
const SHAPING = ['inputSchema', 'outputSchema', 'requirements', 'enabledNamespaces', 'secrets'] as const

/** Fields that the mark of sharing vouches for. */
const VOUCHED = ['code', 'description', 'requiresApproval', ...SHAPING] as const

/**
 * Changes a function for its editor, who has been authorised; a change of code makes a new version.
 * @param input fields that are left out, or null, keep their value
 * @param names the free names of the code, where there is code
 */
export async function changeFunction(
  context: Context<Services>,
  row: FunctionRow,
  input: Partial<Record<keyof FunctionRow, unknown>>,
  names: FreeNames | null,
): Promise<void> {
  const before = { code: row.code, links: row.links ?? null, enabledNamespaces: row.enabledNamespaces }
  const changes = (field: keyof FunctionRow) => isGiven(input[field]) && !isDeepStrictEqual(input[field], row[field])
  const shapes = SHAPING.some(changes)
  const keepsMark = !VOUCHED.some(changes) || isAllowed(context.caller!, row, 'share')
  Object.assign(row, Object.fromEntries(Object.entries(input).filter(([, value]) => isGiven(value))), { updatedAt: new Date() })
  row.isShared &&= keepsMark
  const by = editorsOf(context.caller!)
  if (!names) {
    if (shapes) row.authors = union(row.authors, by)
    if (before.links) row.links = await relink(context, row, before.links, before.enabledNamespaces)
    return
  }
  const found = await findLinks(context.database, context.caller!, row, names)
  // Code that is sent again unchanged keeps its authors and its links.
  const isSame = row.code === before.code
  row.authors = isSame ? union(row.authors, by) : by
  row.links = isSame ? merged(found, linksWithin(row, before.links ?? [])) : found
  row.hasEntryPoint = definesEntryPoint(row, names)
  row.version += 1
  addVersion(context.em, row, context.caller!.userId)
}

/** Where other namespaces are enabled: links into disabled ones are dropped, and names in new ones link to what the editor may execute. */
async function relink(
  { database, services, caller }: Context<Services>,
  row: FunctionRow,
  links: Link[],
  before: string[],
): Promise<Link[]> {
  const kept = linksWithin(row, links)
  const added = row.enabledNamespaces.filter((namespace) => namespace !== row.namespace && !before.includes(namespace))
  if (added.length === 0) return kept
  const analysis = await services.sandbox.analyse(row.code)
  if (!('names' in analysis)) return kept
  const names = analysis.names.filter((as) => added.includes(as.split('.', 1)[0]!) && as.includes('.'))
  return merged(kept, await findLinks(database, caller!, row, { ...analysis, names }))
}

/** The first that have a name keep it. */
function merged(first: Link[], others: Link[]): Link[] {
  const known = new Set(first.map(({ as }) => as))
  return [...first, ...others.filter(({ as }) => !known.has(as))]
}

const isGiven = (value: unknown) => value !== null && value !== undefined
