import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { type LiveState, useLive } from '../../data/live.ts'
import type { LogLine } from '../../ui/LogView.tsx'
import { oneTry, type Try, triesOf } from './data.ts'
import { TryEventsDocument, type TryEventsSubscription } from './generated/tries.ts'

type Printed = Extract<TryEventsSubscription['executionEvents'], { __typename: 'ExecutionPrinted' }>['log']

interface Watched {
  run: Try | undefined
  error: Error | null
  lines: readonly LogLine[]
  state: LiveState
}

interface Log {
  id: string | undefined
  lines: LogLine[]
  isOpen: boolean
  cursor?: string
  /** The frame in which it is drawn; 0: none is asked for. */
  waiting: number
}

const begin = (id: string | undefined): Log => ({ id, lines: [], isOpen: false, waiting: 0 })

const NOTHING: readonly LogLine[] = []

/** A run of the function, live: its status and what it prints. @param id none: nothing is watched */
export function useTry(functionId: string, id: string | undefined): Watched {
  const queryClient = useQueryClient()
  const { data, error } = useQuery({ ...oneTry(id ?? ''), enabled: id !== undefined })
  const [log, setLog] = useState<{ id: string | undefined; lines: readonly LogLine[] }>({ id: undefined, lines: NOTHING })
  const all = useRef(begin(id))
  if (all.current.id !== id) all.current = begin(id)
  useEffect(() => () => cancelAnimationFrame(all.current.waiting), [])
  const state = useLive(
    {
      document: TryEventsDocument,
      variables: () => ({ id: id!, ...(all.current.cursor && { after: all.current.cursor }) }),
      onEvent({ executionEvents: event }) {
        const { current } = all
        current.cursor = event.id
        if (event.__typename === 'ExecutionStatusChanged') {
          queryClient.setQueryData(oneTry(id!).queryKey, { execution: event.execution })
          return void queryClient.invalidateQueries({ queryKey: triesOf(functionId).queryKey })
        }
        if (event.__typename === 'ExecutionStepsChanged') return
        current.isOpen = append(current.lines, event.log, current.isOpen)
        // Drawn once a frame, however much comes.
        current.waiting ||= requestAnimationFrame(() => {
          current.waiting = 0
          setLog({ id: current.id, lines: [...current.lines] })
        })
      },
    },
    { key: id ?? '', isOn: id !== undefined },
  )
  return { run: data?.execution, error, lines: log.id === id ? log.lines : NOTHING, state }
}

/** @param isOpen the last line had no end yet: what the same stream prints next goes on with it. @returns the same of what was printed now */
function append(lines: LogLine[], { at, stream, text }: Printed, isOpen: boolean): boolean {
  const isError = stream === 'STDERR'
  const parts = text.split('\n')
  const last = lines.at(-1)
  if (isOpen && last?.isError === isError) lines[last.number] = { ...last, text: last.text + parts.shift() }
  const isOpenNow = !text.endsWith('\n')
  if (!isOpenNow) parts.pop()
  for (const part of parts) lines.push({ number: lines.length, at, text: part, isError })
  return isOpenNow
}
