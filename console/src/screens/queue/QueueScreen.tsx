import { useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useState } from 'react'
import { ask } from '../../data/ask.ts'
import { queue as texts } from '../../texts/en/queue.ts'
import { Button } from '../../ui/Button.tsx'
import { Confirm } from '../../ui/Confirm.tsx'
import { ConnectionTable } from '../../ui/ConnectionTable.tsx'
import { Duration } from '../../ui/Duration.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Filters } from '../../ui/Filters.tsx'
import { formatNumber } from '../../ui/format.ts'
import { QueueIcon } from '../../ui/icons.tsx'
import { Facts, Page } from '../../ui/Page.tsx'
import { Allowed } from '../../ui/PermissionHint.tsx'
import type { Column } from '../../ui/Table.tsx'
import { Tabs } from '../../ui/Tabs.tsx'
import { Time } from '../../ui/Time.tsx'
import { toast } from '../../ui/Toast.tsx'
import { jobPages, queueStats, REFRESH_MS } from './data.ts'
import { FlushDeadLettersDocument, type JobRowFragment, QueuedJobsDocument, type QueueStatsQuery } from './generated/queue.ts'
import { JobDrawer } from './JobDrawer.tsx'
import { JobStatus, nameOf } from './JobStatus.tsx'
import styles from './queue.module.css'
import { JOB_STATUSES, type QueueSearch } from './search.ts'

const route = getRouteApi('/shell/queue')

const COLUMNS: readonly Column<JobRowFragment>[] = [
  { title: texts.columns.status, width: '8rem', cell: (job) => <JobStatus job={job} /> },
  { title: texts.columns.what, width: 'minmax(8rem, 1.5fr)', cell: (job) => nameOf(job) },
  {
    title: texts.columns.attempts,
    width: '5.5rem',
    align: 'end',
    isMinor: true,
    cell: ({ attempts, maxAttempts }) => `${attempts} / ${maxAttempts}`,
  },
  {
    title: texts.columns.error,
    width: 'minmax(6rem, 2fr)',
    isMinor: true,
    cell: ({ error }) => <span className={styles.bad}>{error}</span>,
  },
  {
    title: texts.columns.starts,
    width: '6.5rem',
    align: 'end',
    isMinor: true,
    cell: ({ status, runAt }) => <Time at={status === 'QUEUED' ? runAt : null} />,
  },
  { title: texts.columns.queued, width: '6.5rem', align: 'end', cell: ({ createdAt }) => <Time at={createdAt} /> },
]

/** What waits, runs, and failed for good. */
export function QueueScreen() {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const stats = useQuery({ ...queueStats, refetchInterval: REFRESH_MS }).data
  const pages = { ...jobPages(search), refetchInterval: REFRESH_MS }
  return (
    <Page
      title={texts.title}
      look="list"
      summary={stats && <Numbers stats={stats} />}
      actions={<Flush count={stats?.queueStats.deadLetters.size ?? 0} />}
      bar={
        <>
          <Tabs label={texts.tabs.label} tabs={tabsOf(search, stats)} />
          <div className={styles.filters}>
            <Filters
              filters={[
                {
                  kind: 'choice',
                  name: 'kind',
                  label: texts.kindFilter,
                  options: [
                    { value: 'alarm', label: texts.kinds.alarm },
                    { value: 'any', label: texts.kinds.any },
                  ],
                },
              ]}
              search={search}
              onChange={(changes) => void navigate({ search: (before) => ({ ...before, ...changes }), replace: true })}
            />
          </div>
        </>
      }
    >
      <ConnectionTable
        label={texts.list}
        pages={pages}
        columns={COLUMNS}
        linkOf={(job) => (
          <Link
            to="/queue"
            search={{ ...search, job: job.id }}
            resetScroll={false}
            aria-label={texts.open(nameOf(job), texts.status[job.status])}
          />
        )}
        empty={
          search.status || search.kind ? (
            <EmptyState title={texts.none.title}>{search.status === 'FAILED' ? texts.none.dead : texts.none.text}</EmptyState>
          ) : (
            <EmptyState icon={<QueueIcon />} title={texts.empty.title}>
              {texts.empty.text}
            </EmptyState>
          )
        }
      />
      <JobDrawer
        search={search}
        onClose={() => void navigate({ search: (before) => ({ ...before, job: undefined }), resetScroll: false })}
      />
    </Page>
  )
}

function tabsOf({ kind }: QueueSearch, stats: QueueStatsQuery | undefined) {
  const { jobs, deadLetters } = stats?.queueStats ?? {}
  const counts: Partial<Record<(typeof JOB_STATUSES)[number], number | undefined>> = {
    QUEUED: jobs?.queued,
    RUNNING: jobs?.running,
    FAILED: deadLetters?.size,
  }
  const to = '/queue' as const
  return [
    { label: texts.tabs.all, link: { to, search: { kind } } },
    ...JOB_STATUSES.map((status) => ({ label: texts.tabs[status], count: counts[status], link: { to, search: { status, kind } } })),
  ]
}

function Numbers({ stats: { queueStats: stats, queueWorkers } }: { stats: QueueStatsQuery }) {
  const { oldestDueAt } = stats.queues.functions
  return (
    <div title={texts.refreshed}>
      <Facts
        facts={[
          [texts.facts.oldest, oldestDueAt ? <Duration key="oldest" ms={null} since={oldestDueAt} /> : texts.nobodyWaits],
          [texts.facts.waiting, formatNumber(stats.queues.functions.pending)],
          [texts.facts.running, formatNumber(stats.jobs.running)],
          [
            texts.facts.dead,
            <span key="dead" className={stats.deadLetters.size > 0 ? styles.bad : undefined}>
              {formatNumber(stats.deadLetters.size)}
            </span>,
          ],
          [texts.facts.pool, texts.facts.poolValue(stats.pool.inUse, stats.pool.total)],
          [
            texts.facts.workers,
            texts.facts.workersValue(
              queueWorkers.length,
              queueWorkers.reduce((sum, { maxJobs }) => sum + maxJobs, 0),
            ),
          ],
          [texts.facts.store, stats.store],
        ]}
      />
    </div>
  )
}

function Flush({ count }: { count: number }) {
  const [isOpen, setOpen] = useState(false)
  const queryClient = useQueryClient()
  const flush = async () => {
    const { flushDeadLetters } = await ask(FlushDeadLettersDocument, {})
    await Promise.all([
      queryClient.invalidateQueries({ queryKey: queueStats.queryKey }),
      queryClient.invalidateQueries({ queryKey: [QueuedJobsDocument.name] }),
    ])
    toast(texts.flushed(flushDeadLetters.removed))
  }
  if (count === 0) return null
  return (
    <Allowed permission="sinas.system.update:all">
      <span>
        <Button look="danger" onClick={() => setOpen(true)}>
          {texts.flush}
        </Button>
        <Confirm isOpen={isOpen} onClose={() => setOpen(false)} title={texts.flush} action={texts.flush} onConfirm={flush}>
          <p>{texts.flushText(formatNumber(count))}</p>
        </Confirm>
      </span>
    </Allowed>
  )
}
