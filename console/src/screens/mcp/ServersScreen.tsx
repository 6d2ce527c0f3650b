import { getRouteApi, Link } from '@tanstack/react-router'
import { mcp as texts } from '../../texts/en/mcp.ts'
import { Button, buttonClass } from '../../ui/Button.tsx'
import { ConnectionTable } from '../../ui/ConnectionTable.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { type Filter, Filters } from '../../ui/Filters.tsx'
import { McpIcon, PlusIcon } from '../../ui/icons.tsx'
import { Page } from '../../ui/Page.tsx'
import { Allowed } from '../../ui/PermissionHint.tsx'
import { StatusBadge } from '../../ui/StatusBadge.tsx'
import type { Column } from '../../ui/Table.tsx'
import { Time } from '../../ui/Time.tsx'
import { type ServerRow, serversPages, statusOf, TONES } from './data.ts'
import styles from './ServersScreen.module.css'
import type { McpSearch } from './search.ts'

const route = getRouteApi('/shell/mcp')

const FILTERS: readonly Filter<McpSearch>[] = [
  { kind: 'text', name: 'search', label: texts.filters.search },
  {
    kind: 'choice',
    name: 'active',
    label: texts.filters.active,
    options: [
      { value: 'on', label: texts.filters.on },
      { value: 'off', label: texts.filters.off },
    ],
  },
]

const COLUMNS: readonly Column<ServerRow>[] = [
  {
    title: texts.columns.name,
    width: 'minmax(8rem, 1.5fr)',
    cell: ({ name, description }) => (
      <span className={styles.name}>
        <b>{name}</b>
        <span className={styles.soft}>{description}</span>
      </span>
    ),
  },
  {
    title: texts.columns.status,
    width: 'minmax(9.5rem, 1.5fr)',
    cell: (server) => (
      <span className={styles.status} title={server.errorMessage ?? undefined}>
        <StatusBadge status={statusOf(server)} label={texts.status[statusOf(server)]} tone={TONES[statusOf(server)]} />
        <span className={styles.soft}>{statusOf(server) === 'ERROR' && server.errorMessage}</span>
      </span>
    ),
  },
  { title: texts.columns.address, width: 'minmax(8rem, 1.5fr)', isMinor: true, cell: ({ url, command }) => url ?? command },
  { title: texts.columns.tools, width: '4.5rem', align: 'end', cell: ({ toolCount }) => toolCount },
  { title: texts.columns.answered, width: '6.5rem', align: 'end', isMinor: true, cell: ({ lastConnected }) => <Time at={lastConnected} /> },
]

/** The MCP servers that one may see, how each is, and why. */
export function ServersScreen() {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const isFiltered = Object.values(search).some((value) => value !== undefined)
  return (
    <Page
      title={texts.title}
      look="list"
      actions={
        <Allowed permission="sinas.mcp.create:all">
          <Link to="/mcp/new" className={buttonClass('primary')}>
            <PlusIcon size={14} />
            {texts.create}
          </Link>
        </Allowed>
      }
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
        pages={serversPages(search)}
        columns={COLUMNS}
        linkOf={({ name }) => <Link to="/mcp/servers/$server" params={{ server: name }} aria-label={texts.open(name)} />}
        empty={
          isFiltered ? (
            <EmptyState title={texts.none.title} action={<Button onClick={() => void navigate({ search: {} })}>{texts.none.clear}</Button>}>
              {texts.none.text}
            </EmptyState>
          ) : (
            <EmptyState icon={<McpIcon />} title={texts.empty.title}>
              {texts.empty.text}
            </EmptyState>
          )
        }
      />
    </Page>
  )
}
