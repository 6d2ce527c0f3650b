import { read, readPages } from '../../data/query.ts'
import { QueuedJobsDocument, type QueuedJobsQueryVariables, QueueStatsDocument } from './generated/queue.ts'
import type { QueueSearch } from './search.ts'

/** No subscription tells of the queue, so it is read anew while somebody looks. */
export const REFRESH_MS = 3000

const filterOf = ({ status, kind }: QueueSearch): NonNullable<QueuedJobsQueryVariables['filter']> => ({
  ...(status && { status }),
  // A dead letter is one whatever it was to do.
  ...((kind === 'any' || status === 'FAILED') && kind !== 'alarm' && { anyKind: true }),
  ...(kind === 'alarm' && { kind: 'triggers.alarm' }),
})

export const jobPages = (search: QueueSearch) => readPages(QueuedJobsDocument, { filter: filterOf(search) }, ({ queuedJobs }) => queuedJobs)
export const queueStats = read(QueueStatsDocument, {})
