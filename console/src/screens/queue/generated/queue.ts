// Of queue.graphql, by `npm run console:documents`: don’t edit it.
import { TypedDocument } from '../../../data/document.ts'
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
export type ExecutionStatus =
  | 'AWAITING_INPUT'
  | 'CANCELLED'
  | 'COMPLETED'
  | 'FAILED'
  | 'PENDING'
  | 'RUNNING';

export type QueuedJobFilter = {
  anyKind?: boolean | null | undefined;
  kind?: string | null | undefined;
  status?: QueuedJobStatus | null | undefined;
};

export type QueuedJobStatus =
  | 'CANCELLED'
  | 'COMPLETED'
  | 'FAILED'
  | 'QUEUED'
  | 'RUNNING';

export type TriggerType =
  | 'AGENT'
  | 'API'
  | 'MANUAL'
  | 'SCHEDULE'
  | 'WEBHOOK';

export type JobRowFragment = { id: string, kind: string, queue: string, status: QueuedJobStatus, attempts: number, maxAttempts: number, error: string | null, createdAt: string, runAt: string | null, startedAt: string | null, finishedAt: string | null, triggerType: TriggerType | null, data: unknown, execution: { id: string, functionNamespace: string, functionName: string, status: ExecutionStatus } | null };

export type QueueStatsQueryVariables = Exact<{ [key: string]: never; }>;


export type QueueStatsQuery = { queueStats: { store: string, deadLetters: { size: number }, jobs: { queued: number, running: number, completed: number, failed: number, cancelled: number }, pool: { idle: number, inUse: number, total: number }, queues: { functions: { pending: number, oldestDueAt: string | null }, agents: { pending: number, oldestDueAt: string | null } }, workers: { count: number, running: number } }, queueWorkers: Array<{ workerId: string, queue: string, maxJobs: number, startedAt: number }> };

export type QueuedJobsQueryVariables = Exact<{
  filter?: QueuedJobFilter | null | undefined;
  after?: string | null | undefined;
}>;


export type QueuedJobsQuery = { queuedJobs: { nodes: Array<{ id: string, kind: string, queue: string, status: QueuedJobStatus, attempts: number, maxAttempts: number, error: string | null, createdAt: string, runAt: string | null, startedAt: string | null, finishedAt: string | null, triggerType: TriggerType | null, data: unknown, execution: { id: string, functionNamespace: string, functionName: string, status: ExecutionStatus } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type RetryDeadLetterMutationVariables = Exact<{
  id: string;
}>;


export type RetryDeadLetterMutation = { retryDeadLetter: { job: { id: string, kind: string, queue: string, status: QueuedJobStatus, attempts: number, maxAttempts: number, error: string | null, createdAt: string, runAt: string | null, startedAt: string | null, finishedAt: string | null, triggerType: TriggerType | null, data: unknown, execution: { id: string, functionNamespace: string, functionName: string, status: ExecutionStatus } | null } } };

export type CancelQueuedJobMutationVariables = Exact<{
  id: string;
}>;


export type CancelQueuedJobMutation = { cancelQueuedJob: { job: { id: string, kind: string, queue: string, status: QueuedJobStatus, attempts: number, maxAttempts: number, error: string | null, createdAt: string, runAt: string | null, startedAt: string | null, finishedAt: string | null, triggerType: TriggerType | null, data: unknown, execution: { id: string, functionNamespace: string, functionName: string, status: ExecutionStatus } | null } } };

export type FlushDeadLettersMutationVariables = Exact<{ [key: string]: never; }>;


export type FlushDeadLettersMutation = { flushDeadLetters: { removed: number } };

export type PageFragment = { hasNextPage: boolean, endCursor: string | null };

export const QueueStatsDocument = new TypedDocument<QueueStatsQuery, QueueStatsQueryVariables>('QueueStats', 'sha256:e77d9ab0ea15fd5f44893644895bfbc60c39acd58e5297e027690e3e6e0326cd', "query QueueStats {\n  queueStats {\n    store\n    deadLetters {\n      size\n    }\n    jobs {\n      queued\n      running\n      completed\n      failed\n      cancelled\n    }\n    pool {\n      idle\n      inUse\n      total\n    }\n    queues {\n      functions {\n        pending\n        oldestDueAt\n      }\n      agents {\n        pending\n        oldestDueAt\n      }\n    }\n    workers {\n      count\n      running\n    }\n  }\n  queueWorkers {\n    workerId\n    queue\n    maxJobs\n    startedAt\n  }\n}")

export const QueuedJobsDocument = new TypedDocument<QueuedJobsQuery, QueuedJobsQueryVariables>('QueuedJobs', 'sha256:904e43006dba7f8c2c9ed452cbd077619f236767afcd528cd30f4454247fc898', "query QueuedJobs($filter: QueuedJobFilter, $after: String) {\n  queuedJobs(filter: $filter, first: 50, after: $after) {\n    nodes {\n      ...JobRow\n    }\n    pageInfo {\n      ...Page\n    }\n  }\n}\n\nfragment JobRow on QueuedJob {\n  id\n  kind\n  queue\n  status\n  attempts\n  maxAttempts\n  error\n  createdAt\n  runAt\n  startedAt\n  finishedAt\n  triggerType\n  data\n  execution {\n    id\n    functionNamespace\n    functionName\n    status\n  }\n}\n\nfragment Page on PageInfo {\n  hasNextPage\n  endCursor\n}")

export const RetryDeadLetterDocument = new TypedDocument<RetryDeadLetterMutation, RetryDeadLetterMutationVariables>('RetryDeadLetter', 'sha256:ce9c1b189bd05f0abe8d2bc8e17958951e1c949b98d4ecc8cfeb14a0a8767dfd', "mutation RetryDeadLetter($id: String!) {\n  retryDeadLetter(input: {id: $id}) {\n    job {\n      ...JobRow\n    }\n  }\n}\n\nfragment JobRow on QueuedJob {\n  id\n  kind\n  queue\n  status\n  attempts\n  maxAttempts\n  error\n  createdAt\n  runAt\n  startedAt\n  finishedAt\n  triggerType\n  data\n  execution {\n    id\n    functionNamespace\n    functionName\n    status\n  }\n}")

export const CancelQueuedJobDocument = new TypedDocument<CancelQueuedJobMutation, CancelQueuedJobMutationVariables>('CancelQueuedJob', 'sha256:9ec350d20fd12776355e18e4ac196933840f6634612363492f90682ff713353a', "mutation CancelQueuedJob($id: String!) {\n  cancelQueuedJob(input: {id: $id}) {\n    job {\n      ...JobRow\n    }\n  }\n}\n\nfragment JobRow on QueuedJob {\n  id\n  kind\n  queue\n  status\n  attempts\n  maxAttempts\n  error\n  createdAt\n  runAt\n  startedAt\n  finishedAt\n  triggerType\n  data\n  execution {\n    id\n    functionNamespace\n    functionName\n    status\n  }\n}")

export const FlushDeadLettersDocument = new TypedDocument<FlushDeadLettersMutation, FlushDeadLettersMutationVariables>('FlushDeadLetters', 'sha256:8875d66791d441b622550901462aad02bb0654e84718ff4dbd65df7f82673800', "mutation FlushDeadLetters {\n  flushDeadLetters {\n    removed\n  }\n}")
