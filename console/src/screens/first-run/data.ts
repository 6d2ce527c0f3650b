import { read } from '../../data/query.ts'
import { FirstRunAgentsDocument, FirstRunProvidersDocument } from './generated/first-run.ts'

export const NEEDS = {
  readProviders: 'sinas.llm_providers.read:all',
  makeProviders: 'sinas.llm_providers.create:all',
  makeAgents: 'sinas.agents.create:own',
  makeFunctions: 'sinas.functions.create:own',
  makeWebhooks: 'sinas.webhooks.create:own',
} as const

export const providers = read(FirstRunProvidersDocument, {})
export const agents = read(FirstRunAgentsDocument, {})
