import type { Database } from '../../../schema/database.ts'
import type { JobRecord } from '../../../workers/queue/index.ts'
import type { TriggerType } from '../executions/execution.entity.ts'
import { JOB } from '../executions/queued-runs.ts'

/** What the execution of a job says of it. */
interface JobRun extends Record<string, unknown> {
  id: string
  functionNamespace: string
  functionName: string
  triggerType: TriggerType
  chatId: string | null
}

/** A job, with the execution that it runs where it runs one. */
export interface JobOfRun extends JobRecord {
  run: JobRun | undefined
}

const RUNS = `
  SELECT id, function_namespace AS "functionNamespace", function_name AS "functionName", trigger_type AS "triggerType", chat_id AS "chatId"
  FROM functions.executions WHERE id = ANY($1::uuid[])`

/** Finds what jobs run, all with one statement. */
export async function withRuns(database: Database, jobs: readonly JobRecord[]): Promise<JobOfRun[]> {
  const ids = jobs.filter(({ job }) => job === JOB).map(({ id }) => id)
  const runs = ids.length === 0 ? [] : await database.query<JobRun>(RUNS, [ids])
  const found = new Map(runs.map((run) => [run.id, run]))
  return jobs.map((job) => ({ ...job, run: found.get(job.id) }))
}

export const withRun = async (database: Database, job: JobRecord): Promise<JobOfRun> => (await withRuns(database, [job]))[0]!
