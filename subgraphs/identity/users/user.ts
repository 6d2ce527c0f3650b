import { SinasError } from '../../../schema/errors.ts'
import { limit, skip } from '../../../schema/inputs.ts'
import { builder, type IdentityContext } from '../builder.ts'
import { listUsers, readReferredUsers, readUser } from './read-users.ts'

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

builder.queryFields((t) => ({
  me: t.field({
    type: User,
    authScopes: { authenticated: true },
    description: 'The caller. Errors: NOT_FOUND when the user is gone.',
    resolve: (_, __, { database, caller }) => getUser(database, caller!.userId),
  }),
  user: t.field({
    type: User,
    authScopes: { can: 'users.read' },
    description: 'The caller themselves, or any user for holders of `sinas.users.read:all`. Errors: FORBIDDEN, NOT_FOUND.',
    args: { id: t.arg({ type: 'UUID', required: true, description: 'Of the user.' }) },
    resolve: (_, { id }, context) => {
      requireSelfOrAll(context, id, 'users.read')
      return getUser(context.database, id)
    },
  }),
  users: t.field({
    type: [User],
    authScopes: { canAll: 'users.read' },
    description: 'All users, newest first. Errors: FORBIDDEN.',
    args: {
      search: t.arg.string({ description: 'Part of the e-mail address.' }),
      skip: t.arg.int(skip),
      limit: t.arg.int(limit),
    },
    resolve: (_, { search, skip, limit }, { database }) => listUsers(database, { search, skip: skip!, limit: limit! }),
  }),
}))

export async function getUser(database: IdentityContext['database'], id: string) {
  const user = await readUser(database, id)
  if (!user) throw new SinasError('NOT_FOUND', { what: 'User' })
  return user
}

/** @throws SinasError FORBIDDEN where it is about another user and the caller may do it to their own rows only */
export function requireSelfOrAll(context: IdentityContext, userId: string, action: string): void {
  const permission = `sinas.${action}:all`
  if (userId !== context.caller!.userId && !context.may(permission)) throw new SinasError('FORBIDDEN', { permission })
}
