import { createClient } from 'graphql-sse'
import { useEffect, useEffectEvent, useState } from 'react'
import { fetchAsUser } from '../session/session.ts'
import type { TypedDocument } from './document.ts'
import { ApiError, type GraphqlError, isPassing, NetworkError } from './errors.ts'

/** A tab that nobody sees for so long gives its connection back: browsers open six to a host. */
const HIDDEN_MS = 10_000
const FIRST_PAUSE_MS = 500
const MAX_PAUSE_MS = 15_000

/** How a stream is: `waiting` is between two connections, `over` after its last event, `failed` where it makes no sense to connect again. */
export type LiveState = 'connecting' | 'live' | 'waiting' | 'paused' | 'over' | 'failed'

interface Watch<Data, Variables> {
  document: TypedDocument<Data, Variables>
  /** Asked at each connection: a stream that can be resumed says where. */
  variables: () => Variables
  onEvent(data: Data): void
  /** Each time that the stream begins, also the first: what happened between the last reading and this is told by no event, and has to be read. */
  onConnect?(): void
  onState?(state: LiveState): void
}

const client = createClient({
  url: '/graphql',
  singleConnection: false,
  retryAttempts: 0,
  fetchFn: (input: string, init: RequestInit) => fetchAsUser(input, init),
})

/** Follows a subscription until it ends by itself: over broken connections, and with a pause while nobody looks. @returns what stops it */
function watch<Data, Variables extends object>(options: Watch<Data, Variables>): () => void {
  const { onState } = options
  let stopped = false
  let connection: AbortController | undefined
  let failures = 0
  let timer: ReturnType<typeof setTimeout> | undefined

  async function connect(): Promise<void> {
    if (stopped || connection) return
    clearTimeout(timer)
    connection = new AbortController()
    const { signal } = connection
    onState?.('connecting')
    try {
      await follow(options, signal, () => {
        failures = 0
        onState?.('live')
        options.onConnect?.()
      })
      if (!signal.aborted) finish('over')
    } catch (error) {
      if (signal.aborted) return
      if (!isPassing(error)) return finish('failed')
      connection = undefined
      onState?.('waiting')
      timer = setTimeout(() => void connect(), pauseMs(failures++))
    }
  }

  function disconnect(): void {
    clearTimeout(timer)
    connection?.abort()
    connection = undefined
  }

  function finish(state: LiveState): void {
    stopped = true
    document.removeEventListener('visibilitychange', onVisibility)
    onState?.(state)
  }

  function onVisibility(): void {
    clearTimeout(timer)
    if (!document.hidden) return void connect()
    timer = setTimeout(() => {
      disconnect()
      onState?.('paused')
    }, HIDDEN_MS)
  }

  document.addEventListener('visibilitychange', onVisibility)
  void connect()
  return () => {
    stopped = true
    document.removeEventListener('visibilitychange', onVisibility)
    disconnect()
  }
}

/** One connection. Resolves where the stream ends. @throws ApiError, NetworkError */
function follow<Data, Variables extends object>(
  { document: { text: query, id }, variables, onEvent }: Watch<Data, Variables>,
  signal: AbortSignal,
  onConnected: () => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    let failure: GraphqlError | undefined
    const stop = client.subscribe<Data>(
      // The hash makes the gateway trust the text where it runs nothing else.
      { query, variables: variables() as Record<string, unknown>, ...{ documentId: id } },
      {
        next({ data, errors }) {
          failure ??= errors?.[0] as GraphqlError | undefined
          if (data && !failure) onEvent(data as Data)
        },
        error: (error) => reject(fromStream(error)),
        complete: () => (failure ? reject(new ApiError(failure, null)) : resolve()),
      },
      { connected: onConnected },
    )
    signal.addEventListener('abort', () => {
      stop()
      resolve()
    })
  })
}

/** graphql-sse tells errors of the request as a list, those of the network as they are. */
function fromStream(error: unknown): Error {
  if (Array.isArray(error)) return new ApiError(error[0] as GraphqlError, null)
  const { response } = error as { response?: Response }
  if (response && response.status < 500 && response.status !== 429)
    return new ApiError({ message: response.statusText, extensions: { code: 'REFUSED' } }, response.headers.get('x-request-id'))
  return new NetworkError(error as Error)
}

/** Longer each time, and not the same for all tabs of all users when the server comes back. */
const pauseMs = (failures: number): number => Math.min(MAX_PAUSE_MS, FIRST_PAUSE_MS * 2 ** failures) * (0.75 + Math.random() / 2)

/**
 * Follows a subscription for as long as the component is there and `isOn`.
 * @param key another one begins anew: the id of what is watched, or its filter
 */
export function useLive<Data, Variables extends object>(
  { document: text, ...handlers }: Omit<Watch<Data, Variables>, 'onState'>,
  { key = '', isOn = true }: { key?: string; isOn?: boolean } = {},
): LiveState {
  const [state, setState] = useState<LiveState>('connecting')
  const variables = useEffectEvent(() => handlers.variables())
  const onEvent = useEffectEvent((data: Data) => handlers.onEvent(data))
  const onConnect = useEffectEvent(() => handlers.onConnect?.())
  useEffect(() => {
    if (!isOn) return
    return watch({ document: text, variables, onEvent, onConnect, onState: setState })
  }, [text, key, isOn])
  return isOn ? state : 'over'
}
