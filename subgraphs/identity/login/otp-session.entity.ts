import { randomUUID } from 'node:crypto'
import { defineEntity, p } from '@mikro-orm/core'
import { LoginCodeEntity } from './login-code.entity.ts'

/** A login that waits for its code, with the tries that it had. Gone when it was let in. */
export const OtpSessionEntity = defineEntity({
  name: 'OtpSession',
  tableName: 'otp_sessions',
  schema: 'identity',
  properties: {
    id: p
      .uuid()
      .primary()
      .onCreate(() => randomUUID()),
    codeId: p.manyToOne(LoginCodeEntity).joinColumn('code_id').mapToPk().deleteRule('cascade').index(),
    attempts: p.integer().default(0),
    createdAt: p.datetime(3).onCreate(() => new Date()),
  },
})
