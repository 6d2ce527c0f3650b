import { SinasError } from '../errors.ts'
import { DEFAULT_PAGE_SIZE, type Page, type PageArguments } from './window.ts'

/** What a row is ordered by: text by text, the last of which is unique. */
type Place = readonly string[]

/**
 * A page of rows that are all in memory, as what code alone can choose or sort.
 * @param placeOf where a row stands: rows come in the order of their places
 */
export function pageOfRows<Row>(rows: readonly Row[], placeOf: (row: Row) => Place, args: PageArguments): Page<Row> {
  const placed = rows.map((node) => ({ node, place: placeOf(node) })).sort((a, b) => compare(a.place, b.place))
  const from = args.after ? decode(args.after, 'after') : null
  const to = args.before ? decode(args.before, 'before') : null
  const between = placed.filter(({ place }) => (!from || compare(place, from) > 0) && (!to || compare(place, to) < 0))
  const within = between.slice(args.skip ?? 0)
  const size = args.last ?? args.first ?? DEFAULT_PAGE_SIZE
  const [start, end] = args.last ? [Math.max(0, within.length - size), within.length] : [0, size]
  const edges = within.slice(start, end).map(({ node, place }) => ({ node, cursor: encode(place) }))
  return {
    edges,
    pageInfo: {
      hasNextPage: end < within.length || to !== null,
      hasPreviousPage: start > 0 || from !== null || within.length < between.length,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
    totalCount: async () => rows.length,
  }
}

function compare(a: Place, b: Place): number {
  for (const [i, part] of a.entries()) {
    if (part !== b[i]) return part < (b[i] ?? '') ? -1 : 1
  }
  return 0
}

const encode = (place: Place) => Buffer.from(JSON.stringify(place)).toString('base64url')

/** @throws SinasError VALIDATION */
function decode(cursor: string, argument: string): Place {
  try {
    const place: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString())
    if (Array.isArray(place) && place.every((part) => typeof part === 'string')) return place
  } catch {
    // As any other text that is no cursor.
  }
  const msg = 'Value error, this is no cursor of this list: take one from `pageInfo` or an edge, or leave it out'
  throw new SinasError('VALIDATION', { issues: [{ type: 'value_error', loc: [argument], msg }] })
}
