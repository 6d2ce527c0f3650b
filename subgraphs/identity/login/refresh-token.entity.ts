import { randomUUID } from 'node:crypto'
import { defineEntity, p } from '@mikro-orm/core'
import { UserEntity } from '../users/user.entity.ts'

/** What renews access tokens. The token itself is not kept, only its SHA-256. */
export const RefreshTokenEntity = defineEntity({
  name: 'RefreshToken',
  tableName: 'refresh_tokens',
  schema: 'identity',
  properties: {
    id: p
      .uuid()
      .primary()
      .onCreate(() => randomUUID()),
    userId: p.manyToOne(UserEntity).joinColumn('user_id').mapToPk().deleteRule('cascade').index(),
    tokenHash: p.text().unique(),
    tokenPrefix: p.text(),
    expiresAt: p.datetime(3).index(),
    createdAt: p.datetime(3).onCreate(() => new Date()),
    lastUsedAt: p.datetime(3).nullable(),
    revokedAt: p.datetime(3).nullable(),
  },
})
