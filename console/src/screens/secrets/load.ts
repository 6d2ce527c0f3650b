import type { QueryClient } from '@tanstack/react-query'
import { oneSecret, secretsPages } from './data.ts'
import type { SecretsSearch } from './search.ts'

interface Loading {
  context: { queryClient: QueryClient }
}

export const loadSecrets = ({ context: { queryClient }, deps }: Loading & { deps: SecretsSearch }) =>
  queryClient.prefetchInfiniteQuery(secretsPages(deps))

export const loadSecret = ({ context: { queryClient }, params: { id } }: Loading & { params: { id: string } }) =>
  queryClient.ensureQueryData(oneSecret(id))
