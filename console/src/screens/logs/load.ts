import type { QueryClient } from '@tanstack/react-query'
import { filterOf, logNumbers, logPages, oneRequest } from './data.ts'
import type { LogsSearch } from './search.ts'

interface Loading {
  context: { queryClient: QueryClient }
}

export async function loadLogs({ context: { queryClient }, deps }: Loading & { deps: LogsSearch }): Promise<void> {
  const filter = filterOf(deps)
  void queryClient.prefetchQuery(logNumbers(filter))
  await queryClient.prefetchInfiniteQuery(logPages(filter))
}

export const loadRequest = ({ context: { queryClient }, params: { id } }: Loading & { params: { id: string } }) =>
  queryClient.ensureQueryData(oneRequest(id)).then(() => undefined)
