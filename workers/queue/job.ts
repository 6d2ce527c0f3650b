/**
 * queued: waits for its time, for a free worker, or for its next attempt. running: a worker holds it.
 * failed: every attempt failed; the job is a dead letter until an administrator retries or removes it.
 */
export type JobStatus = 'queued' | 'running' | 'completed' | 'failed' | 'cancelled'

/** What is known of one job. Kept for 24 hours after a job completed or was cancelled; a dead letter until it is removed. */
export interface JobRecord {
  id: string
  /** The name that its handler was defined under. */
  job: string
  status: JobStatus
  data: unknown
  /** Attempts that began, the running one included. */
  attempts: number
  maxAttempts: number
  /** Why the last attempt failed, or null. */
  error: string | null
  /** What the handler returned, as JSON. */
  result: unknown
  createdAt: Date
  /** When it may next start; null when it is over. */
  runAt: Date | null
  startedAt: Date | null
  finishedAt: Date | null
}

/** A job's right to run, which one process holds until its lease expires. Every later write names the token, so that a holder who lost it can't write. */
export interface Claim {
  token: string
  /** The key of its row. */
  key: string
  id: string
  job: string
  data: unknown
  /** Attempts that began before this one. */
  attempts: number
  maxAttempts: number
  /** Why the attempt before this one failed, or null. */
  error: string | null
  runAt: Date
  /** The key of a scheduled job; null for one that was enqueued. */
  schedule: string | null
  /** The user whose job it is; empty where it is no user's. */
  group: string
}

/** What becomes of a job after an attempt. */
export type JobOutcome =
  | { status: 'completed'; result: unknown }
  | { status: 'queued'; runAt: Date; error: string | null; attempts: number }
  | { status: 'failed' | 'cancelled'; error: string | null }

export interface NewJob {
  id: string
  job: string
  data: unknown
  /** null: now, by the clock of the store. */
  runAt: Date | null
  maxAttempts: number
  /** Groups take turns: jobs of one group don't delay those of another by more than one job each. */
  group: string
}

export interface NewSchedule {
  key: string
  job: string
  data: unknown
  runAt: Date
  maxAttempts: number
}

/** Where a job stands in the list of all: when it was made, as the store has it, and what it is told apart by from others of that instant. */
export type JobPlace = readonly [createdAt: string, key: string]

export interface ListedJob extends JobRecord {
  place: JobPlace
}

export interface JobFilter {
  job?: string | undefined
  status?: JobStatus | undefined
  /** Only those that come after, or before, this place. */
  after?: JobPlace | undefined
  before?: JobPlace | undefined
  /** From the end: the oldest first. */
  backwards?: boolean
  /** At most 1001. */
  limit: number
  offset: number
}

/** Counts of one kind of job, and since when its oldest due job waits. */
export interface JobCounts extends Record<JobStatus, number> {
  oldestDueAt: Date | null
}
