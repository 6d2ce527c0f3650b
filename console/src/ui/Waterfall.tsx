import { useMemo } from 'react'
import { classes } from './classes.ts'
import { formatDuration } from './format.ts'
import { useFastNow } from './now.ts'
import type { Tone } from './StatusBadge.tsx'
import styles from './Waterfall.module.css'

/** Something that took time, maybe within another. */
export interface Span {
  id: string
  parentId: string | null
  name: string
  startedAt: string
  /** Null: it goes on. */
  durationMs: number | null
  tone: Tone
}

interface WaterfallProps {
  label: string
  spans: readonly Span[]
  /** When the whole began. */
  startedAt: string
  /** How long the whole took; null: it goes on. */
  durationMs: number | null
  selected?: string | undefined
  onSelect?(id: string): void
}

/** What happened within a whole, one below the other, each where it stands in time. */
export function Waterfall({ label, spans, startedAt, durationMs, selected, onSelect }: WaterfallProps) {
  const now = useFastNow(durationMs === null)
  const start = Date.parse(startedAt)
  const rows = useMemo(() => inOrder(spans), [spans])
  const total = Math.max(1, durationMs ?? now - start, ...spans.map((span) => Date.parse(span.startedAt) - start + (span.durationMs ?? 0)))
  return (
    <ol className={styles.waterfall} aria-label={label}>
      {rows.map(({ span, depth }) => {
        const offset = Math.max(0, Date.parse(span.startedAt) - start)
        const length = span.durationMs ?? Math.max(0, now - start - offset)
        return (
          <li key={span.id}>
            <button
              type="button"
              className={classes(styles.row, span.id === selected && styles.selected)}
              aria-pressed={span.id === selected}
              onClick={() => onSelect?.(span.id)}
            >
              <span className={styles.name} style={{ paddingLeft: depth * 14 }}>
                {span.name}
              </span>
              <span className={styles.track}>
                <span
                  className={classes(styles.bar, styles[span.tone])}
                  style={{ left: `${(offset / total) * 100}%`, width: `${Math.max(0.4, (length / total) * 100)}%` }}
                />
              </span>
              <span className={styles.duration}>{formatDuration(length)}</span>
            </button>
          </li>
        )
      })}
    </ol>
  )
}

/** Each below the one that it is in, in the order in which they began. */
function inOrder(spans: readonly Span[]): { span: Span; depth: number }[] {
  const ids = new Set(spans.map(({ id }) => id))
  const childrenOf = Map.groupBy(spans, ({ parentId }) => (parentId !== null && ids.has(parentId) ? parentId : null))
  const below = (parent: string | null, depth: number): { span: Span; depth: number }[] =>
    (childrenOf.get(parent) ?? []).flatMap((span) => [{ span, depth }, ...below(span.id, depth + 1)])
  return below(null, 0)
}
