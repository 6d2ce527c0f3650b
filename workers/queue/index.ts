export type { Backoff } from './backoff.ts'
export type { JobCounts, JobFilter, JobRecord, JobStatus, Page } from './job.ts'
export { type EnqueueOptions, openQueue, type Queue, type QueueOptions } from './queue.ts'
export { type Attempt, type DefineOptions, GiveUp, type Handler, Stopped } from './worker.ts'
