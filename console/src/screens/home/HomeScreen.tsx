import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { useLive } from '../../data/live.ts'
import { useMay, useMe } from '../../session/permissions.ts'
import { home as texts } from '../../texts/en/home.ts'
import { LiveBadge } from '../../ui/LiveBadge.tsx'
import { Page } from '../../ui/Page.tsx'
import { homeApprovals, homeRuns, NEEDS } from './data.ts'
import { FirstSteps } from './FirstSteps.tsx'
import { HomeApprovalChangesDocument, HomeRunChangesDocument } from './generated/home.ts'
import { Health } from './Health.tsx'
import styles from './HomeScreen.module.css'
import { Numbers } from './Numbers.tsx'
import { RunList } from './RunList.tsx'
import { Waiting } from './Waiting.tsx'

/** A morning's look: what waits for me, what failed, what runs, what it costs, and whether all is well. */
export function HomeScreen() {
  const user = useMe()
  const readsRuns = useMay(NEEDS.runs) ?? false
  const state = useHomeLive(readsRuns)
  const { data } = useQuery({ ...homeRuns, enabled: readsRuns })
  const isEmpty = data?.latest.nodes.length === 0
  return (
    <Page title={texts.greeting(new Date().getHours())} aside={readsRuns && <LiveBadge state={state} />} summary={user.email}>
      <div className={styles.page}>
        <Numbers />
        <div className={styles.columns}>
          <div className={styles.column}>
            <Waiting runs={data?.waiting} />
            {isEmpty ? <FirstSteps /> : readsRuns && <RunList {...texts.latest} runs={data?.latest.nodes} search={{}} />}
          </div>
          <div className={styles.column}>
            {readsRuns && !isEmpty && <RunList {...texts.failed} runs={data?.failed.nodes} search={{ status: 'FAILED' }} />}
            <Health />
          </div>
        </div>
      </div>
    </Page>
  )
}

/** How long changes are gathered before the lists are read anew: a busy platform has hundreds a second. */
const GATHER_MS = 1000

function useHomeLive(readsRuns: boolean) {
  const queryClient = useQueryClient()
  const refresh = () => void queryClient.invalidateQueries({ queryKey: homeApprovals.queryKey })
  useLive({ document: HomeApprovalChangesDocument, variables: () => ({}), onEvent: refresh, onConnect: refresh })
  const gather = useGathered(() => void queryClient.invalidateQueries({ queryKey: homeRuns.queryKey }))
  return useLive({ document: HomeRunChangesDocument, variables: () => ({}), onEvent: gather, onConnect: gather }, { isOn: readsRuns })
}

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
