import { read, readPages } from '../../data/query.ts'
import {
  AgentBudgetsDocument,
  AgentChatsDocument,
  AgentDocument,
  type AgentQuery,
  AgentsDocument,
  PickAgentsDocument,
  PickFunctionsDocument,
  PickGroupsDocument,
  PickMcpToolsDocument,
  PickProvidersDocument,
  PickSkillsDocument,
} from './generated/agents.ts'
import type { AgentsSearch } from './search.ts'

export type Agent = NonNullable<AgentQuery['agent']>

export interface AgentName {
  namespace: string
  name: string
}

export const agentPages = (filter: AgentsSearch) => readPages(AgentsDocument, { filter }, ({ agents }) => agents)
export const oneAgent = ({ namespace, name }: AgentName) => read(AgentDocument, { by: { name: { namespace, name } } })
export const agentChats = (id: string) => read(AgentChatsDocument, { by: { id } })
export const agentBudgets = (agentId: string) => read(AgentBudgetsDocument, { agentId })

/** What an agent can be given. Each needs a permission of its own. */
export const picks = {
  functions: read(PickFunctionsDocument, {}),
  agents: read(PickAgentsDocument, {}),
  skills: read(PickSkillsDocument, {}),
  mcpTools: read(PickMcpToolsDocument, {}),
  providers: read(PickProvidersDocument, {}),
  groups: read(PickGroupsDocument, {}),
}
