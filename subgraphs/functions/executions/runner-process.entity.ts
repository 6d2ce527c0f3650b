import { defineEntity, p } from '@mikro-orm/core'

/** A process that runs executions. One that is not seen for the time of a lease is dead, and what it ran is lost. */
export const RunnerProcessEntity = defineEntity({
  name: 'RunnerProcess',
  schema: 'functions',
  tableName: 'processes',
  properties: {
    id: p.uuid().primary(),
    /** Host and pid namespace: within one, a pid says whether a process lives. */
    host: p.text(),
    pid: p.integer(),
    seenAt: p.datetime(),
  },
})
