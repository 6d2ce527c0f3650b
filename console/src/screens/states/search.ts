export const VISIBILITIES = ['PRIVATE', 'GROUP', 'PUBLIC'] as const

/** What of the states stands in the address. */
export interface StatesSearch {
  namespace?: string
  search?: string
  visibility?: (typeof VISIBILITIES)[number]
  owner?: 'me'
}

const textOf = (value: unknown) =>
  typeof value === 'string' && value !== '' ? value : typeof value === 'number' ? String(value) : undefined

export function readStatesSearch({ namespace, search, visibility, owner }: Record<string, unknown>): StatesSearch {
  return {
    namespace: textOf(namespace),
    search: textOf(search),
    visibility: VISIBILITIES.find((each) => each === visibility),
    owner: owner === 'me' ? owner : undefined,
  }
}
