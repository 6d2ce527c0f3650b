// Of budgets.graphql, by `npm run console:documents`: don’t edit it.
import { TypedDocument } from '../../../data/document.ts'
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
export type BudgetPeriod =
  | 'DAY'
  | 'MONTH'
  | 'TOTAL';

export type CreateBudgetInput = {
  agentId?: string | null | undefined;
  maxCost?: number | null | undefined;
  maxTokens?: number | null | undefined;
  period: BudgetPeriod;
  userId?: string | null | undefined;
};

export type UpdateBudgetInput = {
  id: string;
  maxCost?: number | null | undefined;
  maxTokens?: number | null | undefined;
  period?: BudgetPeriod | null | undefined;
};

export type BudgetDetailFragment = { id: string, period: BudgetPeriod, maxTokens: number | null, maxCost: number | null, createdAt: string, updatedAt: string, userId: string | null, agentId: string | null, spent: { tokens: number, cost: number }, user: { id: string, email: string | null } | null, agent: { id: string, namespace: string, name: string } | null };

export type BudgetsQueryVariables = Exact<{
  after?: string | null | undefined;
}>;


export type BudgetsQuery = { budgets: { nodes: Array<{ id: string, period: BudgetPeriod, maxTokens: number | null, maxCost: number | null, createdAt: string, updatedAt: string, userId: string | null, agentId: string | null, spent: { tokens: number, cost: number }, user: { id: string, email: string | null } | null, agent: { id: string, namespace: string, name: string } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type SpendQueryVariables = Exact<{
  days: number;
}>;


export type SpendQuery = { modelUsage: Array<{ day: string, agent: string, model: string, calls: number, promptTokens: number, completionTokens: number, cost: number, user: { id: string, email: string | null } | null }> };

export type BudgetAgentsQueryVariables = Exact<{
  search?: string | null | undefined;
}>;


export type BudgetAgentsQuery = { agents: { nodes: Array<{ id: string, namespace: string, name: string }> } };

export type BudgetUsersQueryVariables = Exact<{
  search?: string | null | undefined;
}>;


export type BudgetUsersQuery = { users: { nodes: Array<{ id: string, email: string | null }> } };

export type SetBudgetMutationVariables = Exact<{
  input: CreateBudgetInput;
}>;


export type SetBudgetMutation = { createBudget: { budget: { id: string, period: BudgetPeriod, maxTokens: number | null, maxCost: number | null, createdAt: string, updatedAt: string, userId: string | null, agentId: string | null, spent: { tokens: number, cost: number }, user: { id: string, email: string | null } | null, agent: { id: string, namespace: string, name: string } | null } } };

export type ChangeBudgetMutationVariables = Exact<{
  input: UpdateBudgetInput;
}>;


export type ChangeBudgetMutation = { updateBudget: { budget: { id: string, period: BudgetPeriod, maxTokens: number | null, maxCost: number | null, createdAt: string, updatedAt: string, userId: string | null, agentId: string | null, spent: { tokens: number, cost: number }, user: { id: string, email: string | null } | null, agent: { id: string, namespace: string, name: string } | null } } };

export type LiftBudgetMutationVariables = Exact<{
  id: string;
}>;


export type LiftBudgetMutation = { deleteBudget: { budget: { id: string } } };

export type PageFragment = { hasNextPage: boolean, endCursor: string | null };

export const BudgetsDocument = new TypedDocument<BudgetsQuery, BudgetsQueryVariables>('Budgets', 'sha256:291ff88fa4ab6623dc72806b8a8d4ee2d0cfb5710bf10531e0eb74442c850fc2', "query Budgets($after: String) {\n  budgets(first: 100, after: $after) {\n    nodes {\n      ...BudgetDetail\n    }\n    pageInfo {\n      ...Page\n    }\n  }\n}\n\nfragment BudgetDetail on Budget {\n  id\n  period\n  maxTokens\n  maxCost\n  spent {\n    tokens\n    cost\n  }\n  createdAt\n  updatedAt\n  userId\n  user {\n    id\n    email\n  }\n  agentId\n  agent {\n    id\n    namespace\n    name\n  }\n}\n\nfragment Page on PageInfo {\n  hasNextPage\n  endCursor\n}")

export const SpendDocument = new TypedDocument<SpendQuery, SpendQueryVariables>('Spend', 'sha256:fc1e86d4db946370ab4258097498a7068173c3119b5e3b364cd955d7089c7bd4', "query Spend($days: Int!) {\n  modelUsage(days: $days, byUser: true) {\n    day\n    user {\n      id\n      email\n    }\n    agent\n    model\n    calls\n    promptTokens\n    completionTokens\n    cost\n  }\n}")

export const BudgetAgentsDocument = new TypedDocument<BudgetAgentsQuery, BudgetAgentsQueryVariables>('BudgetAgents', 'sha256:d6b2a298011c5b9035153e442891336235cab39040adc4c3dd8b089d0529a367', "query BudgetAgents($search: String) {\n  agents(filter: {search: $search}, first: 50) {\n    nodes {\n      id\n      namespace\n      name\n    }\n  }\n}")

export const BudgetUsersDocument = new TypedDocument<BudgetUsersQuery, BudgetUsersQueryVariables>('BudgetUsers', 'sha256:67669cd16b3a175acb14d266cc5a39eb5aa3ece6bdf7de7a0b570793b31d78ed', "query BudgetUsers($search: String) {\n  users(\n    filter: {search: $search}\n    orderBy: {field: EMAIL, direction: ASC}\n    first: 50\n  ) {\n    nodes {\n      id\n      email\n    }\n  }\n}")

export const SetBudgetDocument = new TypedDocument<SetBudgetMutation, SetBudgetMutationVariables>('SetBudget', 'sha256:c997f25cfb3e1f4c2006c448db5877c7af8dd6c0da45521617f7f7f981b94c89', "mutation SetBudget($input: CreateBudgetInput!) {\n  createBudget(input: $input) {\n    budget {\n      ...BudgetDetail\n    }\n  }\n}\n\nfragment BudgetDetail on Budget {\n  id\n  period\n  maxTokens\n  maxCost\n  spent {\n    tokens\n    cost\n  }\n  createdAt\n  updatedAt\n  userId\n  user {\n    id\n    email\n  }\n  agentId\n  agent {\n    id\n    namespace\n    name\n  }\n}")

export const ChangeBudgetDocument = new TypedDocument<ChangeBudgetMutation, ChangeBudgetMutationVariables>('ChangeBudget', 'sha256:427e3a9f1446f213974c9fe5c4e50e9dc61d1f5c13c8c4a5da2e95012feb084c', "mutation ChangeBudget($input: UpdateBudgetInput!) {\n  updateBudget(input: $input) {\n    budget {\n      ...BudgetDetail\n    }\n  }\n}\n\nfragment BudgetDetail on Budget {\n  id\n  period\n  maxTokens\n  maxCost\n  spent {\n    tokens\n    cost\n  }\n  createdAt\n  updatedAt\n  userId\n  user {\n    id\n    email\n  }\n  agentId\n  agent {\n    id\n    namespace\n    name\n  }\n}")

export const LiftBudgetDocument = new TypedDocument<LiftBudgetMutation, LiftBudgetMutationVariables>('LiftBudget', 'sha256:64e22c174f8e09881cf724814f2d6ae2d33fe421745aa042d9bdf85082051e1a', "mutation LiftBudget($id: ID!) {\n  deleteBudget(input: {id: $id}) {\n    budget {\n      id\n    }\n  }\n}")
