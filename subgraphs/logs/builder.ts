import { createBuilder } from '../../schema/builder.ts'
import { entityOfAnother } from '../../schema/connections/entity-of-another.ts'
import { pageArguments } from '../../schema/connections/fields.ts'
import type { RequestLogTable } from './request-log-table.ts'

export interface Services {
  requestLogs: RequestLogTable
}

export const builder = createBuilder<Services>()

/** The arguments of every connection. */
export const page = pageArguments(builder)

export const User = entityOfAnother(builder, 'User', { adds: true })

export const Group = entityOfAnother(builder, 'Group', { adds: false })
