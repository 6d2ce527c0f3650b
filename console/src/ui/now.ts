import { useSyncExternalStore } from 'react'

/** How often relative times are written anew. */
const TICK_MS = 10_000
const FAST_TICK_MS = 250

function ticker(everyMs: number) {
  const listeners = new Set<() => void>()
  let now = Date.now()
  let timer: ReturnType<typeof setInterval> | undefined
  const tick = () => {
    now = Date.now()
    for (const listener of listeners) listener()
  }
  return {
    subscribe(listener: () => void) {
      if (listeners.size === 0) {
        now = Date.now()
        timer = setInterval(tick, everyMs)
      }
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
        if (listeners.size === 0) clearInterval(timer)
      }
    },
    read: () => now,
  }
}

const slow = ticker(TICK_MS)
const fast = ticker(FAST_TICK_MS)
const never = { subscribe: () => () => undefined, read: () => 0 }

/** The time, anew every ten seconds: one timer for the whole page. */
export const useNow = (): number => useSyncExternalStore(slow.subscribe, slow.read)

/** The time, anew four times a second, for what runs at this moment. @param isOn else 0, and no timer */
export function useFastNow(isOn: boolean): number {
  const source = isOn ? fast : never
  return useSyncExternalStore(source.subscribe, source.read)
}
