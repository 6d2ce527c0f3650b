import type { QueryClient } from '@tanstack/react-query'
import { functionsPages, type Name, oneFunction } from './data.ts'
import type { FunctionsSearch } from './search.ts'

interface Loading {
  context: { queryClient: QueryClient }
}

export const loadFunctions = ({ context: { queryClient }, deps }: Loading & { deps: FunctionsSearch }) =>
  queryClient.prefetchInfiniteQuery(functionsPages(deps))

export async function loadFunction({ context: { queryClient }, params }: Loading & { params: Name }): Promise<void> {
  await queryClient.ensureQueryData(oneFunction(params))
}
