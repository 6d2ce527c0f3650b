import type { JobCounts } from '../../../workers/queue/index.ts'
import { builder } from '../builder.ts'
import { JOB } from '../executions/queued-runs.ts'

/** Jobs as the queue counts them, by kind and status. */
type Counts = Record<string, JobCounts>

const STATUSES = ['queued', 'running', 'completed', 'failed', 'cancelled'] as const

interface QueueShape {
  pending: number
  oldestDueAt: Date | null
}

const QueueLength = builder.objectRef<QueueShape>('QueueLength').implement({
  description: 'How long a queue is.',
  fields: (t) => ({
    pending: t.exposeInt('pending', { description: 'Jobs that wait.' }),
    oldestDueAt: t.expose('oldestDueAt', {
      type: 'DateTime',
      nullable: true,
      description: 'Since when the oldest job that could run waits; null where none does.',
    }),
  }),
})

const Queues = builder.objectRef<Counts>('Queues').implement({
  description: 'The queues.',
  fields: (t) => ({
    functions: t.field({
      type: QueueLength,
      description: 'Calls of functions.',
      resolve: (counts) => ({ pending: counts[JOB]?.queued ?? 0, oldestDueAt: counts[JOB]?.oldestDueAt ?? null }),
    }),
    agents: t.field({
      type: QueueLength,
      description: 'Turns of agents: none waits, since each begins with the message that it answers.',
      resolve: () => ({ pending: 0, oldestDueAt: null }),
    }),
  }),
})

const JobTotals = builder.objectRef<Counts>('JobTotals').implement({
  description: 'Calls of functions by status. Completed and cancelled ones are kept for 24 hours.',
  fields: (t) =>
    Object.fromEntries(
      STATUSES.map((status) => [
        status,
        t.int({ description: `Those that are ${status}.`, resolve: (counts) => counts[JOB]?.[status] ?? 0 }),
      ]),
    ),
})

const DeadLetterCount = builder.objectRef<Counts>('DeadLetterCount').implement({
  description: 'Jobs that failed in every attempt.',
  fields: (t) => ({
    size: t.int({
      description: 'How many there are, of every kind.',
      resolve: (counts) => Object.values(counts).reduce((total, { failed }) => total + failed, 0),
    }),
  }),
})

interface ProcessesShape {
  idle: number
  inUse: number
}

const QueueProcesses = builder.objectRef<ProcessesShape>('QueueProcesses').implement({
  description: 'Processes of the pool, which run the calls.',
  fields: (t) => ({
    idle: t.exposeInt('idle', { description: 'Processes that wait for a call.' }),
    inUse: t.exposeInt('inUse', { description: 'Processes that run one.' }),
    total: t.int({ description: 'Both together.', resolve: ({ idle, inUse }) => idle + inUse }),
  }),
})

const QueueThreads = builder.objectRef<{ count: number; running: number }>('QueueThreads').implement({
  description: 'What this process does for the queue.',
  fields: (t) => ({
    count: t.exposeInt('count', { description: 'Threads of its pool.' }),
    running: t.exposeInt('running', { description: 'Jobs that it runs.' }),
  }),
})

interface StatsShape {
  store: string
  counts: Counts
  running: number
  threads: number
  processes: ProcessesShape
}

const QueueStats = builder.objectRef<StatsShape>('QueueStats').implement({
  description: 'What waits and runs: the jobs of all processes, and the pool of this one.',
  fields: (t) => ({
    store: t.exposeString('store', { description: 'Where jobs are kept: `PostgreSQL` or `MongoDB`.' }),
    queues: t.field({ type: Queues, description: 'How long the queues are.', resolve: ({ counts }) => counts }),
    jobs: t.field({ type: JobTotals, description: 'Calls by status.', resolve: ({ counts }) => counts }),
    deadLetters: t.field({ type: DeadLetterCount, description: 'Jobs that failed for good.', resolve: ({ counts }) => counts }),
    pool: t.field({ type: QueueProcesses, description: 'Processes that run the calls.', resolve: ({ processes }) => processes }),
    workers: t.field({
      type: QueueThreads,
      description: 'What this process does.',
      resolve: ({ threads, running }) => ({ count: threads, running }),
    }),
  }),
})

builder.queryField('queueStats', (t) =>
  t.field({
    type: QueueStats,
    nullable: true,
    description: 'Jobs by queue and status over all processes, and the pool and jobs of this one.',
    authScopes: { canAll: 'system.read' },
    async resolve(_, __, { services }) {
      const { jobs: counts, running, store } = await services.queue.stats()
      const { running: inUse, spares: idle, workers } = services.sandbox.stats()
      return { store, counts, running, threads: workers.length, processes: { idle, inUse } }
    },
  }),
)
