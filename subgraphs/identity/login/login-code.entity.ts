import { randomUUID } from 'node:crypto'
import { defineEntity, p } from '@mikro-orm/core'

/** A code that was sent to an address. Good once, for the login sessions that were opened for it. */
export const LoginCodeEntity = defineEntity({
  name: 'LoginCode',
  tableName: 'login_codes',
  schema: 'identity',
  indexes: [{ properties: ['email', 'createdAt'] }],
  properties: {
    id: p
      .uuid()
      .primary()
      .onCreate(() => randomUUID()),
    email: p.text(),
    /** HMAC of id and code: six digits behind a plain hash would be found in a moment. */
    codeHash: p.text(),
    digits: p.integer(),
    expiresAt: p.datetime(3).index(),
    usedAt: p.datetime(3).nullable(),
    createdAt: p.datetime(3).onCreate(() => new Date()),
  },
})
