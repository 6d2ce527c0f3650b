import { Toast as Base } from '@base-ui/react/toast'
import { useEffect, useEffectEvent } from 'react'
import { CloseIcon } from '../icons.tsx'
import styles from './Toast.module.css'
import type { ToastOrder } from './toast-order.ts'

/** Long enough to read it and to undo. */
const SHOWN_MS = 7000

/** The toasts of Base UI. They are a chunk of their own: call toast(). */
export function ToastList({ orders }: { orders: readonly ToastOrder[] }) {
  return (
    <Base.Provider limit={3}>
      <Base.Portal>
        <Base.Viewport className={styles.viewport}>
          <List />
        </Base.Viewport>
      </Base.Portal>
      {orders.map(({ key, ...order }) => (
        <Added key={key} {...order} />
      ))}
    </Base.Provider>
  )
}

function Added({ title, action }: Omit<ToastOrder, 'key'>) {
  const manager = Base.useToastManager()
  const show = useEffectEvent(() => {
    const id: string = manager.add({
      title,
      timeout: SHOWN_MS,
      ...(action && {
        actionProps: {
          children: action.label,
          onClick: () => {
            manager.close(id)
            action.onSelect()
          },
        },
      }),
    })
  })
  useEffect(() => show(), [])
  return null
}

function List() {
  return Base.useToastManager().toasts.map((each) => (
    <Base.Root key={each.id} toast={each} className={styles.toast}>
      <Base.Title className={styles.title} />
      <Base.Action className={styles.action} />
      {/* Base UI hides it until the toast has the pointer or the focus, though the keyboard reaches it all the time. */}
      <Base.Close className={styles.close} aria-label="Close" aria-hidden={false}>
        <CloseIcon size={14} />
      </Base.Close>
    </Base.Root>
  ))
}
