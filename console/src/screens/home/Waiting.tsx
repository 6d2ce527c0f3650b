import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { home } from '../../texts/en/home.ts'
import { formatNumber } from '../../ui/format.ts'
import { Section } from '../../ui/Page.tsx'
import { StatusBadge } from '../../ui/StatusBadge.tsx'
import { Time } from '../../ui/Time.tsx'
import { homeApprovals } from './data.ts'
import type { HomeRunsQuery } from './generated/home.ts'
import styles from './list.module.css'

const texts = home.waiting

/** Runs that wait for an answer, and calls of agents that wait for an approval. */
export function Waiting({ runs }: { runs: HomeRunsQuery['waiting'] | undefined }) {
  const approvals = useQuery(homeApprovals).data?.pendingApprovals
  const count = (runs?.totalCount ?? 0) + (approvals?.totalCount ?? 0)
  if (count === 0)
    return (
      <Section title={texts.title}>
        <p className={styles.none}>{texts.none}</p>
      </Section>
    )
  return (
    <Section title={`${texts.title} (${formatNumber(count)})`}>
      <ul className={styles.list}>
        {runs?.nodes.map(({ id, functionNamespace, functionName, status, createdAt }) => (
          <li key={id}>
            <Link to="/runs/$id" params={{ id }} className={styles.row}>
              <StatusBadge status={status} />
              <span className={styles.main}>
                <span className={styles.name}>
                  {functionNamespace}/{functionName}
                </span>
                <span className={styles.detail}>{texts.input}</span>
              </span>
              <span className={styles.end} />
              <span className={styles.time}>
                <Time at={createdAt} />
              </span>
            </Link>
          </li>
        ))}
        {approvals?.nodes.map(({ id, functionNamespace, functionName, arguments: given, createdAt }) => (
          <li key={id} className={styles.row}>
            <StatusBadge status="APPROVAL" tone="warn" />
            <span className={styles.main}>
              <span className={styles.name}>
                {functionNamespace}/{functionName} {texts.approval}
              </span>
              <span className={styles.detail}>{JSON.stringify(given)}</span>
            </span>
            <span className={styles.end} />
            <span className={styles.time}>
              <Time at={createdAt} />
            </span>
          </li>
        ))}
      </ul>
    </Section>
  )
}
