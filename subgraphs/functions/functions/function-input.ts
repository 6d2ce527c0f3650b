import { z } from 'zod'
import { SinasError } from '../../../schema/errors.ts'
import { builder } from '../builder.ts'
import type { FunctionLocator } from './find-function.ts'

const FunctionIdOrName = builder.inputType('FunctionIdOrName', {
  inaccessible: true,
  description: 'How routes name a function that end with its id, or with its namespace and name.',
  fields: (t) => ({
    id: t.id({ description: 'Id of the function.' }),
    namespace: t.string({ description: 'Namespace of the function.' }),
    name: t.string({ description: 'Name of the function.' }),
  }),
})

export const FunctionReference = builder.inputType('FunctionReference', {
  description: 'Which function is meant: by its id, or by its name.',
  isOneOf: true,
  fields: (t) => ({
    id: t.id({ description: 'Id of the function.' }),
    name: t.field({ type: builder.qualifiedName, description: 'Namespace and name of the function.' }),
    either: t.field({ type: FunctionIdOrName, inaccessible: true, description: 'For routes that end with either.' }),
  }),
})

export const FunctionFilter = builder.inputType('FunctionFilter', {
  description: 'Which functions are listed: those that meet all that is given.',
  fields: (t) => ({
    namespace: t.string({ description: 'Those of this namespace.' }),
    name: t.string({ description: 'Those of this name.' }),
    search: t.string({ validate: z.string().max(255), description: 'Those whose namespace, name or description contains this text.' }),
    isActive: t.boolean({ description: 'Those that are active, or those that are not.' }),
  }),
})

/** How a function is pointed at: by its id, or by its namespace and name. @throws SinasError BAD_REQUEST where a route was given neither */
export function locatorOf({ id, name, either }: typeof FunctionReference.$inferInput): FunctionLocator {
  if (!either) return { id, name }
  if (either.id) return { id: either.id }
  if (either.namespace && either.name) return { name: { namespace: either.namespace, name: either.name } }
  throw new SinasError('BAD_REQUEST', { reason: 'A function is found by its id, or by its namespace and name' })
}
