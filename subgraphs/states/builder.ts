import { createBuilder } from '../../schema/builder.ts'
import { pageArguments } from '../../schema/connections/fields.ts'
import type { Sealer } from '../../schema/sealing.ts'
import type { ChangeFeed } from './change.ts'

export interface Services {
  sealer: Sealer
  changes: ChangeFeed
}

export const builder = createBuilder<Services>()

/** The arguments of every connection. */
export const page = pageArguments(builder)

export const User = builder
  .externalRef('User', builder.selection<{ id: string }>('id'))
  .implement({ externalFields: (t) => ({ id: t.id({ nullable: false }) }) })

export const Group = builder
  .externalRef('Group', builder.selection<{ id: string }>('id'))
  .implement({ externalFields: (t) => ({ id: t.id({ nullable: false }) }) })
