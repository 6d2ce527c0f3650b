import type { QueryClient } from '@tanstack/react-query'
import { jobPages, queueStats } from './data.ts'
import type { QueueSearch } from './search.ts'

export async function loadQueue({ context: { queryClient }, deps }: { context: { queryClient: QueryClient }; deps: QueueSearch }) {
  await Promise.all([queryClient.prefetchQuery(queueStats), queryClient.prefetchInfiniteQuery(jobPages(deps))])
}
