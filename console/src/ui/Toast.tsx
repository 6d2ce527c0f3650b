import { lazy, Suspense, useSyncExternalStore } from 'react'
import type { ToastOrder } from './popups/toast-order.ts'

const ToastList = lazy(() => import('./popups/ToastList.tsx').then((module) => ({ default: module.ToastList })))

let orders: readonly ToastOrder[] = []
const listeners = new Set<() => void>()

/** Says that something was done, for some seconds. @param undo takes it back: offered beside it */
export function toast(
  title: string,
  { undo, link }: { undo?: () => unknown; link?: { label: string; onSelect: () => unknown } } = {},
): void {
  orders = [...orders, { key: orders.length, title, action: undo ? { label: 'Undo', onSelect: undo } : link }]
  for (const listener of listeners) listener()
}

/** Where toasts appear: once, beside the whole console. */
export function Toasts() {
  const ordered = useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => orders,
  )
  return <Suspense>{ordered.length > 0 && <ToastList orders={ordered} />}</Suspense>
}
