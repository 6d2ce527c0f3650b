import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query'
import { useMemo, useRef, useState } from 'react'
import { ask } from '../data/ask.ts'
import { useLive } from '../data/live.ts'
import { useMay } from '../session/permissions.ts'
import { chats } from '../texts/en/chats.ts'
import { ErrorState } from '../ui/ErrorState.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import { Composer } from './Composer.tsx'
import styles from './Conversation.module.css'
import type { Part } from './content.ts'
import { type Chat, chatMessages, chatRuns, messagesOf, refreshChat } from './data.ts'
import { type Entry, entriesOf } from './entries.ts'
import { ChatChangesDocument, SendMessageDocument, StopTurnDocument } from './generated/conversation.ts'
import { MessageList } from './MessageList.tsx'
import { useTurn } from './useTurn.ts'

const texts = chats.conversation

/** What was said in a chat and what is being said, and where one writes. */
export function Conversation({ chat }: { chat: Chat }) {
  const queryClient = useQueryClient()
  const { id } = chat
  const query = useInfiniteQuery(chatMessages(id))
  const readsRuns = useMay('sinas.executions.read:own') ?? false
  const runs = useQuery({ ...chatRuns(id), enabled: readsRuns }).data?.chat.executions.nodes
  const turn = useTurn(chat)
  const [sent, setSent] = useState<string>()
  const messages = useMemo(() => messagesOf(query.data?.pages), [query.data])
  const entries = useMemo(() => {
    const all = entriesOf(messages, chat, turn.live)
    const waiting: Entry[] = sent === undefined ? [] : [{ kind: 'said', key: 'sent', role: 'USER', content: sent }]
    return [...all, ...waiting]
  }, [messages, chat, turn.live, sent])
  useOtherWindows(id)

  const send = async (content: string | Part[]) => {
    setSent(typeof content === 'string' ? content : JSON.stringify(content))
    try {
      const { sendMessage } = await ask(SendMessageDocument, { id, content })
      await refreshChat(queryClient, id)
      turn.follow(sendMessage.turnId)
    } finally {
      setSent(undefined)
    }
  }
  const again = useRef<(text: string) => void>(undefined)

  if (query.error && !query.data) return <ErrorState error={query.error} onRetry={query.refetch} />
  return (
    <div className={styles.conversation}>
      {query.isPending ? (
        <div className={styles.waiting}>
          <Skeleton lines={5} />
        </div>
      ) : (
        <MessageList
          chatId={id}
          entries={entries}
          runs={runs}
          isWorking={turn.isOn && turn.live.entries.at(-1)?.kind !== 'said'}
          onWriteAgain={(text) => again.current?.(text)}
          {...(query.hasNextPage && { onStart: () => void (query.isFetchingNextPage || query.fetchNextPage()) })}
          onDecided={(turnId) => {
            void refreshChat(queryClient, id).then(() => turn.follow(turnId))
          }}
        />
      )}
      <Composer
        draft={`chat/${id}`}
        isWorking={turn.isOn}
        {...whyNot(chat)}
        onSend={send}
        onStop={async () => {
          await ask(StopTurnDocument, { id })
        }}
        onReady={(write) => {
          again.current = write
        }}
      />
    </div>
  )
}

function whyNot({ agent, pendingApprovals }: Chat): { refusal?: string } {
  if (!agent) return { refusal: chats.chat.gone }
  if (!agent.isActive) return { refusal: chats.chat.notInUse }
  return pendingApprovals.length > 0 ? { refusal: texts.waitsFirst } : {}
}

/** What is done in another window, or by a program: turns, decisions, a new title. */
function useOtherWindows(id: string): void {
  const queryClient = useQueryClient()
  const refresh = () => void refreshChat(queryClient, id).catch(() => undefined)
  useLive(
    {
      document: ChatChangesDocument,
      variables: () => ({ id }),
      // Of one that was deleted there is nothing left to read.
      onEvent: ({ chatChanges }) => chatChanges.chat && refresh(),
      onConnect: refresh,
    },
    { key: id },
  )
}
