import { randomUUID } from 'node:crypto'
import { defineEntity, p } from '@mikro-orm/core'

/** A login that waits for its code. Gone when the code was used. */
export const OtpSessionEntity = defineEntity({
  name: 'OtpSession',
  tableName: 'otp_sessions',
  schema: 'identity',
  properties: {
    id: p
      .uuid()
      .primary()
      .onCreate(() => randomUUID()),
    email: p.text().index(),
    /** HMAC of session and code: six digits behind a plain hash would be found in a moment. */
    codeHash: p.text(),
    attempts: p.integer().default(0),
    expiresAt: p.datetime(3).index(),
    createdAt: p.datetime(3).onCreate(() => new Date()),
  },
})
