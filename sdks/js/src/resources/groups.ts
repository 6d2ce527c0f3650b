import type { CreateGroup, Group, GroupMember, GroupPermission, ListGroups, UpdateGroup } from '../generated/types.ts'
import { type Pages, pages } from '../pages.ts'
import { type CallOptions, path } from '../transport.ts'
import { Resource } from './resource.ts'

/** Groups, their members and what they grant. A group is named by its id or its name. */
export class Groups extends Resource {
  /** Creates a group, with the caller as its first member. */
  create(params: CreateGroup, options?: CallOptions): Promise<Group> {
    return this.transport.send('POST', '/api/v1/groups', params, options)
  }

  list(params?: ListGroups, options?: CallOptions): Pages<Group> {
    return pages(this.transport, '/api/v1/groups', params, options)
  }

  get(group: string, options?: CallOptions): Promise<Group> {
    return this.transport.get(path`/api/v1/groups/${group}`, undefined, options)
  }

  update(group: string, params: UpdateGroup, options?: CallOptions): Promise<Group> {
    return this.transport.send('PATCH', path`/api/v1/groups/${group}`, params, options)
  }

  delete(group: string, options?: CallOptions): Promise<void> {
    return this.transport.send('DELETE', path`/api/v1/groups/${group}`, undefined, options)
  }

  /** Its active members. */
  members(group: string, options?: CallOptions): Promise<GroupMember[]> {
    return this.transport.get(path`/api/v1/groups/${group}/members`, undefined, options)
  }

  addMember(group: string, userId: string, { role }: { role?: string } = {}, options?: CallOptions): Promise<GroupMember> {
    return this.transport.send('POST', path`/api/v1/groups/${group}/members`, { user_id: userId, role }, options)
  }

  removeMember(group: string, userId: string, options?: CallOptions): Promise<void> {
    return this.transport.send('DELETE', path`/api/v1/groups/${group}/members/${userId}`, undefined, options)
  }

  /** What it grants its members. */
  permissions(group: string, options?: CallOptions): Promise<GroupPermission[]> {
    return this.transport.get(path`/api/v1/groups/${group}/permissions`, undefined, options)
  }

  /** Sets a permission. Nobody grants what they do not hold themselves. */
  setPermission(group: string, key: string, value: boolean, options?: CallOptions): Promise<GroupPermission> {
    return this.transport.json(
      {
        method: 'POST',
        path: path`/api/v1/groups/${group}/permissions`,
        body: { permission_key: key, permission_value: value },
        isRepeatable: true,
      },
      options,
    )
  }

  removePermission(group: string, key: string, options?: CallOptions): Promise<void> {
    return this.transport.send('DELETE', path`/api/v1/groups/${group}/permissions/${key}`, undefined, options)
  }
}
