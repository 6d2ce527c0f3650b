import { useQueryClient } from '@tanstack/react-query'
import { groupPeople, oneGroup, oneUser, userGroups, userRights } from './data.ts'
import { GroupsDocument } from './generated/groups.ts'
import { UsersDocument } from './generated/users.ts'

/** After a membership has changed: what shows it is read anew. */
export function useForgetMembers(): (user: string, group: string) => Promise<unknown> {
  const client = useQueryClient()
  return (user, group) =>
    Promise.all(
      [
        oneUser(user).queryKey,
        userGroups(user).queryKey,
        userRights(user).queryKey,
        oneGroup(group).queryKey,
        groupPeople(group).queryKey,
        [UsersDocument.name],
        [GroupsDocument.name],
      ].map((queryKey) => client.invalidateQueries({ queryKey })),
    )
}
