import { Link } from '@tanstack/react-router'
import { runs as runTexts } from '../../texts/en/runs.ts'
import { Duration } from '../../ui/Duration.tsx'
import { Section } from '../../ui/Page.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { StatusBadge } from '../../ui/StatusBadge.tsx'
import { Time } from '../../ui/Time.tsx'
import type { RunsSearch } from '../runs/search.ts'
import type { HomeRunFragment } from './generated/home.ts'
import styles from './list.module.css'

interface RunListProps {
  title: string
  none: string
  all: string
  runs: readonly HomeRunFragment[] | undefined
  /** The filter of the list that `all` leads to. */
  search: RunsSearch
}

/** The latest of some runs, and the way to all of them. */
export function RunList({ title, none, all, runs, search }: RunListProps) {
  return (
    <Section
      title={title}
      actions={
        <Link to="/runs" search={search} className={styles.all}>
          {all}
        </Link>
      }
    >
      {!runs ? (
        <Skeleton lines={6} height={14} />
      ) : runs.length === 0 ? (
        <p className={styles.none}>{none}</p>
      ) : (
        <ul className={styles.list}>
          {runs.map((run) => (
            <li key={run.id}>
              <Link to="/runs/$id" params={{ id: run.id }} className={styles.row}>
                <StatusBadge status={run.status} label={runTexts.status[run.status]} />
                <span className={styles.main}>
                  <span className={styles.name}>
                    {run.functionNamespace}/{run.functionName}
                  </span>
                  {run.error && <span className={styles.detail}>{run.error}</span>}
                </span>
                <span className={styles.end}>
                  <Duration ms={run.durationMs} since={run.status === 'RUNNING' ? run.startedAt : null} />
                </span>
                <span className={styles.time}>
                  <Time at={run.startedAt} />
                </span>
              </Link>
            </li>
          ))}
        </ul>
      )}
    </Section>
  )
}
