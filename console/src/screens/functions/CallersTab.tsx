import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { type ReactNode, useEffect } from 'react'
import { rowsOf } from '../../data/query.ts'
import { useMay } from '../../session/permissions.ts'
import { functions } from '../../texts/en/functions.ts'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Section } from '../../ui/Page.tsx'
import { PermissionHint } from '../../ui/PermissionHint.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import styles from './CallersTab.module.css'
import { agentsPages, type Fn, triggersOf } from './data.ts'

const texts = functions.callers
const AGENTS = 'sinas.agents.read:own'

/** What starts the function, and what it calls itself. */
export function CallersTab({ fn }: { fn: Fn }) {
  const { data, error, refetch } = useQuery(triggersOf(fn))
  const mayReadAgents = useMay(AGENTS)
  if (error && !data) return <ErrorState error={error} onRetry={refetch} />
  const found = data?.function
  return (
    <div className={styles.callers}>
      {mayReadAgents ? (
        <Agents fn={fn} />
      ) : (
        <Section title={texts.agents}>{mayReadAgents === false && <PermissionHint permission={AGENTS} />}</Section>
      )}
      <List title={texts.webhooks} none={texts.webhooksNone} rows={found?.webhooks.nodes}>
        {({ path, httpMethod, isActive }) => <Row name={path} detail={httpMethod} isOff={!isActive} />}
      </List>
      <List title={texts.schedules} none={texts.schedulesNone} rows={found?.schedules.nodes}>
        {({ name, cronExpression, isActive }) => <Row name={name} detail={cronExpression} isOff={!isActive} />}
      </List>
      <List title={texts.calls} none={texts.callsNone} rows={found?.calls.map((call) => ({ ...call, id: call.as }))}>
        {({ namespace, name, function: called }) =>
          called ? (
            <Link to="/functions/$namespace/$name" params={{ namespace, name }} className={styles.link}>
              {`${namespace}/${name}`}
            </Link>
          ) : (
            <Row name={`${namespace}/${name}`} detail={texts.gone} />
          )
        }
      </List>
    </div>
  )
}

/** Agents say which functions they may call by name or by a pattern: all that the caller may see are looked through. */
function Agents({ fn: { namespace, name } }: { fn: Fn }) {
  const query = useInfiniteQuery(agentsPages())
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = query
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage()
  }, [hasNextPage, isFetchingNextPage, fetchNextPage])
  if (query.error && !query.data) return <ErrorState error={query.error} onRetry={query.refetch} isCompact />
  const words = [`${namespace}/${name}`, `${namespace}/*`, '*/*', '*']
  const rows = query.data && rowsOf(query.data).filter(({ enabledFunctions }) => enabledFunctions.some((each) => words.includes(each)))
  return (
    <List title={texts.agents} none={texts.agentsNone} rows={rows}>
      {(agent) => <Row name={`${agent.namespace}/${agent.name}`} isOff={!agent.isActive} />}
    </List>
  )
}

interface ListProps<Item> {
  title: string
  none: string
  /** Undefined: not read yet. */
  rows: readonly Item[] | undefined
  children(row: Item): ReactNode
}

function List<Item extends { id: string }>({ title, none, rows, children }: ListProps<Item>) {
  return (
    <Section title={title}>
      {rows === undefined && <Skeleton lines={2} />}
      {rows?.length === 0 && <p className={styles.soft}>{none}</p>}
      <ul className={styles.list}>
        {rows?.map((row) => (
          <li key={row.id}>{children(row)}</li>
        ))}
      </ul>
    </Section>
  )
}

function Row({ name, detail, isOff = false }: { name: string; detail?: string; isOff?: boolean }) {
  return (
    <span className={styles.row}>
      <span>{name}</span>
      {detail && <code className={styles.soft}>{detail}</code>}
      {isOff && <span className={styles.soft}>{texts.off}</span>}
    </span>
  )
}
