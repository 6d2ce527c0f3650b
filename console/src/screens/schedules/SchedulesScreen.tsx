import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useLive } from '../../data/live.ts'
import { applyEvent, mergeRow, rowsOf } from '../../data/query.ts'
import { schedules as texts } from '../../texts/en/schedules.ts'
import { Button, buttonClass } from '../../ui/Button.tsx'
import { ConnectionTable } from '../../ui/ConnectionTable.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { type Filter, Filters } from '../../ui/Filters.tsx'
import { PlusIcon, ScheduleIcon } from '../../ui/icons.tsx'
import { Stack } from '../../ui/Layout.tsx'
import { LiveBadge } from '../../ui/LiveBadge.tsx'
import { monthOf } from '../../ui/MonthGrid.tsx'
import { Page } from '../../ui/Page.tsx'
import { Allowed } from '../../ui/PermissionHint.tsx'
import { StatusBadge } from '../../ui/StatusBadge.tsx'
import type { Column } from '../../ui/Table.tsx'
import { Tabs } from '../../ui/Tabs.tsx'
import { Time } from '../../ui/Time.tsx'
import { Calendar } from './Calendar.tsx'
import { comingEntries, type Entry } from './coming.ts'
import { wordsOf } from './cron.ts'
import { schedulesPages } from './data.ts'
import { type ScheduleRowFragment, SlotChangesDocument } from './generated/schedules.ts'
import styles from './schedules.module.css'
import type { SchedulesSearch } from './search.ts'

const route = getRouteApi('/shell/schedules')

const FILTERS: readonly Filter<SchedulesSearch>[] = [
  { kind: 'text', name: 'search', label: texts.filters.search },
  {
    kind: 'choice',
    name: 'active',
    label: texts.filters.active,
    options: [
      { value: 'yes', label: texts.active.yes },
      { value: 'no', label: texts.active.no },
    ],
  },
  {
    kind: 'choice',
    name: 'type',
    label: texts.filters.type,
    options: [
      { value: 'FUNCTION', label: texts.type.FUNCTION },
      { value: 'AGENT', label: texts.type.AGENT },
    ],
  },
]

const COLUMNS: readonly Column<ScheduleRowFragment>[] = [
  { title: texts.columns.name, width: 'minmax(7rem, 1.4fr)', cell: ({ name }) => name },
  {
    title: texts.columns.when,
    width: 'minmax(9rem, 2fr)',
    isMinor: true,
    cell: ({ cronExpression, timezone }) => (
      <span title={`${cronExpression} · ${timezone}`}>
        {wordsOf(cronExpression)} <span className={styles.soft}>{timezone}</span>
      </span>
    ),
  },
  {
    title: texts.columns.starts,
    width: 'minmax(7rem, 1.4fr)',
    isMinor: true,
    cell: ({ targetType, targetNamespace, targetName }) => (
      <>
        {targetNamespace}/{targetName} {targetType === 'AGENT' && <span className={styles.soft}>{texts.type.AGENT}</span>}
      </>
    ),
  },
  {
    title: texts.columns.state,
    width: '6.5rem',
    cell: ({ isActive }) => <StatusBadge status={isActive ? 'ACTIVE' : 'PAUSED'} label={isActive ? texts.active.yes : texts.active.no} />,
  },
  { title: texts.columns.last, width: '6.5rem', align: 'end', isMinor: true, cell: ({ lastRun }) => <Time at={lastRun} /> },
  { title: texts.columns.next, width: '6rem', align: 'end', cell: ({ nextRun }) => <Time at={nextRun} /> },
]

/** Every schedule that one may see: as a list, or by the days on which they are due. */
export function SchedulesScreen() {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const queryClient = useQueryClient()
  const { queryKey } = schedulesPages(search)
  const state = useLive({
    document: SlotChangesDocument,
    variables: () => ({}),
    onEvent({ scheduleSlotChanges: slot }) {
      if (!slot) return
      applyEvent(queryClient, queryKey, (pages) => {
        const isListed = rowsOf(pages).some(({ id }) => id === slot.scheduleId)
        return isListed ? mergeRow(pages, slot.schedule) : pages
      })
    },
    onConnect: () => void queryClient.invalidateQueries({ queryKey }),
  })
  const filters = (
    <Filters
      filters={FILTERS}
      search={search}
      onChange={(changes) => void navigate({ search: (before) => ({ ...before, ...changes }), replace: true })}
    />
  )
  return (
    <Page
      title={texts.title}
      aside={<LiveBadge state={state} />}
      look={search.view === 'calendar' ? 'full' : 'list'}
      actions={
        <Allowed permission="sinas.schedules.create:own">
          <Link to="/schedules/new" className={buttonClass('primary')}>
            <PlusIcon size={14} />
            {texts.create}
          </Link>
        </Allowed>
      }
      bar={
        <>
          <Tabs
            label={texts.views.label}
            tabs={[
              { label: texts.views.list, link: { to: '/schedules', search: { ...search, view: undefined, month: undefined } } },
              { label: texts.views.calendar, link: { to: '/schedules', search: { ...search, view: 'calendar' } } },
            ]}
          />
          <div className={styles.filters}>{filters}</div>
        </>
      }
    >
      {search.view === 'calendar' ? <ComingCalendar search={search} /> : <ScheduleTable search={search} />}
    </Page>
  )
}

function ScheduleTable({ search }: { search: SchedulesSearch }) {
  const navigate = route.useNavigate()
  const isFiltered = Object.values(search).some((value) => value !== undefined)
  return (
    <ConnectionTable
      label={texts.list}
      pages={schedulesPages(search)}
      columns={COLUMNS}
      linkOf={({ id, name }) => <Link to="/schedules/$id" params={{ id }} aria-label={texts.open(name)} />}
      empty={
        isFiltered ? (
          <EmptyState title={texts.none.title} action={<Button onClick={() => void navigate({ search: {} })}>{texts.none.clear}</Button>}>
            {texts.none.text}
          </EmptyState>
        ) : (
          <EmptyState icon={<ScheduleIcon />} title={texts.empty.title}>
            {texts.empty.text}
          </EmptyState>
        )
      }
    />
  )
}

/** What is due in a month, of all schedules that the filters leave. */
function ComingCalendar({ search }: { search: SchedulesSearch }) {
  const navigate = route.useNavigate()
  const { data } = useInfiniteQuery(schedulesPages(search))
  const month = search.month ?? monthOf(new Date())
  const entries: Entry[] = rowsOf(data)
    .filter(({ isActive }) => isActive)
    .flatMap((schedule) => comingEntries(schedule, month))
  return (
    <Stack>
      <Calendar
        entries={entries}
        month={month}
        onMonth={(changed) => void navigate({ search: (before) => ({ ...before, month: changed }) })}
      />
    </Stack>
  )
}
