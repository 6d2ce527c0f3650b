import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { Conversation } from '../../conversation/Conversation.tsx'
import { oneChat } from '../../conversation/data.ts'
import { BeginChatDocument } from '../../conversation/generated/conversation.ts'
import { ask } from '../../data/ask.ts'
import { agents } from '../../texts/en/agents.ts'
import { Button, buttonClass } from '../../ui/Button.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { type JsonSchema, SchemaForm } from '../../ui/SchemaForm.tsx'
import { Time } from '../../ui/Time.tsx'
import { type Agent, agentChats } from './data.ts'
import styles from './TryAgent.module.css'

const texts = agents.try

/** A chat with the agent, beside its settings. */
export function TryAgent({ agent, isChanged }: { agent: Agent; isChanged: boolean }) {
  const key = `try:${agent.id}`
  const [chatId, setChatId] = useState(() => sessionStorage.getItem(key))
  const choose = (id: string | null) => {
    if (id) sessionStorage.setItem(key, id)
    else sessionStorage.removeItem(key)
    setChatId(id)
  }
  return (
    <div className={styles.try}>
      {isChanged && <p className={styles.note}>{texts.unsaved}</p>}
      {chatId ? <Trial id={chatId} onAgain={() => choose(null)} /> : <Begin agent={agent} onBegun={choose} />}
    </div>
  )
}

function Trial({ id, onAgain }: { id: string; onAgain(): void }) {
  const query = useQuery(oneChat(id))
  return (
    <>
      <div className={styles.bar}>
        <Button onClick={onAgain}>{texts.again}</Button>
        <Link to="/chats/$id" params={{ id }} className={buttonClass('quiet')}>
          {texts.whole}
        </Link>
      </div>
      {query.error && !query.data && <ErrorState error={query.error} isCompact />}
      {query.data && (
        <div className={styles.frame}>
          <Conversation key={id} chat={query.data.chat} />
        </div>
      )}
    </>
  )
}

function Begin({ agent, onBegun }: { agent: Agent; onBegun(id: string): void }) {
  const queryClient = useQueryClient()
  const [input, setInput] = useState<unknown>({})
  const schema = agent.inputSchema as JsonSchema
  const begin = useMutation({
    mutationFn: () => ask(BeginChatDocument, { agent: { id: agent.id }, input }),
    onSuccess({ createChat: { chat } }) {
      queryClient.setQueryData(oneChat(chat.id).queryKey, { chat })
      void queryClient.invalidateQueries({ queryKey: agentChats(agent.id).queryKey })
      onBegun(chat.id)
    },
  })
  const earlier = useQuery(agentChats(agent.id)).data?.agent?.chats.nodes ?? []
  return (
    <>
      <p className={styles.hint}>{texts.hint}</p>
      {Object.keys(schema.properties ?? {}).length > 0 && <SchemaForm schema={schema} value={input} onChange={setInput} />}
      {begin.error && <ErrorState error={begin.error} isCompact />}
      <Button isBusy={begin.isPending} onClick={() => begin.mutate()}>
        {texts.start}
      </Button>
      {earlier.length > 0 && (
        <section className={styles.earlier}>
          <h3>{texts.earlier}</h3>
          <ul>
            {earlier.map(({ id, title, updatedAt }) => (
              <li key={id}>
                <Link to="/chats/$id" params={{ id }}>
                  <span>{title}</span>
                  <Time at={updatedAt} />
                </Link>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  )
}
