import { createBuilder } from '../../schema/builder.ts'
import { entityOfAnother } from '../../schema/connections/entity-of-another.ts'
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

export const User = entityOfAnother(builder, 'User', { adds: true })

export const Group = entityOfAnother(builder, 'Group', { adds: true })
