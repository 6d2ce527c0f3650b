import { defineEntity, type InferEntity, p } from '@mikro-orm/core'

/** A limit to what a user, an agent, or one through the other may spend in a period. */
export const Budget = defineEntity({
  name: 'Budget',
  tableName: 'budgets',
  schema: 'agents',
  properties: {
    id: p.uuid().primary(),
    userId: p.uuid().nullable(),
    agentId: p.uuid().nullable(),
    period: p.text(),
    maxTokens: p.bigint('number').nullable(),
    maxCost: p.float().columnType('double precision').nullable(),
    createdAt: p.datetime(),
    updatedAt: p.datetime(),
  },
})

/** Tokens and cost of a day, added up as models answer. */
export const Usage = defineEntity({
  name: 'Usage',
  tableName: 'usage',
  schema: 'agents',
  properties: {
    day: p.date().primary(),
    userId: p.uuid().primary(),
    agentId: p.uuid().primary(),
    model: p.text().primary(),
    calls: p.integer(),
    promptTokens: p.bigint('number'),
    completionTokens: p.bigint('number'),
    cost: p.float().columnType('double precision'),
  },
})

export type BudgetRow = InferEntity<typeof Budget>
