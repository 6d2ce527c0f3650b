import { getRouteApi, Link } from '@tanstack/react-router'
import { agents as texts } from '../../texts/en/agents.ts'
import { Button, buttonClass } from '../../ui/Button.tsx'
import { ConnectionTable } from '../../ui/ConnectionTable.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { type Filter, Filters } from '../../ui/Filters.tsx'
import { AgentIcon, PlusIcon } from '../../ui/icons.tsx'
import { Page } from '../../ui/Page.tsx'
import { Allowed } from '../../ui/PermissionHint.tsx'
import type { Column } from '../../ui/Table.tsx'
import { Time } from '../../ui/Time.tsx'
import { AgentBadges } from './AgentBadges.tsx'
import styles from './AgentsScreen.module.css'
import { agentPages } from './data.ts'
import type { AgentRowFragment } from './generated/agents.ts'
import type { AgentsSearch } from './search.ts'

const route = getRouteApi('/shell/agents')

const FILTERS: readonly Filter<AgentsSearch>[] = [
  { kind: 'text', name: 'search', label: texts.filters.search },
  { kind: 'text', name: 'namespace', label: texts.filters.namespace },
]

const toolsOf = ({ enabledFunctions, enabledAgents, enabledMcpTools, enabledSkills }: AgentRowFragment) =>
  enabledFunctions.length + enabledAgents.length + enabledMcpTools.length + enabledSkills.length

const COLUMNS: readonly Column<AgentRowFragment>[] = [
  {
    title: texts.columns.name,
    width: 'minmax(10rem, 1.5fr)',
    cell: (agent) => (
      <span className={styles.name}>
        <span>
          {agent.namespace}/{agent.name}
        </span>
        <AgentBadges agent={agent} />
      </span>
    ),
  },
  { title: texts.columns.description, width: 'minmax(8rem, 2fr)', isMinor: true, cell: ({ description }) => description },
  { title: texts.columns.model, width: '9rem', isMinor: true, cell: ({ model }) => model ?? texts.defaultModel },
  {
    title: texts.columns.tools,
    width: '4.5rem',
    align: 'end',
    isMinor: true,
    cell: (agent) => texts.tools(toolsOf(agent)),
  },
  { title: texts.columns.changed, width: '6.5rem', align: 'end', cell: ({ updatedAt }) => <Time at={updatedAt} /> },
]

/** Every agent that is in use and that one may read. */
export function AgentsScreen() {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const isFiltered = search.search !== undefined || search.namespace !== undefined
  const make = (
    <Allowed permission="sinas.agents.create:own">
      <Link to="/agents/new" className={buttonClass('primary')}>
        <PlusIcon size={14} />
        {texts.new}
      </Link>
    </Allowed>
  )
  return (
    <Page
      title={texts.title}
      look="list"
      actions={make}
      bar={
        <Filters
          filters={FILTERS}
          search={search}
          onChange={(changes) => void navigate({ search: (before) => ({ ...before, ...changes }), replace: true })}
        />
      }
    >
      <ConnectionTable
        label={texts.list}
        pages={agentPages(search)}
        columns={COLUMNS}
        linkOf={({ namespace, name }) => (
          <Link to="/agents/$namespace/$name" params={{ namespace, name }} aria-label={texts.open(`${namespace}/${name}`)} />
        )}
        empty={
          isFiltered ? (
            <EmptyState title={texts.none.title} action={<Button onClick={() => void navigate({ search: {} })}>{texts.none.clear}</Button>}>
              {texts.none.text}
            </EmptyState>
          ) : (
            <EmptyState icon={<AgentIcon />} title={texts.empty.title}>
              {texts.empty.text}
            </EmptyState>
          )
        }
      />
    </Page>
  )
}
