import { useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { BeginChatDocument } from '../../conversation/generated/conversation.ts'
import { ask } from '../../data/ask.ts'
import { agents as texts } from '../../texts/en/agents.ts'
import { Button, buttonClass } from '../../ui/Button.tsx'
import { Confirm } from '../../ui/Confirm.tsx'
import { CopyAs } from '../../ui/CopyAs.tsx'
import { ChatIcon } from '../../ui/icons.tsx'
import { curlOf, graphqlOf } from '../../ui/snippets.ts'
import { toast } from '../../ui/Toast.tsx'
import type { Agent } from './data.ts'
import { AgentsDocument, RemoveAgentDocument } from './generated/agents.ts'

/** What can be done with an agent. */
export function AgentActions({ agent, mayDelete }: { agent: Agent; mayDelete: boolean }) {
  const [isAsking, setAsking] = useState(false)
  const navigate = useNavigate()
  const queryClient = useQueryClient()
  const remove = async () => {
    await ask(RemoveAgentDocument, { id: agent.id })
    void queryClient.invalidateQueries({ queryKey: [AgentsDocument.name] })
    toast(texts.deleted)
    await navigate({ to: '/agents' })
  }
  return (
    <>
      <CopyAs title={texts.copyTitle} snippets={snippetsOf(agent)} />
      <Link to="/chats/new" search={{ agent: `${agent.namespace}/${agent.name}` }} className={buttonClass()}>
        <ChatIcon size={14} />
        {texts.chat}
      </Link>
      {mayDelete && (
        <Button look="danger" onClick={() => setAsking(true)}>
          {texts.delete}
        </Button>
      )}
      <Confirm isOpen={isAsking} onClose={() => setAsking(false)} title={texts.delete} action={texts.delete} onConfirm={remove}>
        {texts.deleteText}
      </Confirm>
    </>
  )
}

function snippetsOf({ namespace, name }: Agent) {
  const path = [namespace, name].map(encodeURIComponent).join('/')
  return {
    curl: curlOf('POST', `/agents/${path}/invoke`, { message: 'Hello' }),
    GraphQL: graphqlOf(BeginChatDocument, { agent: { name: { namespace, name } }, input: {} }),
  }
}
