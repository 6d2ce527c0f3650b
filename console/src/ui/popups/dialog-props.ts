import type { ReactNode } from 'react'

export interface DialogProps {
  isOpen: boolean
  onClose(): void
  title: ReactNode
  children: ReactNode
  /** Buttons, the one that does it last. */
  actions?: ReactNode
  size?: 'small' | 'large'
}
