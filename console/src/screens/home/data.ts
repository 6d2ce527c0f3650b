import { queryOptions } from '@tanstack/react-query'
import { read } from '../../data/query.ts'
import { HomeApprovalsDocument, HomeRequestsDocument, HomeRunsDocument, HomeSandboxDocument, HomeSpendDocument } from './generated/home.ts'

/** What each panel asks for. Whoever lacks it does not see the panel. */
export const NEEDS = {
  runs: 'sinas.executions.read:own',
  spend: 'sinas.messages.read:own',
  requests: 'sinas.logs.read:own',
  sandbox: 'sinas.system.read:all',
} as const

const DAY_MS = 86_400_000
const HOUR_MS = 3_600_000

/** From a full hour, so that the cache finds it again. */
const yesterday = () => new Date(Math.floor((Date.now() - DAY_MS) / HOUR_MS) * HOUR_MS).toISOString()

export const homeRuns = read(HomeRunsDocument, {})
export const homeApprovals = read(HomeApprovalsDocument, {})
export const homeSpend = read(HomeSpendDocument, {})
export const homeSandbox = read(HomeSandboxDocument, {})
export const homeRequests = () => read(HomeRequestsDocument, { since: yesterday() })

export interface Readiness {
  status: string
  dependencies: Record<string, { status: string; milliseconds?: number }>
}

/** No subscription tells of it, so it is asked for every now and then while somebody looks. */
export const readiness = queryOptions({
  queryKey: ['ready'],
  queryFn: async ({ signal }): Promise<Readiness> => (await fetch('/ready', { signal })).json(),
  refetchInterval: 15_000,
})
