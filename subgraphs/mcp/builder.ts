import { createBuilder } from '../../schema/builder.ts'
import { entityOfAnother } from '../../schema/connections/entity-of-another.ts'
import type { Services } from './services.ts'

export const builder = createBuilder<Services>()

/** Identity owns groups: here they are known by their id. */
export const Group = entityOfAnother(builder, 'Group', { adds: false })
