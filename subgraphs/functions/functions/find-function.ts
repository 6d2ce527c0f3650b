import type { EntityManager } from '../../../schema/database.ts'
import { SinasError } from '../../../schema/errors.ts'
import { FunctionEntity, type FunctionRow } from './function.entity.ts'

/** How a function is pointed at: by its id, or by its namespace and name. */
export interface FunctionReference {
  id?: string | null
  namespace?: string | null
  name?: string | null
}

/** @throws SinasError NOT_FOUND, or BAD_REQUEST where the reference says nothing */
export async function findFunction(em: EntityManager, { id, namespace, name }: FunctionReference): Promise<FunctionRow> {
  if (!id && !(namespace && name))
    throw new SinasError('BAD_REQUEST', { reason: 'A function is found by its id, or by its namespace and name' })
  const row = await em.findOne(FunctionEntity, id ? { id } : { namespace: namespace!, name: name! })
  if (!row) throw new SinasError('NOT_FOUND', { what: id ? `Function ${id}` : `Function ${namespace}/${name}` })
  return row
}
