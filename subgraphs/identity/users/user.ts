import type { FilterQuery } from '@mikro-orm/core'
import { containing } from '../../../schema/bounded/contains.ts'
import { orderInput } from '../../../schema/connections/fields.ts'
import type { Order } from '../../../schema/connections/order.ts'
import { readPage } from '../../../schema/connections/page.ts'
import { builder, type IdentityContext, idsOf, page, type Services } from '../builder.ts'
import { findUserId, getUser, readReferredUsers, requireSelfOrAll } from './find-user.ts'
import { UserEntity, type UserRow } from './user.entity.ts'
import { UserFilter, UserReference } from './user-input.ts'

const HIDDEN = 'Seen by the user themselves and by holders of `sinas.users.read:all`; null for others.'

export const User = builder.loadableObject('User', {
  description: 'A person who can log in. Other users see fewer of the fields than the user themselves.',
  load: (ids: string[], context: IdentityContext) => readReferredUsers(context, ids),
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Seen by all.' }),
    email: t.exposeString('email', {
      nullable: true,
      description:
        'In lower case. Seen by the user themselves, by members of a common group that is no default group, and by holders of ' +
        '`sinas.users.read:all` or `sinas.groups.manage_members:all`; null for others.',
    }),
    isActive: t.exposeBoolean('isActive', {
      nullable: true,
      description: `Where false, the user can’t log in, and their tokens and keys don’t hold. ${HIDDEN}`,
    }),
    lastLoginAt: t.expose('lastLoginAt', {
      type: 'DateTime',
      nullable: true,
      description: `When the user last logged in, renewed an access token or used an API key. ${HIDDEN}`,
    }),
    createdAt: t.expose('createdAt', { type: 'DateTime', nullable: true, description: `When the user was created. ${HIDDEN}` }),
    groupNames: t.exposeStringList('groupNames', {
      nullable: true,
      description: `Names of the groups in which the user is an active member. ${HIDDEN}`,
    }),
  }),
})

builder.asEntity(User, {
  key: builder.selection<{ id: string }>('id'),
  resolveReference: ({ id }, context) => User.getDataloader(context).load(id),
})

const UserConnection = builder.connectionObject({ type: User, name: 'UserConnection', description: 'A page of a list of users.' })

const UserOrder = orderInput<UserRow, Services>(builder, 'User', {
  CREATED_AT: { property: 'createdAt', description: 'When the user was created.' },
  EMAIL: { property: 'email', description: 'Their e-mail address.' },
})

const LATEST_FIRST: Order<UserRow> = [
  ['createdAt', 'desc'],
  ['id', 'desc'],
]

builder.queryFields((t) => ({
  usersById: t.field({
    type: [User],
    inaccessible: true,
    authScopes: { authenticated: true },
    description: 'Users that another subgraph refers to, in the order of the ids, as the caller may see them.',
    args: { ids: t.arg({ type: ['ID'], required: true, description: 'Of the users.' }) },
    resolve: (_, { ids }, context) => readReferredUsers(context, ids),
  }),
  me: t.field({
    type: User,
    nullable: true,
    authScopes: { authenticated: true },
    description: 'The caller. Errors: NOT_FOUND when the user is gone.',
    resolve: (_, __, { database, caller }) => getUser(database, caller!.userId),
  }),
  user: t.field({
    type: User,
    nullable: true,
    authScopes: { can: 'users.read' },
    description: 'The caller themselves, or any user for holders of `sinas.users.read:all`. Errors: FORBIDDEN, NOT_FOUND.',
    args: { by: t.arg({ type: UserReference, required: true, description: 'Which one.' }) },
    resolve: async (_, { by }, context) => {
      const id = await findUserId(context, by)
      requireSelfOrAll(context, id, 'users.read')
      return getUser(context.database, id)
    },
  }),
  users: t.field({
    type: UserConnection,
    nullable: true,
    authScopes: { canAll: 'users.read' },
    description: 'All users. Errors: FORBIDDEN.',
    args: {
      ...page,
      filter: t.arg({ type: UserFilter, description: 'Which ones.' }),
      orderBy: t.arg({ type: UserOrder.input, description: 'Absent: the newest first.' }),
    },
    resolve: async (_, { filter, orderBy, ...args }, { em }) => {
      const list = { entity: UserEntity, where: matching(filter ?? {}), order: UserOrder.order(orderBy, LATEST_FIRST) }
      return idsOf(await readPage<UserRow>(em, list, args), ({ id }) => id)
    },
  }),
}))

function matching({ search, isActive }: typeof UserFilter.$inferInput): FilterQuery<UserRow> {
  return {
    ...(search && { email: { $ilike: containing(search) } }),
    ...(typeof isActive === 'boolean' && { isActive }),
  }
}
