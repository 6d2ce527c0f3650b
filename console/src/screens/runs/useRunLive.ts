import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useRef, useState } from 'react'
import { type LiveState, useLive } from '../../data/live.ts'
import { applyEvent } from '../../data/query.ts'
import type { LogLine } from '../../ui/LogView.tsx'
import { oneRun, runSteps } from './data.ts'
import { RunEventsDocument, type RunEventsSubscription } from './generated/run.ts'

type Printed = Extract<RunEventsSubscription['executionEvents'], { __typename: 'ExecutionPrinted' }>['log']

/** The log of a run from its beginning, and its status and steps into the cache, as they come. A connection that breaks goes on after the last line. */
export function useRunLive(id: string): { lines: readonly LogLine[]; state: LiveState } {
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
        if (event.__typename === 'ExecutionStatusChanged')
          applyEvent(queryClient, oneRun(id).queryKey, (before) => before && { execution: { ...before.execution, ...event.execution } })
        void queryClient.invalidateQueries({ queryKey: runSteps(id).queryKey })
      },
    },
    { key: id },
  )
  return { lines, state }
}

/** What is printed, as lines: drawn many at once. What was printed without an end of line is gone on with by what the same stream prints next. */
function useLines(): [lines: readonly LogLine[], add: (printed: Printed) => void] {
  const all = useRef<LogLine[]>([])
  const isOpen = useRef(false)
  const [shown, setShown] = useState<readonly LogLine[]>([])
  const waiting = useRef(0)
  useEffect(() => () => cancelAnimationFrame(waiting.current), [])
  const add = useCallback(({ at, stream, text }: Printed) => {
    const isError = stream === 'STDERR'
    const parts = text.split('\n')
    const last = all.current.at(-1)
    if (isOpen.current && last?.isError === isError) all.current[last.number] = { ...last, text: last.text + parts.shift() }
    isOpen.current = !text.endsWith('\n')
    if (!isOpen.current) parts.pop()
    for (const part of parts) all.current.push({ number: all.current.length, at, text: part, isError })
    waiting.current ||= requestAnimationFrame(() => {
      waiting.current = 0
      setShown([...all.current])
    })
  }, [])
  return [shown, add]
}
