import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query'
import { hasCode, isPassing } from './errors.ts'

/** How long what was read counts as fresh: subscriptions bring what changes meanwhile. */
const FRESH_MS = 20_000
const MAX_RETRIES = 3
const MAX_PAUSE_MS = 8_000

/** @param onSessionEnd is called where the server no longer knows who asks */
export function createQueryClient(onSessionEnd: () => void): QueryClient {
  const onError = (error: Error) => {
    if (hasCode(error, 'UNAUTHENTICATED')) onSessionEnd()
  }
  return new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
    defaultOptions: {
      queries: {
        staleTime: FRESH_MS,
        retry: (failures, error) => failures < MAX_RETRIES && isPassing(error),
        retryDelay: (failures) => Math.min(MAX_PAUSE_MS, 500 * 2 ** failures),
        networkMode: 'always',
      },
      mutations: { networkMode: 'always' },
    },
  })
}
