import type { QueryClient } from '@tanstack/react-query'
import { packagesPages } from './data.ts'

export const loadPackages = ({ context: { queryClient } }: { context: { queryClient: QueryClient } }) =>
  queryClient.prefetchInfiniteQuery(packagesPages())
