import { z } from 'zod'
import { SinasError } from '../../../schema/errors.ts'
import { MAX_PERMISSION_LENGTH } from '../../../schema/permissions.ts'
import { builder, type IdentityContext } from '../builder.ts'
import { ADMIN_GROUP } from './default-groups.ts'
import { findGroup, type Group as GroupShape } from './find-group.ts'
import { requireDelegable, requireGrantable } from './grants.ts'
import { Group, groupArg } from './group.ts'
import type { GroupPermissionRow } from './group-permission.entity.ts'

type Row = GroupPermissionRow & Record<string, unknown>

const COLUMNS = `
  id, group_id as "groupId", permission_key as "permissionKey", permission_value as "permissionValue",
  created_at as "createdAt", updated_at as "updatedAt"`

const OF_GROUP = `select ${COLUMNS} from identity.group_permissions where group_id = $1 order by permission_key`

const SET = `
  insert into identity.group_permissions (id, group_id, permission_key, permission_value, created_at, updated_at)
  values ($1, $2, $3, $4, now(), now())
  on conflict (group_id, permission_key) do update set permission_value = excluded.permission_value, updated_at = now()
  returning ${COLUMNS}`

const REMOVE = 'delete from identity.group_permissions where group_id = $1 and permission_key = $2'

const IS_SET = 'select permission_value as "isGranted" from identity.group_permissions where group_id = $1 and permission_key = $2'

const MANAGE = 'groups.manage_permissions'

const GroupPermission = builder.objectRef<GroupPermissionRow>('GroupPermission').implement({
  description: 'A permission that a group grants its members.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Of the entry.' }),
    groupId: t.expose('groupId', { type: 'ID', description: 'Id of the group.' }),
    permissionKey: t.exposeString('permissionKey', { description: 'As it was written: `sinas.agents.read:own`.' }),
    permissionValue: t.exposeBoolean('permissionValue', {
      description: 'False grants nothing, and denies nothing that another group grants.',
    }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was first set.' }),
    updatedAt: t.expose('updatedAt', { type: 'DateTime', description: 'When it was last set.' }),
  }),
})

builder.objectField(Group, 'permissions', (t) =>
  t.field({
    type: [GroupPermission],
    authScopes: { canAll: MANAGE },
    description: 'What the group grants. Errors: FORBIDDEN.',
    resolve: (group, _, { database }) => database.query<Row>(OF_GROUP, [group.id]),
  }),
)

const GroupPermissionInput = builder.inputType('GroupPermissionInput', {
  description: 'A permission to grant, or not.',
  fields: (t) => ({
    permissionKey: t.string({
      required: true,
      validate: z.string().min(1).max(MAX_PERMISSION_LENGTH),
      description: 'For example `sinas.agents.read:own`. What there is to grant: `permissionReference`.',
    }),
    permissionValue: t.boolean({ required: true, description: 'False grants nothing, and denies nothing that another group grants.' }),
  }),
})

builder.queryField('groupPermissions', (t) =>
  t.field({
    type: [GroupPermission],
    authScopes: { canAll: MANAGE },
    description: 'What a group grants its members. Errors: FORBIDDEN, NOT_FOUND.',
    args: { group: t.arg.string(groupArg) },
    resolve: async (_, { group }, context) => {
      const { id } = await findGroup(context, group)
      return context.database.query<Row>(OF_GROUP, [id])
    },
  }),
)

builder.mutationFields((t) => ({
  setGroupPermission: t.field({
    type: GroupPermission,
    authScopes: { canAll: MANAGE },
    description:
      'Sets what a group grants. The caller must hold what they grant or take away. ' +
      'Errors: FORBIDDEN, VALIDATION for what is no permission or names nothing that exists, NOT_FOUND, REFUSED for the group Admins.',
    args: {
      group: t.arg.string(groupArg),
      input: t.arg({ type: GroupPermissionInput, required: true, description: 'The permission to set.' }),
    },
    resolve: async (_, { group, input: { permissionKey, permissionValue } }, context) => {
      requireGrantable([permissionKey], ['input', 'permissionKey'])
      const { id } = await findChangeableGroup(context, group)
      const [known] = await context.database.query<{ isGranted: boolean }>(IS_SET, [id, permissionKey])
      if (permissionValue || known?.isGranted) requireDelegable(context.caller, [permissionKey])
      const [set] = await context.database.query<Row>(SET, [crypto.randomUUID(), id, permissionKey, permissionValue])
      return set!
    },
  }),
  removeGroupPermission: t.boolean({
    authScopes: { canAll: MANAGE },
    description: 'Takes a permission from a group, which the caller must hold. Errors: FORBIDDEN, NOT_FOUND, REFUSED for the group Admins.',
    args: { group: t.arg.string(groupArg), permissionKey: t.arg.string({ required: true, description: 'As it is listed.' }) },
    resolve: async (_, { group, permissionKey }, context) => {
      const { id } = await findChangeableGroup(context, group)
      const [known] = await context.database.query<{ isGranted: boolean }>(IS_SET, [id, permissionKey])
      if (!known) throw new SinasError('NOT_FOUND', { what: 'Permission' })
      if (known.isGranted) requireDelegable(context.caller, [permissionKey])
      await context.database.query(REMOVE, [id, permissionKey])
      return true
    },
  }),
}))

async function findChangeableGroup(context: IdentityContext, reference: string): Promise<GroupShape> {
  const group = await findGroup(context, reference)
  if (group.name === ADMIN_GROUP) throw new SinasError('REFUSED', { reason: `The permissions of ${ADMIN_GROUP} cannot be changed` })
  return group
}
