import { SinasError } from '../errors.ts'
import { decodeCursor, encodeCursor, type OrderColumn, reversed } from './order.ts'

/** Rows of a page where neither `first` nor `last` says how many. */
export const DEFAULT_PAGE_SIZE = 50
/** Rows that a page may have. */
export const MAX_PAGE_SIZE = 1000

/** Which rows of a list are wanted: https://relay.dev/graphql/connections.htm#sec-Arguments */
export interface PageArguments {
  first?: number | null | undefined
  last?: number | null | undefined
  after?: string | null | undefined
  before?: string | null | undefined
  /** Rows to leave out, of the whole list: for REST alone, which had this before cursors. */
  skip?: number | null | undefined
}

export interface Page<Row> {
  edges: { cursor: string; node: Row }[]
  pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; startCursor: string | null; endCursor: string | null }
  /** Asked for by few clients: counted on demand. */
  totalCount(): Promise<number>
}

/** What of a list is read for a page, from whatever keeps the list. */
export interface Window {
  columns: OrderColumn[]
  /** The order of reading: from the end where `last` is asked for. */
  reading: OrderColumn[]
  backwards: boolean
  from: string[] | undefined
  to: string[] | undefined
  size: number
  skip: number
}

/** A row, and its values in the columns of the order of reading. */
export interface Found<Row> {
  row: Row
  values: string[]
}

/** @throws SinasError VALIDATION where both ends are asked for, or a cursor is none of this order */
export function windowOf(columns: OrderColumn[], args: PageArguments): Window {
  const backwards = typeof args.last === 'number'
  if (backwards && typeof args.first === 'number') throw new SinasError('VALIDATION', { issues: [TWO_ENDS] })
  const start = args.after ? decodeCursor(columns, args.after, 'after') : undefined
  const end = args.before ? decodeCursor(columns, args.before, 'before') : undefined
  return {
    columns,
    reading: backwards ? reversed(columns) : columns,
    backwards,
    from: backwards ? end : start,
    to: backwards ? start : end,
    size: (backwards ? args.last : args.first) ?? DEFAULT_PAGE_SIZE,
    skip: args.skip ?? 0,
  }
}

const TWO_ENDS = { type: 'value_error', loc: ['last'], msg: 'Value error, give `first` or `last`, not both' }

/** @param found rows in the order of reading, one more than the page has where there are more */
export function pageOf<Row>(
  { columns, backwards, size, from, to, skip }: Window,
  found: Found<Row>[],
  totalCount: () => Promise<number>,
): Page<Row> {
  const isCut = found.length > size
  const rows = found.slice(0, size)
  if (backwards) rows.reverse()
  const edges = rows.map(({ row, values }) => new PlacedEdge(row, columns, values))
  const [first, last] = [edges[0]?.cursor ?? null, edges.at(-1)?.cursor ?? null]
  const beforeTheFirst = from !== undefined || skip > 0
  return {
    edges,
    pageInfo: {
      hasNextPage: backwards ? beforeTheFirst : isCut || to !== undefined,
      hasPreviousPage: backwards ? isCut || to !== undefined : beforeTheFirst,
      startCursor: first,
      endCursor: last,
    },
    totalCount,
  }
}

/** Most readers ask for the cursors of few rows: each is written when it is asked for. */
class PlacedEdge<Row> {
  readonly node: Row
  readonly #columns: readonly OrderColumn[]
  readonly #values: readonly string[]

  constructor(node: Row, columns: readonly OrderColumn[], values: readonly string[]) {
    this.node = node
    this.#columns = columns
    this.#values = values
  }

  get cursor(): string {
    return encodeCursor(this.#columns, this.#values)
  }
}
