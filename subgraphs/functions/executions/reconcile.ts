import type { ExecutionStore } from './execution-store.ts'
import { isOver } from './outcome.ts'
import type { Runner } from './runner.ts'

/**
 * Brings what runs here in line with the rows, which other processes may have changed: kills what was cancelled or declared lost,
 * and resumes what was given its input.
 */
export async function reconcile(runner: Runner, store: ExecutionStore): Promise<void> {
  const ids = [...runner.live.keys()]
  if (ids.length === 0) return
  for (const { id, status, continueInput } of await store.statuses(ids)) {
    if (isOver(status)) runner.kill(id)
    else if (status === 'RUNNING' && runner.live.get(id)?.isPaused) void runner.resume(id, continueInput)
  }
}
