import type { ReactNode } from 'react'

export interface DrawerProps {
  isOpen: boolean
  onClose(): void
  title: ReactNode
  children: ReactNode
  side?: 'left' | 'right'
}
