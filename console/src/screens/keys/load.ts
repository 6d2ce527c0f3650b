import type { QueryClient } from '@tanstack/react-query'
import { keysPages, oneKey } from './data.ts'
import type { KeysSearch } from './search.ts'

interface Loading {
  context: { queryClient: QueryClient }
}

export const loadKeys = ({ context: { queryClient }, deps }: Loading & { deps: KeysSearch }) =>
  queryClient.prefetchInfiniteQuery(keysPages(deps))

export const loadKey = ({ context: { queryClient }, params: { id } }: Loading & { params: { id: string } }) =>
  queryClient.prefetchQuery(oneKey(id))
