import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useEffectEvent, useLayoutEffect, useRef, useState } from 'react'
import { chats } from '../texts/en/chats.ts'
import { Button } from '../ui/Button.tsx'
import { ChevronDownIcon } from '../ui/icons.tsx'
import type { ChatRun } from './data.ts'
import { type Entry, runOf } from './entries.ts'
import styles from './MessageList.module.css'
import { SaidView } from './SaidView.tsx'
import { ToolCard } from './ToolCard.tsx'

interface MessageListProps {
  chatId: string
  entries: readonly Entry[]
  runs: readonly ChatRun[] | undefined
  /** The agent is at work, and nothing of its answer is there yet. */
  isWorking: boolean
  /** The first message comes into sight, and there are earlier ones. */
  onStart?(): void
  onDecided(turnId: string): void
  onWriteAgain(text: string): void
}

const texts = chats.conversation
const ESTIMATE_PX = 90
/** So close to the end, one sees what comes. */
const NEAR_END_PX = 80
const NEAR_START = 4
const OPENING_MS = 500

/** A conversation. Only what is in sight is drawn; it follows what is said, unless one reads above. */
export function MessageList({ chatId, entries, runs, isWorking, onStart, onDecided, onWriteAgain }: MessageListProps) {
  const scroller = useRef<HTMLDivElement>(null)
  const [follows, setFollows] = useState(true)
  const [openedAt] = useState(() => performance.now())
  const virtualizer = useVirtualizer({
    count: entries.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ESTIMATE_PX,
    getItemKey: (index) => entries[index]!.key,
    overscan: 6,
    paddingStart: 12,
    paddingEnd: 12,
    initialOffset: Number.MAX_SAFE_INTEGER,
  })
  const height = virtualizer.getTotalSize()
  useLayoutEffect(() => {
    if (follows) scroller.current?.scrollTo({ top: scroller.current.scrollHeight })
  }, [follows, height, isWorking, entries.length])
  useStartKept(scroller, entries, height)

  const items = virtualizer.getVirtualItems()
  const first = items[0]?.index ?? 0
  const reachStart = useEffectEvent(() => onStart?.())
  useEffect(() => {
    if (first < NEAR_START && !follows) reachStart()
  }, [first, follows, entries.length])

  return (
    <div className={styles.frame}>
      <div
        ref={scroller}
        role="log"
        aria-label={texts.label}
        tabIndex={0}
        className={styles.scroller}
        onScroll={({ currentTarget }) => {
          const { scrollTop, scrollHeight, clientHeight } = currentTarget
          const isAtEnd = scrollHeight - scrollTop - clientHeight < NEAR_END_PX
          // The router scrolls a page that was loaded anew to where it was: a chat begins at its end.
          if (!isAtEnd && performance.now() - openedAt < OPENING_MS) return currentTarget.scrollTo({ top: scrollHeight })
          setFollows(isAtEnd)
        }}
      >
        {onStart && <p className={styles.earlier}>{texts.earlier}</p>}
        {entries.length === 0 && !isWorking && <p className={styles.empty}>{texts.empty}</p>}
        <div className={styles.sizer} style={{ height }}>
          {items.map(({ index, key, start }) => {
            const entry = entries[index]!
            return (
              <div
                key={key}
                data-index={index}
                ref={virtualizer.measureElement}
                className={styles.entry}
                style={{ transform: `translateY(${start}px)` }}
              >
                {entry.kind === 'call' ? (
                  <ToolCard chatId={chatId} call={entry} run={runOf(entry, runs ?? [])} onDecided={onDecided} />
                ) : entry.kind === 'failure' ? (
                  <p className={styles.failure} role="alert">
                    <b>{texts.failed}</b> {entry.text}
                  </p>
                ) : (
                  <SaidView said={entry} onWriteAgain={onWriteAgain} />
                )}
              </div>
            )
          })}
        </div>
        {isWorking && (
          <p className={styles.works} role="status">
            {texts.works}
          </p>
        )}
      </div>
      {!follows && (
        <Button className={styles.latest} icon={<ChevronDownIcon size={14} />} onClick={() => setFollows(true)}>
          {texts.latest}
        </Button>
      )}
    </div>
  )
}

/** Earlier messages come above what one reads, which stays where it is. */
function useStartKept(scroller: React.RefObject<HTMLDivElement | null>, entries: readonly Entry[], height: number): void {
  const before = useRef({ key: entries[0]?.key, height })
  useLayoutEffect(() => {
    const { key, height: heightBefore } = before.current
    before.current = { key: entries[0]?.key, height }
    const hasEarlier = key !== undefined && key !== entries[0]?.key && entries.some((entry) => entry.key === key)
    if (hasEarlier) scroller.current?.scrollBy({ top: height - heightBefore })
  }, [scroller, entries, height])
}
