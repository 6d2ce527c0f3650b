import { useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi, Outlet } from '@tanstack/react-router'
import { useRef } from 'react'
import { useLive } from '../../data/live.ts'
import { applyEvent, mapRows, mergeRow, type Pages } from '../../data/query.ts'
import { schedules as texts } from '../../texts/en/schedules.ts'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Notice, Stack } from '../../ui/Layout.tsx'
import { LiveBadge } from '../../ui/LiveBadge.tsx'
import { Facts, Page } from '../../ui/Page.tsx'
import { StatusBadge } from '../../ui/StatusBadge.tsx'
import { Tabs } from '../../ui/Tabs.tsx'
import { Time } from '../../ui/Time.tsx'
import { oneSchedule, pastSlots, type Schedule, slotPages } from './data.ts'
import { ScheduleRunsDocument, type ScheduleRunsSubscription, SlotChangesDocument, type SlotRowFragment } from './generated/schedules.ts'
import { ScheduleActions } from './ScheduleActions.tsx'
import styles from './schedules.module.css'
import { SLOT_STATUSES, type SlotStatus } from './search.ts'

const route = getRouteApi('/shell/schedules/$id')

/** One schedule: what it is, and its parts, each with an address. */
export function ScheduleScreen() {
  const { id } = route.useParams()
  const query = useQuery(oneSchedule(id))
  if (query.error && !query.data) return <ErrorState error={query.error} onRetry={query.refetch} />
  if (!query.data) return null
  return <SchedulePage key={id} schedule={query.data.schedule} />
}

function SchedulePage({ schedule }: { schedule: Schedule }) {
  const { id, name, isActive, fault } = schedule
  const params = { id }
  const state = useLiveSlots(id)
  const noSearch = { exact: true, includeSearch: false }
  return (
    <Page
      title={name}
      aside={
        <>
          <StatusBadge status={isActive ? 'ACTIVE' : 'PAUSED'} label={isActive ? texts.active.yes : texts.active.no} />
          <LiveBadge state={state} />
        </>
      }
      actions={<ScheduleActions schedule={schedule} />}
      summary={<ScheduleFacts schedule={schedule} />}
      bar={
        <Tabs
          label={texts.tabs.label}
          tabs={[
            { label: texts.tabs.slots, link: { to: '/schedules/$id', params, activeOptions: noSearch } },
            { label: texts.tabs.calendar, link: { to: '/schedules/$id/calendar', params, activeOptions: noSearch } },
            { label: texts.tabs.settings, link: { to: '/schedules/$id/settings', params } },
          ]}
        />
      }
    >
      <Stack>
        {fault && (
          <Notice tone="bad" title={texts.fault}>
            {fault}
          </Notice>
        )}
        {!isActive && <Notice tone="warn" title={texts.paused} />}
        <Outlet />
      </Stack>
    </Page>
  )
}

function ScheduleFacts({ schedule }: { schedule: Schedule }) {
  const { cronExpression, timezone, targetType, targetNamespace, targetName, overlapPolicy, missedPolicy, owner, editor, lastRun } =
    schedule
  return (
    <Facts
      facts={[
        [
          texts.facts.cron,
          <span key="cron" className={styles.code}>
            {cronExpression}
          </span>,
        ],
        [texts.facts.zone, timezone],
        [texts.facts.starts, `${texts.type[targetType]} ${targetNamespace}/${targetName}`],
        [texts.facts.overlap, texts.overlap[overlapPolicy]],
        [texts.facts.missed, texts.missed[missedPolicy]],
        [texts.facts.last, <Time key="last" at={lastRun} />],
        owner?.email != null && [texts.facts.runsAs, owner.email],
        editor && editor.id !== owner?.id && [texts.facts.editor, editor.email ?? '–'],
      ]}
    />
  )
}

/** How many ends of runs are remembered: more come seldom between a slot and the news of its run. */
const MAX_ENDED = 100

/** Slots as they come up and change, and how their runs end, into every list of them that was read. */
function useLiveSlots(id: string) {
  const queryClient = useQueryClient()
  // News of a run and of its slot come over two streams: a slot may be told with its run still going on when that has ended.
  const ended = useRef(new Map<string, ScheduleRunsSubscription['executionChanges']>())
  const withEnd = (slot: SlotRowFragment) => ({ ...slot, execution: ended.current.get(slot.executionId ?? '') ?? slot.execution })
  const changeLists = (change: (pages: Pages<SlotRowFragment> | undefined, status?: SlotStatus) => Pages<SlotRowFragment> | undefined) => {
    for (const status of [undefined, ...SLOT_STATUSES])
      applyEvent(queryClient, slotPages(id, { status }).queryKey, (pages) => mapRows(change(pages, status), withEnd))
  }
  const state = useLive(
    {
      document: SlotChangesDocument,
      variables: () => ({ schedule: { id } }),
      onEvent({ scheduleSlotChanges: changed }) {
        if (!changed) return
        const { schedule, ...slot } = changed
        changeLists((pages, status) => mergeRow(pages, slot, status === undefined || status === slot.status))
        applyEvent(queryClient, oneSchedule(id).queryKey, (before) => before && { schedule: { ...before.schedule, ...schedule } })
        void queryClient.invalidateQueries({ queryKey: pastSlots(id).queryKey })
      },
      onConnect: () => void queryClient.invalidateQueries({ queryKey: slotPages(id, {}).queryKey.slice(0, 1) }),
    },
    { key: id },
  )
  useLive(
    {
      document: ScheduleRunsDocument,
      variables: () => ({ filter: { triggerId: id } }),
      onEvent({ executionChanges: run }) {
        if (!run) return
        ended.current.set(run.id, run)
        if (ended.current.size > MAX_ENDED) ended.current.delete(ended.current.keys().next().value!)
        changeLists((pages) => pages)
      },
    },
    { key: id },
  )
  return state
}
