import type { Context } from '../../../schema/context.ts'
import { SinasError } from '../../../schema/errors.ts'
import { authorise, authoriseNamed } from './access.ts'
import { FunctionEntity, type FunctionRow } from './function.entity.ts'

/** How a function is pointed at: by its id, or by its namespace and name. */
export interface FunctionReference {
  id?: string | null | undefined
  namespace?: string | null | undefined
  name?: string | null | undefined
}

/**
 * The function that a reference means, for a caller who may do `action` with it.
 * @param action read, update or delete
 * @throws SinasError NOT_FOUND, FORBIDDEN, or BAD_REQUEST where the reference says nothing
 */
export async function requireFunction(context: Context, { id, namespace, name }: FunctionReference, action: string): Promise<FunctionRow> {
  if (id) {
    const row = await context.em.findOne(FunctionEntity, { id })
    if (!row) throw new SinasError('NOT_FOUND', { what: `Function ${id}` })
    authorise(context, row, action)
    return row
  }
  if (!namespace || !name) throw new SinasError('BAD_REQUEST', { reason: 'A function is found by its id, or by its namespace and name' })
  return authoriseNamed(context, { namespace, name }, await context.em.findOne(FunctionEntity, { namespace, name }), action)
}
