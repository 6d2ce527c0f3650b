import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { runs } from '../../texts/en/runs.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { type Filter, Filters } from '../../ui/Filters.tsx'
import { formatNumber } from '../../ui/format.ts'
import { CheckIcon } from '../../ui/icons.tsx'
import { Page } from '../../ui/Page.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { type Column, Table } from '../../ui/Table.tsx'
import { Time } from '../../ui/Time.tsx'
import { type ErrorGroup, runErrors } from './data.ts'
import { DAYS, type ErrorsSearch } from './search.ts'

const route = getRouteApi('/shell/runs/errors')
const texts = runs.errors

const FILTERS: readonly Filter<ErrorsSearch>[] = [
  { kind: 'choice', name: 'days', label: texts.days(7), options: DAYS.map((days) => ({ value: days, label: texts.days(Number(days)) })) },
]

const COLUMNS: readonly Column<ErrorGroup>[] = [
  { title: texts.columns.error, width: 'minmax(12rem, 4fr)', cell: ({ latest }) => latest.error },
  {
    title: runs.columns.function,
    width: 'minmax(7rem, 2fr)',
    isMinor: true,
    cell: ({ latest }) => `${latest.functionNamespace}/${latest.functionName}`,
  },
  { title: texts.columns.count, width: '5rem', align: 'end', cell: ({ count }) => formatNumber(count) },
  { title: texts.columns.first, width: '6.5rem', align: 'end', isMinor: true, cell: ({ firstAt }) => <Time at={firstAt} /> },
  { title: texts.columns.latest, width: '6.5rem', align: 'end', cell: ({ latestAt }) => <Time at={latestAt} /> },
]

/** What goes wrong: failed runs, those that failed alike in one row. */
export function ErrorsScreen() {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const { data, error, refetch } = useQuery(runErrors(search))
  return (
    <Page
      title={texts.title}
      look="list"
      bar={<Filters filters={FILTERS} search={search} onChange={(changes) => void navigate({ search: changes, replace: true })} />}
    >
      {error && !data && <ErrorState error={error} onRetry={refetch} />}
      {!data && !error && <Skeleton lines={6} />}
      {data && data.executionErrors.length === 0 && (
        <EmptyState icon={<CheckIcon />} title={texts.none}>
          {texts.noneText}
        </EmptyState>
      )}
      {data && data.executionErrors.length > 0 && (
        <Table
          label={texts.title}
          rows={data.executionErrors}
          columns={COLUMNS}
          keyOf={({ fingerprint }) => fingerprint}
          linkOf={({ fingerprint, latest }) => (
            <Link to="/runs" search={{ error: fingerprint }} aria-label={texts.open(latest.error ?? '')} />
          )}
        />
      )}
    </Page>
  )
}
