import { type UseSuspenseInfiniteQueryOptions, useInfiniteQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { type Connection, type Pages, rowsOf } from '../data/query.ts'
import styles from './ConnectionTable.module.css'
import { ErrorState } from './ErrorState.tsx'
import { Skeleton } from './Skeleton.tsx'
import { type Column, Table } from './Table.tsx'

interface ConnectionTableProps<Row> {
  label: string
  /** What `readPages` makes. */
  pages: unknown
  columns: readonly Column<Row>[]
  /** The link of a row: `(run) => <Link to="/runs/$id" params={run} aria-label={run.name} />`. */
  linkOf?(row: Row): ReactNode
  onOpen?(row: Row): void
  /** What stands there where there is no row. */
  empty: ReactNode
  isNew?(row: Row): boolean
}

type PagesOptions<Row> = UseSuspenseInfiniteQueryOptions<Connection<Row>, Error, Pages<Row>, readonly unknown[], string | null>

/** A table over a connection of the graph: its pages come as one scrolls. Live rows are merged into the cache by `mergeRow`. */
export function ConnectionTable<Row extends { id: string }>({
  label,
  pages,
  columns,
  linkOf,
  onOpen,
  empty,
  isNew,
}: ConnectionTableProps<Row>) {
  const query = useInfiniteQuery(pages as PagesOptions<Row>)
  if (query.isPending) return <Waiting />
  if (query.error && !query.data) return <ErrorState error={query.error} onRetry={query.refetch} />
  const rows = rowsOf(query.data)
  if (rows.length === 0) return empty
  return (
    <Table
      label={label}
      rows={rows}
      columns={columns}
      keyOf={({ id }) => id}
      {...(linkOf && { linkOf })}
      {...(onOpen && { onOpen })}
      {...(isNew && { isNew })}
      onEnd={() => {
        if (query.hasNextPage && !query.isFetchingNextPage && !query.isFetchNextPageError) void query.fetchNextPage()
      }}
      footer={query.isFetchNextPageError && <ErrorState error={query.error!} onRetry={() => query.fetchNextPage()} isCompact />}
    />
  )
}

function Waiting() {
  return (
    <div className={styles.waiting} aria-busy="true">
      {Array.from({ length: 12 }, (_, index) => (
        <div key={index}>
          <Skeleton width={`${88 - ((index * 17) % 40)}%`} />
        </div>
      ))}
    </div>
  )
}
