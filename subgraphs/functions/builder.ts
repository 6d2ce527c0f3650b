import { createBuilder } from '../../schema/builder.ts'
import type { Services } from './services.ts'

export const builder = createBuilder<Services>()

/** Identity's user: only its key is known here. */
export const User = builder
  .externalRef('User', builder.keyDirective(builder.selection<{ id: string }>('id'), false))
  .implement({ externalFields: (t) => ({ id: t.id({ nullable: false }) }) })
