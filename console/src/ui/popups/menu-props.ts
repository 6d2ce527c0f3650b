import type { ComponentProps, ReactElement, ReactNode } from 'react'

export interface MenuItem {
  label: ReactNode
  icon?: ReactNode
  keys?: string
  isDanger?: boolean
  isDisabled?: boolean
  isChosen?: boolean
  onSelect(): void
}

export interface MenuProps {
  /** The button that opens it. */
  trigger: ReactElement<ComponentProps<'button'>>
  /** What can be done, in groups. */
  groups: MenuItem[][]
  /** What stands above: nothing that can be chosen. */
  heading?: ReactNode
  align?: 'start' | 'end'
}
