import { ObjectId } from 'mongodb'
import { storableJson } from '../../schema/storable.ts'
import type { Claim, JobOutcome, JobRecord, JobStatus } from './job.ts'

/** Agenda's document, with the fields that ownership and turns need. */
export interface JobDocument {
  _id: ObjectId
  jobId: string
  name: string
  type: 'normal'
  priority: number
  status: JobStatus
  data: unknown
  schedule: string | null
  group: string
  turn: number
  attempts: number
  maxAttempts: number
  cancelRequested: boolean
  failReason: string | null
  result: unknown
  createdAt: Date
  nextRunAt: Date | null
  lastRunAt: Date | null
  lastFinishedAt: Date | null
  lockToken: string | null
  lockedAt: Date | null
  /** Id of the process that holds the job. */
  owner: string | null
}

/** No process holds the job. */
export const FREE = { lockToken: null, lockedAt: null, owner: null }

/** Finds a job for as long as its claim holds. */
export const owned = (claim: Claim) => ({ _id: new ObjectId(claim.key), lockToken: claim.token })

/** The fields that an attempt leaves behind. */
export function ending(outcome: JobOutcome): Partial<JobDocument> {
  if (outcome.status === 'queued') {
    return { status: 'queued', nextRunAt: outcome.runAt, failReason: outcome.error, attempts: outcome.attempts }
  }
  const finished = { status: outcome.status, nextRunAt: null, lastFinishedAt: new Date() }
  if (outcome.status === 'completed') return { ...finished, failReason: null, result: JSON.parse(storableJson(outcome.result)) }
  return { ...finished, failReason: outcome.error }
}

export function newDocument(
  given: Pick<JobDocument, 'jobId' | 'name' | 'data' | 'nextRunAt' | 'maxAttempts'> & { schedule?: string },
): JobDocument {
  return {
    _id: new ObjectId(),
    type: 'normal',
    priority: 0,
    status: 'queued',
    schedule: null,
    group: '',
    turn: 0,
    attempts: 0,
    cancelRequested: false,
    failReason: null,
    result: null,
    createdAt: new Date(),
    lastRunAt: null,
    lastFinishedAt: null,
    ...FREE,
    ...given,
    data: JSON.parse(storableJson(given.data)),
  }
}

export function toRecord(document: JobDocument): JobRecord {
  return {
    id: document.jobId,
    job: document.name,
    status: document.status,
    data: document.data,
    attempts: document.attempts,
    maxAttempts: document.maxAttempts,
    error: document.failReason,
    result: document.result,
    createdAt: document.createdAt,
    runAt: document.nextRunAt,
    startedAt: document.lastRunAt,
    finishedAt: document.lastFinishedAt,
  }
}

export function toClaim(document: JobDocument): Claim {
  return {
    token: document.lockToken!,
    key: document._id.toHexString(),
    id: document.jobId,
    job: document.name,
    data: document.data,
    attempts: document.attempts,
    maxAttempts: document.maxAttempts,
    error: document.failReason,
    runAt: document.nextRunAt!,
    schedule: document.schedule,
    group: document.group,
  }
}
