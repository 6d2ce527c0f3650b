import type { QueryClient } from '@tanstack/react-query'

/** A secret that was just made: in memory until the page says that it is done with, or is left. Never in the browser's storage. */
const key = (id: string) => ['webhook secret', id]

export const keepSecret = (queryClient: QueryClient, id: string, secret: string): unknown => queryClient.setQueryData(key(id), secret)

export const dropSecret = (queryClient: QueryClient, id: string): void => queryClient.removeQueries({ queryKey: key(id) })

export const keptSecret = (id: string) => ({
  queryKey: key(id),
  queryFn: () => Promise.resolve(null as string | null),
  staleTime: Number.POSITIVE_INFINITY,
  initialData: undefined as string | null | undefined,
})
