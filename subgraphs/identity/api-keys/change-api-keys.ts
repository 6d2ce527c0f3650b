import { z } from 'zod'
import { list, record } from '../../../schema/inputs.ts'
import { MAX_PERMISSION_LENGTH, type Permissions } from '../../../schema/permissions.ts'
import { builder } from '../builder.ts'
import { requireDelegable } from '../groups/grants.ts'
import type { ApiKeyRow } from './api-key.entity.ts'
import { ApiKey } from './api-key.ts'
import { createKey, type NewKey } from './create-key.ts'
import { findKey } from './find-key.ts'
import { revokeKey } from './revoke-key.ts'

const MAX_PERMISSIONS = 1000

const permission = z.string().min(1).max(MAX_PERMISSION_LENGTH)

const NewApiKey = builder.objectRef<NewKey>('NewApiKey').implement({
  inaccessible: true,
  description: 'A key that was just made, as REST has it.',
  fields: (t) => ({
    id: t.id({ description: 'Its id, by which it is revoked.', resolve: ({ apiKey }) => apiKey.id }),
    name: t.string({ description: 'What it is for, in the words of its owner.', resolve: ({ apiKey }) => apiKey.name }),
    key: t.exposeString('key', { description: 'The key itself. It is shown this once; only its hash is kept.' }),
    keyPrefix: t.string({ description: 'The key’s first characters, to recognise it by.', resolve: ({ apiKey }) => apiKey.keyPrefix }),
    permissions: t.field({ type: 'JSON', description: 'Permission to true or false.', resolve: ({ apiKey }) => apiKey.permissions }),
    expiresAt: t.field({ type: 'DateTime', nullable: true, description: 'Null: never.', resolve: ({ apiKey }) => apiKey.expiresAt }),
    createdAt: t.field({ type: 'DateTime', description: 'Now.', resolve: ({ apiKey }) => apiKey.createdAt }),
  }),
})

builder.relayMutationField(
  'createApiKey',
  {
    inputFields: (t) => ({
      name: t.string({ required: true, validate: z.string().min(1).max(255), description: 'What it is for.' }),
      permissions: t.stringList({
        validate: list(permission, MAX_PERMISSIONS),
        description: 'What it may do: `sinas.agents.read:own`. Not given, the key may do nothing.',
      }),
      permissionMap: t.field({
        type: 'JSON',
        inaccessible: true,
        validate: record(permission, z.boolean(), MAX_PERMISSIONS),
        description: 'Permission to true or false. Not given, the key may do nothing.',
      }),
      expiresAt: t.field({ type: 'DateTime', description: 'Not given: never, or with the key with which it is made.' }),
    }),
  },
  {
    nullable: true,
    authScopes: { can: 'api_keys.create' },
    description:
      'Makes a key for the caller. It can be given only what the caller may do themselves. One that is made with a key ends with that key. ' +
      'Errors: FORBIDDEN, VALIDATION for what is no permission or names nothing that exists, BAD_REQUEST that lists the permissions that go further, ' +
      'REFUSED for a run that others have shaped.',
    resolve: (_, { input: { name, permissions, permissionMap, expiresAt } }, context) => {
      const granted = (permissionMap as Permissions | null | undefined) ?? allTrue(permissions ?? [])
      return createKey(context, { name, permissions: granted, expiresAt }, ['input', permissionMap ? 'permissionMap' : 'permissions'])
    },
  },
  {
    outputFields: (t) => ({
      apiKey: t.field({ type: ApiKey, description: 'The new key, without its secret.', resolve: ({ apiKey }) => apiKey }),
      key: t.exposeString('key', { description: 'The key itself. It is shown this once; only its hash is kept.' }),
      newApiKey: t.field({
        type: NewApiKey,
        inaccessible: true,
        description: 'The new key, with the key itself, which is shown this once.',
        resolve: (made) => made,
      }),
    }),
  },
)

builder.relayMutationField(
  'revokeApiKey',
  { inputFields: (t) => ({ id: t.field({ type: 'ID', required: true, description: 'Of the key.' }) }) },
  {
    nullable: true,
    authScopes: { can: 'api_keys.delete' },
    description:
      'Revokes a key at once and for good, with those that were made with it; it stays in the list. ' +
      'To revoke another user’s takes what the key grants. Errors: FORBIDDEN, NOT_FOUND.',
    resolve: async (_, { input: { id } }, context) => {
      const apiKey = await findKey(context, id, 'delete')
      const { caller, database, em } = context
      if (apiKey.userId !== caller!.userId) requireDelegable(caller, grantedBy(apiKey))
      await revokeKey(database, id, caller!.userId)
      return { apiKey: await em.refreshOrFail(apiKey) }
    },
  },
  {
    outputFields: (t) => ({ apiKey: t.field({ type: ApiKey, description: 'The key as it is now.', resolve: ({ apiKey }) => apiKey }) }),
  },
)

const allTrue = (permissions: readonly string[]): Permissions => Object.fromEntries(permissions.map((text) => [text, true]))

const grantedBy = ({ permissions }: ApiKeyRow) => Object.keys(permissions).filter((text) => permissions[text])
