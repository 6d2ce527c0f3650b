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

builder.queryFields((t) => ({
  permissionReference: t.field({
    type: [PermissionResource],
    authScopes: { authenticated: true },
    description: 'Every permission that the platform asks for.',
    resolve: () => [...PERMISSION_REFERENCE],
  }),
  defaultPermissions: t.field({
    type: 'JSON',
    authScopes: { canAll: 'groups.manage_permissions' },
    description: 'What each default group is given when it is made: group to permission to true. Errors: FORBIDDEN.',
    resolve: () =>
      Object.fromEntries(
        Object.entries(DEFAULT_GROUPS).map(([name, { permissions }]) => [name, Object.fromEntries(permissions.map((key) => [key, true]))]),
      ),
  }),
}))
