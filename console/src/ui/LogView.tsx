import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useRef, useState } from 'react'
import { Button } from './Button.tsx'
import { classes } from './classes.ts'
import { formatClock } from './format.ts'
import styles from './LogView.module.css'

export interface LogLine {
  /** From 0, without gaps: the address of the line. */
  number: number
  at?: string
  text: string
  isError?: boolean
}

interface LogViewProps {
  label: string
  lines: readonly LogLine[]
  /** More may come. */
  isLive?: boolean
  /** The line that the address names. */
  chosen?: number | undefined
  onChoose?(number: number): void
  empty?: string
}

const LINE_HEIGHT = 20
/** Pixels from the end within which it follows what comes. */
const NEAR_END_PX = 40

/** What something prints. Only what is in sight is drawn; at its end it follows what comes, and no longer once one scrolls up. */
export function LogView({ label, lines, isLive = false, chosen, onChoose, empty = 'It has printed nothing.' }: LogViewProps) {
  const scroller = useRef<HTMLDivElement>(null)
  const [follows, setFollows] = useState(chosen === undefined)
  const virtualizer = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => LINE_HEIGHT,
    overscan: 20,
    getItemKey: (index) => lines[index]!.number,
  })

  useEffect(() => {
    if (follows && lines.length > 0) scroller.current?.scrollTo({ top: scroller.current.scrollHeight })
  }, [follows, lines.length])
  useEffect(() => {
    if (chosen !== undefined && lines.length > chosen) virtualizer.scrollToIndex(chosen, { align: 'center' })
  }, [chosen, chosen !== undefined && lines.length > chosen])

  if (lines.length === 0) return <p className={styles.empty}>{isLive ? 'Nothing yet. What it prints appears here.' : empty}</p>
  return (
    <div className={styles.frame}>
      <div
        ref={scroller}
        className={styles.log}
        role="log"
        aria-label={label}
        aria-live="off"
        tabIndex={0}
        onScroll={({ currentTarget: { scrollHeight, scrollTop, clientHeight } }) =>
          setFollows(scrollHeight - scrollTop - clientHeight < NEAR_END_PX)
        }
      >
        <div style={{ height: virtualizer.getTotalSize() }}>
          {virtualizer.getVirtualItems().map(({ index, key, start }) => {
            const line = lines[index]!
            return (
              <div
                key={key}
                ref={virtualizer.measureElement}
                data-index={index}
                className={classes(styles.line, line.isError && styles.error, line.number === chosen && styles.chosen)}
                style={{ transform: `translateY(${start}px)` }}
              >
                <button
                  type="button"
                  className={styles.number}
                  tabIndex={-1}
                  aria-label={`Line ${line.number + 1}`}
                  onClick={() => onChoose?.(line.number)}
                >
                  {line.number + 1}
                </button>
                {line.at && <time dateTime={line.at}>{formatClock(new Date(line.at))}</time>}
                <span className={styles.text}>{line.text}</span>
              </div>
            )
          })}
        </div>
      </div>
      {isLive && !follows && (
        <Button className={styles.follow} onClick={() => setFollows(true)}>
          Follow
        </Button>
      )}
    </div>
  )
}
