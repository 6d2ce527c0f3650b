import { read } from '../../data/query.ts'
import { type InboxApprovalFragment, InboxApprovalsDocument, type InboxRunFragment, InboxRunsDocument } from './generated/inbox.ts'

export const inboxApprovals = read(InboxApprovalsDocument, {})
export const inboxRuns = read(InboxRunsDocument, {})

/** Something that waits for who looks. */
export type Item =
  | { kind: 'approval'; key: string; at: string; name: string; approval: InboxApprovalFragment }
  | { kind: 'question' | 'failed'; key: string; at: string; name: string; run: InboxRunFragment }

const nameOf = ({ functionNamespace, functionName }: { functionNamespace: string; functionName: string }) =>
  `${functionNamespace}/${functionName}`

export const itemOfApproval = (approval: InboxApprovalFragment): Item => ({
  kind: 'approval',
  key: approval.id,
  at: approval.createdAt,
  name: nameOf(approval),
  approval,
})

export const itemOfRun = (kind: 'question' | 'failed', run: InboxRunFragment): Item => ({
  kind,
  key: run.id,
  at: run.completedAt ?? run.createdAt,
  name: nameOf(run),
  run,
})
