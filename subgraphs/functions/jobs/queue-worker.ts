import { builder } from '../builder.ts'
import { OWNED_TABLE } from '../executions/execution-store.ts'

interface QueueWorkerShape {
  id: string
  maxJobs: number
  startedAt: Date
}

const QueueWorker = builder.objectRef<QueueWorkerShape>('QueueWorker').implement({
  description: 'A process that takes jobs from a queue.',
  fields: (t) => ({
    workerId: t.exposeString('id', { description: 'Names the process.' }),
    queue: t.string({ description: 'The queue that it takes jobs from: `functions`.', resolve: () => 'functions' }),
    maxJobs: t.exposeInt('maxJobs', { description: 'Jobs that it runs at a time: QUEUE_FUNCTION_CONCURRENCY.' }),
    startedAt: t.float({ description: 'When it began, in seconds since 1970.', resolve: ({ startedAt }) => unixSeconds(startedAt) }),
  }),
})

/** Clients of the REST API read these times as seconds. */
export const unixSeconds = (time: Date) => Math.round(time.getTime()) / 1000

builder.queryField('queueWorkers', (t) =>
  t.field({
    type: [QueueWorker],
    description: 'The live processes that take calls of functions from the queue.',
    authScopes: { canAll: 'system.read' },
    async resolve(_, __, { services }) {
      const { config, presence } = services
      const processes = await presence.living(OWNED_TABLE.name)
      return processes.map(({ id, startedAt }) => ({ id, startedAt, maxJobs: config.QUEUE_FUNCTION_CONCURRENCY }))
    },
  }),
)
