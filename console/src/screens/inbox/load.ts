import type { QueryClient } from '@tanstack/react-query'
import { inboxApprovals } from './data.ts'

export const loadInbox = ({ context: { queryClient } }: { context: { queryClient: QueryClient } }) =>
  queryClient.prefetchQuery(inboxApprovals)
