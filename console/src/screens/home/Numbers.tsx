import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useMay } from '../../session/permissions.ts'
import { home } from '../../texts/en/home.ts'
import { formatDuration, formatMoney, formatPercent, formatShort } from '../../ui/format.ts'
import { homeRequests, homeSpend, NEEDS } from './data.ts'
import styles from './Numbers.module.css'

const texts = home.numbers

/** A few numbers of the last day and week: what is asked, what fails, what it costs. */
export function Numbers() {
  const readsRequests = useMay(NEEDS.requests) ?? false
  const readsSpend = useMay(NEEDS.spend) ?? false
  const requests = useQuery({ ...homeRequests(), enabled: readsRequests }).data?.requestLogStats
  const usage = useQuery({ ...homeSpend, enabled: readsSpend }).data?.modelUsage
  if (!readsRequests && !readsSpend) return null
  const sum = (of: (row: NonNullable<typeof usage>[number]) => number) => usage?.reduce((total, row) => total + of(row), 0)
  const cost = sum((row) => row.cost)
  const tokens = sum((row) => row.promptTokens + row.completionTokens)
  return (
    <dl className={styles.numbers}>
      {readsRequests && (
        <>
          <Figure name={texts.requests} value={requests && formatShort(requests.totalRequests)} hint={texts.last24} />
          <Figure name={texts.errors} value={requests && formatPercent(requests.errorRate)} hint={texts.last24} />
          <Figure name={texts.answer} value={requests && formatDuration(requests.avgResponseTimeMs)} hint={texts.last24} />
        </>
      )}
      {readsSpend && (
        <Figure
          name={texts.spend}
          value={cost === undefined ? undefined : formatMoney(cost)}
          hint={tokens === undefined ? '' : `${formatShort(tokens)} ${texts.tokens.toLowerCase()}`}
        />
      )}
    </dl>
  )
}

function Figure({ name, value, hint }: { name: string; value: ReactNode; hint: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd className={styles.value}>{value ?? '–'}</dd>
      <dd className={styles.hint}>{hint}</dd>
    </div>
  )
}
