import { randomUUID } from 'node:crypto'
import { defineEntity, p } from '@mikro-orm/core'
import { changesOfRows } from '../callers/rights-triggers.ts'
import { UserEntity } from '../users/user.entity.ts'

/** A browser in which a user is logged in, by a token in a cookie that no script can read. The token itself is not kept, only its SHA-256. */
export const BrowserSessionEntity = defineEntity({
  name: 'BrowserSession',
  tableName: 'browser_sessions',
  schema: 'identity',
  // That one ended is told to all processes, like a revoked key.
  triggers: changesOfRows('last_used_at'),
  properties: {
    id: p
      .uuid()
      .primary()
      .onCreate(() => randomUUID()),
    userId: p.manyToOne(UserEntity).joinColumn('user_id').mapToPk().deleteRule('cascade').index(),
    tokenHash: p.text().unique(),
    createdAt: p.datetime(3).onCreate(() => new Date()),
    /** To the minute. The session is over when it was not used for so long. */
    lastUsedAt: p.datetime(3).index(),
  },
})
