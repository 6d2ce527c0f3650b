export interface AgentsSearch {
  search?: string | undefined
  namespace?: string | undefined
}

const textOf = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined)

export const readAgentsSearch = ({ search, namespace }: Record<string, unknown>): AgentsSearch => ({
  search: textOf(search),
  namespace: textOf(namespace),
})
