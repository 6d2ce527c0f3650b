import { randomUUID } from 'node:crypto'
import { defineEntity, type InferEntity, p } from '@mikro-orm/core'
import { EVERY_CHANGE } from '../callers/rights-triggers.ts'
import { GroupEntity } from './group.entity.ts'

/** What a group grants its members: a permission's text, kept as it was written. `false` grants nothing and denies nothing. */
export const GroupPermissionEntity = defineEntity({
  name: 'GroupPermission',
  tableName: 'group_permissions',
  schema: 'identity',
  uniques: [{ properties: ['groupId', 'permissionKey'] }],
  triggers: EVERY_CHANGE,
  properties: {
    id: p
      .uuid()
      .primary()
      .onCreate(() => randomUUID()),
    groupId: p.manyToOne(GroupEntity).joinColumn('group_id').mapToPk().deleteRule('cascade').index(false),
    permissionKey: p.text(),
    permissionValue: p.boolean(),
    createdAt: p.datetime(3).onCreate(() => new Date()),
    updatedAt: p
      .datetime(3)
      .onCreate(() => new Date())
      .onUpdate(() => new Date()),
  },
})
export type GroupPermissionRow = InferEntity<typeof GroupPermissionEntity>
