import { upperCase } from '../../../schema/enum-words.ts'
import { SinasError } from '../../../schema/errors.ts'
import { limit, skip } from '../../../schema/inputs.ts'
import type { JobRecord } from '../../../workers/queue/index.ts'
import { builder } from '../builder.ts'
import { cancel } from '../executions/cancel.ts'
import { TriggerType } from '../executions/execution-status.ts'
import { JOB } from '../executions/queued-runs.ts'
import { type JobOfRun, withRun, withRuns } from './job-run.ts'
import { unixSeconds } from './queue-worker.ts'

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

const QueuedJob = builder.objectRef<JobOfRun>('QueuedJob').implement({
  description: 'A job as the queue knows it. Completed and cancelled ones are kept for 24 hours, dead letters until they are removed.',
  fields: (t) => ({
    id: t.exposeString('id', { description: 'Of a run of a function: the execution’s id.' }),
    kind: t.exposeString('job', { description: 'What it does: `execution`, ...' }),
    status: t.expose('status', { type: QueuedJobStatus, description: 'How far it is.' }),
    queue: t.string({
      description: 'The queue that it is in: `functions`, or the name of its kind.',
      resolve: ({ job }) => (job === JOB ? 'functions' : job),
    }),
    function: t.string({
      nullable: true,
      description: '`namespace/name` of the function that it runs; null where it runs none.',
      resolve: ({ run }) => run && `${run.functionNamespace}/${run.functionName}`,
    }),
    agent: t.string({ nullable: true, description: 'Null: turns of agents do not wait in a queue.', resolve: () => null }),
    triggerType: t.field({
      type: TriggerType,
      nullable: true,
      description: 'What called the function.',
      resolve: ({ run }) => run?.triggerType,
    }),
    chatId: t.string({ nullable: true, description: 'The chat in which it was called.', resolve: ({ run }) => run?.chatId }),
    data: t.expose('data', { type: 'JSON', nullable: true, description: 'What its handler is given.' }),
    attempts: t.exposeInt('attempts', { description: 'Attempts that began.' }),
    maxAttempts: t.exposeInt('maxAttempts', { description: 'Attempts that it has in all.' }),
    error: t.exposeString('error', { nullable: true, description: 'Why the last attempt failed.' }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was queued.' }),
    enqueuedAt: t.float({ description: 'When it was queued, in seconds since 1970.', resolve: ({ createdAt }) => unixSeconds(createdAt) }),
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
  queuedJobs: t.field({
    type: [QueuedJob],
    description: 'Calls of functions that were queued, newest first; with `kind` others, such as the alarms of schedules.',
    authScopes: { canAll: 'system.read' },
    args: {
      skip: t.arg.int(skip),
      limit: t.arg.int(limit),
      status: t.arg({ type: QueuedJobStatus, description: 'Only those that are this far.' }),
      kind: t.arg.string({ description: 'Those that do this in place of calls of functions: `triggers.alarm`, ...' }),
    },
    async resolve(_, { skip, limit, status, kind }, { services, database }) {
      const filter = { limit: limit!, offset: skip!, ...(status && { status }), job: kind ?? JOB }
      return withRuns(database, (await services.queue.list(filter)).items)
    },
  }),
  deadLetters: t.field({
    type: [QueuedJob],
    description: 'Jobs that failed in every attempt, newest first.',
    authScopes: { canAll: 'system.read' },
    args: { skip: t.arg.int(skip), limit: t.arg.int(limit) },
    resolve: async (_, { skip, limit }, { services, database }) =>
      withRuns(database, (await services.queue.deadLetters({ limit: limit!, offset: skip! })).items),
  }),
}))

builder.mutationFields((t) => ({
  retryDeadLetter: t.field({
    type: QueuedJob,
    description: 'Gives a dead letter a fresh set of attempts, from now. Errors: NOT_FOUND.',
    authScopes: { canAll: 'system.update' },
    args: { id: t.arg.string({ required: true, description: 'Id of the job.' }) },
    async resolve(_, { id }, { services, database }) {
      const job = await services.queue.get(id)
      if (job?.status !== 'failed') throw new SinasError('NOT_FOUND', { what: `Dead letter ${id}` })
      if (job.job === JOB && !(await services.store.find(id))) {
        await services.queue.removeDeadLetters(id)
        throw new SinasError('NOT_FOUND', { what: `Execution ${id}` })
      }
      if (job.job === JOB) await services.store.reopen(id)
      const retried = await services.queue.retry(id)
      if (!retried) throw new SinasError('NOT_FOUND', { what: `Dead letter ${id}` })
      return withRun(database, retried)
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
    async resolve(_, { id }, { services, database }) {
      const job = await services.queue.cancel(id)
      if (!job) throw new SinasError('NOT_FOUND', { what: `Job ${id}` })
      if (job.job === JOB) await cancel(services, id, 'The job was cancelled')
      return withRun(database, job)
    },
  }),
}))
