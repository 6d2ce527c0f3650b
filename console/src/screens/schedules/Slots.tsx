import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { runs } from '../../texts/en/runs.ts'
import { schedules } from '../../texts/en/schedules.ts'
import { ConnectionTable } from '../../ui/ConnectionTable.tsx'
import { Duration } from '../../ui/Duration.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Filters } from '../../ui/Filters.tsx'
import { Columns } from '../../ui/Layout.tsx'
import { Section } from '../../ui/Page.tsx'
import { StatusBadge } from '../../ui/StatusBadge.tsx'
import type { Column } from '../../ui/Table.tsx'
import { Time } from '../../ui/Time.tsx'
import { oneSchedule, slotPages } from './data.ts'
import type { SlotRowFragment } from './generated/schedules.ts'
import { NextFive } from './NextFive.tsx'
import styles from './schedules.module.css'
import { SLOT_STATUSES } from './search.ts'
import { SLOT_TONES } from './slot-tones.ts'

const route = getRouteApi('/shell/schedules/$id/')
const texts = schedules.slots

const COLUMNS: readonly Column<SlotRowFragment>[] = [
  {
    title: texts.columns.status,
    width: '7rem',
    cell: ({ status }) => <StatusBadge status={status} label={schedules.status[status]} tone={SLOT_TONES[status]} />,
  },
  {
    title: texts.columns.due,
    width: '10rem',
    cell: ({ slotAt, isManual }) => (
      <>
        <Time at={slotAt} />
        {isManual && <span className={styles.manual}>{texts.manual}</span>}
      </>
    ),
  },
  {
    title: texts.columns.reason,
    width: 'minmax(4rem, 1fr)',
    isMinor: true,
    cell: ({ reason }) => <span title={reason ?? ''}>{reason}</span>,
  },
  {
    title: texts.columns.run,
    width: '12rem',
    align: 'end',
    cell: ({ execution, chatId }) => {
      if (!execution) return chatId ? texts.chat : ''
      return (
        <>
          <StatusBadge status={execution.status} label={runs.status[execution.status]} />
          <span className={styles.manual}>
            <Duration ms={execution.durationMs} />
          </span>
        </>
      )
    },
  },
]

/** Every instant at which it was due, the latest first, as they come; and the next five. */
export function Slots() {
  const { id } = route.useParams()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const { data } = useQuery(oneSchedule(id))
  if (!data) return null
  const { cronExpression, timezone, isActive } = data.schedule
  return (
    <Columns
      side={
        <Section title={schedules.next.title}>
          <NextFive expression={cronExpression} timezone={timezone} isPaused={!isActive} />
        </Section>
      }
    >
      <Section
        title={texts.list}
        actions={
          <Filters
            filters={[
              {
                kind: 'choice',
                name: 'status',
                label: texts.filter,
                options: SLOT_STATUSES.map((value) => ({ value, label: schedules.status[value] })),
              },
            ]}
            search={search}
            onChange={(changes) => void navigate({ search: (before) => ({ ...before, ...changes }), replace: true })}
          />
        }
      >
        <div className={styles.list}>
          <ConnectionTable
            label={texts.list}
            pages={slotPages(id, search)}
            columns={COLUMNS}
            linkOf={({ executionId, execution }) =>
              executionId &&
              execution && <Link to="/runs/$id" params={{ id: executionId }} aria-label={texts.open(runs.status[execution.status])} />
            }
            empty={
              <EmptyState title={search.status ? texts.none.title : texts.empty.title}>
                {search.status ? texts.none.text : texts.empty.text}
              </EmptyState>
            }
          />
        </div>
      </Section>
    </Columns>
  )
}
