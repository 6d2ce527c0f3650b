import type { QueryClient } from '@tanstack/react-query'
import { oneSchedule, pastSlots, schedulesPages, slotPages } from './data.ts'
import type { SchedulesSearch, SlotsSearch } from './search.ts'

interface Loading {
  context: { queryClient: QueryClient }
}
interface OfOne extends Loading {
  params: { id: string }
}

export const loadSchedules = ({ context: { queryClient }, deps }: Loading & { deps: SchedulesSearch }) =>
  queryClient.prefetchInfiniteQuery(schedulesPages(deps))

export const loadSchedule = ({ context: { queryClient }, params: { id } }: OfOne) => queryClient.ensureQueryData(oneSchedule(id))

export const loadSlots = ({ context: { queryClient }, params: { id }, deps }: OfOne & { deps: SlotsSearch }) =>
  queryClient.prefetchInfiniteQuery(slotPages(id, deps))

export const loadPastSlots = ({ context: { queryClient }, params: { id } }: OfOne) => queryClient.prefetchQuery(pastSlots(id))
