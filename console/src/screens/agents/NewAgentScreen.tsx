import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { ask } from '../../data/ask.ts'
import { agents as texts } from '../../texts/en/agents.ts'
import { useForm } from '../../ui/Form.tsx'
import { Page } from '../../ui/Page.tsx'
import { Allowed } from '../../ui/PermissionHint.tsx'
import { toast } from '../../ui/Toast.tsx'
import { AgentForm } from './AgentForm.tsx'
import { oneAgent } from './data.ts'
import { AgentsDocument, CreateAgentDocument } from './generated/agents.ts'
import { inputOf, NEW } from './settings.ts'

/** Makes an agent: its name is enough, all else can be changed while one talks with it. */
export function NewAgentScreen() {
  return (
    <Page title={texts.new} look="text">
      <Allowed permission="sinas.agents.create:own">
        <NewAgentForm />
      </Allowed>
    </Page>
  )
}

function NewAgentForm() {
  const navigate = useNavigate()
  const queryClient = useQueryClient()
  const form = useForm({
    initial: NEW,
    draft: 'agent/new',
    submit: (settings) => {
      const { namespace, name } = settings
      return ask(CreateAgentDocument, { input: { ...inputOf(settings, NEW), namespace, name } })
    },
    onDone({ createAgent: { agent } }) {
      queryClient.setQueryData(oneAgent(agent).queryKey, { agent })
      void queryClient.invalidateQueries({ queryKey: [AgentsDocument.name] })
      toast(texts.created)
      return navigate({ to: '/agents/$namespace/$name', params: { namespace: agent.namespace, name: agent.name } })
    },
  })
  return <AgentForm form={form} action={texts.create} />
}
