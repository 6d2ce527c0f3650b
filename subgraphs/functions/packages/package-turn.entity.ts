import { defineEntity, p } from '@mikro-orm/core'

/** A place in the line of those who install packages. */
export const PackageTurnEntity = defineEntity({
  name: 'PackageTurn',
  schema: 'functions',
  tableName: 'package_turns',
  properties: {
    id: p.uuid().primary(),
    userId: p.uuid(),
    askedAt: p.datetime(),
    /** When its process last gave a sign of life: a silent one loses its place. */
    seenAt: p.datetime(),
    beganAt: p.datetime().nullable(),
    /** Of all rows, one at most has begun and not ended: whose turn it is. */
    endedAt: p.datetime().nullable(),
  },
})
