import type { Services } from '../services.ts'

/**
 * Ends an execution as CANCELLED, wherever it is: in the queue, running, or waiting for input. Its process is killed.
 * @returns false where it has already ended
 */
export async function cancel(services: Services, id: string, reason: string): Promise<boolean> {
  const { store, runner, channel, feed, queue, processId } = services
  const cancelled = await store.cancel(id, reason)
  if (!cancelled) return false
  if (cancelled.processId === processId) runner.kill(id)
  else if (cancelled.processId) channel.send({ kind: 'cancelled', id, process: cancelled.processId })
  await queue.cancel(id)
  feed.announce(id)
  return true
}
