import { SinasError } from '../../../schema/errors.ts'
import { limit, skip } from '../../../schema/inputs.ts'
import { builder, type IdentityContext } from '../builder.ts'
import { User } from '../users/user.ts'
import { findVisibleGroup, type Group as GroupShape, listGroupsOfUser, listVisibleGroups, readReferredGroups } from './find-group.ts'
import { GroupChanges, GroupInput } from './group-input.ts'
import { createGroup, deleteGroup, updateGroup } from './save-group.ts'

export const Group = builder.loadableObject('Group', {
  description: 'Users who are granted the same permissions. Members and holders of `sinas.groups.read:all` see it.',
  load: async (ids: string[], context: IdentityContext) =>
    (await readReferredGroups(context, ids)).map((group): GroupShape | Error => group ?? new SinasError('NOT_FOUND', { what: 'Group' })),
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Its id; its name does as well, wherever a group is asked for.' }),
    name: t.exposeString('name', { description: 'Unique.' }),
    description: t.exposeString('description', { nullable: true, description: 'What it is for.' }),
    emailDomain: t.exposeString('emailDomain', { nullable: true, description: 'For information only: it makes no user a member.' }),
    externalGroupId: t.exposeString('externalGroupId', {
      nullable: true,
      description: 'The group of the OpenID Connect issuer whose members become members of this one when they log in.',
    }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was made.' }),
    updatedAt: t.expose('updatedAt', { type: 'DateTime', description: 'When its name, description or mapping last changed.' }),
  }),
})

builder.asEntity(Group, {
  key: builder.selection<{ id: string }>('id'),
  // A caller who may not see a group gets null where something refers to it.
  resolveReference: async ({ id }, context) => {
    const [group] = await Group.getDataloader(context).loadMany([id])
    return group instanceof Error ? null : group
  },
})

builder.objectField(User, 'groups', (t) =>
  t.field({
    type: [Group],
    nullable: true,
    description: 'The groups in which the user is an active member. Seen where `groupNames` is.',
    resolve: (user, _, context) => (user.groupNames ? listGroupsOfUser(context, user.id) : null),
  }),
)

export const groupArg = {
  required: true,
  description: 'Id or name of the group. What is written like an id is looked up as one first.',
} as const

builder.queryFields((t) => ({
  group: t.field({
    type: Group,
    authScopes: { authenticated: true },
    description: 'A group in which the caller is a member, or any for holders of `sinas.groups.read:all`. Errors: NOT_FOUND, FORBIDDEN.',
    args: { group: t.arg.string(groupArg) },
    resolve: (_, { group }, context) => findVisibleGroup(context, group),
  }),
  groups: t.field({
    type: [Group],
    authScopes: { authenticated: true },
    description: 'The groups in which the caller is a member, or all for holders of `sinas.groups.read:all`, by name.',
    args: { skip: t.arg.int(skip), limit: t.arg.int({ ...limit, defaultValue: 1000 }) },
    resolve: (_, { skip, limit }, context) => listVisibleGroups(context, skip!, limit!),
  }),
}))

builder.mutationFields((t) => ({
  createGroup: t.field({
    type: Group,
    authScopes: { can: 'groups.create' },
    description: 'Creates a group, with the caller as a member in the role `admin`. Errors: FORBIDDEN, VALIDATION, ALREADY_EXISTS.',
    args: { input: t.arg({ type: GroupInput, required: true, description: 'The group to create.' }) },
    resolve: (_, { input }, context) => createGroup(context, input),
  }),
  updateGroup: t.field({
    type: Group,
    authScopes: { canAll: 'groups.update' },
    description: 'Changes a group. Errors: FORBIDDEN, VALIDATION, NOT_FOUND, ALREADY_EXISTS, REFUSED for the name of a default group.',
    args: { group: t.arg.string(groupArg), input: t.arg({ type: GroupChanges, required: true, description: 'What is to change.' }) },
    resolve: (_, { group, input }, context) => updateGroup(context, group, input),
  }),
  deleteGroup: t.boolean({
    authScopes: { canAll: 'groups.delete' },
    description:
      'Deletes a group with its memberships and permissions. The caller must hold what the group grants. ' +
      'Errors: FORBIDDEN, NOT_FOUND, REFUSED for a default group.',
    args: { group: t.arg.string(groupArg) },
    resolve: async (_, { group }, context) => {
      await deleteGroup(context, group)
      return true
    },
  }),
}))
