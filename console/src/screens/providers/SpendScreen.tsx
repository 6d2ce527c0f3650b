import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useMay } from '../../session/permissions.ts'
import { providers } from '../../texts/en/providers.ts'
import { Chart } from '../../ui/Chart.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { formatMoney, formatNumber, formatShort } from '../../ui/format.ts'
import { Page, Section } from '../../ui/Page.tsx'
import { Select } from '../../ui/Select.tsx'
import { NEEDS, spend, type Usage } from './data.ts'
import { Guard, ModelTabs } from './ModelTabs.tsx'
import styles from './providers.module.css'
import { DAYS, type SpendSearch } from './search.ts'
import { byDay, forecastOf, type Sums, sumsBy, total } from './sums.ts'

const route = getRouteApi('/shell/providers/spend')
const texts = providers.spend
const DEFAULT_DAYS = 30

/** What models cost: by day, model, agent and user. */
export function SpendScreen() {
  const { days = DEFAULT_DAYS } = route.useSearch()
  const navigate = route.useNavigate()
  const readsAll = useMay(NEEDS.spendAll)
  const set = (value: string) => void navigate({ search: { days: Number(value) as SpendSearch['days'] }, replace: true })
  return (
    <Page
      title={providers.title}
      bar={<ModelTabs />}
      summary={readsAll === undefined ? undefined : readsAll ? texts.all : texts.mine}
      actions={
        <Select
          aria-label={texts.period}
          value={String(days)}
          options={DAYS.map((each) => ({ value: String(each), label: texts.days[each]! }))}
          onChange={set}
        />
      }
    >
      <Guard permission={NEEDS.spend}>
        <Spend days={days} />
      </Guard>
    </Page>
  )
}

function Spend({ days }: { days: number }) {
  const { data, error, refetch } = useQuery(spend(days))
  // The month so far, which may have begun before the days that are shown.
  const month = useQuery(spend(31)).data?.modelUsage
  if (error) return <ErrorState error={error} onRetry={refetch} isCompact />
  if (!data) return null
  const rows = data.modelUsage
  if (rows.length === 0) return <EmptyState title={texts.empty.title}>{texts.empty.text}</EmptyState>
  const sums = total(rows)
  return (
    <div className={styles.page}>
      <dl className={styles.numbers}>
        <Figure name={texts.cost}>{formatMoney(sums.cost)}</Figure>
        <Figure name={texts.tokens}>{formatShort(sums.read + sums.written)}</Figure>
        <Figure name={texts.calls}>{formatNumber(sums.calls)}</Figure>
        {month && (
          <Figure name={texts.forecast} hint={texts.forecastHint}>
            {formatMoney(forecastOf(month, new Date()))}
          </Figure>
        )}
      </dl>
      <Days rows={rows} days={days} isPriced={sums.cost > 0} />
      {rows.some(({ cost, promptTokens }) => cost === 0 && promptTokens > 0) && <p className={styles.soft}>{texts.free}</p>}
      <div className={styles.tables}>
        <Table title={texts.byModel} sums={sumsBy(rows, ({ model }) => model)} />
        <Table title={texts.byAgent} sums={sumsBy(rows, ({ agent }) => agent)} />
        <Table title={texts.byUser} sums={sumsBy(rows, ({ user }) => user?.email ?? user?.id ?? '–')} />
        <Table title={texts.byDay} sums={sumsBy(rows, ({ day }) => day).sort((a, b) => (a.name < b.name ? 1 : -1))} />
      </div>
    </div>
  )
}

function Figure({ name, hint, children }: { name: string; hint?: string; children: ReactNode }) {
  return (
    <div title={hint}>
      <dt>{name}</dt>
      <dd className={styles.value}>{children}</dd>
    </div>
  )
}

function Days({ rows, days, isPriced }: { rows: readonly Usage[]; days: number; isPriced: boolean }) {
  const label = isPriced ? texts.chart : texts.tokensChart
  const each = byDay(rows, days, new Date())
  return (
    <Section title={label}>
      <Chart
        label={label}
        height={160}
        times={each.map(({ time }) => time)}
        series={[
          {
            label,
            colour: '--accent',
            shape: 'bars',
            values: each.map(({ cost, read, written }) => (isPriced ? cost : read + written)),
          },
        ]}
      />
    </Section>
  )
}

function Table({ title, sums }: { title: string; sums: readonly (Sums & { name: string })[] }) {
  return (
    <Section title={title}>
      <table className={styles.table} aria-label={title}>
        <thead>
          <tr>
            <th scope="col">{texts.columns.name}</th>
            <th scope="col">{texts.columns.calls}</th>
            <th scope="col">{texts.columns.read}</th>
            <th scope="col">{texts.columns.written}</th>
            <th scope="col">{texts.columns.cost}</th>
          </tr>
        </thead>
        <tbody>
          {sums.map(({ name, calls, read, written, cost }) => (
            <tr key={name}>
              <th scope="row" title={name}>
                {name}
              </th>
              <td>{formatNumber(calls)}</td>
              <td>{formatShort(read)}</td>
              <td>{formatShort(written)}</td>
              <td>{formatMoney(cost)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  )
}
