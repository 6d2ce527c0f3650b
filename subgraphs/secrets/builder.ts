import { createBuilder } from '../../schema/builder.ts'
import { entityOfAnother } from '../../schema/connections/entity-of-another.ts'
import { pageArguments } from '../../schema/connections/fields.ts'
import type { Sealer } from '../../schema/sealing.ts'

export interface Services {
  sealer: Sealer
}

export const builder = createBuilder<Services>()

/** The arguments of every connection. */
export const page = pageArguments(builder)

export const User = entityOfAnother(builder, 'User', { adds: true })
