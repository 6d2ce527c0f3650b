export const STATES = ['active', 'revoked'] as const

export interface KeysSearch {
  /** `all`, or a user's id; none: who is logged in. */
  owner?: string
  state?: (typeof STATES)[number]
}

export const readKeysSearch = ({ owner, state }: Record<string, unknown>): KeysSearch => ({
  owner: typeof owner === 'string' && owner !== '' ? owner : undefined,
  state: STATES.find((each) => each === state),
})
