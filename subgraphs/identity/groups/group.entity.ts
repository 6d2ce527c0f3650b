import { randomUUID } from 'node:crypto'
import { defineEntity, type InferEntity, p } from '@mikro-orm/core'

export const GroupEntity = defineEntity({
  name: 'Group',
  tableName: 'groups',
  schema: 'identity',
  properties: {
    id: p
      .uuid()
      .primary()
      .onCreate(() => randomUUID()),
    name: p.text().unique(),
    description: p.text().nullable(),
    emailDomain: p.text().nullable(),
    /** The group of the OpenID Connect issuer that this one mirrors. */
    externalGroupId: p.text().nullable().unique(),
    /** Default permissions that this group was ever given, so that one that an operator took away is not given again. */
    seededPermissions: p.json<string[]>().default('[]').hidden(),
    createdAt: p.datetime(3).onCreate(() => new Date()),
    updatedAt: p
      .datetime(3)
      .onCreate(() => new Date())
      .onUpdate(() => new Date()),
  },
})
export type GroupRow = InferEntity<typeof GroupEntity>
