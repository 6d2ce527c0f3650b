import { z } from 'zod'
import { list } from '../../../schema/inputs.ts'
import { may } from '../../../schema/permissions.ts'
import { builder } from '../builder.ts'

const PermissionLogic = builder.enumType('PermissionLogic', {
  description: 'How the answers to several permissions make one.',
  values: {
    AND: { description: 'All are needed. True for an empty list.' },
    OR: { description: 'One will do. False for an empty list.' },
  },
})

interface Check {
  permission: string
  hasPermission: boolean
}

const PermissionCheck = builder.objectRef<Check>('PermissionCheck').implement({
  description: 'Whether the caller holds one permission.',
  fields: (t) => ({
    permission: t.exposeString('permission', { description: 'As it was asked for.' }),
    hasPermission: t.exposeBoolean('hasPermission', { description: 'By their groups; with an API key, by the key as well.' }),
  }),
})

const PermissionChecks = builder.objectRef<{ logic: 'AND' | 'OR'; checks: Check[] }>('PermissionChecks').implement({
  description: 'Whether the caller holds several permissions.',
  fields: (t) => ({
    result: t.boolean({
      description: 'The answers, put together by `logic`.',
      resolve: ({ logic, checks }) => (logic === 'AND' ? checks.every(held) : checks.some(held)),
    }),
    logic: t.expose('logic', { type: PermissionLogic, description: 'As it was asked for.' }),
    checks: t.field({
      type: [PermissionCheck],
      description: 'In the order in which they were asked for.',
      resolve: ({ checks }) => checks,
    }),
  }),
})

const held = (check: Check) => check.hasPermission

builder.queryField('checkPermissions', (t) =>
  t.field({
    type: PermissionChecks,
    nullable: true,
    authScopes: { authenticated: true },
    description: 'Which of these permissions the caller holds. Permissions of other services can be asked for too: `titan.read:all`.',
    args: {
      permissions: t.arg.stringList({
        required: true,
        validate: list(z.string().max(512), 1000),
        description: 'For example `sinas.agents.read:own`.',
      }),
      logic: t.arg({ type: PermissionLogic, defaultValue: 'AND', description: 'How the answers make one result.' }),
    },
    resolve: (_, { permissions, logic }, { caller }) => ({
      logic: logic ?? 'AND',
      checks: permissions.map((permission) => ({ permission, hasPermission: may(caller, permission) })),
    }),
  }),
)
