import { formatDuration } from './format.ts'
import { useFastNow } from './now.ts'

/** How long something took; of what goes on, how long it has so far. */
export function Duration({ ms, since }: { ms: number | null | undefined; since?: string | null | undefined }) {
  const isRunning = ms == null && since != null
  const now = useFastNow(isRunning)
  if (isRunning) return <span>{formatDuration(Math.max(0, now - Date.parse(since)))}</span>
  return <span>{ms == null ? '–' : formatDuration(ms)}</span>
}
