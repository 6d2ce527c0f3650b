import type { ComponentType } from 'react'

/** Headings of the sidebar, in their order. */
export const GROUPS = ['top', 'agents', 'build', 'observe', 'manage'] as const

/** Where a screen stands in the sidebar and in the command palette. */
export interface Place {
  /** Address of its first page: `/runs`. */
  path: string
  title: string
  group: (typeof GROUPS)[number]
  /** Where it stands in its group. */
  order: number
  icon: ComponentType
  /** The letter that goes there after `g`. */
  letter: string
  /** Whoever holds one of these is offered it. None: everybody. */
  needs: readonly string[]
  /** Words by which the palette finds it too. */
  words?: string
}
