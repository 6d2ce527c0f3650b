import type { ExecutionStatus } from './execution.entity.ts'

/** An execution began, or has another status: told to the processes in which a caller watches executions. */
export interface ExecutionChange {
  id: string
  /** The user as whom it runs. */
  userId: string
  status: ExecutionStatus
}
