import { upperCase } from '../../../schema/enum-words.ts'
import type { JobRecord } from '../../../workers/queue/index.ts'
import { builder, page } from '../builder.ts'
import { Execution, readableExecution } from '../executions/execution.ts'
import { TriggerType } from '../executions/execution-status.ts'
import { JOB } from '../executions/queued-runs.ts'
import { type JobOfRun, withRuns } from './job-run.ts'
import { pageOfJobs } from './page-of-jobs.ts'
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

export const QueuedJob = builder.objectRef<JobOfRun>('QueuedJob').implement({
  description: 'A job as the queue knows it. Completed and cancelled ones are kept for 24 hours, dead letters until they are removed.',
  fields: (t) => ({
    id: t.expose('id', { type: 'ID', description: 'Of a run of a function: the execution’s id.' }),
    kind: t.exposeString('job', { description: 'What it does: `execution`, ...' }),
    status: t.expose('status', { type: QueuedJobStatus, description: 'How far it is.' }),
    queue: t.string({
      description: 'The queue that it is in: `functions`, or the name of its kind.',
      resolve: ({ job }) => (job === JOB ? 'functions' : job),
    }),
    execution: t.field({
      type: Execution,
      nullable: true,
      description: 'The execution that it runs; null where it runs none, or the caller may not read it.',
      resolve: ({ id, run }, _, context) => (run ? readableExecution(context, id) : null),
    }),
    function: t.string({
      nullable: true,
      inaccessible: true,
      description: '`namespace/name` of the function that it runs; null where it runs none.',
      resolve: ({ run }) => run && `${run.functionNamespace}/${run.functionName}`,
    }),
    agent: t.string({
      nullable: true,
      inaccessible: true,
      description: 'Null: turns of agents do not wait in a queue.',
      resolve: () => null,
    }),
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
    enqueuedAt: t.float({
      inaccessible: true,
      description: 'When it was queued, in seconds since 1970.',
      resolve: ({ createdAt }) => unixSeconds(createdAt),
    }),
    runAt: t.expose('runAt', { type: 'DateTime', nullable: true, description: 'When it may next start.' }),
    startedAt: t.expose('startedAt', { type: 'DateTime', nullable: true, description: 'When its last attempt began.' }),
    finishedAt: t.expose('finishedAt', { type: 'DateTime', nullable: true, description: 'When it was over; null before.' }),
  }),
})

const QueuedJobConnection = builder.connectionObject({
  type: QueuedJob,
  name: 'QueuedJobConnection',
  description: 'A page of a list of jobs.',
})

const QueuedJobFilter = builder.inputType('QueuedJobFilter', {
  description: 'Which jobs are listed: those that meet all that is given.',
  fields: (t) => ({
    status: t.field({ type: QueuedJobStatus, description: 'Those that are this far: `FAILED` ones are dead letters.' }),
    kind: t.string({ description: 'Those that do this in place of calls of functions: `triggers.alarm`, ...' }),
    anyKind: t.boolean({ defaultValue: false, description: 'Those that do anything.' }),
  }),
})

builder.queryField('queuedJobs', (t) =>
  t.field({
    type: QueuedJobConnection,
    nullable: true,
    description: 'Calls of functions that were queued, newest first; with `kind` others, such as the alarms of schedules.',
    authScopes: { canAll: 'system.read' },
    args: { ...page, filter: t.arg({ type: QueuedJobFilter, description: 'Which ones.' }) },
    async resolve(_, { filter, ...args }, { services, database }) {
      const job = filter?.anyKind ? undefined : (filter?.kind ?? JOB)
      const found = await pageOfJobs(services.queue, { ...(filter?.status && { status: filter.status }), ...(job && { job }) }, args)
      const jobs = await withRuns(
        database,
        found.edges.map(({ node }) => node),
      )
      return { ...found, edges: found.edges.map(({ cursor }, i) => ({ cursor, node: jobs[i]! })) }
    },
  }),
)
