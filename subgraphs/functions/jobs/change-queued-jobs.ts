import { SinasError } from '../../../schema/errors.ts'
import { builder } from '../builder.ts'
import { cancel } from '../executions/cancel.ts'
import { JOB } from '../executions/queued-runs.ts'
import { withRun } from './job-run.ts'
import { QueuedJob } from './queued-job.ts'

builder.relayMutationField(
  'retryDeadLetter',
  { inputFields: (t) => ({ id: t.string({ required: true, description: 'Id of the job.' }) }) },
  {
    nullable: true,
    description: 'Gives a dead letter a fresh set of attempts, from now. Errors: NOT_FOUND.',
    authScopes: { canAll: 'system.update' },
    async resolve(_, { input: { id } }, { services, database }) {
      const job = await services.queue.get(id)
      if (job?.status !== 'failed') throw new SinasError('NOT_FOUND', { what: `Dead letter ${id}` })
      if (job.job === JOB && !(await services.store.find(id))) {
        await services.queue.removeDeadLetters(id)
        throw new SinasError('NOT_FOUND', { what: `Execution ${id}` })
      }
      if (job.job === JOB) await services.store.reopen(id)
      const retried = await services.queue.retry(id)
      if (!retried) throw new SinasError('NOT_FOUND', { what: `Dead letter ${id}` })
      return { job: await withRun(database, retried) }
    },
  },
  { outputFields: (t) => ({ job: t.expose('job', { type: QueuedJob, description: 'The job as it is now.' }) }) },
)

builder.relayMutationField(
  'flushDeadLetters',
  null,
  {
    nullable: true,
    description: 'Removes every dead letter.',
    authScopes: { canAll: 'system.update' },
    resolve: async (_, __, { services }) => ({ removed: await services.queue.removeDeadLetters() }),
  },
  { outputFields: (t) => ({ removed: t.exposeInt('removed', { description: 'How many there were.' }) }) },
)

builder.relayMutationField(
  'cancelQueuedJob',
  { inputFields: (t) => ({ id: t.string({ required: true, description: 'Id of the job.' }) }) },
  {
    nullable: true,
    description: 'Cancels a job that is queued or runs. Errors: NOT_FOUND.',
    authScopes: { canAll: 'system.update' },
    async resolve(_, { input: { id } }, { services, database }) {
      const job = await services.queue.cancel(id)
      if (!job) throw new SinasError('NOT_FOUND', { what: `Job ${id}` })
      if (job.job === JOB) await cancel(services, id, 'The job was cancelled')
      return { job: await withRun(database, job) }
    },
  },
  { outputFields: (t) => ({ job: t.expose('job', { type: QueuedJob, description: 'The job as it is now.' }) }) },
)
