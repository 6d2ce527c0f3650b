import type { ExecutionStatus } from '../executions/execution.entity.ts'

/** An execution's status in the words of jobs. */
export const JOB_STATUS: Readonly<Record<ExecutionStatus, string>> = {
  PENDING: 'queued',
  RUNNING: 'running',
  AWAITING_INPUT: 'running',
  COMPLETED: 'completed',
  FAILED: 'failed',
  CANCELLED: 'cancelled',
}
