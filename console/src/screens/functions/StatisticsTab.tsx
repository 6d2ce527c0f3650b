import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { functions } from '../../texts/en/functions.ts'
import { Chart } from '../../ui/Chart.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { formatDuration, formatNumber, formatPercent } from '../../ui/format.ts'
import { Facts, Section } from '../../ui/Page.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { Time } from '../../ui/Time.tsx'
import { type Fn, timesOf } from './data.ts'
import styles from './StatisticsTab.module.css'
import { statisticsOf } from './statistics.ts'

const texts = functions.statistics

/** How long the last runs took, and how often they failed. */
export function StatisticsTab({ fn }: { fn: Fn }) {
  const { data, error, refetch } = useQuery(timesOf(fn.id))
  if (error && !data) return <ErrorState error={error} onRetry={refetch} />
  if (!data) return <Skeleton lines={4} />
  const runs = data.executions.nodes
  const { count, p50Ms, p99Ms, errorRate, reasons } = statisticsOf(runs)
  if (count === 0) return <EmptyState title={texts.none.title}>{texts.none.text}</EmptyState>
  const drawn = runs.filter(({ durationMs }) => durationMs !== null).reverse()
  const durationsOf = (isFailed: boolean) => drawn.map(({ status, durationMs }) => ((status === 'FAILED') === isFailed ? durationMs : null))
  return (
    <div className={styles.statistics}>
      <Section title={texts.title(count)}>
        <Facts
          facts={[
            [texts.p50, p50Ms === null ? '–' : formatDuration(p50Ms)],
            [texts.p99, p99Ms === null ? '–' : formatDuration(p99Ms)],
            [texts.errors, formatPercent(errorRate)],
            [texts.runs, formatNumber(count)],
            [texts.since, <Time key="since" at={runs.at(-1)?.startedAt} />],
          ]}
        />
      </Section>
      <Section title={texts.durations}>
        <Chart
          label={texts.chart}
          height={200}
          times={drawn.map(({ startedAt }) => Date.parse(startedAt) / 1000)}
          series={[
            { label: texts.duration, colour: '--accent', values: durationsOf(false), shape: 'line', format: formatDuration },
            { label: texts.failed, colour: '--bad', values: durationsOf(true), shape: 'line', format: formatDuration },
          ]}
        />
      </Section>
      {reasons.length > 0 && (
        <Section title={texts.reasons}>
          <ul className={styles.reasons}>
            {reasons.map(([reason, times]) => (
              <li key={reason}>
                <Link to="/runs" search={{ status: 'FAILED', function: `${fn.namespace}/${fn.name}` }} className={styles.link}>
                  {reason}
                </Link>
                <span>{formatNumber(times)}</span>
              </li>
            ))}
          </ul>
        </Section>
      )}
    </div>
  )
}
