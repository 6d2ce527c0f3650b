import type { QueryClient } from '@tanstack/react-query'
import { permissionReference } from '../../session/rights.ts'
import { groupPeople, groupsPages, oneGroup, oneUser, usersPages } from './data.ts'
import type { GroupsSearch, UsersSearch } from './search.ts'

interface Loading {
  context: { queryClient: QueryClient }
}

export const loadUsers = ({ context: { queryClient }, deps }: Loading & { deps: UsersSearch }) =>
  queryClient.prefetchInfiniteQuery(usersPages(deps))

export const loadGroups = ({ context: { queryClient }, deps }: Loading & { deps: GroupsSearch }) =>
  queryClient.prefetchInfiniteQuery(groupsPages(deps))

export const loadUser = ({ context: { queryClient }, params: { id } }: Loading & { params: { id: string } }) =>
  queryClient.prefetchQuery(oneUser(id))

export async function loadGroup({ context: { queryClient }, params: { id } }: Loading & { params: { id: string } }): Promise<void> {
  void queryClient.prefetchQuery(permissionReference)
  void queryClient.prefetchInfiniteQuery(groupPeople(id))
  await queryClient.prefetchQuery(oneGroup(id))
}
