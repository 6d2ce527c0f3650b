import { z } from 'zod'
import type { Context } from '../../../schema/context.ts'
import { invalid, SinasError } from '../../../schema/errors.ts'
import { given } from '../../../schema/inputs.ts'
import { builder, User } from '../builder.ts'
import type { Services } from '../services.ts'
import { Budget as BudgetEntity, type BudgetRow } from './budget.entity.ts'

const PERIODS = ['day', 'month', 'total'] as const

const Budget = builder.objectRef<BudgetRow>('Budget').implement({
  description:
    'A limit to what a user, an agent, or one through the other may spend on models. Once it is reached, turns end with BUDGET_EXCEEDED.',
  fields: (t) => ({
    id: t.expose('id', { type: 'ID', description: 'Its id.' }),
    userId: t.expose('userId', { type: 'ID', nullable: true, description: 'Null: all users together.' }),
    agentId: t.expose('agentId', { type: 'ID', nullable: true, description: 'Null: all agents together.' }),
    period: t.exposeString('period', { description: '`day` or `month` of the calendar in UTC, or `total`.' }),
    maxTokens: t.expose('maxTokens', { type: 'BigInt', nullable: true, description: 'Of prompts and answers.' }),
    maxCost: t.exposeFloat('maxCost', { nullable: true, description: 'US dollars, where the provider is given prices.' }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was made.' }),
    updatedAt: t.expose('updatedAt', { type: 'DateTime', description: 'When it last changed.' }),
    user: t.field({
      type: User,
      nullable: true,
      description: 'The user whom it limits; null: all users together.',
      resolve: ({ userId }) => (userId ? { id: userId } : null),
    }),
  }),
})

const tokens = z.int().min(1)
const dollars = z.number().positive()

const CreateBudgetInput = builder.inputType('CreateBudgetInput', {
  description: 'A limit: of tokens, of cost, or both.',
  fields: (t) => ({
    userId: t.field({ type: 'ID', description: 'Absent: all users together.' }),
    agentId: t.field({ type: 'ID', description: 'Absent: all agents together.' }),
    period: t.string({ required: true, validate: z.enum(PERIODS), description: '`day` or `month` of the calendar in UTC, or `total`.' }),
    maxTokens: t.int({ validate: tokens, description: 'Of prompts and answers.' }),
    maxCost: t.float({ validate: dollars, description: 'US dollars.' }),
  }),
})

const UpdateBudgetInput = builder.inputType('UpdateBudgetInput', {
  description: 'What is absent stays as it is.',
  fields: (t) => ({
    period: t.string({ validate: z.enum(PERIODS), description: '`day` or `month` of the calendar in UTC, or `total`.' }),
    maxTokens: t.int({ validate: tokens, description: 'Of prompts and answers.' }),
    maxCost: t.float({ validate: dollars, description: 'US dollars.' }),
  }),
})

builder.queryField('budgets', (t) =>
  t.field({
    type: [Budget],
    description: 'Every budget, or those of a user or an agent.',
    authScopes: { canAll: 'budgets.read' },
    args: {
      userId: t.arg({ type: 'ID', description: 'Only those of this user.' }),
      agentId: t.arg({ type: 'ID', description: 'Only those of this agent.' }),
    },
    resolve: (_, { userId, agentId }, { em }) =>
      em.find(BudgetEntity, { ...(userId && { userId }), ...(agentId && { agentId }) }, { orderBy: { createdAt: 'desc' } }),
  }),
)

builder.mutationFields((t) => ({
  createBudget: t.field({
    type: Budget,
    description: 'Sets a limit. It counts at once, also for what was spent before in its period.',
    authScopes: { canAll: 'budgets.create' },
    args: { input: t.arg({ type: CreateBudgetInput, required: true, description: 'The limit to set.' }) },
    async resolve(_, { input }, { em }) {
      if (!input.maxTokens && !input.maxCost) throw invalid(['input', 'maxTokens'], 'a budget limits tokens, cost, or both')
      const now = new Date()
      const row = em.create(BudgetEntity, {
        id: crypto.randomUUID(),
        userId: input.userId ?? null,
        agentId: input.agentId ?? null,
        period: input.period,
        maxTokens: input.maxTokens ?? null,
        maxCost: input.maxCost ?? null,
        createdAt: now,
        updatedAt: now,
      })
      await em.persist(row).flush()
      return row
    },
  }),
  updateBudget: t.field({
    type: Budget,
    description: 'Changes a limit. Errors: NOT_FOUND.',
    authScopes: { canAll: 'budgets.update' },
    args: {
      id: t.arg({ type: 'ID', required: true, description: 'Id of the budget.' }),
      input: t.arg({ type: UpdateBudgetInput, required: true, description: 'What is to change.' }),
    },
    async resolve(_, { id, input }, context) {
      const row = await find(context, id)
      Object.assign(row, given(input), { updatedAt: new Date() })
      await context.em.flush()
      return row
    },
  }),
  deleteBudget: t.field({
    type: Budget,
    description: 'Lifts a limit. Errors: NOT_FOUND.',
    authScopes: { canAll: 'budgets.delete' },
    args: { id: t.arg({ type: 'ID', required: true, description: 'Id of the budget.' }) },
    async resolve(_, { id }, context) {
      const row = await find(context, id)
      await context.em.remove(row).flush()
      return row
    },
  }),
}))

async function find({ em }: Context<Services>, id: string): Promise<BudgetRow> {
  const row = await em.findOne(BudgetEntity, { id })
  if (!row) throw new SinasError('NOT_FOUND', { what: 'Budget' })
  return row
}
