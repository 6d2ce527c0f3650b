import { useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { oneChat } from '../../conversation/data.ts'
import { BeginChatDocument, SendMessageDocument } from '../../conversation/generated/conversation.ts'
import { ask } from '../../data/ask.ts'
import { chats } from '../../texts/en/chats.ts'
import { buttonClass } from '../../ui/Button.tsx'
import { Combobox } from '../../ui/Combobox.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Field } from '../../ui/Field.tsx'
import { Form, useForm } from '../../ui/Form.tsx'
import { AgentIcon } from '../../ui/icons.tsx'
import { Page } from '../../ui/Page.tsx'
import { type JsonSchema, SchemaForm } from '../../ui/SchemaForm.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { Textarea } from '../../ui/Textarea.tsx'
import { offeredAgents } from './data.ts'
import type { OfferedAgentsQuery } from './generated/chats.ts'

const route = getRouteApi('/shell/chats/new')
const texts = chats.begin

type Agent = OfferedAgentsQuery['agents']['nodes'][number]

const nameOf = ({ namespace, name }: Agent) => `${namespace}/${name}`

/** Begins a chat: with whom, with what input, and what is said first. */
export function NewChatScreen() {
  const query = useQuery(offeredAgents)
  if (query.error) return <ErrorState error={query.error} onRetry={query.refetch} />
  return (
    <Page title={chats.new} look="text">
      {!query.data ? (
        <Skeleton lines={4} />
      ) : query.data.agents.nodes.length === 0 ? (
        <EmptyState
          icon={<AgentIcon />}
          title={texts.noAgents.title}
          action={
            <Link to="/agents/new" className={buttonClass()}>
              {texts.noAgents.action}
            </Link>
          }
        >
          {texts.noAgents.text}
        </EmptyState>
      ) : (
        <NewChatForm agents={query.data.agents.nodes} />
      )}
    </Page>
  )
}

function NewChatForm({ agents }: { agents: readonly Agent[] }) {
  const { agent: wanted } = route.useSearch()
  const navigate = route.useNavigate()
  const queryClient = useQueryClient()
  const agent = agents.find((each) => nameOf(each) === wanted) ?? agents.find(({ isDefault }) => isDefault) ?? agents[0]!
  const form = useForm<{ input: unknown; message: string }, string>({
    initial: { input: {}, message: '' },
    draft: 'chat/new',
    async submit({ input, message }) {
      const { createChat } = await ask(BeginChatDocument, {
        agent: { id: agent.id },
        input,
        ...(message.trim() && { title: message.trim().slice(0, 80) }),
      })
      const { id } = createChat.chat
      queryClient.setQueryData(oneChat(id).queryKey, { chat: createChat.chat })
      if (message.trim()) await ask(SendMessageDocument, { id, content: message })
      return id
    },
    async onDone(id) {
      await queryClient.invalidateQueries({ queryKey: oneChat(id).queryKey })
      return navigate({ to: '/chats/$id', params: { id } })
    },
  })
  const schema = agent.inputSchema as JsonSchema
  return (
    <Form form={form} action={texts.action}>
      <Field label={texts.agent} hint={agent.description}>
        <Combobox
          key={agent.id}
          value={nameOf(agent)}
          options={agents.map((each) => ({ value: nameOf(each), label: nameOf(each) }))}
          placeholder={texts.choose}
          onChange={(name) => name && void navigate({ search: { agent: name }, replace: true })}
        />
      </Field>
      {Object.keys(schema.properties ?? {}).length > 0 && (
        <SchemaForm key={`input/${agent.id}`} schema={schema} {...form.bind('input')} label={texts.input} />
      )}
      <Field label={texts.message} isOptional>
        <Textarea {...form.bind('message')} rows={4} />
      </Field>
    </Form>
  )
}
