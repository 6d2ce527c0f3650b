import type { Context } from '../../../schema/context.ts'
import { SinasError } from '../../../schema/errors.ts'
import { authoriseNamed } from '../functions/access.ts'
import type { CallableFunction } from '../functions/catalog.ts'
import type { FunctionLocator } from '../functions/find-function.ts'
import type { Services } from '../services.ts'

interface NamedFunction {
  namespace: string
  name: string
  /** Where it was found before: another one of the same name is not it. */
  id?: string | null | undefined
}

/** The function that the caller names and may execute. @throws SinasError FORBIDDEN, NOT_FOUND, or BAD_REQUEST where it is not active */
export async function callable(context: Context<Services>, reference: NamedFunction): Promise<CallableFunction> {
  const { namespace, name, id } = reference
  const found = await context.services.catalog.find(namespace, name)
  const fn = authoriseNamed(context, reference, !id || found?.id === id ? found : null, 'execute')
  if (!fn.isActive) throw new SinasError('BAD_REQUEST', { reason: `Function ${namespace}/${name} is not active` })
  return fn
}

/** The same, however it is pointed at. */
export async function callableBy(context: Context<Services>, { id, name }: FunctionLocator): Promise<CallableFunction> {
  if (name) return callable(context, name)
  const fn = await context.services.catalog.findById(id!)
  if (!fn) throw new SinasError('NOT_FOUND', { what: `Function ${id}` })
  return callable(context, { namespace: fn.namespace, name: fn.name, id })
}
