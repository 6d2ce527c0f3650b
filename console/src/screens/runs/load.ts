import type { QueryClient } from '@tanstack/react-query'
import { oneRun, runErrors, runSteps, runsPages } from './data.ts'
import type { ErrorsSearch, RunsSearch } from './search.ts'

interface Loading {
  context: { queryClient: QueryClient }
}

export const loadRuns = ({ context: { queryClient }, deps }: Loading & { deps: RunsSearch }) =>
  queryClient.prefetchInfiniteQuery(runsPages(deps))

export async function loadRun({ context: { queryClient }, params: { id } }: Loading & { params: { id: string } }): Promise<void> {
  void queryClient.prefetchInfiniteQuery(runSteps(id))
  await queryClient.ensureQueryData(oneRun(id))
}

export const loadErrors = ({ context: { queryClient }, deps }: Loading & { deps: ErrorsSearch }) =>
  queryClient.prefetchQuery(runErrors(deps))
