import { useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { ask } from '../../data/ask.ts'
import { useMay, useMe } from '../../session/permissions.ts'
import { agents as texts } from '../../texts/en/agents.ts'
import { Button } from '../../ui/Button.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { useForm } from '../../ui/Form.tsx'
import { Page, Section } from '../../ui/Page.tsx'
import { toast } from '../../ui/Toast.tsx'
import { AgentActions } from './AgentActions.tsx'
import { AgentBadges } from './AgentBadges.tsx'
import { AgentBudgets } from './AgentBudgets.tsx'
import { AgentForm } from './AgentForm.tsx'
import styles from './AgentScreen.module.css'
import { type Agent, oneAgent } from './data.ts'
import { AgentsDocument, ChangeAgentDocument } from './generated/agents.ts'
import { inputOf, settingsOf } from './settings.ts'
import { TryAgent } from './TryAgent.tsx'

const route = getRouteApi('/shell/agents/$namespace/$name')

/** One agent: its settings, and a chat with it beside them. */
export function AgentScreen() {
  const query = useQuery(oneAgent(route.useParams()))
  if (query.error && !query.data) return <ErrorState error={query.error} onRetry={query.refetch} />
  // The loader has read it: this is for the moment in which the session ends.
  if (!query.data) return null
  const { agent } = query.data
  return <AgentPage key={`${agent.id}/${agent.updatedAt}`} agent={agent} />
}

function AgentPage({ agent }: { agent: Agent }) {
  const me = useMe()
  const path = `${agent.namespace}/${agent.name}`
  const scope = agent.userId === me.id ? 'own' : 'all'
  const mayChange = useMay(`sinas.agents/${path}.update:${scope}`) ?? false
  const mayDelete = useMay(`sinas.agents/${path}.delete:${scope}`) ?? false
  const form = useAgentForm(agent)
  return (
    <Page
      title={path}
      aside={<AgentBadges agent={agent} />}
      summary={
        <>
          {agent.description && <>{agent.description} · </>}
          {texts.owner}: {agent.owner?.email ?? texts.nobody}
        </>
      }
      actions={<AgentActions agent={agent} mayDelete={mayDelete} />}
    >
      <div className={styles.columns}>
        <div className={styles.column}>
          {!mayChange && <p className={styles.note}>{texts.readOnly}</p>}
          {agent.warnings.length > 0 && (
            <section className={styles.warnings} aria-label={texts.warnings}>
              <h2>{texts.warnings}</h2>
              <ul>
                {agent.warnings.map((warning) => (
                  <li key={warning}>{warning}</li>
                ))}
              </ul>
            </section>
          )}
          <AgentForm
            form={form}
            action={texts.save}
            isReadOnly={!mayChange}
            more={form.isChanged && <Button onClick={form.reset}>{texts.discard}</Button>}
          />
          <AgentBudgets agentId={agent.id} />
        </div>
        <div className={styles.side}>
          <Section title={texts.try.title}>
            <TryAgent agent={agent} isChanged={form.isChanged} />
          </Section>
        </div>
      </div>
    </Page>
  )
}

function useAgentForm(agent: Agent) {
  const queryClient = useQueryClient()
  const navigate = route.useNavigate()
  const initial = settingsOf(agent)
  return useForm({
    initial,
    draft: `agent/${agent.id}`,
    submit: (settings) => ask(ChangeAgentDocument, { input: { agent: { id: agent.id }, ...inputOf(settings, initial) } }),
    async onDone({ updateAgent: { agent: changed } }) {
      queryClient.setQueryData(oneAgent(changed).queryKey, { agent: changed })
      void queryClient.invalidateQueries({ queryKey: [AgentsDocument.name] })
      toast(texts.saved)
      const { namespace, name } = changed
      if (namespace !== agent.namespace || name !== agent.name) await navigate({ params: { namespace, name }, replace: true })
    },
  })
}
