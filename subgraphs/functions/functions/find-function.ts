import { loadNamedRow, loadRow } from '../../../schema/connections/load-row.ts'
import { readRow } from '../../../schema/connections/read-rows.ts'
import type { Context } from '../../../schema/context.ts'
import { SinasError } from '../../../schema/errors.ts'
import { authorise, authoriseNamed, isAllowed } from './access.ts'
import { FunctionEntity, type FunctionRow } from './function.entity.ts'

interface Name {
  namespace: string
  name: string
}

/** How a function is pointed at: by its id, or by its namespace and name. */
export interface FunctionLocator {
  id?: string | null | undefined
  name?: Name | null | undefined
}

/**
 * The function that a reference means, for a caller who may do `action` with it, to be changed.
 * @throws SinasError NOT_FOUND, FORBIDDEN
 */
export function requireFunction(context: Context, locator: FunctionLocator, action: 'update' | 'delete'): Promise<FunctionRow> {
  return authorised(context, locator, action, (where) => context.em.findOne(FunctionEntity, where))
}

/** The same for a caller who may read it, to be shown. */
export function readFunction(context: Context, locator: FunctionLocator): Promise<FunctionRow> {
  return authorised(context, locator, 'read', (where) => readRow(context.em, FunctionEntity, where))
}

async function authorised(
  context: Context,
  { id, name }: FunctionLocator,
  action: string,
  find: (where: { id: string } | Name) => Promise<FunctionRow | null>,
): Promise<FunctionRow> {
  if (!id) return authoriseNamed(context, name!, await find({ ...name! }), action)
  const row = await find({ id })
  if (!row) throw new SinasError('NOT_FOUND', { what: `Function ${id}` })
  authorise(context, row, action)
  return row
}

/** The function of an id; null where there is none, or the caller may not read it. */
export async function readableFunction(context: Context, id: string): Promise<FunctionRow | null> {
  return ifReadable(context, await loadRow(context, FunctionEntity, id))
}

/** The same by its name. */
export async function readableFunctionNamed(context: Context, { namespace, name }: Name): Promise<FunctionRow | null> {
  return ifReadable(context, await loadNamedRow(context, FunctionEntity, { namespace, name }))
}

/** The function, where the caller may read it. */
export const ifReadable = ({ caller }: Context, row: FunctionRow | null) => (row && caller && isAllowed(caller, row, 'read') ? row : null)
