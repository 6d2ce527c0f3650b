import { read, readPages } from '../../data/query.ts'
import {
  BudgetAgentsDocument,
  type BudgetDetailFragment,
  BudgetsDocument,
  BudgetUsersDocument,
  SpendDocument,
  type SpendQuery,
} from './generated/budgets.ts'
import { OneProviderDocument, type OneProviderQuery, type ProviderDetailFragment, ProvidersDocument } from './generated/providers.ts'

export type Provider = ProviderDetailFragment
export type ProviderWithAgents = OneProviderQuery['llmProvider']
export type Budget = BudgetDetailFragment
export type Usage = SpendQuery['modelUsage'][number]

/** What each part of the screen asks for. */
export const NEEDS = {
  providers: 'sinas.llm_providers.read:all',
  createProvider: 'sinas.llm_providers.create:all',
  updateProvider: 'sinas.llm_providers.update:all',
  deleteProvider: 'sinas.llm_providers.delete:all',
  spend: 'sinas.messages.read:own',
  spendAll: 'sinas.messages.read:all',
  budgets: 'sinas.budgets.read:all',
  createBudget: 'sinas.budgets.create:all',
  updateBudget: 'sinas.budgets.update:all',
  deleteBudget: 'sinas.budgets.delete:all',
  users: 'sinas.users.read:all',
} as const

export const providersPages = readPages(ProvidersDocument, {}, ({ llmProviders }) => llmProviders)
export const oneProvider = (id: string) => read(OneProviderDocument, { id })
export const budgetsPages = readPages(BudgetsDocument, {}, ({ budgets }) => budgets)
export const spend = (days: number) => read(SpendDocument, { days })
export const budgetAgents = (search: string) => read(BudgetAgentsDocument, { search })
export const budgetUsers = (search: string) => read(BudgetUsersDocument, { search })

interface Price {
  input: number
  output: number
}

/** The part of a provider's configuration that the console has fields for. What else is in it is kept as it is. */
export interface ProviderConfig {
  models?: string[]
  prices?: Record<string, Price>
  [other: string]: unknown
}

export const configOf = (provider: Pick<Provider, 'config'> | undefined): ProviderConfig => (provider?.config ?? {}) as ProviderConfig

/** How much of a budget is used: 1 is reached. By the limit that is nearest. */
export function usedPart({ maxTokens, maxCost, spent }: Budget): number {
  return Math.max(maxTokens === null ? 0 : spent.tokens / maxTokens, maxCost === null ? 0 : spent.cost / maxCost)
}
