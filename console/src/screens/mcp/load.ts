import type { QueryClient } from '@tanstack/react-query'
import { oneServer, serversPages, toolsPages } from './data.ts'
import type { McpSearch } from './search.ts'

interface Loading {
  context: { queryClient: QueryClient }
}

export const loadServers = ({ context: { queryClient }, deps }: Loading & { deps: McpSearch }) =>
  queryClient.prefetchInfiniteQuery(serversPages(deps))

export async function loadServer({
  context: { queryClient },
  params: { server },
}: Loading & { params: { server: string } }): Promise<void> {
  void queryClient.prefetchInfiniteQuery(toolsPages(server))
  await queryClient.ensureQueryData(oneServer(server))
}
