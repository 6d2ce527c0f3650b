import { useInfiniteQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useState } from 'react'
import { rowsOf } from '../../data/query.ts'
import { mcp } from '../../texts/en/mcp.ts'
import { Button } from '../../ui/Button.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { TextInput } from '../../ui/TextInput.tsx'
import { type Server, type Tool, toolsPages } from './data.ts'
import styles from './ListAndDetail.module.css'
import { ToolDetail } from './ToolDetail.tsx'

const route = getRouteApi('/shell/mcp/servers/$server')
const texts = mcp.tools

/** The tools, and the one that is looked at. */
export function ToolsTab({ server }: { server: Server }) {
  const query = useInfiniteQuery(toolsPages(server.name))
  const { tool: chosen } = route.useSearch()
  const [wanted, setWanted] = useState('')
  if (query.error && !query.data) return <ErrorState error={query.error} onRetry={query.refetch} />
  if (!query.data) return <Skeleton lines={6} />
  const tools = rowsOf(query.data)
  if (tools.length === 0) return <p className={styles.soft}>{texts.none}</p>
  const shown = tools.filter(({ name, title }) => `${name} ${title ?? ''}`.toLowerCase().includes(wanted.toLowerCase()))
  const tool = tools.find(({ name }) => name === chosen)
  return (
    <div className={styles.columns}>
      <nav aria-label={texts.list} className={styles.nav}>
        {tools.length > 8 && (
          <TextInput type="search" aria-label={texts.search} placeholder={texts.search} value={wanted} onChange={setWanted} />
        )}
        {shown.length === 0 && <p className={styles.soft}>{texts.noneFound}</p>}
        <ul className={styles.list}>
          {shown.map((each) => (
            <li key={each.name}>
              <ToolLink server={server} tool={each} isChosen={each.name === chosen} />
            </li>
          ))}
        </ul>
        {query.hasNextPage && <Button onClick={() => void query.fetchNextPage()}>{texts.more}</Button>}
      </nav>
      {tool ? <ToolDetail key={tool.name} server={server} tool={tool} /> : <p className={styles.soft}>{texts.choose}</p>}
    </div>
  )
}

function ToolLink({ server, tool, isChosen }: { server: Server; tool: Tool; isChosen: boolean }) {
  return (
    <Link
      to="/mcp/servers/$server"
      params={{ server: server.name }}
      search={{ tool: tool.name }}
      replace
      aria-current={isChosen}
      className={styles.link}
    >
      <b>{tool.title ?? tool.name}</b>
      <span className={styles.soft}>{tool.description}</span>
    </Link>
  )
}
