import { createBuilder } from '../../schema/builder.ts'
import type { RequestLogTable } from './request-log-table.ts'

export interface Services {
  requestLogs: RequestLogTable
}

export const builder = createBuilder<Services>()
