import { read, readPages } from '../../data/query.ts'
import {
  StateDocument,
  StateGroupsDocument,
  type StateQuery,
  StatesDocument,
  type StatesQueryVariables,
  StateTreeDocument,
} from './generated/states.ts'
import type { StatesSearch } from './search.ts'

export type State = StateQuery['state']
type StatesFilter = NonNullable<StatesQueryVariables['filter']>

const filterOf = ({ namespace, search, visibility, owner }: StatesSearch): StatesFilter => ({
  ...(namespace && { namespace }),
  ...(search && { search }),
  ...(visibility && { visibility }),
  ...(owner && { owner }),
})

export const statesPages = (search: StatesSearch) =>
  readPages(StatesDocument, { filter: filterOf(search), orderBy: { field: 'UPDATED_AT', direction: 'DESC' } }, ({ states }) => states)
/** The names of all states, a thousand at a time: the graph has no list of namespaces. */
export const stateTree = readPages(StateTreeDocument, {}, ({ states }) => states)
export const oneState = (id: string) => read(StateDocument, { id })
export const myGroups = read(StateGroupsDocument, {})

/** Does a state that has changed belong to the list? */
export function belongs(state: State, { namespace, search, visibility, owner }: StatesSearch, me: string): boolean {
  const words = `${state.key} ${state.description ?? ''}`.toLowerCase()
  return (
    (!namespace || state.namespace === namespace) &&
    (!search || words.includes(search.toLowerCase())) &&
    (!visibility || state.visibility === visibility) &&
    (!owner || state.userId === me)
  )
}
