import { queue as texts } from '../../texts/en/queue.ts'
import { useNow } from '../../ui/now.ts'
import { StatusBadge } from '../../ui/StatusBadge.tsx'
import type { JobRowFragment } from './generated/queue.ts'

/** What a job does: the function that it calls, or its kind. */
export const nameOf = ({ execution, kind }: JobRowFragment): string =>
  execution ? `${execution.functionNamespace}/${execution.functionName}` : (texts.kind[kind] ?? kind)

/** How far a job is: one that waits for its time is scheduled. */
export function JobStatus({ job: { status, runAt } }: { job: JobRowFragment }) {
  const now = useNow()
  const isScheduled = status === 'QUEUED' && runAt !== null && Date.parse(runAt) > Math.max(now, Date.now())
  return <StatusBadge status={status} label={isScheduled ? texts.scheduled : texts.status[status]} />
}
