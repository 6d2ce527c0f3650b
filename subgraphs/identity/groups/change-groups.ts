import { builder } from '../builder.ts'
import { Group } from './group.ts'
import { GroupReference, groupChangeFields, newGroupFields } from './group-input.ts'
import { createGroup, deleteGroup, updateGroup } from './save-group.ts'

builder.relayMutationField(
  'createGroup',
  { inputFields: newGroupFields },
  {
    nullable: true,
    authScopes: { can: 'groups.create' },
    description: 'Creates a group, with the caller as a member in the role `admin`. Errors: FORBIDDEN, VALIDATION, ALREADY_EXISTS.',
    resolve: async (_, { input }, context) => ({ group: await createGroup(context, input) }),
  },
  { outputFields: (t) => ({ group: t.field({ type: Group, description: 'The new group.', resolve: ({ group }) => group }) }) },
)

builder.relayMutationField(
  'updateGroup',
  {
    description: 'What is to change of a group. What is not given stays.',
    inputFields: (t) => ({
      group: t.field({ type: GroupReference, required: true, description: 'Which one.' }),
      ...groupChangeFields(t),
    }),
  },
  {
    nullable: true,
    authScopes: { canAll: 'groups.update' },
    description: 'Changes a group. Errors: FORBIDDEN, VALIDATION, NOT_FOUND, ALREADY_EXISTS, REFUSED for the name of a default group.',
    resolve: async (_, { input: { group, ...changes } }, context) => ({ group: await updateGroup(context, group, changes) }),
  },
  { outputFields: (t) => ({ group: t.field({ type: Group, description: 'The group as it is now.', resolve: ({ group }) => group }) }) },
)

builder.relayMutationField(
  'deleteGroup',
  { inputFields: (t) => ({ group: t.field({ type: GroupReference, required: true, description: 'Which one.' }) }) },
  {
    nullable: true,
    authScopes: { canAll: 'groups.delete' },
    description:
      'Deletes a group with its memberships and permissions. The caller must hold what the group grants. ' +
      'Errors: FORBIDDEN, NOT_FOUND, REFUSED for a default group.',
    resolve: async (_, { input: { group } }, context) => ({ group: await deleteGroup(context, group) }),
  },
  { outputFields: (t) => ({ group: t.field({ type: Group, description: 'The group as it was.', resolve: ({ group }) => group }) }) },
)
