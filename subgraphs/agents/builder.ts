import { createBuilder } from '../../schema/builder.ts'
import { pageArguments } from '../../schema/connections/fields.ts'
import type { Services } from './services.ts'

export const builder = createBuilder<Services>()

/** The arguments of every connection. */
export const page = pageArguments(builder)

/** Identity owns the users: here they are known by their id. */
export const User = builder
  .externalRef('User', builder.selection<{ id: string }>('id'))
  .implement({ externalFields: (t) => ({ id: t.id({ nullable: false }) }) })

export const Group = builder
  .externalRef('Group', builder.selection<{ id: string }>('id'))
  .implement({ externalFields: (t) => ({ id: t.id({ nullable: false }) }) })

/** Owned by functions. */
export const FunctionStub = builder
  .externalRef('Function', builder.keyDirective(builder.selection<{ namespace: string; name: string }>('namespace name'), false))
  .implement({ externalFields: (t) => ({ namespace: t.string({ nullable: false }), name: t.string({ nullable: false }) }) })
