import { DEFAULT_PAGE_SIZE, type Page, type PageArguments } from '../../../schema/connections/window.ts'
import { invalid } from '../../../schema/errors.ts'
import type { JobFilter, JobPlace, JobRecord, Queue } from '../../../workers/queue/index.ts'

/** A page of the queue's jobs, newest first, by keyset: a job keeps its place for as long as it is there. */
export async function pageOfJobs(
  queue: Pick<Queue, 'list' | 'count'>,
  filter: Pick<JobFilter, 'job' | 'status'>,
  { first, last, after, before, skip }: PageArguments,
): Promise<Page<JobRecord>> {
  const backwards = typeof last === 'number'
  if (backwards && typeof first === 'number') throw invalid(['last'], 'give `first` or `last`, not both', last)
  const size = last ?? first ?? DEFAULT_PAGE_SIZE
  const [start, end] = [after ? decode(after, 'after') : undefined, before ? decode(before, 'before') : undefined]
  const found = await queue.list({ ...filter, after: start, before: end, backwards, limit: size + 1, offset: skip ?? 0 })
  const rows = found.slice(0, size)
  if (backwards) rows.reverse()
  const edges = rows.map(({ place, ...node }) => ({ node, cursor: encode(place) }))
  const isCut = found.length > size
  return {
    edges,
    pageInfo: {
      hasNextPage: backwards ? end !== undefined : isCut || end !== undefined,
      hasPreviousPage: backwards ? isCut || start !== undefined : start !== undefined || Boolean(skip),
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
    totalCount: () => queue.count(filter),
  }
}

const INSTANT = /^\d{4}-\d\d-\d\d[ T][\d:.]{8,15}(Z|[+-]\d\d(:\d\d)?)$/
const KEY = /^[0-9a-f-]{1,36}$/

const encode = (place: JobPlace) => Buffer.from(JSON.stringify(place)).toString('base64url')

/** @throws SinasError VALIDATION */
function decode(cursor: string, argument: string): JobPlace {
  try {
    const place: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString())
    if (Array.isArray(place) && INSTANT.test(place[0]) && KEY.test(place[1])) return [place[0], place[1]]
  } catch {
    // As any other text that is no cursor.
  }
  throw invalid([argument], 'no cursor of this list: take one from `pageInfo` or an edge, or leave it out', cursor)
}
