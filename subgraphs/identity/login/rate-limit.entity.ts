import { defineEntity, p } from '@mikro-orm/core'

/** Hits of one key in the current window. In the database, because several processes share the count. */
export const RateLimitEntity = defineEntity({
  name: 'RateLimit',
  tableName: 'rate_limits',
  schema: 'identity',
  properties: {
    key: p.text().primary(),
    hits: p.integer(),
    resetsAt: p.datetime(3).index(),
  },
})
