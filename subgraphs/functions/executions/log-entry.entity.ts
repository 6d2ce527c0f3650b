import { defineEntity, type InferEntity, p } from '@mikro-orm/core'
import { ExecutionEntity } from './execution.entity.ts'

/** Something that an execution printed: as much of it as came at once. */
export const LogEntryEntity = defineEntity({
  name: 'ExecutionLogEntry',
  schema: 'functions',
  tableName: 'log_entries',
  properties: {
    execution: () => p.manyToOne(ExecutionEntity).deleteRule('cascade').mapToPk().primary(),
    /** From 0, without gaps. */
    number: p.integer().primary(),
    stream: p.text().$type<'stdout' | 'stderr'>(),
    text: p.text(),
    at: p.datetime(),
  },
})

export type LogEntryRow = InferEntity<typeof LogEntryEntity>
