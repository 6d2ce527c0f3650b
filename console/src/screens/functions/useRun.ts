import { useMutation, useQueryClient } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { ask } from '../../data/ask.ts'
import { type Fn, type Try, triesOf } from './data.ts'
import { TryFunctionDocument } from './generated/tries.ts'
import { sampleOf } from './sample.ts'

const route = getRouteApi('/shell/functions/$namespace/$name')

export interface Runs {
  input: unknown
  setInput(input: unknown): void
  /** Another one each time that the input is put there by something else than its editor. */
  inputKey: number
  start(): Promise<unknown>
  isStarting: boolean
  error: Error | null
}

/**
 * The input of the next run, which survives a reload, and what starts it. A run that the address names, and that was not started here, brings its input.
 * @param shown the run that the address names
 */
export function useRun(fn: Fn, shown: Try | undefined): Runs {
  const queryClient = useQueryClient()
  const navigate = route.useNavigate()
  const place = `draft:try/${fn.id}`
  const [input, setInput] = useState<unknown>(() => JSON.parse(sessionStorage.getItem(place) ?? 'null') ?? sampleOf(fn.inputSchema))
  const [inputKey, setInputKey] = useState(0)
  const taken = useRef<string>(undefined)
  const change = (changed: unknown) => {
    setInput(changed)
    sessionStorage.setItem(place, JSON.stringify(changed ?? null))
  }
  const take = useEffectEvent((run: Try) => {
    if (taken.current === run.id) return
    taken.current = run.id
    change(run.inputData)
    setInputKey((key) => key + 1)
  })
  useEffect(() => {
    if (shown) take(shown)
  }, [shown])
  const start = useMutation({
    mutationFn: () => ask(TryFunctionDocument, { function: { id: fn.id }, input: input ?? {} }),
    onSuccess({ executeFunction: { executionId } }) {
      taken.current = executionId
      void queryClient.invalidateQueries({ queryKey: triesOf(fn.id).queryKey })
      return navigate({ search: (before) => ({ ...before, run: executionId, line: undefined }), replace: true })
    },
  })
  return {
    input,
    setInput: change,
    inputKey,
    start: () => start.mutateAsync().catch(() => undefined),
    isStarting: start.isPending,
    error: start.error,
  }
}
