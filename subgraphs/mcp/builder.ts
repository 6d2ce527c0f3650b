import { createBuilder } from '../../schema/builder.ts'
import { entityOfAnother } from '../../schema/connections/entity-of-another.ts'
import { pageArguments } from '../../schema/connections/fields.ts'
import type { Services } from './services.ts'

export const builder = createBuilder<Services>()

/** The arguments of every connection. */
export const page = pageArguments(builder)

/** Owned by identity. */
export const Group = entityOfAnother(builder, 'Group', { adds: true })
