import { read, readPages } from '../../data/query.ts'
import { RunDocument, type RunQuery, RunRerunsDocument, RunStepsDocument } from './generated/run.ts'
import { type RunRowFragment, RunsDocument, type RunsQueryVariables } from './generated/runs.ts'
import type { RunsSearch } from './search.ts'

export type Run = RunQuery['execution']

export type RunsFilter = NonNullable<RunsQueryVariables['filter']>

export function filterOf({ status, trigger, function: name }: RunsSearch): RunsFilter {
  const [namespace, functionName] = name?.includes('/') ? name.split('/', 2) : [undefined, name]
  return {
    ...(status && { status }),
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
