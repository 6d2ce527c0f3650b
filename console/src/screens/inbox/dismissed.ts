import { useSyncExternalStore } from 'react'

/** What failed and was seen: kept in this browser, as no other place is told of it. */
const KEY = 'inbox:dismissed'
/** The list of what failed is shorter: what is older is in no inbox. */
const MAX_KEPT = 300

const listeners = new Set<() => void>()
const subscribe = (listener: () => void) => {
  listeners.add(listener)
  window.addEventListener('storage', listener)
  return () => {
    listeners.delete(listener)
    window.removeEventListener('storage', listener)
  }
}
const written = () => localStorage.getItem(KEY) ?? '[]'

function write(keys: string[]): void {
  localStorage.setItem(KEY, JSON.stringify(keys.slice(-MAX_KEPT)))
  for (const listener of listeners) listener()
}

const known = () => JSON.parse(written()) as string[]

export const dismiss = (keys: readonly string[]): void => write([...known(), ...keys])
export const restore = (keys: readonly string[]): void => write(known().filter((key) => !keys.includes(key)))

export function useDismissed(): ReadonlySet<string> {
  return new Set(JSON.parse(useSyncExternalStore(subscribe, written)) as string[])
}
