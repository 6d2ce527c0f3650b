import type { QueryClient } from '@tanstack/react-query'
import { oneState, statesPages, stateTree } from './data.ts'
import type { StatesSearch } from './search.ts'

interface Loading {
  context: { queryClient: QueryClient }
}

export const loadTree = ({ context: { queryClient } }: Loading) => queryClient.prefetchInfiniteQuery(stateTree)

export const loadStates = ({ context: { queryClient }, deps }: Loading & { deps: StatesSearch }) =>
  queryClient.prefetchInfiniteQuery(statesPages(deps))

export const loadState = ({ context: { queryClient }, params: { id } }: Loading & { params: { id: string } }) =>
  queryClient.ensureQueryData(oneState(id))
