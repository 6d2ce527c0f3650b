import { type DataTag, type InfiniteData, infiniteQueryOptions, type QueryClient, type QueryKey, queryOptions } from '@tanstack/react-query'
import { ask } from './ask.ts'
import type { TypedDocument } from './document.ts'

/** A page of a connection, as documents ask for it: `nodes` and `pageInfo { ...Page }`. */
export interface Connection<Row> {
  nodes: Row[]
  pageInfo: { hasNextPage: boolean; endCursor: string | null }
}

/** What is read by a query: for `useQuery`, and for a loader by `queryClient.ensureQueryData`. */
export function read<Data, Variables extends object>(document: TypedDocument<Data, Variables>, variables: Variables) {
  return queryOptions({ queryKey: [document.name, variables], queryFn: ({ signal }) => ask(document, variables, signal) })
}

/**
 * The pages of a connection: for `useInfiniteQuery`, and for a loader by `queryClient.ensureInfiniteQueryData`.
 * @param connectionOf finds the connection in what the document returns
 */
export function readPages<Data, Variables extends { after?: string | null }, Row>(
  document: TypedDocument<Data, Variables>,
  variables: Omit<Variables, 'after'>,
  connectionOf: (data: Data) => Connection<Row>,
) {
  return infiniteQueryOptions({
    queryKey: [document.name, variables],
    queryFn: async ({ pageParam, signal }) => connectionOf(await ask(document, { ...variables, after: pageParam } as Variables, signal)),
    initialPageParam: null as string | null,
    getNextPageParam: ({ pageInfo }) => (pageInfo.hasNextPage ? pageInfo.endCursor : undefined),
  })
}

export type Pages<Row> = InfiniteData<Connection<Row>, unknown>

export const mapRows = <Row>(pages: Pages<Row> | undefined, change: (row: Row) => Row): Pages<Row> | undefined =>
  pages && { ...pages, pages: pages.pages.map((page) => ({ ...page, nodes: page.nodes.map(change) })) }

export const rowsOf = <Row>(pages: Pages<Row> | undefined): Row[] => pages?.pages.flatMap(({ nodes }) => nodes) ?? []

/**
 * Changes what was read by what an event told. Where it is being read at the moment, that answer may be older than the event, and is changed too.
 * @param change gets what is there, if anything was read yet
 */
export function applyEvent<Data>(
  queryClient: QueryClient,
  queryKey: DataTag<QueryKey, Data, Error>,
  change: (before: Data | undefined) => Data | undefined,
): void {
  const apply = () => void queryClient.setQueryData(queryKey, change)
  apply()
  const query = queryClient.getQueryCache().find({ queryKey, exact: true })
  // A reading that fails, or is given up for a newer one, leaves nothing to change.
  if (query?.state.fetchStatus === 'fetching') query.promise?.then(apply, () => undefined)
}

/**
 * The pages with a row that has changed: in the place of the one with its id, else first; without it where it no longer belongs to the list.
 * @param belongs whether the row is what the list is filtered by
 */
export function mergeRow<Row extends { id: string }>(pages: Pages<Row> | undefined, row: Row, belongs = true): Pages<Row> | undefined {
  if (!pages) return pages
  const isKnown = pages.pages.some(({ nodes }) => nodes.some(({ id }) => id === row.id))
  if (!isKnown && !belongs) return pages
  return {
    ...pages,
    pages: pages.pages.map((page, index) => {
      if (!isKnown) return index === 0 ? { ...page, nodes: [row, ...page.nodes] } : page
      if (!page.nodes.some(({ id }) => id === row.id)) return page
      return { ...page, nodes: page.nodes.flatMap((node) => (node.id !== row.id ? [node] : belongs ? [row] : [])) }
    }),
  }
}
