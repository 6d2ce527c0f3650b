import { queryOptions } from '@tanstack/react-query'
import { NetworkError } from '../../data/errors.ts'
import { read } from '../../data/query.ts'
import { fetchAsUser } from '../../session/session.ts'
import { ConfigurationDocument, StorageDocument, SystemDocument, type SystemQuery } from './generated/system.ts'

export const NEEDS = 'sinas.system.read:all'

/** How often the numbers are read anew while somebody looks: no subscription tells of them. */
const FRESH_MS = 10_000

export type Pool = SystemQuery['sandboxPool']

/** What stands beside these two is known to administrators alone. */
export interface Part {
  status: string
  milliseconds?: number
  [detail: string]: unknown
}

export const systemFacts = { ...read(SystemDocument, {}), refetchInterval: FRESH_MS }
export const storage = read(StorageDocument, {})
export const configuration = read(ConfigurationDocument, {})

export const parts = queryOptions({
  queryKey: ['parts'],
  refetchInterval: FRESH_MS,
  async queryFn({ signal }): Promise<Record<string, Part>> {
    const response = await fetchAsUser('/ready', { signal }).catch((error: Error) => {
      throw error.name === 'AbortError' ? error : new NetworkError(error)
    })
    return ((await response.json()) as { dependencies: Record<string, Part> }).dependencies
  },
})
