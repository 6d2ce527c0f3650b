import { LockMode } from '@mikro-orm/core'
import { z } from 'zod'
import type { EntityManager } from '../../../schema/database.ts'
import { SinasError } from '../../../schema/errors.ts'
import { limit, record, skip } from '../../../schema/inputs.ts'
import { MAX_PERMISSION_LENGTH, type Permissions } from '../../../schema/permissions.ts'
import { builder, type IdentityContext } from '../builder.ts'
import { beyond, requireDelegable, requireGrantable } from '../groups/grants.ts'
import { createSecret } from '../secret.ts'
import { User } from '../users/user.ts'
import { ApiKeyEntity, type ApiKeyRow } from './api-key.entity.ts'
import { revokeKey } from './revoke-key.ts'

const ApiKey = builder.objectRef<ApiKeyRow>('ApiKey').implement({
  description: 'A key with which a program acts as its owner, within the key’s own permissions.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Its id, by which it is revoked.' }),
    userId: t.expose('userId', { type: 'ID', description: 'Id of the owner.' }),
    user: t.field({ type: User, description: 'The owner.', resolve: (key) => key.userId }),
    userEmail: t.string({
      nullable: true,
      description: 'E-mail address of the owner, for callers who may see it.',
      resolve: async ({ userId }, _, context) => (await User.getDataloader(context).load(userId)).email,
    }),
    name: t.exposeString('name', { description: 'What it is for, in the words of its owner.' }),
    keyPrefix: t.exposeString('keyPrefix', { description: 'The key’s first characters, to recognise it by.' }),
    parentId: t.expose('parentId', {
      type: 'ID',
      nullable: true,
      description: 'The key with which this one was made, and with which it is revoked; null where its owner made it themselves.',
    }),
    permissions: t.expose('permissions', {
      type: 'JSON',
      description:
        'Permission to true or false. The key does what both it and its owner may do at the time of use; an empty map grants nothing.',
    }),
    isActive: t.exposeBoolean('isActive', { description: 'False when the key was revoked.' }),
    lastUsedAt: t.expose('lastUsedAt', { type: 'DateTime', nullable: true, description: 'To the minute.' }),
    expiresAt: t.expose('expiresAt', { type: 'DateTime', nullable: true, description: 'Null: never.' }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was made.' }),
    revokedAt: t.expose('revokedAt', { type: 'DateTime', nullable: true, description: 'When it was revoked; null while it holds.' }),
  }),
})

const NewApiKey = builder
  .objectRef<Pick<ApiKeyRow, 'id' | 'name' | 'keyPrefix' | 'permissions' | 'expiresAt' | 'createdAt'> & { key: string }>('NewApiKey')
  .implement({
    description: 'A key that was just made.',
    fields: (t) => ({
      id: t.exposeID('id', { description: 'Its id, by which it is revoked.' }),
      name: t.exposeString('name', { description: 'What it is for, in the words of its owner.' }),
      key: t.exposeString('key', { description: 'The key itself. It is shown this once; only its hash is kept.' }),
      keyPrefix: t.exposeString('keyPrefix', { description: 'The key’s first characters, to recognise it by.' }),
      permissions: t.expose('permissions', { type: 'JSON', description: 'Permission to true or false.' }),
      expiresAt: t.expose('expiresAt', { type: 'DateTime', nullable: true, description: 'Null: never.' }),
      createdAt: t.expose('createdAt', { type: 'DateTime', description: 'Now.' }),
    }),
  })

const MAX_PERMISSIONS = 1000

/** The rights of a run are judged at each call; a key would keep rights that its shapers lose later. */
const SHAPED = 'A run that others have shaped makes no API keys, which would outlive the run and what they may do'

const permissionMap = record(z.string().min(1).max(MAX_PERMISSION_LENGTH), z.boolean(), MAX_PERMISSIONS)

const ApiKeyInput = builder.inputType('ApiKeyInput', {
  description: 'A key to make.',
  fields: (t) => ({
    name: t.string({ required: true, validate: z.string().min(1).max(255), description: 'What it is for.' }),
    permissions: t.field({
      type: 'JSON',
      validate: permissionMap,
      description: 'Permission to true or false. Not given, the key may do nothing.',
    }),
    expiresAt: t.field({ type: 'DateTime', description: 'Not given: never, or with the key with which it is made.' }),
  }),
})

