export const VISIBILITIES = ['PRIVATE', 'SHARED'] as const

export interface SecretsSearch {
  search?: string
  visibility?: (typeof VISIBILITIES)[number]
}

export const readSecretsSearch = ({ search, visibility }: Record<string, unknown>): SecretsSearch => ({
  search: typeof search === 'string' && search !== '' ? search : undefined,
  visibility: VISIBILITIES.find((each) => each === visibility),
})
