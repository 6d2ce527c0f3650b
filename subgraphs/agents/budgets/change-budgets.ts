import { z } from 'zod'
import type { Context } from '../../../schema/context.ts'
import { invalid, SinasError } from '../../../schema/errors.ts'
import { given } from '../../../schema/inputs.ts'
import { builder } from '../builder.ts'
import type { Services } from '../services.ts'
import { Budget as BudgetEntity, type BudgetRow } from './budget.entity.ts'
import { Budget, BudgetPeriod } from './budget.ts'

const tokens = z.int().min(1)
const dollars = z.number().positive()

const PERIOD = 'In which time so much may be spent.'

builder.relayMutationField(
  'createBudget',
  {
    description: 'A limit: of tokens, of cost, or both.',
    inputFields: (t) => ({
      userId: t.field({ type: 'ID', description: 'Absent: all users together.' }),
      agentId: t.field({ type: 'ID', description: 'Absent: all agents together.' }),
      period: t.field({ type: BudgetPeriod, required: true, description: PERIOD }),
      maxTokens: t.field({ type: 'BigInt', validate: tokens, description: 'Of prompts and answers.' }),
      maxCost: t.float({ validate: dollars, description: 'US dollars.' }),
    }),
  },
  {
    nullable: true,
    description: 'Sets a limit. It counts at once, also for what was spent before in its period.',
    authScopes: { canAll: 'budgets.create' },
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
      return { budget: row }
    },
  },
  { outputFields: (t) => ({ budget: t.expose('budget', { type: Budget, description: 'The new budget.' }) }) },
)

builder.relayMutationField(
  'updateBudget',
  {
    description: 'What is to change. A field that is absent or null stays as it is.',
    inputFields: (t) => ({
      id: t.id({ required: true, description: 'Id of the budget.' }),
      period: t.field({ type: BudgetPeriod, description: PERIOD }),
      maxTokens: t.field({ type: 'BigInt', validate: tokens, description: 'Of prompts and answers.' }),
      maxCost: t.float({ validate: dollars, description: 'US dollars.' }),
    }),
  },
  {
    nullable: true,
    description: 'Changes a limit. Errors: NOT_FOUND.',
    authScopes: { canAll: 'budgets.update' },
    async resolve(_, { input: { id, ...input } }, context) {
      const row = await find(context, id)
      Object.assign(row, given(input), { updatedAt: new Date() })
      await context.em.flush()
      return { budget: row }
    },
  },
  { outputFields: (t) => ({ budget: t.expose('budget', { type: Budget, description: 'The budget as it is now.' }) }) },
)

builder.relayMutationField(
  'deleteBudget',
  { inputFields: (t) => ({ id: t.id({ required: true, description: 'Id of the budget.' }) }) },
  {
    nullable: true,
    description: 'Lifts a limit. Errors: NOT_FOUND.',
    authScopes: { canAll: 'budgets.delete' },
    async resolve(_, { input: { id } }, context) {
      const row = await find(context, id)
      await context.em.remove(row).flush()
      return { budget: row }
    },
  },
  { outputFields: (t) => ({ budget: t.expose('budget', { type: Budget, description: 'The budget as it was.' }) }) },
)

async function find({ em }: Context<Services>, id: string): Promise<BudgetRow> {
  const row = await em.findOne(BudgetEntity, { id })
  if (!row) throw new SinasError('NOT_FOUND', { what: 'Budget' })
  return row
}
