import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { ask } from '../../data/ask.ts'
import { useMay } from '../../session/permissions.ts'
import { mcp as texts } from '../../texts/en/mcp.ts'
import { Button, buttonClass } from '../../ui/Button.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { ExternalIcon } from '../../ui/icons.tsx'
import { Facts, Page } from '../../ui/Page.tsx'
import { Allowed } from '../../ui/PermissionHint.tsx'
import { StatusBadge } from '../../ui/StatusBadge.tsx'
import { Tabs } from '../../ui/Tabs.tsx'
import { Time } from '../../ui/Time.tsx'
import { toast } from '../../ui/Toast.tsx'
import { AgentsTab } from './AgentsTab.tsx'
import { oneServer, type Server, statusOf, TONES, toolsPages } from './data.ts'
import { ChangeMcpServerDocument, ConnectMcpServerDocument } from './generated/mcp.ts'
import { PromptsTab } from './PromptsTab.tsx'
import { ResourcesTab } from './ResourcesTab.tsx'
import styles from './ServerScreen.module.css'
import { SettingsTab } from './SettingsTab.tsx'
import { TABS } from './search.ts'
import { ToolsTab } from './ToolsTab.tsx'

const route = getRouteApi('/shell/mcp/servers/$server')

/** One server: how it is and why, what it offers, and who uses it. */
export function ServerScreen() {
  const { server } = route.useParams()
  const query = useQuery(oneServer(server))
  if (query.error && !query.data) return <ErrorState error={query.error} onRetry={query.refetch} />
  if (!query.data) return null
  return <ServerPage key={query.data.mcpServer.id} server={query.data.mcpServer} />
}

function ServerPage({ server }: { server: Server }) {
  const search = route.useSearch()
  const { tab = 'tools' } = search
  const status = statusOf(server)
  const tabs = TABS.map((each) => ({
    label: texts.tabs[each],
    link: {
      to: '/mcp/servers/$server' as const,
      params: { server: server.name },
      search: each === tab ? search : { tab: each === 'tools' ? undefined : each },
      activeOptions: { explicitUndefined: false },
    },
    count: each === 'tools' ? server.toolCount : undefined,
  }))
  return (
    <Page
      title={server.name}
      aside={<StatusBadge status={status} label={texts.status[status]} tone={TONES[status]} />}
      summary={<Summary server={server} />}
      actions={
        <Allowed permission="sinas.mcp.update:all" isQuiet>
          <Actions server={server} />
        </Allowed>
      }
      bar={<Tabs label={texts.tabs.label} tabs={tabs} />}
    >
      <div className={styles.page}>
        <Trouble server={server} />
        {tab === 'tools' && <ToolsTab server={server} />}
        {tab === 'resources' && <ResourcesTab server={server} />}
        {tab === 'prompts' && <PromptsTab server={server} />}
        {tab === 'agents' && (
          <Allowed permission="sinas.agents.read:own">
            <AgentsTab server={server} />
          </Allowed>
        )}
        {tab === 'settings' && <SettingsTab server={server} />}
      </div>
    </Page>
  )
}

function Summary({ server }: { server: Server }) {
  const { description, url, command, args, protocol, lastConnected, retryAt, group, hasSecrets } = server
  return (
    <div className={styles.summary}>
      {description && <p>{description}</p>}
      <Facts
        facts={[
          [texts.facts.address, url ?? [command, ...args].join(' ')],
          [texts.facts.protocol, texts.protocols[protocol]],
          [texts.facts.answered, <Time key="answered" at={lastConnected} />],
          retryAt !== null && server.connectionStatus === 'ERROR' && [texts.facts.retry, <Time key="retry" at={retryAt} />],
          group && [texts.facts.group, group.name],
          hasSecrets && [texts.facts.secrets, texts.stored],
        ]}
      />
    </div>
  )
}

/** What keeps it from being used, and what to do about it. */
function Trouble({ server }: { server: Server }) {
  const mayLogIn = useMay('sinas.mcp.update:all')
  if (statusOf(server) === 'LOGIN')
    return (
      <section className={styles.login} aria-label={texts.login.title}>
        <h2>{texts.login.title}</h2>
        <p>{texts.login.text}</p>
        {mayLogIn && (
          <a href={server.authorizationUrl!} target="_blank" rel="noreferrer" className={buttonClass('primary')}>
            <ExternalIcon size={14} />
            {texts.login.open}
          </a>
        )}
      </section>
    )
  if (statusOf(server) !== 'ERROR' || !server.errorMessage) return null
  return (
    <section className={styles.error} aria-label={texts.error}>
      <h2>{texts.error}</h2>
      <p>{server.errorMessage}</p>
    </section>
  )
}

function Actions({ server }: { server: Server }) {
  const queryClient = useQueryClient()
  const keep = (changed: Server) => {
    queryClient.setQueryData(oneServer(server.name).queryKey, { mcpServer: changed })
    void queryClient.invalidateQueries({ queryKey: ['McpServers'] })
    void queryClient.invalidateQueries({ queryKey: toolsPages(server.name).queryKey })
    return changed
  }
  const connect = useMutation({
    mutationFn: async () => keep((await ask(ConnectMcpServerDocument, { id: server.id })).connectMcpServer.server),
    onSuccess: ({ connectionStatus }) => toast(connectionStatus === 'CONNECTED' ? texts.connected : texts.notConnected),
  })
  const turn = useMutation({
    mutationFn: async (isActive: boolean) =>
      keep((await ask(ChangeMcpServerDocument, { input: { server: { id: server.id }, isActive } })).updateMcpServer.server),
  })
  const error = connect.error ?? turn.error
  return (
    <>
      {error && <ErrorState error={error} isCompact />}
      <Button isBusy={turn.isPending} onClick={() => turn.mutate(!server.isActive)}>
        {server.isActive ? texts.turnOff : texts.turnOn}
      </Button>
      {server.isActive && (
        <Button isBusy={connect.isPending} onClick={() => connect.mutate()}>
          {server.connectionStatus === 'CONNECTED' ? texts.reconnect : texts.connect}
        </Button>
      )}
    </>
  )
}
