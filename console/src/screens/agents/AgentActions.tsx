import { useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
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
import { type Agent, oneAgent } from './data.ts'
import { AgentsDocument, ChangeAgentDocument, RemoveAgentDocument } from './generated/agents.ts'

/** What can be done with an agent. */
export function AgentActions({ agent, mayChange, mayDelete }: { agent: Agent; mayChange: boolean; mayDelete: boolean }) {
  const [isAsking, setAsking] = useState(false)
  const queryClient = useQueryClient()
  const name = `${agent.namespace}/${agent.name}`
  const show = (changed: Agent) => {
    queryClient.setQueryData(oneAgent(agent).queryKey, { agent: changed })
    void queryClient.invalidateQueries({ queryKey: [AgentsDocument.name] })
  }
  const activate = async () => {
    const { updateAgent } = await ask(ChangeAgentDocument, { input: { agent: { id: agent.id }, isActive: true } })
    show(updateAgent.agent)
    toast(texts.activated)
  }
  const remove = async () => {
    const { deleteAgent } = await ask(RemoveAgentDocument, { id: agent.id })
    show(deleteAgent.agent)
    toast(texts.deleted, { undo: activate })
  }
  return (
    <>
      <CopyAs title={texts.copyTitle} snippets={snippetsOf(agent)} />
      {agent.isActive && (
        <Link to="/chats/new" search={{ agent: name }} className={buttonClass()}>
          <ChatIcon size={14} />
          {texts.chat}
        </Link>
      )}
      {agent.isActive && mayDelete && (
        <Button look="danger" onClick={() => setAsking(true)}>
          {texts.delete}
        </Button>
      )}
      {!agent.isActive && mayChange && <Button onClick={() => void activate()}>{texts.activate}</Button>}
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
