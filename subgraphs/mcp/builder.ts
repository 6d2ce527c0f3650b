import { createBuilder } from '../../schema/builder.ts'
import type { Services } from './services.ts'

export const builder = createBuilder<Services>()

/** Identity owns groups: here they are known by their id. */
export const Group = builder
  .externalRef('Group', builder.keyDirective(builder.selection<{ id: string }>('id'), false))
  .implement({ externalFields: (t) => ({ id: t.id({ nullable: false }) }) })
