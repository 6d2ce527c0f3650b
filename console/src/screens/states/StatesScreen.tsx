import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { getRouteApi, Link, Outlet, useParams } from '@tanstack/react-router'
import { useMemo } from 'react'
import { rowsOf } from '../../data/query.ts'
import { states as texts } from '../../texts/en/states.ts'
import { Button } from '../../ui/Button.tsx'
import { classes } from '../../ui/classes.ts'
import { formatNumber } from '../../ui/format.ts'
import { oneState, stateTree } from './data.ts'
import { type NamespaceNode, namespaceTree } from './namespace-tree.ts'
import styles from './states.module.css'

const route = getRouteApi('/shell/states')

/** The namespaces as a tree, and beside it the states of one, or a state. */
export function StatesScreen() {
  const { id } = useParams({ strict: false })
  return (
    <div className={classes(styles.screen, id !== undefined && styles.withState)}>
      <Tree id={id} />
      <div className={styles.content}>
        <Outlet />
      </div>
    </div>
  )
}

function Tree({ id }: { id: string | undefined }) {
  const { namespace } = route.useSearch()
  const { data, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(stateTree)
  const state = useQuery({ ...oneState(id ?? ''), enabled: false }).data?.state
  const rows = rowsOf(data)
  const tree = useMemo(() => namespaceTree(rows), [rows])
  const current = id ? state?.namespace : namespace
  return (
    <nav className={styles.tree} aria-label={texts.namespaces}>
      <Link to="/states" search={{}} className={styles.node} aria-current={!id && current === undefined ? 'page' : undefined}>
        <span className={styles.name}>{texts.all}</span>
        <span className={styles.count}>
          {formatNumber(rows.length)}
          {hasNextPage && '+'}
        </span>
      </Link>
      <Nodes nodes={tree} current={current} />
      {hasNextPage && (
        <Button look="quiet" isBusy={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {texts.moreNamespaces}
        </Button>
      )}
    </nav>
  )
}

function Nodes({ nodes, current }: { nodes: readonly NamespaceNode[]; current: string | undefined }) {
  return (
    <ul>
      {nodes.map(({ name, namespace, count, children }) => (
        <li key={namespace}>
          <Link
            to="/states"
            search={{ namespace }}
            className={styles.node}
            aria-current={namespace === current ? 'page' : undefined}
            title={namespace}
          >
            <span className={styles.name}>{name}</span>
            <span className={styles.count}>{formatNumber(count)}</span>
          </Link>
          {children.length > 0 && <Nodes nodes={children} current={current} />}
        </li>
      ))}
    </ul>
  )
}
