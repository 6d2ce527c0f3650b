import { useQueryClient } from '@tanstack/react-query'
import { useLive } from '../../data/live.ts'
import { applyEvent, mergeRow } from '../../data/query.ts'
import { useMe } from '../../session/permissions.ts'
import { belongs, oneState, type State, statesPages, stateTree } from './data.ts'
import { StateChangesDocument, StatesDocument } from './generated/states.ts'
import type { StatesSearch } from './search.ts'

/** Changes of the states of a namespace: into the list that is shown, the tree, and the state that is looked at. */
export function useLiveStates(namespace: string | undefined, search: StatesSearch, onDeleted?: (id: string) => void) {
  const queryClient = useQueryClient()
  const me = useMe()
  const { queryKey } = statesPages(search)
  const onChange = (id: string, state: State | null) => {
    if (!state) {
      const gone = { id } as State
      applyEvent(queryClient, queryKey, (pages) => mergeRow(pages, gone, false))
      applyEvent(queryClient, stateTree.queryKey, (pages) => mergeRow(pages, gone, false))
      return onDeleted?.(id)
    }
    applyEvent(queryClient, queryKey, (pages) => mergeRow(pages, state, belongs(state, search, me.id)))
    applyEvent(queryClient, stateTree.queryKey, (pages) => mergeRow(pages, state))
    // An event may be late: what one has saved oneself is newer.
    applyEvent(queryClient, oneState(id).queryKey, (before) => (before && before.state.version <= state.version ? { state } : before))
  }
  return useLive(
    {
      document: StateChangesDocument,
      variables: () => ({ namespace: namespace ?? '' }),
      onEvent: ({ stateChanges: { id, state, kind } }) => onChange(id, kind === 'DELETED' ? null : state),
      onConnect: () => void queryClient.invalidateQueries({ queryKey: [StatesDocument.name] }),
    },
    { key: namespace ?? '', isOn: namespace !== undefined },
  )
}
