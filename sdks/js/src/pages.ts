import type { CallOptions, Transport } from './transport.ts'

const PAGE_SIZE = 100

/** All items of a list, for `for await`. */
export type Pages<T> = AsyncGenerator<T, void, undefined>

interface PageQuery {
  limit?: number
  skip?: number
  offset?: number
}

/** All items of a list, which the server gives in pages of `limit`. The next page is fetched when it is reached. */
export async function* pages<T>(
  transport: Transport,
  path: string,
  query: PageQuery = {},
  options?: CallOptions,
  position: 'skip' | 'offset' = 'skip',
): Pages<T> {
  const limit = query.limit ?? PAGE_SIZE
  for (let start = query[position] ?? 0; ; start += limit) {
    const page = await transport.json<T[]>({ method: 'GET', path, query: { ...query, limit, [position]: start } }, options)
    yield* page
    if (page.length < limit) return
  }
}
