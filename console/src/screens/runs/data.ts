import { read, readPages } from '../../data/query.ts'
import { RunDocument, RunLogDocument, type RunQuery, RunRerunsDocument, RunStepsDocument } from './generated/run.ts'
import {
  RunErrorsDocument,
  type RunErrorsQuery,
  type RunRowFragment,
  RunsDocument,
  type RunsQueryVariables,
  RunsToRepeatDocument,
} from './generated/runs.ts'
import type { ErrorsSearch, RunsSearch } from './search.ts'

export type Run = RunQuery['execution']

export type ErrorGroup = RunErrorsQuery['executionErrors'][number]

export type RunsFilter = NonNullable<RunsQueryVariables['filter']>

export function filterOf({ status, trigger, function: name, error }: RunsSearch): RunsFilter {
  const [namespace, functionName] = name?.includes('/') ? name.split('/', 2) : [undefined, name]
  return {
    ...(status && { status }),
    ...(error && { fingerprint: error }),
    ...(trigger && { triggerType: trigger }),
    ...(namespace && { functionNamespace: namespace }),
    ...(functionName && { functionName }),
  }
}

/** Does a run that has changed belong to the list? Subscriptions are not filtered by status: a run that leaves the list has to be seen leaving. */
export const belongs = (run: RunRowFragment, { status }: RunsSearch): boolean => status === undefined || run.status === status

export const runsPages = (search: RunsSearch) => readPages(RunsDocument, { filter: filterOf(search) }, ({ executions }) => executions)
export const oneRun = (id: string) => read(RunDocument, { id })
/** What a rerun names as its trigger, so that both lead to each other. */
export const rerunTrigger = (id: string): string => `rerun:${id}`
export const reruns = (id: string) => read(RunRerunsDocument, { trigger: rerunTrigger(id) })
export const runSteps = (id: string) => readPages(RunStepsDocument, { id }, ({ execution }) => execution.steps)
export const runLog = (id: string) => read(RunLogDocument, { id })
export const runsToRepeat = (fingerprint: string) => read(RunsToRepeatDocument, { fingerprint })

const DAY_MS = 86_400_000
const HOUR_MS = 3_600_000

/** From a whole hour on: what is asked stays the same for a while, and is found in the cache. */
export function runErrors({ days }: ErrorsSearch) {
  const since = Math.floor((Date.now() - Number(days ?? 7) * DAY_MS) / HOUR_MS) * HOUR_MS
  return read(RunErrorsDocument, { since: new Date(since).toISOString() })
}
