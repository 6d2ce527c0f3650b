import type { QueryClient } from '@tanstack/react-query'
import { oneRun, runSteps, runsPages } from './data.ts'
import type { RunsSearch } from './search.ts'

interface Loading {
  context: { queryClient: QueryClient }
}

export const loadRuns = ({ context: { queryClient }, deps }: Loading & { deps: RunsSearch }) =>
  queryClient.prefetchInfiniteQuery(runsPages(deps))

export async function loadRun({ context: { queryClient }, params: { id } }: Loading & { params: { id: string } }): Promise<void> {
  void queryClient.prefetchInfiniteQuery(runSteps(id))
  await queryClient.ensureQueryData(oneRun(id))
}
