import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useState } from 'react'
import { Conversation } from '../../conversation/Conversation.tsx'
import { type Chat, oneChat } from '../../conversation/data.ts'
import { chats } from '../../texts/en/chats.ts'
import { Button } from '../../ui/Button.tsx'
import { Drawer } from '../../ui/Drawer.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { JsonView } from '../../ui/JsonView.tsx'
import { StatusBadge } from '../../ui/StatusBadge.tsx'
import { Time } from '../../ui/Time.tsx'
import { ChatActions } from './ChatActions.tsx'
import styles from './ChatScreen.module.css'
import { Trace } from './Trace.tsx'

const route = getRouteApi('/shell/chats/$id')
const texts = chats.chat

/** One chat: what was said, and beside it what it took. */
export function ChatScreen() {
  const { id } = route.useParams()
  const query = useQuery(oneChat(id))
  if (query.error && !query.data) return <ErrorState error={query.error} onRetry={query.refetch} />
  // The loader has read it: this is for the moment in which the session ends.
  if (!query.data) return null
  return <ChatPage key={id} chat={query.data.chat} />
}

function ChatPage({ chat }: { chat: Chat }) {
  const name = `${chat.agentNamespace}/${chat.agentName}`
  const [isTraced, setTraced] = useState(false)
  return (
    <div className={styles.page}>
      <header className={styles.header}>
        <h1>{chat.title}</h1>
        {chat.archived && <StatusBadge status="ARCHIVED" label={chats.state.archived} />}
        <p className={styles.facts}>
          {texts.with}{' '}
          {chat.agent?.isActive ? (
            <Link to="/agents/$namespace/$name" params={{ namespace: chat.agent.namespace, name: chat.agent.name }}>
              {chat.agent.namespace}/{chat.agent.name}
            </Link>
          ) : (
            name
          )}
          {chat.parent && (
            <>
              {' · '}
              {texts.parent}{' '}
              <Link to="/chats/$id" params={{ id: chat.parent.id }}>
                {chat.parent.title}
              </Link>
            </>
          )}
          {chat.expiresAt && (
            <>
              {' · '}
              {texts.expires} <Time at={chat.expiresAt} />
            </>
          )}
        </p>
        <div className={styles.actions}>
          <Button look="quiet" className={styles.narrow} onClick={() => setTraced(true)}>
            {chats.trace.title}
          </Button>
          <ChatActions chat={chat} />
        </div>
      </header>
      <div className={styles.conversation}>
        <Conversation chat={chat} />
      </div>
      <aside className={styles.side} aria-label={chats.trace.title} tabIndex={0}>
        {Object.keys((chat.input ?? {}) as object).length > 0 && (
          <section>
            <h2>{texts.input}</h2>
            <JsonView value={chat.input} />
          </section>
        )}
        <Trace chatId={chat.id} />
      </aside>
      <Drawer isOpen={isTraced} onClose={() => setTraced(false)} title={chats.trace.title}>
        <Trace chatId={chat.id} />
      </Drawer>
    </div>
  )
}
