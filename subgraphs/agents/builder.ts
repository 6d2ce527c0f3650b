import { createBuilder } from '../../schema/builder.ts'
import type { Services } from './services.ts'

export const builder = createBuilder<Services>()

/** Identity owns the users: here they are known by their id. */
export const User = builder
  .externalRef('User', builder.keyDirective(builder.selection<{ id: string }>('id'), false))
  .implement({ externalFields: (t) => ({ id: t.id({ nullable: false }) }) })

export const Group = builder
  .externalRef('Group', builder.keyDirective(builder.selection<{ id: string }>('id'), false))
  .implement({ externalFields: (t) => ({ id: t.id({ nullable: false }) }) })
