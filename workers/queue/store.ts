import type { JobRepository } from 'agenda'
import type { Claim, JobCounts, JobFilter, JobOutcome, JobRecord, ListedJob, NewJob, NewSchedule } from './job.ts'

/**
 * Where jobs live. Two exist, over the same tables and collections as Agenda's own backends: PostgreSQL and MongoDB.
 *
 * `claim` writes the process that owns the job and a fresh token, and every write about a claimed job is conditional on the token. A process
 * that was paused, cut off or replaced finds its token gone and can change nothing. The store does not decide which processes are dead.
 */
export interface JobStore {
  readonly name: string
  /** Agenda's own repository over the same jobs; `agenda-backend.ts` puts the leases in its place. */
  readonly repository: JobRepository
  /** Stores a job; one with the same id is left as it is. Durable when it resolves. */
  insert(job: NewJob): Promise<JobRecord>
  /** Stores the one pending job of a key, or replaces it at once; an attempt that already began is left alone. Durable when it resolves. */
  schedule(schedule: NewSchedule): Promise<void>
  /** Removes the pending jobs of a key. @returns whether there were any */
  unschedule(key: string): Promise<boolean>
  /** Claims up to `limit` jobs that are due (scheduled ones: due before `horizon`), in turn of groups, and of none of those in `without`. */
  claim(job: string, horizon: Date, limit: number, without: string[]): Promise<Claim[]>
  /** Marks a claimed job as running. @returns false when the claim is lost: the job was replaced, cancelled or taken over */
  begin(claim: Claim): Promise<boolean>
  /** Ends an attempt. @returns false when the claim is lost, in which case nothing was written */
  settle(claim: Claim, outcome: JobOutcome): Promise<boolean>
  /** Returns which of these claims still hold, and whether a user asked to cancel the job. */
  held(tokens: string[]): Promise<Map<string, { cancelled: boolean }>>
  /** Ids of the processes that own jobs. */
  owners(): Promise<string[]>
  /** Gives jobs of processes that died back to the queue. @returns their names */
  takeFrom(processIds: readonly string[]): Promise<string[]>
  get(id: string): Promise<JobRecord | null>
  /** Cancels a queued job, or asks the worker of a running one to stop. @returns null when there is none to cancel */
  cancel(id: string): Promise<JobRecord | null>
  /** Newest first. */
  list(filter: JobFilter): Promise<ListedJob[]>
  count(filter: Pick<JobFilter, 'job' | 'status'>): Promise<number>
  counts(): Promise<Record<string, JobCounts>>
  /** Gives a dead letter a fresh set of attempts. @returns null when there is no such dead letter */
  retry(id: string): Promise<JobRecord | null>
  /** Removes one dead letter, or all of them. @returns how many */
  removeDeadLetters(id?: string): Promise<number>
  /** Removes completed and cancelled jobs that finished before. @returns how many */
  prune(before: Date): Promise<number>
  close(): Promise<void>
}

export interface StoreOptions {
  url: string
  /** Of this process: written into the jobs that it claims. */
  processId: string
}
