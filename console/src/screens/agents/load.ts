import type { QueryClient } from '@tanstack/react-query'
import { type AgentName, agentPages, oneAgent } from './data.ts'
import type { AgentsSearch } from './search.ts'

interface Loading {
  context: { queryClient: QueryClient }
}

export const loadAgents = ({ context: { queryClient }, deps }: Loading & { deps: AgentsSearch }) =>
  queryClient.prefetchInfiniteQuery(agentPages(deps))

export async function loadAgent({ context: { queryClient }, params }: Loading & { params: AgentName }): Promise<void> {
  await queryClient.ensureQueryData(oneAgent(params))
}
