import { useInfiniteQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { rowsOf } from '../../data/query.ts'
import { mcp } from '../../texts/en/mcp.ts'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Section } from '../../ui/Page.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { agentsPages, type Server, toolsPages } from './data.ts'
import styles from './ListAndDetail.module.css'

const texts = mcp.agents

/** Agents name tools as `tool`, `server.tool` or `server:tool`: all that the caller may see are looked through. */
export function AgentsTab({ server }: { server: Server }) {
  const query = useInfiniteQuery(agentsPages())
  const tools = useInfiniteQuery(toolsPages(server.name))
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = query
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage()
  }, [hasNextPage, isFetchingNextPage, fetchNextPage])
  if (query.error && !query.data) return <ErrorState error={query.error} onRetry={query.refetch} />
  if (!query.data || !tools.data) return <Skeleton lines={3} />
  const names = rowsOf(tools.data).map(({ name }) => name)
  const usesIt = (word: string) => names.includes(word) || word.startsWith(`${server.name}.`) || word.startsWith(`${server.name}:`)
  const agents = rowsOf(query.data).filter(({ enabledMcpTools }) => enabledMcpTools.some(usesIt))
  return (
    <Section title={texts.title}>
      {agents.length === 0 && <p className={styles.soft}>{texts.none}</p>}
      <ul className={styles.nav}>
        {agents.map(({ id, namespace, name, isActive, enabledMcpTools }) => (
          <li key={id} className={styles.head}>
            <b>{`${namespace}/${name}`}</b>
            {!isActive && <span className={styles.mark}>{texts.off}</span>}
            <span className={styles.soft}>{enabledMcpTools.filter(usesIt).join(', ')}</span>
          </li>
        ))}
      </ul>
    </Section>
  )
}
