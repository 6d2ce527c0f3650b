import { Tooltip as Base } from '@base-ui/react/tooltip'
import type { ReactElement, ReactNode } from 'react'
import { KeyHint } from './KeyHint.tsx'
import styles from './Tooltip.module.css'

interface TooltipProps {
  text: ReactNode
  keys?: string | undefined
  /** One element that can be focused. */
  children: ReactElement
}

/** Says more about what the pointer or the focus is on. Nothing that is needed stands here alone: touch has no hover. */
export function Tooltip({ text, keys, children }: TooltipProps) {
  return (
    <Base.Root>
      <Base.Trigger render={children} delay={400} />
      <Base.Portal>
        <Base.Positioner sideOffset={6}>
          <Base.Popup className={styles.popup}>
            {text}
            {keys && <KeyHint keys={keys} />}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}
