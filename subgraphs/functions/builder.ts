import { createBuilder } from '../../schema/builder.ts'
import type { Services } from './services.ts'

export const builder = createBuilder<Services>()

/** Identity's user: only its key is known here. */
export const User = builder
  .externalRef('User', builder.selection<{ id: string }>('id'))
  .implement({ externalFields: (t) => ({ id: t.id({ nullable: false }) }) })
