import { z } from 'zod'
import type { Order } from '../../../schema/connections/order.ts'
import { readPage, readPages } from '../../../schema/connections/page.ts'
import { SinasError } from '../../../schema/errors.ts'
import { MAX_PERMISSION_LENGTH } from '../../../schema/permissions.ts'
import { builder, type IdentityContext, page } from '../builder.ts'
import { ADMIN_GROUP } from './default-groups.ts'
import { findGroup, type Group as GroupShape, type GroupReference as Reference } from './find-group.ts'
import { requireDelegable, requireGrantable } from './grants.ts'
import { Group } from './group.ts'
import { GroupReference } from './group-input.ts'
import { GroupPermissionEntity, type GroupPermissionRow } from './group-permission.entity.ts'

type Row = GroupPermissionRow & Record<string, unknown>

const COLUMNS = `
  id, group_id as "groupId", permission_key as "permissionKey", permission_value as "permissionValue",
  created_at as "createdAt", updated_at as "updatedAt"`

const SET = `
  insert into identity.group_permissions (id, group_id, permission_key, permission_value, created_at, updated_at)
  values ($1, $2, $3, $4, now(), now())
  on conflict (group_id, permission_key) do update set permission_value = excluded.permission_value, updated_at = now()
  returning ${COLUMNS}`

const REMOVE = `delete from identity.group_permissions where group_id = $1 and permission_key = $2 returning ${COLUMNS}`

const IS_SET = 'select permission_value as "isGranted" from identity.group_permissions where group_id = $1 and permission_key = $2'

const MANAGE = 'groups.manage_permissions'

const GroupPermission = builder.objectRef<GroupPermissionRow>('GroupPermission').implement({
  description: 'A permission that a group grants its members.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Of the entry.' }),
    groupId: t.expose('groupId', { type: 'ID', description: 'Id of the group.' }),
    group: t.field({
      type: Group,
      nullable: true,
      description: 'The group, where the caller may see it.',
      resolve: ({ groupId }) => groupId,
    }),
    permissionKey: t.exposeString('permissionKey', { description: 'As it was written: `sinas.agents.read:own`.' }),
    permissionValue: t.exposeBoolean('permissionValue', {
      description: 'False grants nothing, and denies nothing that another group grants.',
    }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was first set.' }),
    updatedAt: t.expose('updatedAt', { type: 'DateTime', description: 'When it was last set.' }),
  }),
})

const GroupPermissionConnection = builder.connectionObject({
  type: GroupPermission,
  name: 'GroupPermissionConnection',
  description: 'A page of a list of permissions.',
})

const BY_KEY: Order<GroupPermissionRow> = [
  ['permissionKey', 'asc'],
  ['id', 'asc'],
]

builder.objectFields(Group, (t) => ({
  permissions: t.loadable({
    type: GroupPermissionConnection,
    nullable: true,
    byPath: true,
    authScopes: { canAll: MANAGE },
    args: page,
    description: 'What the group grants. Errors: FORBIDDEN.',
    load: (ids: string[], { em }, args) =>
      readPages<GroupPermissionRow>(em, { entity: GroupPermissionEntity, where: {}, order: BY_KEY }, args, 'groupId', ids),
    resolve: ({ id }) => id,
  }),
}))

const whichGroup = { type: GroupReference, required: true, description: 'Which group.' } as const

builder.queryField('groupPermissions', (t) =>
  t.field({
    type: GroupPermissionConnection,
    nullable: true,
    authScopes: { canAll: MANAGE },
    description: 'What a group grants its members, also one that the caller may not see. Errors: FORBIDDEN, NOT_FOUND.',
    args: { group: t.arg(whichGroup), ...page },
    resolve: async (_, { group, ...args }, context) => {
      const { id } = await findGroup(context, group)
      return readPage<GroupPermissionRow>(context.em, { entity: GroupPermissionEntity, where: { groupId: id }, order: BY_KEY }, args)
    },
  }),
)

builder.relayMutationField(
  'setGroupPermission',
  {
    inputFields: (t) => ({
      group: t.field(whichGroup),
      permissionKey: t.string({
        required: true,
        validate: z.string().min(1).max(MAX_PERMISSION_LENGTH),
        description: 'For example `sinas.agents.read:own`. What there is to grant: `permissionReference`.',
      }),
      permissionValue: t.boolean({ required: true, description: 'False grants nothing, and denies nothing that another group grants.' }),
    }),
  },
  {
    nullable: true,
    authScopes: { canAll: MANAGE },
    description:
      'Sets what a group grants. The caller must hold what they grant or take away. ' +
      'Errors: FORBIDDEN, VALIDATION for what is no permission or names nothing that exists, NOT_FOUND, REFUSED for the group Admins.',
    resolve: async (_, { input: { group, permissionKey, permissionValue } }, context) => {
      requireGrantable([permissionKey], ['input', 'permissionKey'])
      const { id } = await findChangeableGroup(context, group)
      const [known] = await context.database.query<{ isGranted: boolean }>(IS_SET, [id, permissionKey])
      if (permissionValue || known?.isGranted) requireDelegable(context.caller, [permissionKey])
      const [permission] = await context.database.query<Row>(SET, [crypto.randomUUID(), id, permissionKey, permissionValue])
      return { permission: permission! }
    },
  },
  {
    outputFields: (t) => ({
      permission: t.field({ type: GroupPermission, description: 'The permission as it is set now.', resolve: (set) => set.permission }),
    }),
  },
)

builder.relayMutationField(
  'removeGroupPermission',
  {
    inputFields: (t) => ({
      group: t.field(whichGroup),
      permissionKey: t.string({ required: true, description: 'As it is listed.' }),
    }),
  },
  {
    nullable: true,
    authScopes: { canAll: MANAGE },
    description: 'Takes a permission from a group, which the caller must hold. Errors: FORBIDDEN, NOT_FOUND, REFUSED for the group Admins.',
    resolve: async (_, { input: { group, permissionKey } }, context) => {
      const { id } = await findChangeableGroup(context, group)
      const [known] = await context.database.query<{ isGranted: boolean }>(IS_SET, [id, permissionKey])
      if (known?.isGranted) requireDelegable(context.caller, [permissionKey])
      const [permission] = known ? await context.database.query<Row>(REMOVE, [id, permissionKey]) : []
      if (!permission) throw new SinasError('NOT_FOUND', { what: 'Permission' })
      return { permission }
    },
  },
  {
    outputFields: (t) => ({
      permission: t.field({ type: GroupPermission, description: 'The permission as it was.', resolve: (removed) => removed.permission }),
    }),
  },
)

async function findChangeableGroup(context: IdentityContext, reference: Reference): Promise<GroupShape> {
  const group = await findGroup(context, reference)
  if (group.name === ADMIN_GROUP) throw new SinasError('REFUSED', { reason: `The permissions of ${ADMIN_GROUP} cannot be changed` })
  return group
}
