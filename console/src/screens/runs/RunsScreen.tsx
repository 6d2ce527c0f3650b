import { useQueryClient } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useRef } from 'react'
import { useLive } from '../../data/live.ts'
import { applyEvent, mergeRow } from '../../data/query.ts'
import { runs as texts } from '../../texts/en/runs.ts'
import { Button, buttonClass } from '../../ui/Button.tsx'
import { ConnectionTable } from '../../ui/ConnectionTable.tsx'
import { Duration } from '../../ui/Duration.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { type Filter, Filters } from '../../ui/Filters.tsx'
import { Id } from '../../ui/Id.tsx'
import { RunIcon } from '../../ui/icons.tsx'
import { LiveBadge } from '../../ui/LiveBadge.tsx'
import { Page } from '../../ui/Page.tsx'
import { StatusBadge } from '../../ui/StatusBadge.tsx'
import type { Column } from '../../ui/Table.tsx'
import { Time } from '../../ui/Time.tsx'
import { belongs, filterOf, runsPages } from './data.ts'
import { RunChangesDocument, type RunRowFragment } from './generated/runs.ts'
import { RepeatAll } from './RepeatAll.tsx'
import styles from './RunsScreen.module.css'
import { type RunsSearch, STATUSES, TRIGGERS } from './search.ts'

const route = getRouteApi('/shell/runs')

const FILTERS: readonly Filter<RunsSearch>[] = [
  {
    kind: 'choice',
    name: 'status',
    label: texts.filters.status,
    options: STATUSES.map((value) => ({ value, label: texts.status[value] })),
  },
  {
    kind: 'choice',
    name: 'trigger',
    label: texts.filters.trigger,
    options: TRIGGERS.map((value) => ({ value, label: texts.trigger[value] })),
  },
  { kind: 'text', name: 'function', label: texts.filters.function, placeholder: texts.functionHint },
]

const COLUMNS: readonly Column<RunRowFragment>[] = [
  { title: texts.columns.status, width: '9.5rem', cell: ({ status }) => <StatusBadge status={status} label={texts.status[status]} /> },
  {
    title: texts.columns.function,
    width: 'minmax(6rem, 2fr)',
    cell: ({ functionNamespace, functionName }) => `${functionNamespace}/${functionName}`,
  },
  { title: texts.columns.trigger, width: 'minmax(6rem, 1fr)', isMinor: true, cell: ({ triggerType }) => texts.trigger[triggerType] },
  { title: texts.columns.id, width: '7.5rem', isMinor: true, cell: ({ id }) => <Id id={id} /> },
  {
    title: texts.columns.duration,
    width: '6.5rem',
    align: 'end',
    isMinor: true,
    cell: ({ status, startedAt, durationMs }) => <Duration ms={durationMs} since={status === 'RUNNING' ? startedAt : null} />,
  },
  { title: texts.columns.started, width: '6.5rem', align: 'end', cell: ({ startedAt }) => <Time at={startedAt} /> },
]

/** Every run that one may see, the latest first, as it happens. */
export function RunsScreen() {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const arrived = useRef(new Set<string>())
  const state = useLiveRuns(search, arrived.current)
  const isFiltered = Object.values(search).some((value) => value !== undefined)
  const set = (changes: Partial<RunsSearch>) => void navigate({ search: (before) => ({ ...before, ...changes }), replace: true })
  return (
    <Page
      title={texts.title}
      aside={<LiveBadge state={state} />}
      look="list"
      actions={<ListActions error={search.error} />}
      bar={<Filters filters={FILTERS} search={search} onChange={set} />}
    >
      {search.error !== undefined && (
        <p className={styles.alike}>
          {texts.errors.shown}{' '}
          <Button look="quiet" onClick={() => set({ error: undefined })}>
            {texts.errors.all}
          </Button>
        </p>
      )}
      <ConnectionTable
        label={texts.list}
        pages={runsPages(search)}
        columns={COLUMNS}
        isNew={({ id }) => arrived.current.has(id)}
        linkOf={({ id, functionNamespace, functionName, status }) => (
          <Link to="/runs/$id" params={{ id }} aria-label={texts.run.open(`${functionNamespace}/${functionName}`, texts.status[status])} />
        )}
        empty={
          isFiltered ? (
            <EmptyState title={texts.none.title} action={<Button onClick={() => void navigate({ search: {} })}>{texts.none.clear}</Button>}>
              {texts.none.text}
            </EmptyState>
          ) : (
            <EmptyState icon={<RunIcon />} title={texts.empty.title}>
              {texts.empty.text}
            </EmptyState>
          )
        }
      />
    </Page>
  )
}

function ListActions({ error }: { error: string | undefined }) {
  return (
    <>
      {error && <RepeatAll fingerprint={error} />}
      <Link to="/runs/errors" className={buttonClass('quiet')}>
        {texts.errors.title}
      </Link>
    </>
  )
}

/** Runs that come while the list is watched, after which it begins anew: else it would grow as long as somebody watches. */
const MAX_ARRIVED = 1000

/** Merges what changes into the list. @param arrived gets the ids of runs that have just come */
function useLiveRuns(search: RunsSearch, arrived: Set<string>) {
  const queryClient = useQueryClient()
  const { status: _status, ...filter } = filterOf(search)
  const { queryKey } = runsPages(search)
  const beginAnew = () => {
    arrived.clear()
    queryClient.setQueryData(queryKey, (before) => before && { pages: before.pages.slice(0, 1), pageParams: before.pageParams.slice(0, 1) })
    void queryClient.invalidateQueries({ queryKey })
  }
  return useLive(
    {
      document: RunChangesDocument,
      variables: () => ({ filter }),
      onEvent({ executionChanges: run }) {
        if (!run) return
        if (arrived.size >= MAX_ARRIVED) beginAnew()
        applyEvent(queryClient, queryKey, (pages) => {
          const isKnown = pages?.pages.some(({ nodes }) => nodes.some(({ id }) => id === run.id))
          if (!isKnown) arrived.add(run.id)
          return mergeRow(pages, run, belongs(run, search))
        })
      },
      onConnect: () => void queryClient.invalidateQueries({ queryKey }),
    },
    { key: JSON.stringify(filter) },
  )
}
