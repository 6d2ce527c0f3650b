import { randomUUID } from 'node:crypto'
import { defineEntity, type InferEntity, p } from '@mikro-orm/core'
import { EVERY_CHANGE } from '../callers/rights-triggers.ts'
import { UserEntity } from '../users/user.entity.ts'
import { GroupEntity } from './group.entity.ts'

/** A user's membership of a group. One that ended stays, inactive, and can be taken up again. */
export const MemberEntity = defineEntity({
  name: 'Member',
  tableName: 'members',
  schema: 'identity',
  uniques: [{ properties: ['userId', 'groupId'] }],
  indexes: [{ properties: ['groupId', 'addedAt', 'id'] }],
  triggers: EVERY_CHANGE,
  properties: {
    id: p
      .uuid()
      .primary()
      .onCreate(() => randomUUID()),
    groupId: p.manyToOne(GroupEntity).joinColumn('group_id').mapToPk().deleteRule('cascade').index(false),
    userId: p.manyToOne(UserEntity).joinColumn('user_id').mapToPk().deleteRule('cascade').index(false),
    role: p.text().default('member'),
    active: p.boolean().default(true),
    addedAt: p.datetime(3).onCreate(() => new Date()),
    addedBy: p.uuid().nullable(),
    removedAt: p.datetime(3).nullable(),
    removedBy: p.uuid().nullable(),
  },
})
export type MemberRow = InferEntity<typeof MemberEntity>
