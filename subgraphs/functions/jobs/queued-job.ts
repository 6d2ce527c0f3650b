import { upperCase } from '../../../schema/enum-words.ts'
import { SinasError } from '../../../schema/errors.ts'
import { limit, skip } from '../../../schema/inputs.ts'
import type { JobRecord } from '../../../workers/queue/index.ts'
import { builder } from '../builder.ts'
import { cancel } from '../executions/cancel.ts'
import { JOB } from '../executions/queued-runs.ts'

const QueuedJobStatus = builder.enumType('QueuedJobStatus', {
  description: 'How far a job is.',
  values: upperCase({
    queued: { description: 'It waits for its time, for a free place, or for its next attempt.' },
    running: { description: 'A process holds it.' },
    completed: { description: 'It is done.' },
    failed: { description: 'Every attempt failed: it is a dead letter, until an administrator retries or removes it.' },
    cancelled: { description: 'A user cancelled it.' },
  } satisfies Record<JobRecord['status'], object>),
})

const QueuedJob = builder.objectRef<JobRecord>('QueuedJob').implement({
  description: 'A job as the queue knows it. Completed and cancelled ones are kept for 24 hours, dead letters until they are removed.',
  fields: (t) => ({
    id: t.exposeString('id', { description: 'Of a run of a function: the execution’s id.' }),
    kind: t.exposeString('job', { description: 'What it does: `execution`, ...' }),
    status: t.expose('status', { type: QueuedJobStatus, description: 'How far it is.' }),
    data: t.expose('data', { type: 'JSON', nullable: true, description: 'What its handler is given.' }),
    attempts: t.exposeInt('attempts', { description: 'Attempts that began.' }),
    maxAttempts: t.exposeInt('maxAttempts', { description: 'Attempts that it has in all.' }),
    error: t.exposeString('error', { nullable: true, description: 'Why the last attempt failed.' }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was queued.' }),
    runAt: t.expose('runAt', { type: 'DateTime', nullable: true, description: 'When it may next start.' }),
    startedAt: t.expose('startedAt', { type: 'DateTime', nullable: true, description: 'When its last attempt began.' }),
    finishedAt: t.expose('finishedAt', { type: 'DateTime', nullable: true, description: 'When it was over; null before.' }),
  }),
})

const DeadLettersFlushed = builder.objectRef<{ removed: number }>('DeadLettersFlushed').implement({
  description: 'What was removed.',
  fields: (t) => ({ removed: t.exposeInt('removed', { description: 'How many there were.' }) }),
})

builder.queryFields((t) => ({
  queueStats: t.field({
    type: 'JSON',
    description: 'Jobs by kind and status over all processes, and the pool and jobs of this one.',
    authScopes: { canAll: 'system.read' },
    async resolve(_, __, { services }) {
      const { jobs, running, store } = await services.queue.stats()
      const { running: in_use, spares: idle } = services.sandbox.stats()
      return {
        store,
        jobs,
        pool: { idle, in_use, total: idle + in_use },
        workers: { count: services.sandbox.stats().workers.length, running },
      }
    },
  }),
  queuedJobs: t.field({
    type: [QueuedJob],
    description: 'Jobs of every kind, newest first.',
    authScopes: { canAll: 'system.read' },
    args: {
      skip: t.arg.int(skip),
      limit: t.arg.int(limit),
      status: t.arg({ type: QueuedJobStatus, description: 'Only those that are this far.' }),
      kind: t.arg.string({ description: 'Only those that do this.' }),
    },
    async resolve(_, { skip, limit, status, kind }, { services }) {
      const filter = { limit: limit!, offset: skip!, ...(status && { status }), ...(kind && { job: kind }) }
      return (await services.queue.list(filter)).items
    },
  }),
  deadLetters: t.field({
    type: [QueuedJob],
    description: 'Jobs that failed in every attempt, newest first.',
    authScopes: { canAll: 'system.read' },
    args: { skip: t.arg.int(skip), limit: t.arg.int(limit) },
    resolve: async (_, { skip, limit }, { services }) => (await services.queue.deadLetters({ limit: limit!, offset: skip! })).items,
  }),
}))

builder.mutationFields((t) => ({
  retryDeadLetter: t.field({
    type: QueuedJob,
    description: 'Gives a dead letter a fresh set of attempts, from now. Errors: NOT_FOUND.',
    authScopes: { canAll: 'system.update' },
    args: { id: t.arg.string({ required: true, description: 'Id of the job.' }) },
    async resolve(_, { id }, { services }) {
      const job = await services.queue.get(id)
      if (job?.status !== 'failed') throw new SinasError('NOT_FOUND', { what: `Dead letter ${id}` })
      if (job.job === JOB && !(await services.store.find(id))) {
        await services.queue.removeDeadLetters(id)
        throw new SinasError('NOT_FOUND', { what: `Execution ${id}` })
      }
      if (job.job === JOB) await services.store.reopen(id)
      const retried = await services.queue.retry(id)
      if (!retried) throw new SinasError('NOT_FOUND', { what: `Dead letter ${id}` })
      return retried
    },
  }),
  flushDeadLetters: t.field({
    type: DeadLettersFlushed,
    description: 'Removes every dead letter.',
    authScopes: { canAll: 'system.update' },
    resolve: async (_, __, { services }) => ({ removed: await services.queue.removeDeadLetters() }),
  }),
  cancelQueuedJob: t.field({
    type: QueuedJob,
    description: 'Cancels a job that is queued or runs. Errors: NOT_FOUND.',
    authScopes: { canAll: 'system.update' },
    args: { id: t.arg.string({ required: true, description: 'Id of the job.' }) },
    async resolve(_, { id }, { services }) {
      const job = await services.queue.cancel(id)
      if (!job) throw new SinasError('NOT_FOUND', { what: `Job ${id}` })
      if (job.job === JOB) await cancel(services, id, 'The job was cancelled')
      return job
    },
  }),
}))
