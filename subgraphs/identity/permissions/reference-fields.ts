import { builder } from '../builder.ts'
import { DEFAULT_GROUPS } from '../groups/default-groups.ts'
import { PERMISSION_REFERENCE, type PermissionResource as Resource } from './reference.ts'

const PermissionResource = builder.objectRef<Resource>('PermissionResource').implement({
  description: 'A kind of thing that permissions are about: `sinas.{resource}.{action}:{own|group|all}`.',
  fields: (t) => ({
    resource: t.exposeString('resource', { description: 'Its name in a permission.' }),
    description: t.exposeString('description', { description: 'What it covers.' }),
    actions: t.exposeStringList('actions', { description: 'What can be done to it.' }),
    namespaced: t.exposeBoolean('namespaced', {
      description: 'A permission may name a namespace and a name: `sinas.functions/billing/charge.execute:own`.',
    }),
    adminOnly: t.exposeBoolean('adminOnly', { description: 'Means something in the scope `all` only.' }),
  }),
})

type Entry = [name: string, group: (typeof DEFAULT_GROUPS)[string]]

const DefaultGroup = builder.objectRef<Entry>('DefaultGroup').implement({
  description: 'A group that every installation has.',
  fields: (t) => ({
    name: t.string({ description: 'Its name.', resolve: ([name]) => name }),
    description: t.string({ description: 'What its members may do.', resolve: ([, { description }]) => description }),
    permissions: t.stringList({
      description: 'What it is given when it is made: `sinas.agents.read:own`.',
      resolve: ([, { permissions }]) => [...permissions],
    }),
  }),
})

const DefaultPermissions = builder.objectRef<Entry[]>('DefaultPermissions').implement({
  description: 'What each default group is given when it is made.',
  fields: (t) => ({
    groups: t.field({ type: [DefaultGroup], description: 'The default groups.', resolve: (entries) => entries }),
    byGroup: t.field({
      type: 'JSON',
      inaccessible: true,
      description: 'What each default group is given when it is made: group to permission to true.',
      resolve: (entries) =>
        Object.fromEntries(entries.map(([name, { permissions }]) => [name, Object.fromEntries(permissions.map((key) => [key, true]))])),
    }),
  }),
})

builder.queryFields((t) => ({
  permissionReference: t.field({
    type: [PermissionResource],
    nullable: true,
    authScopes: { authenticated: true },
    description: 'Every permission that the platform asks for.',
    resolve: () => [...PERMISSION_REFERENCE],
  }),
  defaultPermissions: t.field({
    type: DefaultPermissions,
    nullable: true,
    authScopes: { canAll: 'groups.manage_permissions' },
    description: 'What each default group is given when it is made. Errors: FORBIDDEN.',
    resolve: () => Object.entries(DEFAULT_GROUPS),
  }),
}))
