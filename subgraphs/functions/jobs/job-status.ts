import { upperCase } from '../../../schema/enum-words.ts'
import { builder } from '../builder.ts'
import type { ExecutionStatus } from '../executions/execution.entity.ts'

type Word = 'queued' | 'running' | 'completed' | 'failed' | 'cancelled'

/** An execution's status in the words of jobs. */
export const JOB_STATUS: Readonly<Record<ExecutionStatus, Word>> = {
  PENDING: 'queued',
  RUNNING: 'running',
  AWAITING_INPUT: 'running',
  COMPLETED: 'completed',
  FAILED: 'failed',
  CANCELLED: 'cancelled',
}

export const JobStatus = builder.enumType('JobStatus', {
  description: 'How far an execution is, as a job.',
  values: upperCase({
    queued: { description: 'It waits to begin.' },
    running: { description: 'It runs, or waits for input.' },
    completed: { description: 'Ended: it returned.' },
    failed: { description: 'Ended: `error` says why.' },
    cancelled: { description: 'Ended: a user cancelled it.' },
  } satisfies Record<Word, object>),
})
