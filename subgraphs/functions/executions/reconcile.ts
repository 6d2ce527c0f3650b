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
  // One that pauses while the rows are read was RUNNING when they were: only of those that had paused before does it mean that they go on.
  const pauses = new Map([...runner.live].flatMap(([id, live]) => (live.isPaused ? [[id, live.pauses]] : [])))
  for (const { id, status } of await store.statuses(ids)) {
    const live = runner.live.get(id)
    if (isOver(status)) runner.kill(id)
    else if (status === 'RUNNING' && live?.isPaused && live.pauses === pauses.get(id)) void runner.resume(id)
  }
}
