import { cloneElement, type FocusEvent, type PointerEvent, type ReactElement, type ReactNode, useEffect, useRef, useState } from 'react'
import { createPortal } from 'react-dom'
import { KeyHint } from './KeyHint.tsx'
import styles from './Tooltip.module.css'

interface TooltipProps {
  text: ReactNode
  keys?: string | undefined
  /** One element that can be focused. */
  children: ReactElement<{ onPointerEnter?: unknown; onPointerLeave?: unknown; onFocus?: unknown; onBlur?: unknown }>
}

const DELAY_MS = 400
const GAP_PX = 6
/** As wide as one may be: closer to the edge of the page it moves in. */
const MAX_WIDTH_PX = 320

/** Says more about what the pointer or the focus is on, to the eye: who listens has its label, and touch has no hover. */
export function Tooltip({ text, keys, children }: TooltipProps) {
  const [place, setPlace] = useState<DOMRect>()
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const hide = () => {
    clearTimeout(timer.current)
    setPlace(undefined)
  }
  useEffect(() => () => clearTimeout(timer.current), [])
  useEffect(() => {
    if (!place) return
    const onKey = ({ key }: KeyboardEvent) => key === 'Escape' && setPlace(undefined)
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [place])
  const trigger = cloneElement(children, {
    onPointerEnter({ currentTarget, pointerType }: PointerEvent<HTMLElement>) {
      if (pointerType === 'mouse') timer.current = setTimeout(() => setPlace(currentTarget.getBoundingClientRect()), DELAY_MS)
    },
    onPointerLeave: hide,
    onFocus({ currentTarget }: FocusEvent<HTMLElement>) {
      if (currentTarget.matches(':focus-visible')) setPlace(currentTarget.getBoundingClientRect())
    },
    onBlur: hide,
  })
  return (
    <>
      {trigger}
      {place &&
        createPortal(
          <div aria-hidden="true" className={styles.popup} style={styleAt(place)}>
            {text}
            {keys && <KeyHint keys={keys} />}
          </div>,
          document.body,
        )}
    </>
  )
}

function styleAt({ left, width, bottom, top }: DOMRect): React.CSSProperties {
  const middle = Math.min(Math.max(left + width / 2, 60), innerWidth - 60)
  const isLow = bottom > innerHeight - 60
  return {
    left: middle,
    maxWidth: MAX_WIDTH_PX,
    ...(isLow ? { bottom: innerHeight - top + GAP_PX } : { top: bottom + GAP_PX }),
  }
}
