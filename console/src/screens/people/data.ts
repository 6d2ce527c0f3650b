import { infiniteQueryOptions, type QueryClient, queryOptions } from '@tanstack/react-query'
import { ask } from '../../data/ask.ts'
import { read, readPages } from '../../data/query.ts'
import type { Grant } from '../../session/rights.ts'
import {
  GroupGrantsDocument,
  GroupPeopleDocument,
  type GroupRowFragment,
  GroupsDocument,
  MatrixDocument,
  OneGroupDocument,
} from './generated/groups.ts'
import {
  OneUserDocument,
  UserGroupsDocument,
  UserKeysDocument,
  UserRightsDocument,
  type UserRowFragment,
  UsersDocument,
} from './generated/users.ts'
import type { GroupsSearch, UsersSearch } from './search.ts'

export type User = UserRowFragment
export type Group = GroupRowFragment

/** Its members may do everything, and what it grants can't be changed. */
export const ADMINS = 'Admins'
/** Groups that every installation has: they can't be deleted or renamed. */
export const DEFAULT_GROUPS: readonly string[] = [ADMINS, 'GuestUsers', 'Users']

/** What each part of the screen asks for. */
export const NEEDS = {
  users: 'sinas.users.read:all',
  create: 'sinas.users.create:all',
  update: 'sinas.users.update:all',
  delete: 'sinas.users.delete:all',
  groups: 'sinas.groups.read:all',
  createGroup: 'sinas.groups.create:own',
  updateGroup: 'sinas.groups.update:all',
  deleteGroup: 'sinas.groups.delete:all',
  members: 'sinas.groups.manage_members:all',
  grants: 'sinas.groups.manage_permissions:all',
  keys: 'sinas.api_keys.read:all',
} as const

export function usersPages({ search, state }: UsersSearch) {
  const filter = { ...(search && { search }), ...(state && { isActive: state === 'active' }) }
  return readPages(UsersDocument, { filter }, ({ users }) => users)
}
export const groupsPages = ({ search }: GroupsSearch) =>
  readPages(GroupsDocument, { filter: search ? { search } : {} }, ({ groups }) => groups)
export const oneUser = (id: string) => read(OneUserDocument, { id })
export const userGroups = (id: string) => read(UserGroupsDocument, { id })
export const userKeys = (id: string) => read(UserKeysDocument, { id })
export const oneGroup = (id: string) => read(OneGroupDocument, { id })
export const groupPeople = (id: string) => readPages(GroupPeopleDocument, { id }, ({ groupMembers }) => groupMembers)
export const groupGrants = (id: string) => read(GroupGrantsDocument, { id })

interface Granting {
  id: string
  name: string
  permissions: { nodes: { permissionKey: string; permissionValue: boolean }[]; pageInfo: { hasNextPage: boolean } } | null
}

/** What a group grants: all of it, also where it is more than a list within a list may have. */
async function grantsOf(client: QueryClient, { id, name, permissions }: Granting): Promise<Grant[]> {
  const nodes = permissions?.pageInfo.hasNextPage
    ? (await client.fetchQuery(groupGrants(id))).groupPermissions.nodes
    : (permissions?.nodes ?? [])
  return nodes.map(({ permissionKey, permissionValue }) => ({ key: permissionKey, isOn: permissionValue, groupId: id, groupName: name }))
}

const allGrants = async (client: QueryClient, groups: readonly Granting[]): Promise<Grant[]> =>
  (await Promise.all(groups.map((group) => grantsOf(client, group)))).flat()

/** What all groups of a user grant. */
export const userRights = (id: string) =>
  queryOptions({
    queryKey: [UserRightsDocument.name, { id }],
    async queryFn({ client, signal }) {
      const { user } = await ask(UserRightsDocument, { id }, signal)
      const groups = user.groups?.nodes ?? []
      return { user, groupIds: groups.map((group) => group.id), grants: await allGrants(client, groups) }
    },
  })

/** What each group grants. */
export const matrixPages = infiniteQueryOptions({
  queryKey: [MatrixDocument.name],
  async queryFn({ client, pageParam, signal }) {
    const { nodes, pageInfo } = (await ask(MatrixDocument, { after: pageParam }, signal)).groups
    return { nodes: await Promise.all(nodes.map(async (group) => ({ ...group, grants: await grantsOf(client, group) }))), pageInfo }
  },
  initialPageParam: null as string | null,
  getNextPageParam: ({ pageInfo }) => (pageInfo.hasNextPage ? pageInfo.endCursor : undefined),
})
