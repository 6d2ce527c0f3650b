import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { type LiveState, useLive } from '../../data/live.ts'
import { applyEvent } from '../../data/query.ts'
import { useMay } from '../../session/permissions.ts'
import { type Item, inboxApprovals, inboxRuns, itemOfApproval, itemOfRun } from './data.ts'
import { useDismissed } from './dismissed.ts'
import { InboxApprovalChangesDocument, InboxRunChangesDocument, type InboxRunFragment } from './generated/inbox.ts'

/** How long changes of runs are gathered: most are of runs that wait for nobody. */
const GATHER_MS = 300

interface Inbox {
  items: Item[]
  isPending: boolean
  error: Error | null
  state: LiveState
}

/** Everything that waits for who is logged in, as it comes and goes. */
export function useInbox(): Inbox {
  const readsRuns = useMay('sinas.executions.read:own') ?? false
  const approvals = useQuery(inboxApprovals)
  const runs = useQuery({ ...inboxRuns, enabled: readsRuns })
  const dismissed = useDismissed()
  const state = useInboxLive(readsRuns)
  const items = [
    ...(approvals.data?.pendingApprovals.nodes ?? []).map(itemOfApproval),
    ...(runs.data?.waiting.nodes ?? []).map((run) => itemOfRun('question', run)),
    ...(runs.data?.failed.nodes ?? []).filter(({ id }) => !dismissed.has(id)).map((run) => itemOfRun('failed', run)),
  ]
  return { items, isPending: approvals.isPending || (readsRuns && runs.isPending), error: approvals.error ?? runs.error, state }
}

function useInboxLive(readsRuns: boolean): LiveState {
  const queryClient = useQueryClient()
  const refreshApprovals = () => void queryClient.invalidateQueries({ queryKey: inboxApprovals.queryKey })
  const refreshRuns = useGathered(() => void queryClient.invalidateQueries({ queryKey: inboxRuns.queryKey }))
  useLive(
    {
      document: InboxRunChangesDocument,
      variables: () => ({}),
      onEvent({ executionChanges: run }) {
        if (run && isOfInbox(run, queryClient.getQueryData(inboxRuns.queryKey)?.waiting.nodes)) refreshRuns()
      },
      onConnect: refreshRuns,
    },
    { isOn: readsRuns },
  )
  return useLive({
    document: InboxApprovalChangesDocument,
    variables: () => ({}),
    onEvent({ approvalsChanged: { chatId, pendingApprovals } }) {
      applyEvent(queryClient, inboxApprovals.queryKey, (before) => {
        if (!before) return before
        const others = before.pendingApprovals.nodes.filter((each) => each.chatId !== chatId)
        return { pendingApprovals: { nodes: [...others, ...pendingApprovals] } }
      })
    },
    onConnect: refreshApprovals,
  })
}

/** Does a run belong here, or has it just left? */
const isOfInbox = ({ id, status }: InboxRunFragment, waiting: readonly InboxRunFragment[] = []): boolean =>
  status === 'AWAITING_INPUT' || status === 'FAILED' || waiting.some((each) => each.id === id)

/** @returns what calls `act` once, a moment later, however often it is called meanwhile */
function useGathered(act: () => void): () => void {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])
  return () => {
    timer.current ??= setTimeout(() => {
      timer.current = undefined
      act()
    }, GATHER_MS)
  }
}
