import { useMutation } from '@tanstack/react-query'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { useEffect, useEffectEvent, useRef } from 'react'
import { ask } from '../../data/ask.ts'
import { inbox as texts } from '../../texts/en/inbox.ts'
import { Button } from '../../ui/Button.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { InboxIcon } from '../../ui/icons.tsx'
import { KeyHint } from '../../ui/KeyHint.tsx'
import { LiveBadge } from '../../ui/LiveBadge.tsx'
import { Page, Section } from '../../ui/Page.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { toast } from '../../ui/Toast.tsx'
import type { Item } from './data.ts'
import { dismiss, restore } from './dismissed.ts'
import { InboxDecideDocument } from './generated/inbox.ts'
import styles from './InboxScreen.module.css'
import { ItemView } from './ItemView.tsx'
import { useInbox } from './useInbox.ts'

const route = getRouteApi('/shell/inbox')
const KINDS = ['approval', 'question', 'failed'] as const

/** Everything that waits for me, each a key away. */
export function InboxScreen() {
  const { items, isPending, error, state } = useInbox()
  const { item: wanted } = route.useSearch()
  const navigate = route.useNavigate()
  const chosen = items.find(({ key }) => key === wanted) ?? items[0]
  const choose = (item: Item | undefined) => void navigate({ search: { item: item?.key }, replace: true })
  const actions = useActions(items, choose)
  useInboxKeys({ items, chosen, choose, ...actions })
  const failed = items.filter(({ kind }) => kind === 'failed')
  return (
    <Page
      title={texts.title}
      aside={<LiveBadge state={state} />}
      look="text"
      actions={failed.length > 1 && <Button onClick={() => actions.dismiss(failed)}>{texts.dismissAll}</Button>}
    >
      {error && items.length === 0 ? (
        <ErrorState error={error} />
      ) : isPending ? (
        <Skeleton lines={6} height={18} />
      ) : items.length === 0 ? (
        <EmptyState icon={<InboxIcon />} title={texts.empty.title}>
          {texts.empty.text}
        </EmptyState>
      ) : (
        <div className={styles.groups}>
          {KINDS.map((kind) => {
            const own = items.filter((item) => item.kind === kind)
            if (own.length === 0) return null
            return (
              <Section key={kind} title={`${texts.groups[kind]} (${own.length})`}>
                <ul className={styles.list}>
                  {own.map((item) => (
                    <ItemView
                      key={item.key}
                      item={item}
                      isChosen={item === chosen}
                      isBusy={actions.busy === item.key}
                      onChoose={() => choose(item)}
                      onDecide={(approved) => actions.decide(item, approved)}
                      onDismiss={() => actions.dismiss([item])}
                    />
                  ))}
                </ul>
              </Section>
            )
          })}
          {actions.error && <ErrorState error={actions.error} isCompact />}
          <p className={styles.keys}>
            {texts.keys.map(([key, text]) => (
              <span key={key}>
                <KeyHint keys={key} /> {text}
              </span>
            ))}
          </p>
        </div>
      )}
    </Page>
  )
}

function useActions(items: readonly Item[], choose: (item: Item | undefined) => void) {
  /** What is next to look at once this one is done with. */
  const leave = (item: Item) => {
    const at = items.findIndex(({ key }) => key === item.key)
    choose(items[at + 1] ?? items[at - 1])
  }
  const decide = useMutation({
    mutationFn: ({ item, approved }: { item: Extract<Item, { kind: 'approval' }>; approved: boolean }) =>
      ask(InboxDecideDocument, { chatId: item.approval.chatId, toolCallId: item.approval.toolCallId, approved }),
    onSuccess(_, { item, approved }) {
      leave(item)
      toast(approved ? texts.approved(item.name) : texts.rejected(item.name))
    },
  })
  return {
    busy: decide.isPending ? decide.variables.item.key : undefined,
    error: decide.error,
    decide(item: Item, approved: boolean) {
      if (item.kind === 'approval' && !decide.isPending) decide.mutate({ item, approved })
    },
    dismiss(done: readonly Item[]) {
      const keys = done.map(({ key }) => key)
      if (done.length === 1) leave(done[0]!)
      dismiss(keys)
      toast(texts.dismissed, { undo: () => restore(keys) })
    },
  }
}

interface InboxKeys {
  items: readonly Item[]
  chosen: Item | undefined
  choose(item: Item | undefined): void
  decide(item: Item, approved: boolean): void
  dismiss(items: readonly Item[]): void
}

/** One key each: what it does to the thing that is chosen. */
function useInboxKeys({ items, chosen, choose, decide, dismiss }: InboxKeys): void {
  const navigate = useNavigate()
  // `g` and a letter go to another screen: the letter is not for here.
  const before = useRef('')
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    const isSecond = before.current === 'g'
    before.current = event.key
    const target = event.target as HTMLElement
    if (
      isSecond ||
      event.metaKey ||
      event.ctrlKey ||
      event.altKey ||
      target.closest('input, textarea, select, [contenteditable], [role="dialog"]')
    )
      return
    if (!chosen) return
    const at = items.indexOf(chosen)
    if (event.key === 'j') choose(items[Math.min(items.length - 1, at + 1)])
    if (event.key === 'k') choose(items[Math.max(0, at - 1)])
    if (event.key === 'a') decide(chosen, true)
    if (event.key === 'x') decide(chosen, false)
    if (event.key === 'e' && chosen.kind === 'failed') dismiss([chosen])
    if (event.key !== 'Enter' || target.closest('a, button, summary')) return
    if (chosen.kind === 'approval') return void navigate({ to: '/chats/$id', params: { id: chosen.approval.chatId } })
    void navigate({ to: '/runs/$id', params: { id: chosen.run.id } })
  })
  useEffect(() => {
    const listen = (event: KeyboardEvent) => onKey(event)
    document.addEventListener('keydown', listen)
    return () => document.removeEventListener('keydown', listen)
  }, [])
}
