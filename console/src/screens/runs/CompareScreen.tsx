import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { runs } from '../../texts/en/runs.ts'
import { Bytes } from '../../ui/Bytes.tsx'
import { Diff } from '../../ui/Diff.tsx'
import { Duration } from '../../ui/Duration.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { formatDuration } from '../../ui/format.ts'
import { Page, Section } from '../../ui/Page.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { StatusBadge } from '../../ui/StatusBadge.tsx'
import { Time } from '../../ui/Time.tsx'
import styles from './CompareScreen.module.css'
import { oneRun, type Run, runLog } from './data.ts'

const route = getRouteApi('/shell/runs/compare')
const texts = runs.compare

/** Two runs beside each other: what was different, line by line. */
export function CompareScreen() {
  const { before, after } = route.useSearch()
  if (!before || !after) return <EmptyState title={texts.title}>{texts.choose}</EmptyState>
  return <Compared key={`${before} ${after}`} ids={[before, after]} />
}

function Compared({ ids: [first, second] }: { ids: [string, string] }) {
  const queries = [useQuery(oneRun(first)), useQuery(oneRun(second))] as const
  const logs = [useQuery(runLog(first)), useQuery(runLog(second))] as const
  const error = queries[0].error ?? queries[1].error
  if (error) return <ErrorState error={error} onRetry={() => Promise.all(queries.map(({ refetch }) => refetch()))} />
  const [before, after] = queries.map(({ data }) => data?.execution)
  if (!before || !after) return <Skeleton lines={8} />
  const [printedBefore, printedAfter] = logs.map(({ data }) => data?.execution.logs.nodes.map(({ text }) => text).join(''))
  return (
    <Page title={texts.title} summary={texts.summary}>
      <div className={styles.page}>
        <FactsOfBoth before={before} after={after} />
        <Section title={runs.run.input}>
          <Diff label={runs.run.input} before={printed(before.inputData)} after={printed(after.inputData)} />
        </Section>
        <Section title={runs.run.output}>
          <Diff label={runs.run.output} before={outcomeOf(before)} after={outcomeOf(after)} />
        </Section>
        <Section title={runs.run.log}>
          {printedBefore === undefined || printedAfter === undefined ? (
            <Skeleton lines={4} />
          ) : (
            <Diff label={runs.run.log} before={printedBefore} after={printedAfter} />
          )}
        </Section>
      </div>
    </Page>
  )
}

const printed = (value: unknown): string => JSON.stringify(value, null, 2) ?? ''

/** What it returned, or why it failed. */
const outcomeOf = ({ outputData, error, traceback }: Run): string =>
  error ? [error, traceback].filter(Boolean).join('\n') : printed(outputData)

function FactsOfBoth({ before, after }: { before: Run; after: Run }) {
  const rows: readonly [name: string, of: (run: Run) => ReactNode][] = [
    [
      runs.title,
      ({ id, functionNamespace, functionName }) => (
        <Link to="/runs/$id" params={{ id }} className={styles.link}>{`${functionNamespace}/${functionName} ${runs.short(id)}`}</Link>
      ),
    ],
    [runs.columns.status, ({ status }) => <StatusBadge status={status} label={runs.status[status]} />],
    [runs.run.facts.version, ({ version }) => version],
    [runs.run.facts.started, ({ startedAt }) => <Time at={startedAt} />],
    [runs.run.facts.duration, ({ durationMs }) => <Duration ms={durationMs} since={null} />],
    [runs.run.facts.cpu, ({ cpuMs }) => cpuMs !== null && formatDuration(cpuMs)],
    [runs.run.facts.memory, ({ peakMemoryKb }) => peakMemoryKb !== null && <Bytes value={peakMemoryKb * 1024} />],
  ]
  return (
    <table className={styles.facts}>
      <thead>
        <tr>
          <td />
          <th scope="col">{texts.before}</th>
          <th scope="col">{texts.after}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(([name, of]) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td>{of(before)}</td>
            <td>{of(after)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
