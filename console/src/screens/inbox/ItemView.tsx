import { Link } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { inbox as texts } from '../../texts/en/inbox.ts'
import { Button, buttonClass } from '../../ui/Button.tsx'
import { classes } from '../../ui/classes.ts'
import { JsonView } from '../../ui/JsonView.tsx'
import { StatusBadge, type Tone } from '../../ui/StatusBadge.tsx'
import { Time } from '../../ui/Time.tsx'
import { AnswerForm } from './AnswerForm.tsx'
import type { Item } from './data.ts'
import styles from './ItemView.module.css'

const TONES: Record<Item['kind'], Tone> = { approval: 'warn', question: 'warn', failed: 'bad' }

interface ItemViewProps {
  item: Item
  isChosen: boolean
  isBusy: boolean
  onChoose(): void
  onDecide(approved: boolean): void
  onDismiss(): void
}

/** One thing that waits: a line, and below it what one has to know where it is chosen. */
export function ItemView({ item, isChosen, isBusy, onChoose, onDecide, onDismiss }: ItemViewProps) {
  const row = useRef<HTMLLIElement>(null)
  useEffect(() => {
    if (isChosen) row.current?.scrollIntoView({ block: 'nearest' })
  }, [isChosen])
  return (
    <li ref={row} className={classes(styles.item, isChosen && styles.chosen)}>
      <button type="button" className={styles.line} aria-expanded={isChosen} onClick={onChoose}>
        <StatusBadge status={item.kind} tone={TONES[item.kind]} label={texts[item.kind](item.name)} />
        <span className={styles.detail}>{detailOf(item)}</span>
        <Time at={item.at} />
      </button>
      {isChosen && (
        <div className={styles.body}>
          {item.kind === 'approval' ? (
            <>
              <JsonView value={item.approval.arguments} />
              <div className={styles.actions}>
                <Button look="primary" isBusy={isBusy} keys="a" onClick={() => onDecide(true)}>
                  {texts.approve}
                </Button>
                <Button isBusy={isBusy} keys="x" onClick={() => onDecide(false)}>
                  {texts.reject}
                </Button>
                <Link to="/chats/$id" params={{ id: item.approval.chatId }} className={buttonClass('quiet')}>
                  {texts.chat}
                </Link>
              </div>
            </>
          ) : (
            <>
              {item.kind === 'question' ? (
                <AnswerForm run={item.run} />
              ) : (
                <pre className={styles.error} tabIndex={0}>
                  {item.run.error}
                </pre>
              )}
              <div className={styles.actions}>
                <Link to="/runs/$id" params={{ id: item.run.id }} className={buttonClass(item.kind === 'failed' ? 'plain' : 'quiet')}>
                  {texts.run}
                </Link>
                {item.kind === 'failed' && (
                  <Button look="quiet" keys="e" onClick={onDismiss}>
                    {texts.dismiss}
                  </Button>
                )}
              </div>
            </>
          )}
        </div>
      )}
    </li>
  )
}

function detailOf(item: Item): string {
  if (item.kind === 'approval') return item.approval.chat?.title ?? JSON.stringify(item.approval.arguments)
  return (item.kind === 'question' ? item.run.inputPrompt : item.run.error) ?? ''
}
