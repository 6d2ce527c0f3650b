import type { FilterQuery } from '@mikro-orm/core'
import { containing } from '../../../schema/bounded/contains.ts'
import { orderInput } from '../../../schema/connections/fields.ts'
import type { Order } from '../../../schema/connections/order.ts'
import { readPage, readPages } from '../../../schema/connections/page.ts'
import { builder, type IdentityContext, page, type Services } from '../builder.ts'
import { User } from '../users/user.ts'
import { findVisibleGroup, type Group as GroupShape, readReferredGroups, visibleGroupIds } from './find-group.ts'
import { GroupEntity, type GroupRow } from './group.entity.ts'
import { GroupFilter, GroupReference } from './group-input.ts'
import { MemberEntity, type MemberRow } from './member.entity.ts'

export const Group = builder.loadableObject('Group', {
  description: 'Users who are granted the same permissions. Members and holders of `sinas.groups.read:all` see it.',
  // A caller who may not see a group gets null where something refers to it.
  load: async (ids: string[], context: IdentityContext) => (await readReferredGroups(context, ids)) as GroupShape[],
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Its id.' }),
    name: t.exposeString('name', { description: 'Unique.' }),
    description: t.exposeString('description', { nullable: true, description: 'What it is for.' }),
    emailDomain: t.exposeString('emailDomain', { nullable: true, description: 'For information only: it makes no user a member.' }),
    externalGroupId: t.exposeString('externalGroupId', {
      nullable: true,
      description: 'The group of the OpenID Connect issuer whose members become members of this one when they log in.',
    }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was made.' }),
    updatedAt: t.expose('updatedAt', { type: 'DateTime', description: 'When its name, description or mapping last changed.' }),
  }),
})

builder.asEntity(Group, {
  key: builder.selection<{ id: string }>('id'),
  resolveReference: ({ id }, context) => Group.getDataloader(context).load(id),
})

const GroupConnection = builder.connectionObject({
  type: Group,
  name: 'GroupConnection',
  description: 'A page of a list of groups.',
})

const GroupOrder = orderInput<GroupRow, Services>(builder, 'Group', {
  CREATED_AT: { property: 'createdAt', description: 'When it was made.' },
  NAME: { property: 'name', description: 'Its name.' },
})

const BY_NAME: Order<GroupRow> = [['name', 'asc']]

const AS_JOINED: Order<MemberRow> = [
  ['addedAt', 'asc'],
  ['id', 'asc'],
]

const GROUP_OF_MEMBER = { entity: GroupEntity, by: 'groupId' } as const

builder.queryFields((t) => ({
  group: t.field({
    type: Group,
    nullable: true,
    authScopes: { authenticated: true },
    description: 'A group in which the caller is a member, or any for holders of `sinas.groups.read:all`. Errors: NOT_FOUND, FORBIDDEN.',
    args: { by: t.arg({ type: GroupReference, required: true, description: 'Which one.' }) },
    resolve: (_, { by }, context) => findVisibleGroup(context, by),
  }),
  groups: t.field({
    type: GroupConnection,
    nullable: true,
    authScopes: { authenticated: true },
    description: 'The groups in which the caller is a member, or all for holders of `sinas.groups.read:all`.',
    args: {
      ...page,
      filter: t.arg({ type: GroupFilter, description: 'Which ones.' }),
      orderBy: t.arg({ type: GroupOrder.input, description: 'Absent: by name.' }),
    },
    resolve: (_, { filter, orderBy, ...args }, context) => {
      const where = { $and: [visibleTo(context), matching(filter ?? {})] } as FilterQuery<GroupRow>
      return readPage<GroupRow>(context.em, { entity: GroupEntity, where, order: GroupOrder.order(orderBy, BY_NAME) }, args)
    },
  }),
}))

builder.objectFields(User, (t) => ({
  groups: t.loadable({
    type: GroupConnection,
    nullable: true,
    byPath: true,
    args: page,
    description:
      'The groups in which the user is an active member and that the caller may see, in the order in which they joined. Null for who is not logged in.',
    load: async (ids: string[], context, args) => {
      const only = visibleGroupIds(context)
      const where = { active: true, ...(only && { groupId: { $in: [...only] } }) }
      const list = { entity: MemberEntity, where, order: AS_JOINED, shows: GROUP_OF_MEMBER }
      return readPages<MemberRow, GroupRow>(context.em, list, args, 'userId', ids)
    },
    resolve: ({ id }, _, { caller }) => (caller ? id : null),
  }),
}))

function visibleTo(context: IdentityContext): FilterQuery<GroupRow> {
  const only = visibleGroupIds(context)
  return only ? { id: { $in: [...only] } } : {}
}

function matching({ search }: typeof GroupFilter.$inferInput): FilterQuery<GroupRow> {
  if (!search) return {}
  const pattern = containing(search)
  return { $or: [{ name: { $ilike: pattern } }, { description: { $ilike: pattern } }] }
}
