import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useRef, useState } from 'react'
import { type LiveState, useLive } from '../../data/live.ts'
import type { LogLine } from '../../ui/LogView.tsx'
import { oneRun, runSteps } from './data.ts'
import { RunEventsDocument, type RunEventsSubscription } from './generated/run.ts'

type Printed = Extract<RunEventsSubscription['executionEvents'], { __typename: 'ExecutionPrinted' }>['log']

/** How often steps are read while it runs: no event tells of them. */
const STEPS_MS = 2000
/** Lines arrive by the thousand: the page is drawn once a frame. */
const frame = (draw: () => void) => requestAnimationFrame(draw)

/** The log of a run from its beginning, and its status into the cache, as they come. A connection that breaks goes on after the last line. */
export function useRunLive(id: string, isOver: boolean): { lines: readonly LogLine[]; state: LiveState } {
  const queryClient = useQueryClient()
  const [lines, add] = useLines()
  const cursor = useRef<string>(undefined)
  const state = useLive(
    {
      document: RunEventsDocument,
      variables: () => ({ id, ...(cursor.current && { after: cursor.current }) }),
      onEvent({ executionEvents: event }) {
        cursor.current = event.id
        if (event.__typename === 'ExecutionPrinted') return add(event.log)
        queryClient.setQueryData(oneRun(id).queryKey, (before) => before && { execution: { ...before.execution, ...event.execution } })
        void queryClient.invalidateQueries({ queryKey: runSteps(id).queryKey })
      },
    },
    { key: id },
  )
  useEffect(() => {
    if (isOver) return
    const timer = setInterval(() => {
      if (!document.hidden) void queryClient.invalidateQueries({ queryKey: runSteps(id).queryKey })
    }, STEPS_MS)
    return () => clearInterval(timer)
  }, [queryClient, id, isOver])
  return { lines, state }
}

/** Lines that are added one by one, and drawn many at once. */
function useLines(): [lines: readonly LogLine[], add: (line: Printed) => void] {
  const all = useRef<LogLine[]>([])
  const [shown, setShown] = useState<readonly LogLine[]>([])
  const waiting = useRef(0)
  useEffect(() => () => cancelAnimationFrame(waiting.current), [])
  const add = useCallback(({ number, at, stream, text }: Printed) => {
    all.current.push({ number, at, text, isError: stream === 'STDERR' })
    waiting.current ||= frame(() => {
      waiting.current = 0
      setShown([...all.current])
    })
  }, [])
  return [shown, add]
}
