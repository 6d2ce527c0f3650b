import { builder } from '../builder.ts'
import { authoriseNamed } from './access.ts'
import type { CallableFunction } from './catalog.ts'

const FunctionToRun = builder.objectRef<CallableFunction>('FunctionToRun').implement({
  inaccessible: true,
  description: 'What is asked of a function before something is made to run it.',
  fields: (t) => ({
    id: t.expose('id', { type: 'ID', description: 'Its id.' }),
    isActive: t.exposeBoolean('isActive', { description: 'An inactive function can’t be called, until it is made active again.' }),
  }),
})

builder.queryField('functionToRun', (t) =>
  t.field({
    type: FunctionToRun,
    inaccessible: true,
    description: 'A function that the caller may execute: to point something at it takes no less. Errors: NOT_FOUND, FORBIDDEN.',
    authScopes: { authenticated: true },
    args: {
      namespace: t.arg.string({ required: true, description: 'Namespace of the function.' }),
      name: t.arg.string({ required: true, description: 'Name of the function.' }),
    },
    resolve: async (_, reference, context) =>
      authoriseNamed(context, reference, await context.services.catalog.find(reference.namespace, reference.name), 'execute'),
  }),
)
