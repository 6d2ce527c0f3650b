import { useQueryClient } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import { useMay } from '../../session/permissions.ts'
import { logs as texts } from '../../texts/en/logs.ts'
import { Button } from '../../ui/Button.tsx'
import { ConnectionTable } from '../../ui/ConnectionTable.tsx'
import { Duration } from '../../ui/Duration.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { type Filter, Filters } from '../../ui/Filters.tsx'
import { LogIcon, RepeatIcon } from '../../ui/icons.tsx'
import { Page } from '../../ui/Page.tsx'
import { PermissionHint } from '../../ui/PermissionHint.tsx'
import type { Column } from '../../ui/Table.tsx'
import { Time } from '../../ui/Time.tsx'
import { filterOf, type LogRow, logPages } from './data.ts'
import styles from './LogsScreen.module.css'
import { RangePicker } from './RangePicker.tsx'
import { StatusCode } from './StatusCode.tsx'
import { type LogsSearch, METHODS, STATUSES } from './search.ts'
import { Traffic } from './Traffic.tsx'

const route = getRouteApi('/shell/logs')
const READS_ALL = 'sinas.logs.read:all'

const FILTERS: readonly Filter<LogsSearch>[] = [
  {
    kind: 'choice',
    name: 'status',
    label: texts.filters.status,
    options: STATUSES.map((value) => ({ value, label: value === 'failed' || value === 'broken' ? texts.filters[value] : value })),
  },
  { kind: 'choice', name: 'method', label: texts.filters.method, options: METHODS.map((value) => ({ value, label: value })) },
  { kind: 'text', name: 'path', label: texts.filters.path, placeholder: texts.filters.pathHint },
  { kind: 'text', name: 'permission', label: texts.filters.permission, placeholder: texts.filters.permissionHint },
]

const COLUMNS: readonly Column<LogRow>[] = [
  { title: texts.columns.status, width: '4.5rem', cell: ({ statusCode }) => <StatusCode code={statusCode} /> },
  { title: texts.columns.method, width: '5rem', cell: ({ method }) => <span className={styles.method}>{method}</span> },
  {
    title: texts.columns.path,
    width: 'minmax(8rem, 3fr)',
    cell: ({ path, operation }) => (
      <>
        {path}
        {operation?.name && <span className={styles.soft}> {operation.name}</span>}
      </>
    ),
  },
  {
    title: texts.columns.error,
    width: 'minmax(4rem, 1fr)',
    isMinor: true,
    cell: ({ errorType }) => <span className={styles.soft}>{errorType}</span>,
  },
  {
    title: texts.columns.user,
    width: 'minmax(6rem, 1fr)',
    isMinor: true,
    cell: ({ userEmail }) => userEmail || <span className={styles.soft}>–</span>,
  },
  {
    title: texts.columns.time,
    width: '5.5rem',
    align: 'end',
    isMinor: true,
    cell: ({ responseTimeMs }) => <Duration ms={responseTimeMs} />,
  },
  { title: texts.columns.at, width: '6rem', align: 'end', cell: ({ timestamp }) => <Time at={timestamp} /> },
]

/** What was asked of the platform: over time, and each request. */
export function LogsScreen() {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const queryClient = useQueryClient()
  const [asked, setAsked] = useState(0)
  const readsAll = useMay(READS_ALL)
  // A span until now is of the moment in which somebody asked for it.
  const filter = useMemo(() => filterOf(search), [search, asked])
  const set = (changes: Partial<LogsSearch>) => void navigate({ search: (before) => ({ ...before, ...changes }), replace: true })
  const refresh = () => {
    setAsked((count) => count + 1)
    void queryClient.invalidateQueries({ predicate: ({ queryKey: [name] }) => name === 'Logs' || name === 'LogNumbers' })
  }
  const isFiltered = FILTERS.some(({ name }) => search[name] !== undefined)
  return (
    <Page
      title={texts.title}
      look="list"
      summary={
        readsAll === false && (
          <>
            {texts.mine} <PermissionHint permission={READS_ALL}> </PermissionHint>
          </>
        )
      }
      actions={
        <Button icon={<RepeatIcon size={14} />} onClick={refresh}>
          {texts.refresh}
        </Button>
      }
      bar={
        <Filters filters={FILTERS} search={search} onChange={set}>
          <RangePicker search={search} onChange={set} />
        </Filters>
      }
    >
      <Traffic filter={filter} onBrush={(from, to) => set({ from, to })} onPath={(path) => set({ path })} />
      <ConnectionTable
        label={texts.list}
        pages={logPages(filter)}
        columns={COLUMNS}
        linkOf={({ requestId, method, path, statusCode }) => (
          <Link to="/logs/$id" params={{ id: requestId }} aria-label={texts.open(method, path, statusCode)} />
        )}
        empty={
          isFiltered ? (
            <EmptyState title={texts.none.title} action={<Button onClick={() => void navigate({ search: {} })}>{texts.none.clear}</Button>}>
              {texts.none.text}
            </EmptyState>
          ) : (
            <EmptyState icon={<LogIcon />} title={texts.empty.title}>
              {texts.empty.text}
            </EmptyState>
          )
        }
      />
    </Page>
  )
}
