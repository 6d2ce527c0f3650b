import type { QueryClient } from '@tanstack/react-query'
import { permission } from '../../session/permissions.ts'
import { homeApprovals, homeRuns, NEEDS, readiness } from './data.ts'

export async function loadHome({ context: { queryClient } }: { context: { queryClient: QueryClient } }): Promise<void> {
  void queryClient.prefetchQuery(homeApprovals)
  void queryClient.prefetchQuery(readiness)
  if (await queryClient.ensureQueryData(permission(NEEDS.runs))) await queryClient.prefetchQuery(homeRuns)
}
