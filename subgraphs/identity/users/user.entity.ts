import { randomUUID } from 'node:crypto'
import { defineEntity, p } from '@mikro-orm/core'

/** Somebody who can log in. The e-mail address is kept trimmed and in lower case. */
export const UserEntity = defineEntity({
  name: 'User',
  tableName: 'users',
  schema: 'identity',
  properties: {
    id: p
      .uuid()
      .primary()
      .onCreate(() => randomUUID()),
    email: p.text().unique(),
    /** `sub` of the OpenID Connect issuer. */
    externalId: p.text().nullable().unique(),
    isActive: p.boolean().default(true),
    lastLoginAt: p.datetime(3).nullable(),
    createdAt: p.datetime(3).onCreate(() => new Date()),
  },
})
