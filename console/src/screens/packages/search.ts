export interface PackagesSearch {
  search?: string
  reach?: 'everyone' | 'own'
}

export function readPackagesSearch({ search, reach }: Record<string, unknown>): PackagesSearch {
  return {
    search: typeof search === 'string' && search !== '' ? search : undefined,
    reach: reach === 'everyone' || reach === 'own' ? reach : undefined,
  }
}
