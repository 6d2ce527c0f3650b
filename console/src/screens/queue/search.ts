export const JOB_STATUSES = ['QUEUED', 'RUNNING', 'FAILED', 'COMPLETED', 'CANCELLED'] as const

/** What of the queue stands in the address. */
export interface QueueSearch {
  status?: (typeof JOB_STATUSES)[number]
  /** Absent: calls of functions. */
  kind?: 'any' | 'alarm'
  /** The job that is looked at. */
  job?: string
}

export function readQueueSearch({ status, kind, job }: Record<string, unknown>): QueueSearch {
  return {
    status: JOB_STATUSES.find((each) => each === status),
    kind: kind === 'any' || kind === 'alarm' ? kind : undefined,
    job: typeof job === 'string' && job !== '' ? job : undefined,
  }
}