builder.queryFields((t) => ({
  apiKeys: t.field({
    type: [ApiKey],
    authScopes: { can: 'api_keys.read' },
    description: 'The caller’s keys, newest first, with those that were revoked. Errors: FORBIDDEN.',
    args: {
      all: t.arg.boolean({ defaultValue: false, description: 'The keys of all users, for holders of `sinas.api_keys.read:all`.' }),
      skip: t.arg.int(skip),
      limit: t.arg.int({ ...limit, defaultValue: 1000 }),
    },
    resolve: (_, { all, skip, limit }, context) => {
      if (all) requireAll(context, 'read')
      const where = all ? {} : { userId: context.caller!.userId }
      return context.em.find(ApiKeyEntity, where, { orderBy: { createdAt: 'desc', id: 'asc' }, offset: skip!, limit: limit! })
    },
  }),
  apiKey: t.field({
    type: ApiKey,
    authScopes: { can: 'api_keys.read' },
    description: 'One of the caller’s keys, or any user’s for holders of `sinas.api_keys.read:all`. Errors: FORBIDDEN, NOT_FOUND.',
    args: { id: t.arg({ type: 'ID', required: true, description: 'Of the key.' }) },
    resolve: (_, { id }, context) => findKey(context, id, 'read'),
  }),
}))

builder.mutationFields((t) => ({
  createApiKey: t.field({
    type: NewApiKey,
    authScopes: { can: 'api_keys.create' },
    description:
      'Makes a key for the caller. It can be given only what the caller may do themselves. One that is made with a key ends with that key. ' +
      'Errors: FORBIDDEN, VALIDATION for what is no permission or names nothing that exists, BAD_REQUEST that lists the permissions that go further, ' +
      'REFUSED for a run that others have shaped.',
    args: { input: t.arg({ type: ApiKeyInput, required: true, description: 'The key to make.' }) },
    resolve: async (_, { input }, { em, caller }) => {
      if (caller!.shapers?.length) throw new SinasError('REFUSED', { reason: SHAPED })
      const permissions = (input.permissions ?? {}) as Permissions
      requireGrantable(Object.keys(permissions), ['input', 'permissions'])
      const exceeding = beyond(caller, permissions)
      if (exceeding.length > 0)
        throw new SinasError('BAD_REQUEST', { reason: `You do not hold these permissions yourself: ${exceeding.join(', ')}` })
      const { text, hash, prefix } = createSecret()
      const parentId = caller!.apiKey?.id ?? null
      const apiKey = await em.transactional(async (inner) =>
        inner.create(ApiKeyEntity, {
          userId: caller!.userId,
          name: input.name,
          keyHash: hash,
          keyPrefix: prefix,
          parentId,
          permissions,
          expiresAt: parentId === null ? input.expiresAt : await endWithin(inner, parentId, input.expiresAt),
        }),
      )
      const { id, name, keyPrefix, expiresAt, createdAt } = apiKey
      return { id, name, key: text, keyPrefix, permissions, expiresAt, createdAt }
    },
  }),
  revokeApiKey: t.boolean({
    authScopes: { can: 'api_keys.delete' },
    description:
      'Revokes a key at once and for good, with those that were made with it; it stays in the list. ' +
      'To revoke another user’s takes what the key grants. Errors: FORBIDDEN, NOT_FOUND.',
    args: { id: t.arg({ type: 'ID', required: true, description: 'Of the key.' }) },
    resolve: async (_, { id }, context) => {
      const apiKey = await findKey(context, id, 'delete')
      const { caller, database } = context
      if (apiKey.userId !== caller!.userId) requireDelegable(caller, grantedBy(apiKey))
      await revokeKey(database, id, caller!.userId)
      return true
    },
  }),
}))

const grantedBy = ({ permissions }: ApiKeyRow) => Object.keys(permissions).filter((text) => permissions[text])

/**
 * When a key ends that is made with another. That one is locked, so that it can't be revoked before the new one is there to be revoked with it.
 * @param wanted not given: with the other
 * @throws SinasError INVALID_CREDENTIALS where the other was revoked meanwhile, BAD_REQUEST where the new one would outlive it
 */
async function endWithin(em: EntityManager, parentId: string, wanted: Date | null | undefined): Promise<Date | null | undefined> {
  const parent = await em.findOne(ApiKeyEntity, { id: parentId, isActive: true }, { lockMode: LockMode.PESSIMISTIC_READ })
  if (!parent) throw new SinasError('INVALID_CREDENTIALS')
  if (!parent.expiresAt || !wanted) return wanted ?? parent.expiresAt
  if (wanted <= parent.expiresAt) return wanted
  throw new SinasError('BAD_REQUEST', {
    reason: `A key that is made with a key can't outlive it: expires_at can be ${parent.expiresAt.toISOString()} at the latest`,
  })
}

/** Others' keys are not found, rather than forbidden. @throws SinasError NOT_FOUND */
async function findKey(context: IdentityContext, id: string, action: 'read' | 'delete'): Promise<ApiKeyRow> {
  const apiKey = await context.em.findOne(ApiKeyEntity, { id })
  const visible = apiKey && (apiKey.userId === context.caller!.userId || context.may(`sinas.api_keys.${action}:all`))
  if (!visible) throw new SinasError('NOT_FOUND', { what: 'API key' })
  return apiKey
}

function requireAll(context: IdentityContext, action: string): void {
  const permission = `sinas.api_keys.${action}:all`
  if (!context.may(permission)) throw new SinasError('FORBIDDEN', { permission })
}
