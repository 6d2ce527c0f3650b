import { useInfiniteQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useState } from 'react'
import { ask } from '../../data/ask.ts'
import { rowsOf } from '../../data/query.ts'
import { webhooks } from '../../texts/en/webhooks.ts'
import { Button, buttonClass } from '../../ui/Button.tsx'
import { ConnectionTable } from '../../ui/ConnectionTable.tsx'
import { Duration } from '../../ui/Duration.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Filters } from '../../ui/Filters.tsx'
import { CheckIcon, RepeatIcon } from '../../ui/icons.tsx'
import { Allowed } from '../../ui/PermissionHint.tsx'
import { StatusBadge } from '../../ui/StatusBadge.tsx'
import type { Column } from '../../ui/Table.tsx'
import { Time } from '../../ui/Time.tsx'
import { toast } from '../../ui/Toast.tsx'
import { deliveryPages } from './data.ts'
import { DELIVERY_TONES } from './delivery-tones.ts'
import { type DeliveryRowFragment, ReplayDeliveryDocument } from './generated/webhooks.ts'
import { DELIVERY_STATUSES, type DeliveriesSearch } from './search.ts'
import styles from './webhooks.module.css'

const route = getRouteApi('/shell/webhooks/$id/')
const texts = webhooks.deliveries

const COLUMNS: readonly Column<DeliveryRowFragment>[] = [
  {
    title: texts.columns.status,
    width: '8rem',
    cell: ({ status }) => <StatusBadge status={status} label={webhooks.status[status]} tone={DELIVERY_TONES[status]} />,
  },
  { title: texts.columns.answer, width: '5rem', cell: ({ responseStatus }) => responseStatus ?? '–' },
  { title: texts.columns.verdict, width: 'minmax(6rem, 1fr)', isMinor: true, cell: (delivery) => verdictOf(delivery) },
  {
    title: texts.columns.duration,
    width: '6rem',
    align: 'end',
    isMinor: true,
    cell: ({ durationMs, status, receivedAt }) => <Duration ms={durationMs} since={status === 'RUNNING' ? receivedAt : null} />,
  },
  { title: texts.columns.received, width: '7rem', align: 'end', cell: ({ receivedAt }) => <Time at={receivedAt} /> },
]

const verdictOf = ({ error, warning, duplicates, replayOf }: DeliveryRowFragment) =>
  [error, warning, duplicates > 0 && texts.duplicates(duplicates), replayOf && texts.isReplay].filter(Boolean).join(' · ')

/** What was sent to the webhook, the latest first, as it comes; one or many are replayed. */
export function Deliveries() {
  const { id } = route.useParams()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const pages = deliveryPages(id, search)
  const rows = rowsOf(useInfiniteQuery(pages).data)
  const failed = rows.filter(({ status, isBodyKept }) => status === 'FAILED' && isBodyKept)
  const columns = [choice(chosen, setChosen), ...COLUMNS]
  const set = (changes: Partial<DeliveriesSearch>) => void navigate({ search: (before) => ({ ...before, ...changes }), replace: true })
  return (
    <>
      <div className={styles.bar}>
        <Filters
          filters={[
            {
              kind: 'choice',
              name: 'status',
              label: texts.filter,
              options: DELIVERY_STATUSES.map((value) => ({ value, label: webhooks.status[value] })),
            },
          ]}
          search={search}
          onChange={set}
        />
        <Allowed permission="sinas.webhooks.update:own" isQuiet>
          <Replaying chosen={chosen} failed={failed} choose={(deliveries) => setChosen(new Set(deliveries.map(({ id: each }) => each)))} />
        </Allowed>
      </div>
      <div className={styles.list}>
        <ConnectionTable
          label={texts.list}
          pages={pages}
          columns={columns}
          linkOf={({ id: delivery, status }) => (
            <Link to="/webhooks/$id/deliveries/$delivery" params={{ id, delivery }} aria-label={texts.open(webhooks.status[status])} />
          )}
          empty={
            search.status ? (
              <EmptyState title={texts.none.title}>{texts.none.text}</EmptyState>
            ) : (
              <EmptyState
                title={texts.empty.title}
                action={
                  <Link to="/webhooks/$id/test" params={{ id }} className={buttonClass('primary')}>
                    {texts.test}
                  </Link>
                }
              >
                {texts.empty.text}
              </EmptyState>
            )
          }
        />
      </div>
    </>
  )
}

interface ReplayingProps {
  chosen: ReadonlySet<string>
  failed: readonly DeliveryRowFragment[]
  choose(deliveries: readonly DeliveryRowFragment[]): void
}

function Replaying({ chosen, failed, choose }: ReplayingProps) {
  const [isBusy, setBusy] = useState(false)
  const replay = async () => {
    setBusy(true)
    const results = await Promise.allSettled([...chosen].map((delivery) => ask(ReplayDeliveryDocument, { id: delivery })))
    setBusy(false)
    choose([])
    const faults = results.filter((result) => result.status === 'rejected')
    if (faults.length < results.length) toast(texts.replayed(results.length - faults.length))
    if (faults.length > 0) toast(texts.someFailed(faults.length, (faults[0]!.reason as Error).message))
  }
  if (chosen.size === 0)
    return failed.length > 0 ? (
      <Button look="quiet" onClick={() => choose(failed)}>
        {texts.chooseFailed}
      </Button>
    ) : null
  return (
    <>
      <span className={styles.soft}>{texts.chosen(chosen.size)}</span>
      <Button icon={<RepeatIcon size={14} />} isBusy={isBusy} onClick={() => void replay()}>
        {texts.replayChosen}
      </Button>
      <Button look="quiet" onClick={() => choose([])}>
        {texts.unchoose}
      </Button>
    </>
  )
}

const choice = (chosen: ReadonlySet<string>, setChosen: (ids: ReadonlySet<string>) => void): Column<DeliveryRowFragment> => ({
  title: texts.columns.choose,
  width: '4.5rem',
  cell: ({ id, isBodyKept }) =>
    isBodyKept && (
      <button
        type="button"
        role="checkbox"
        aria-checked={chosen.has(id)}
        aria-label={texts.choose}
        className={styles.check}
        onClick={() => setChosen(chosen.has(id) ? new Set([...chosen].filter((each) => each !== id)) : new Set([...chosen, id]))}
      >
        {chosen.has(id) && <CheckIcon size={12} />}
      </button>
    ),
})
