import { SinasError } from '../../../schema/errors.ts'
import { builder } from '../builder.ts'
import { requireExecution } from '../executions/access.ts'
import type { ExecutionRow } from '../executions/execution.entity.ts'
import { Execution } from '../executions/execution.ts'
import { JOB_STATUS, JobStatus } from './job-status.ts'

const Job = builder.objectRef<ExecutionRow>('Job').implement({
  description: 'An execution as a job: what `executeFunctionAsync` queued. Both have the same id.',
  fields: (t) => ({
    id: t.expose('id', { type: 'ID', description: 'Its id, which is also that of the execution.' }),
    status: t.field({ type: JobStatus, description: 'How far it is.', resolve: ({ status }) => JOB_STATUS[status] }),
    error: t.exposeString('error', { nullable: true, description: 'What went wrong, in a sentence.' }),
    execution: t.field({ type: Execution, description: 'The execution as it is now.', resolve: (row) => row }),
  }),
})

const JobResult = builder.objectRef<ExecutionRow>('JobResult').implement({
  description: 'What a queued execution returned.',
  fields: (t) => ({
    jobId: t.expose('id', { type: 'ID', description: 'Id of the job.' }),
    result: t.expose('outputData', { type: 'JSON', nullable: true, description: 'What the function returned.' }),
  }),
})

builder.queryFields((t) => ({
  job: t.field({
    type: Job,
    nullable: true,
    description: 'What became of a queued execution. Errors: NOT_FOUND, FORBIDDEN.',
    authScopes: { authenticated: true },
    args: { id: t.arg({ type: 'ID', required: true, description: 'Id of the job.' }) },
    async resolve(_, { id }, context) {
      const row = await requireExecution(context, id, 'read', 'Job')
      return row
    },
  }),
  jobResult: t.field({
    type: JobResult,
    nullable: true,
    description: 'What a queued execution returned. Errors: NOT_FOUND, FORBIDDEN, CONFLICT until it is completed.',
    authScopes: { authenticated: true },
    args: { id: t.arg({ type: 'ID', required: true, description: 'Id of the job.' }) },
    async resolve(_, { id }, context) {
      const row = await requireExecution(context, id, 'read', 'Job')
      if (row.status !== 'COMPLETED')
        throw new SinasError('CONFLICT', { reason: `The job is not completed: it is ${JOB_STATUS[row.status]}` })
      return row
    },
  }),
}))
