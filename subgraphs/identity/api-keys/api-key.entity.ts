import { randomUUID } from 'node:crypto'
import { defineEntity, type InferEntity, p } from '@mikro-orm/core'
import type { Permissions } from '../../../schema/permissions.ts'
import { changesOfRows } from '../callers/rights-triggers.ts'
import { UserEntity } from '../users/user.entity.ts'

/** A key for programs. It is shown once, when it is made; only its SHA-256 is kept. */
export const ApiKeyEntity = defineEntity({
  name: 'ApiKey',
  tableName: 'api_keys',
  schema: 'identity',
  indexes: [
    { properties: ['createdAt', 'id'] },
    { properties: ['userId', 'createdAt', 'id'] },
    { properties: ['parentId', 'createdAt', 'id'] },
  ],
  triggers: changesOfRows('last_used_at'),
  properties: {
    id: p
      .uuid()
      .primary()
      .onCreate(() => randomUUID()),
    userId: p.manyToOne(UserEntity).joinColumn('user_id').mapToPk().deleteRule('cascade').index(false),
    name: p.text(),
    keyHash: p.text().unique(),
    keyPrefix: p.text(),
    /** The key with which this one was made, and with which it ends. */
    parentId: p.uuid().nullable(),
    permissions: p.json<Permissions>(),
    isActive: p.boolean().default(true),
    lastUsedAt: p.datetime(3).nullable(),
    expiresAt: p.datetime(3).nullable(),
    createdAt: p.datetime(3).onCreate(() => new Date()),
    revokedAt: p.datetime(3).nullable(),
    revokedBy: p.uuid().nullable(),
  },
})
export type ApiKeyRow = InferEntity<typeof ApiKeyEntity>
