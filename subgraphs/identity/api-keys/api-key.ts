import type { FilterQuery } from '@mikro-orm/core'
import { z } from 'zod'
import { loadRow } from '../../../schema/connections/load-row.ts'
import type { Order } from '../../../schema/connections/order.ts'
import { readPage, readPages } from '../../../schema/connections/page.ts'
import { isUuid } from '../../../schema/scalars.ts'
import { builder, type IdentityContext, page } from '../builder.ts'
import { User } from '../users/user.ts'
import { ApiKeyEntity, type ApiKeyRow } from './api-key.entity.ts'
import { findKey, mayReach, requireAll } from './find-key.ts'

export const ApiKey = builder.objectRef<ApiKeyRow>('ApiKey').implement({
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
    permissions: t.stringList({
      description: 'What it grants. The key does what both it and its owner may do at the time of use.',
      resolve: ({ permissions }) => Object.keys(permissions).filter((text) => permissions[text]),
    }),
    permissionMap: t.expose('permissions', {
      type: 'JSON',
      inaccessible: true,
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

builder.asEntity(ApiKey, {
  key: builder.selection<{ id: string }>('id'),
  resolveReference: ({ id }, context) => loadVisible(context, id),
})

const ApiKeyConnection = builder.connectionObject({ type: ApiKey, name: 'ApiKeyConnection', description: 'A page of a list of keys.' })

const LATEST_FIRST: Order<ApiKeyRow> = [
  ['createdAt', 'desc'],
  ['id', 'desc'],
]

builder.objectFields(ApiKey, (t) => ({
  parent: t.field({
    type: ApiKey,
    nullable: true,
    description: 'The key with which this one was made, and with which it is revoked.',
    resolve: ({ parentId }, _, context) => (parentId ? loadVisible(context, parentId) : null),
  }),
  children: t.loadable({
    type: ApiKeyConnection,
    byPath: true,
    args: page,
    description: 'The keys that were made with it, and are revoked with it, the newest first.',
    load: (ids: string[], context, args) =>
      readPages<ApiKeyRow>(context.em, { entity: ApiKeyEntity, where: visibleTo(context), order: LATEST_FIRST }, args, 'parentId', ids),
    resolve: ({ id }) => id,
  }),
}))

builder.objectFields(User, (t) => ({
  apiKeys: t.loadable({
    type: ApiKeyConnection,
    nullable: true,
    byPath: true,
    authScopes: { can: 'api_keys.read' },
    args: page,
    description: 'Their keys, as far as the caller may see them, the newest first, with those that were revoked. Errors: FORBIDDEN.',
    load: (ids: string[], context, args) =>
      readPages<ApiKeyRow>(context.em, { entity: ApiKeyEntity, where: visibleTo(context), order: LATEST_FIRST }, args, 'userId', ids),
    resolve: ({ id }) => id,
  }),
}))

const ApiKeyFilter = builder.inputType('ApiKeyFilter', {
  description: 'Which keys are listed: those that meet all that is given.',
  fields: (t) => ({
    owner: t.string({
      validate: z
        .string()
        .refine((owner) => owner === 'me' || owner === 'all' || isUuid(owner), 'owner should be `me`, `all` or a user’s id'),
      description: '`me`, which it is where nothing is given; `all` or a user’s id, for holders of `sinas.api_keys.read:all`.',
    }),
    isActive: t.boolean({ description: 'Those that hold, or those that were revoked.' }),
    all: t.boolean({ inaccessible: true, description: 'The keys of all users, for holders of `sinas.api_keys.read:all`.' }),
  }),
})

builder.queryFields((t) => ({
  apiKeys: t.field({
    type: ApiKeyConnection,
    nullable: true,
    authScopes: { can: 'api_keys.read' },
    description: 'The caller’s keys, newest first, with those that were revoked. Errors: FORBIDDEN.',
    args: { ...page, filter: t.arg({ type: ApiKeyFilter, description: 'Which ones.' }) },
    resolve: (_, { filter, ...args }, context) =>
      readPage<ApiKeyRow>(context.em, { entity: ApiKeyEntity, where: matching(context, filter ?? {}), order: LATEST_FIRST }, args),
  }),
  apiKey: t.field({
    type: ApiKey,
    nullable: true,
    authScopes: { can: 'api_keys.read' },
    description: 'One of the caller’s keys, or any user’s for holders of `sinas.api_keys.read:all`. Errors: FORBIDDEN, NOT_FOUND.',
    args: { id: t.arg({ type: 'ID', required: true, description: 'Of the key.' }) },
    resolve: (_, { id }, context) => findKey(context, id, 'read'),
  }),
}))

/** @throws SinasError FORBIDDEN where others' keys are asked for that the caller may not see */
function matching(context: IdentityContext, { owner, all, isActive }: typeof ApiKeyFilter.$inferInput): FilterQuery<ApiKeyRow> {
  const userId = context.caller!.userId
  const wanted = owner === 'all' || (all && !owner) ? null : !owner || owner === 'me' ? userId : owner
  if (wanted !== userId) requireAll(context, 'read')
  return { ...(wanted && { userId: wanted }), ...(typeof isActive === 'boolean' && { isActive }) }
}

/** The keys that the caller may see: where they may read none, not even their own, no row has this owner. */
function visibleTo(context: IdentityContext): FilterQuery<ApiKeyRow> {
  const scope = context.caller && context.reach('api_keys.read')
  if (scope === 'all') return {}
  return { userId: { $in: scope ? [context.caller!.userId] : [] } }
}

async function loadVisible(context: IdentityContext, id: string): Promise<ApiKeyRow | null> {
  if (!context.caller || context.reach('api_keys.read') === null) return null
  const apiKey = await loadRow(context, ApiKeyEntity, id)
  return apiKey && mayReach(context, apiKey, 'read') ? apiKey : null
}
