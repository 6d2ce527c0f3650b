import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { type ReactNode, useMemo } from 'react'
import { logs as texts } from '../../texts/en/logs.ts'
import { Chart } from '../../ui/Chart.tsx'
import type { Series } from '../../ui/chart-props.ts'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { formatDuration, formatNumber, formatPercent, timeZone } from '../../ui/format.ts'
import { INTERVALS, logNumbers } from './data.ts'
import type { LogNumbersQuery, RequestLogFilter } from './generated/logs.ts'
import styles from './Traffic.module.css'

type Interval = LogNumbersQuery['requestLogStats']['timeline'][number]

interface TrafficProps {
  filter: RequestLogFilter
  /** A span was chosen, in seconds since 1970. */
  onBrush(from: number, to: number): void
  onPath(path: string): void
}

/** Requests, errors and times to the answer: in numbers, and over time. */
export function Traffic({ filter, onBrush, onPath }: TrafficProps) {
  const { data, error, refetch } = useQuery({ ...logNumbers(filter), placeholderData: keepPreviousData })
  const stats = data?.requestLogStats
  const timeline = stats?.timeline
  const { times, span } = useMemo(() => placesOf(timeline ?? []), [timeline])
  const [counts, answers] = useMemo(() => seriesOf(timeline ?? []), [timeline])
  // The log is read without it: see the rows.
  if (error && !data) return <ErrorState error={error} onRetry={refetch} isCompact />
  const brush = (from: number, to: number) => onBrush(...wholeIntervals(from, to, span))
  return (
    <section className={styles.traffic} aria-label={texts.charts.requests}>
      <dl className={styles.numbers}>
        <Figure name={texts.numbers.requests} hint={texts.hints.requests} value={stats && formatNumber(stats.totalRequests)} />
        <Figure name={texts.numbers.errors} hint={texts.hints.errors} value={stats && formatPercent(stats.errorRate)} />
        <Figure name={texts.numbers.p50} hint={texts.hints.p50} value={stats && formatDuration(stats.p50ResponseTimeMs)} />
        <Figure name={texts.numbers.p99} hint={texts.hints.p99} value={stats && formatDuration(stats.p99ResponseTimeMs)} />
        <Figure name={texts.numbers.users} hint={texts.hints.users} value={stats && formatNumber(stats.uniqueUsers)} />
      </dl>
      <div className={styles.charts}>
        <div>
          <h2>
            <Key colour="--accent">{texts.numbers.requests}</Key> <Key colour="--bad">{texts.numbers.errors}</Key>
          </h2>
          <Chart label={texts.charts.requests} times={times} span={span} series={counts} height={130} onBrush={brush} />
        </div>
        <div>
          <h2>
            <Key colour="--busy">{texts.numbers.p50}</Key> <Key colour="--warn">{texts.numbers.p99}</Key> {texts.charts.answered} (ms)
          </h2>
          <Chart label={texts.charts.times} times={times} span={span} series={answers} height={130} onBrush={brush} />
        </div>
        <div className={styles.paths}>
          <h2>{texts.paths}</h2>
          <ul>
            {stats?.topPaths.slice(0, 5).map(({ path, count }) => (
              <li key={path}>
                <button type="button" onClick={() => onPath(path)} title={path}>
                  <span>{path}</span>
                  <span>{formatNumber(count)}</span>
                </button>
              </li>
            ))}
          </ul>
        </div>
      </div>
      <p className={styles.hint}>{texts.charts.drag(timeZone)}</p>
    </section>
  )
}

/** Each interval stands at its middle, so that the first and the last are whole within the chart. */
function placesOf(timeline: readonly Interval[]): { times: number[]; span: [from: number, to: number] | undefined } {
  const starts = timeline.map(({ startedAt }) => new Date(startedAt).getTime() / 1000)
  const [first = 0, second = first] = starts
  const width = second - first
  return {
    times: starts.map((start) => start + width / 2),
    span: starts.length > 0 ? [first, first + width * starts.length] : undefined,
  }
}

/** What is dragged over is taken with the whole of the intervals in which it begins and ends, and in whole seconds. */
function wholeIntervals(from: number, to: number, span: readonly [number, number] | undefined): [from: number, to: number] {
  const [first, last] = span ?? [from, to]
  const width = Math.max(1e-3, (last - first) / INTERVALS)
  const start = Math.floor(first + Math.floor((from - first) / width) * width)
  return [start, Math.max(start + 1, Math.ceil(first + Math.ceil((to - first) / width) * width))]
}

function seriesOf(timeline: readonly Interval[]): [counts: Series[], answers: Series[]] {
  return [
    [
      { label: texts.numbers.requests, colour: '--accent', shape: 'bars', values: timeline.map(({ requests }) => requests || null) },
      { label: texts.numbers.errors, colour: '--bad', shape: 'bars', values: timeline.map(({ errors }) => errors || null) },
    ],
    [
      { label: texts.numbers.p50, colour: '--busy', values: timeline.map(({ p50ResponseTimeMs }) => p50ResponseTimeMs) },
      { label: texts.numbers.p99, colour: '--warn', values: timeline.map(({ p99ResponseTimeMs }) => p99ResponseTimeMs) },
    ],
  ]
}

const Key = ({ colour, children }: { colour: string; children: ReactNode }) => (
  <span className={styles.key} style={{ '--key': `var(${colour})` } as React.CSSProperties}>
    {children}
  </span>
)

function Figure({ name, value, hint }: { name: string; value: ReactNode; hint: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd className={styles.value}>{value ?? '–'}</dd>
      <dd className={styles.small}>{hint}</dd>
    </div>
  )
}
