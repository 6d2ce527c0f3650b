const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined)

export const STATES = ['active', 'off'] as const

export interface UsersSearch {
  search?: string
  state?: (typeof STATES)[number]
}

export const readUsersSearch = ({ search, state }: Record<string, unknown>): UsersSearch => ({
  search: text(search),
  state: STATES.find((each) => each === state),
})

export interface GroupsSearch {
  search?: string
}

export const readGroupsSearch = ({ search }: Record<string, unknown>): GroupsSearch => ({ search: text(search) })

export interface CheckSearch {
  /** Id of the user. */
  user?: string
  permission?: string
}

export const readCheckSearch = ({ user, permission }: Record<string, unknown>): CheckSearch => ({
  user: text(user),
  permission: text(permission),
})
