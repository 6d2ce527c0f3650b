import { formatExact, formatRelative } from './format.ts'
import { useNow } from './now.ts'

/** A time: relative, and exact with its zone on hover. `look="exact"` says it whole at once. */
export function Time({ at, look = 'relative' }: { at: string | null | undefined; look?: 'relative' | 'exact' }) {
  const now = useNow()
  if (!at) return <span aria-hidden="true">–</span>
  const time = new Date(at)
  const whole = formatExact(time)
  return (
    <time dateTime={at} title={whole}>
      {look === 'exact' ? whole : formatRelative(time, Math.max(now, Date.now()))}
    </time>
  )
}
