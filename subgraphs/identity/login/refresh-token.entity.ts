import { randomUUID } from 'node:crypto'
import { defineEntity, p } from '@mikro-orm/core'
import { UserEntity } from '../users/user.entity.ts'

/** A user who is logged in, by the token that renews their access tokens next. The token itself is not kept, only its SHA-256. */
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
    /** What all tokens of the family have in common. Null until a token of before there were families is used. */
    familyHash: p.text().nullable().unique(),
    tokenHash: p.text().unique(),
    tokenPrefix: p.text(),
    /** The token that this one took the place of, and when. */
    previousHash: p.text().nullable(),
    rotatedAt: p.datetime(3).nullable(),
    expiresAt: p.datetime(3).index(),
    createdAt: p.datetime(3).onCreate(() => new Date()),
    lastUsedAt: p.datetime(3).nullable(),
    revokedAt: p.datetime(3).nullable(),
  },
})
