import { useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import { ask } from '../../data/ask.ts'
import { useMay } from '../../session/permissions.ts'
import { firstRun } from '../../texts/en/first-run.ts'
import { Button } from '../../ui/Button.tsx'
import { Field } from '../../ui/Field.tsx'
import { Form, useForm } from '../../ui/Form.tsx'
import { Allowed } from '../../ui/PermissionHint.tsx'
import { curlOf, graphqlOf, sdkSnippets } from '../../ui/snippets.ts'
import { Textarea } from '../../ui/Textarea.tsx'
import { TextInput } from '../../ui/TextInput.tsx'
import { AskStep } from './AskStep.tsx'
import { agents, NEEDS, providers } from './data.ts'
import styles from './FirstRun.module.css'
import { FirstRunCreateAgentDocument } from './generated/first-run.ts'
import { ProviderStep } from './ProviderStep.tsx'
import { Step } from './Step.tsx'

const route = getRouteApi('/shell/first-steps')
const texts = firstRun.agent

/** A model, an agent, and its first answer. */
export function AgentPath() {
  const { agent } = route.useSearch()
  const navigate = route.useNavigate()
  const readsProviders = useMay(NEEDS.readProviders)
  const { data } = useQuery({ ...providers, enabled: readsProviders === true })
  const [isMending, setMending] = useState(false)
  if (readsProviders === undefined || (readsProviders && !data)) return null
  const active = data?.llmProviders.nodes.filter(({ isActive }) => isActive)
  const provider = active?.find(({ isDefault }) => isDefault) ?? active?.[0]
  // Who may not read them can go on: there may be one.
  const hasProvider = !readsProviders || provider !== undefined
  const choose = (name: string | undefined) => void navigate({ search: { agent: name } as never, replace: true })
  return (
    <ol className={styles.steps}>
      <ProviderStep
        key={`${provider?.id} ${isMending}`}
        provider={provider}
        isOpen={isMending || !hasProvider}
        mayRead={readsProviders}
        onMend={() => setMending(true)}
        onDone={() => setMending(false)}
      />
      <AgentStep agent={agent} isReady={hasProvider && !isMending} onDone={choose} />
      <AskStep key={agent} agent={agent} isReady={hasProvider && !isMending} />
    </ol>
  )
}

interface AgentStepProps {
  agent: string | undefined
  isReady: boolean
  onDone(agent: string | undefined): void
}

function AgentStep({ agent, isReady, onDone }: AgentStepProps) {
  const queryClient = useQueryClient()
  const known = useQuery(agents).data?.agents.nodes[0]
  const form = useForm({
    initial: { name: 'assistant', systemPrompt: texts.promptDefault },
    draft: 'first-run/agent',
    submit: (input) => ask(FirstRunCreateAgentDocument, { input }),
    onDone({ createAgent: { agent: made } }) {
      void queryClient.invalidateQueries({ queryKey: agents.queryKey })
      onDone(`${made.namespace}/${made.name}`)
    },
  })
  const { name, systemPrompt } = form.values
  const literal = JSON.stringify(systemPrompt)
  return (
    <Step
      number={2}
      title={texts.title}
      text={texts.text}
      state={agent ? 'done' : isReady ? 'now' : 'later'}
      outcome={
        agent && (
          <div className={styles.outcome}>
            {texts.saved(agent)}
            <Button look="quiet" onClick={() => onDone(undefined)}>
              {firstRun.change}
            </Button>
          </div>
        )
      }
      snippets={{
        curl: curlOf('POST', '/api/v1/agents', { name, system_prompt: systemPrompt }),
        GraphQL: graphqlOf(FirstRunCreateAgentDocument, { input: form.values }),
        ...sdkSnippets({
          typescript: `await sinas.agents.create({ name: '${name}', system_prompt: ${literal} })`,
          python: `sinas.agents.create(name="${name}", system_prompt=${literal})`,
          go: `prompt := ${literal}\nagent, err := client.Agents.Create(ctx, sinas.CreateAgent{Name: "${name}", SystemPrompt: &prompt})`,
          rust: `client.agents().create(&CreateAgent { name: "${name}".into(), system_prompt: Some(${literal}.into()), ..Default::default() }).await?;`,
        }),
      }}
    >
      <Allowed permission={NEEDS.makeAgents}>
        <Form form={form} action={texts.save}>
          <Field label={texts.name} error={form.errorOf('name')}>
            <TextInput {...form.bind('name')} isCode />
          </Field>
          <Field label={texts.prompt} error={form.errorOf('systemPrompt')}>
            <Textarea {...form.bind('systemPrompt')} />
          </Field>
        </Form>
      </Allowed>
      {known && (
        <p>
          <Button look="quiet" onClick={() => onDone(`${known.namespace}/${known.name}`)}>
            {texts.use(`${known.namespace}/${known.name}`)}
          </Button>
        </p>
      )}
    </Step>
  )
}
