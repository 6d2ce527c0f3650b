import type { QueryClient } from '@tanstack/react-query'
import { permission } from '../../session/permissions.ts'
import { configuration, NEEDS, parts, storage, systemFacts } from './data.ts'

export async function loadSystem({ context: { queryClient } }: { context: { queryClient: QueryClient } }): Promise<void> {
  void queryClient.prefetchQuery(parts)
  if (!(await queryClient.ensureQueryData(permission(NEEDS)))) return
  void queryClient.prefetchQuery(storage)
  void queryClient.prefetchQuery(configuration)
  await queryClient.prefetchQuery(systemFacts)
}
