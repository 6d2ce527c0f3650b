import type { Order } from '../../../schema/connections/order.ts'
import { readPage } from '../../../schema/connections/page.ts'
import { upperCase } from '../../../schema/enum-words.ts'
import { Agent, visibleAgent } from '../agents/agent.ts'
import { builder, page, User } from '../builder.ts'
import { Budget as BudgetEntity, type BudgetRow } from './budget.entity.ts'
import { type Spent, spentOf } from './spending.ts'

export type Period = 'day' | 'month' | 'total'

export const BudgetPeriod = builder.enumType('BudgetPeriod', {
  description: 'In which time so much may be spent.',
  values: upperCase({
    day: { description: 'A day of the calendar in UTC.' },
    month: { description: 'A month of the calendar in UTC.' },
    total: { description: 'Once and for all.' },
  } satisfies Record<Period, object>),
})

const BudgetSpending = builder.objectRef<Spent>('BudgetSpending').implement({
  description: 'What counts for a budget in the period that goes on.',
  fields: (t) => ({
    tokens: t.expose('tokens', { type: 'BigInt', description: 'Of prompts and answers.' }),
    cost: t.exposeFloat('cost', { description: 'US dollars, of what has a price.' }),
  }),
})

export const Budget = builder.objectRef<BudgetRow>('Budget').implement({
  description:
    'A limit to what a user, an agent, or one through the other may spend on models. Once it is reached, turns end with BUDGET_EXCEEDED.',
  fields: (t) => ({
    id: t.expose('id', { type: 'ID', description: 'Its id.' }),
    userId: t.expose('userId', { type: 'ID', nullable: true, description: 'Null: all users together.' }),
    agentId: t.expose('agentId', { type: 'ID', nullable: true, description: 'Null: all agents together.' }),
    period: t.field({ type: BudgetPeriod, description: 'In which time so much may be spent.', resolve: ({ period }) => period as Period }),
    maxTokens: t.expose('maxTokens', { type: 'BigInt', nullable: true, description: 'Of prompts and answers.' }),
    maxCost: t.exposeFloat('maxCost', { nullable: true, description: 'US dollars, where the provider is given prices.' }),
    spent: t.loadable({
      type: BudgetSpending,
      description: 'What was used of it in the period that goes on: it is reached where that is its limit or more.',
      // What one mutation of a request changes, the next one sees.
      loaderOptions: { cache: false },
      load: (ids: string[], { database }) => spentOf(database, ids),
      resolve: ({ id }) => id,
    }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was made.' }),
    updatedAt: t.expose('updatedAt', { type: 'DateTime', description: 'When it last changed.' }),
    user: t.field({
      type: User,
      nullable: true,
      description: 'The user whom it limits; null: all users together.',
      resolve: ({ userId }) => (userId ? { id: userId } : null),
    }),
    agent: t.field({
      type: Agent,
      nullable: true,
      description: 'The agent that it limits; null: all agents together, or one that the caller may not talk with.',
      resolve: ({ agentId }, _, context) => (agentId ? visibleAgent(context, agentId) : null),
    }),
  }),
})

const BudgetConnection = builder.connectionObject({
  type: Budget,
  name: 'BudgetConnection',
  description: 'A page of a list of budgets.',
})

const BudgetFilter = builder.inputType('BudgetFilter', {
  description: 'Which budgets are listed: those that meet all that is given.',
  fields: (t) => ({
    userId: t.field({ type: 'ID', description: 'Those of this user.' }),
    agentId: t.field({ type: 'ID', description: 'Those of this agent.' }),
  }),
})

const LATEST_FIRST: Order<BudgetRow> = [
  ['createdAt', 'desc'],
  ['id', 'desc'],
]

builder.queryField('budgets', (t) =>
  t.field({
    type: BudgetConnection,
    nullable: true,
    description: 'Every budget, or those of a user or an agent, the latest first.',
    authScopes: { canAll: 'budgets.read' },
    args: { ...page, filter: t.arg({ type: BudgetFilter, description: 'Which ones.' }) },
    resolve(_, { filter, ...args }, { em }) {
      const { userId, agentId } = filter ?? {}
      const where = { ...(userId && { userId }), ...(agentId && { agentId }) }
      return readPage(em, { entity: BudgetEntity, where, order: LATEST_FIRST }, args)
    },
  }),
)
