import { defineEntity, type InferEntity, p } from '@mikro-orm/core'
import { ExecutionEntity } from './execution.entity.ts'

/** A call inside an execution: of another platform function, or of a function that the code defines. */
export const StepEntity = defineEntity({
  name: 'ExecutionStep',
  schema: 'functions',
  tableName: 'steps',
  properties: {
    execution: () => p.manyToOne(ExecutionEntity).deleteRule('cascade').mapToPk().primary(),
    /** Number of the call in its execution. */
    number: p.integer().primary(),
    /** The call that made this one. */
    parent: p.integer().nullable(),
    /** Calls above this one. */
    depth: p.integer(),
    functionName: p.text(),
    /** function: a platform function; local: a `def` in the code. */
    kind: p.text().$type<'function' | 'local'>(),
    status: p.text().$type<'RUNNING' | 'COMPLETED' | 'FAILED'>(),
    inputData: p.json().columnType('json').$type<unknown>().nullable(),
    outputData: p.json().columnType('json').$type<unknown>().nullable(),
    error: p.text().nullable(),
    durationMs: p.float().nullable(),
    startedAt: p.datetime(),
  },
})

export type StepRow = InferEntity<typeof StepEntity>
