import { randomUUID } from 'node:crypto'
import { defineEntity, type InferEntity, p } from '@mikro-orm/core'
import { changesOfRows } from '../callers/rights-triggers.ts'

/** A person who can log in. The e-mail address is kept trimmed and in lower case. */
export const UserEntity = defineEntity({
  name: 'User',
  tableName: 'users',
  schema: 'identity',
  uniques: [{ properties: ['externalIssuer', 'externalId'] }],
  indexes: [{ properties: ['createdAt', 'id'] }],
  triggers: changesOfRows('last_login_at'),
  properties: {
    id: p
      .uuid()
      .primary()
      .onCreate(() => randomUUID()),
    email: p.text().unique(),
    /** The OpenID Connect issuer that knows the user, and its `sub` of them. */
    externalIssuer: p.text().nullable(),
    externalId: p.text().nullable(),
    isActive: p.boolean().default(true),
    lastLoginAt: p.datetime(3).nullable(),
    createdAt: p.datetime(3).onCreate(() => new Date()),
  },
})
export type UserRow = InferEntity<typeof UserEntity>
