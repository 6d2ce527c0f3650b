import type { ChangeFeed } from '../../schema/change-feed.ts'
import type { Context } from '../../schema/context.ts'

/** A row that changed, the schedule or webhook that it belongs to, and the owner of that. */
export interface RowChange {
  id: string
  parentId: string
  ownerId: string
}

/**
 * Rows that change, each as it is when it is read.
 * @param wants is it the subscriber's to read? So that rows of others cost the subscriber's connection nothing
 * @param read null for a row that the caller may not read, or that is gone: it is left out
 */
export async function watchRows<Row>(
  { signal }: Pick<Context, 'signal'>,
  feed: ChangeFeed<RowChange>,
  wants: (change: RowChange) => boolean,
  read: (id: string) => Promise<Row | null>,
): Promise<AsyncIterableIterator<Row>> {
  const changes = await feed.subscribe(wants, signal)
  const rows: AsyncIterableIterator<Row> = {
    [Symbol.asyncIterator]() {
      return this
    },
    async next(): Promise<IteratorResult<Row>> {
      for (;;) {
        const step = await changes.next()
        if (step.done) return step
        const row = await read(step.value.id)
        if (row) return { value: row }
      }
    },
    return: (value) => changes.return!(value) as Promise<IteratorResult<Row>>,
  }
  return rows
}
