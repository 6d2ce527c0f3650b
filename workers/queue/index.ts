export type { JobCounts, JobFilter, JobPlace, JobRecord } from './job.ts'
export { openQueue, type Queue } from './queue.ts'
export { type Attempt, GiveUp, Stopped } from './worker.ts'
