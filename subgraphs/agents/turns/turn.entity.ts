import { defineEntity, p } from '@mikro-orm/core'

/** waiting: for approvals; running: in the process `owner`. A chat has at most one of either. */
export type TurnStatus = 'waiting' | 'running' | 'completed' | 'failed' | 'cancelled'

/** The agent's work from a user's message to its answer. */
export const Turn = defineEntity({
  name: 'Turn',
  tableName: 'turns',
  schema: 'agents',
  indexes: [{ name: 'turns_of_chat', properties: ['chatId', 'createdAt'] }],
  properties: {
    id: p.uuid().primary(),
    chatId: p.uuid(),
    status: p.text().$type<TurnStatus>(),
    owner: p.uuid().nullable(),
    /** Counts claims, as schema/ownership has it. */
    claim: p.integer().default(0),
    /** Processes that have a client which watches it; empty where all clients have left, null where none came. */
    watchers: p.array().columnType('uuid[]').nullable(),
    cancelRequested: p.boolean().default(false),
    error: p.text().nullable(),
    createdAt: p.datetime(),
    finishedAt: p.datetime().nullable(),
  },
})

/** An event of a turn, in order. It is stored before any reader sees it. */
export const TurnEvent = defineEntity({
  name: 'TurnEvent',
  tableName: 'turn_events',
  schema: 'agents',
  properties: {
    turnId: p.uuid().primary(),
    seq: p.integer().primary(),
    event: p.text(),
    /** JSON as text: its bytes are what readers get, now and later. */
    data: p.text(),
  },
})
