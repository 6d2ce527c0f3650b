import { limit, skip } from '../../../schema/inputs.ts'
import { builder, type IdentityContext } from '../builder.ts'
import { emailAddress } from '../email.ts'
import { getUser, listUsers, readReferredUsers, requireSelfOrAll } from './find-user.ts'
import { addUser, removeUser, setActive } from './save-user.ts'

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

const UserInput = builder.inputType('UserInput', {
  description: 'A user to create.',
  fields: (t) => ({ email: t.string({ required: true, validate: emailAddress, description: 'With which the user logs in.' }) }),
})

const UserChanges = builder.inputType('UserChanges', {
  description: 'What is to change of a user. What is not given stays.',
  fields: (t) => ({
    isActive: t.boolean({
      description: 'False keeps the user and their things, but lets them in no more. Needs `sinas.users.update:all`.',
    }),
  }),
})

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
    authScopes: { authenticated: true },
    description: 'The caller. Errors: NOT_FOUND when the user is gone.',
    resolve: (_, __, { database, caller }) => getUser(database, caller!.userId),
  }),
  user: t.field({
    type: User,
    authScopes: { can: 'users.read' },
    description: 'The caller themselves, or any user for holders of `sinas.users.read:all`. Errors: FORBIDDEN, NOT_FOUND.',
    args: { id: t.arg({ type: 'ID', required: true, description: 'Of the user.' }) },
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

builder.mutationFields((t) => ({
  createUser: t.field({
    type: User,
    authScopes: { canAll: 'users.create' },
    description:
      'Creates a user, who joins GuestUsers: the caller must hold what that group grants. Where the address is known, answers with the user ' +
      'who has it, as the caller may see them. Errors: FORBIDDEN, VALIDATION.',
    args: { input: t.arg({ type: UserInput, required: true, description: 'The user to create.' }) },
    resolve: (_, { input }, context) => addUser(context, input.email),
  }),
  updateUser: t.field({
    type: User,
    authScopes: { can: 'users.update' },
    description:
      'Changes a user. To switch one off, or on again, the caller must hold what that user holds. ' +
      'Errors: FORBIDDEN, NOT_FOUND, BAD_REQUEST for switching oneself off, REFUSED for the superadmin and the last administrator.',
    args: {
      id: t.arg({ type: 'ID', required: true, description: 'Of the user.' }),
      input: t.arg({ type: UserChanges, required: true, description: 'What is to change.' }),
    },
    resolve: async (_, { id, input: { isActive } }, context) => {
      requireSelfOrAll(context, id, 'users.update')
      if (typeof isActive === 'boolean') await setActive(context, id, isActive)
      return getUser(context.database, id)
    },
  }),
  deleteUser: t.boolean({
    authScopes: { canAll: 'users.delete' },
    description:
      'Deletes a user who holds nothing that the caller lacks, with their memberships, tokens and API keys. ' +
      'What they own elsewhere stays, but runs no more. ' +
      'Errors: FORBIDDEN, NOT_FOUND, BAD_REQUEST for oneself, REFUSED for the superadmin and the last administrator.',
    args: { id: t.arg({ type: 'ID', required: true, description: 'Of the user.' }) },
    resolve: async (_, { id }, context) => {
      await removeUser(context, id, 'delete from identity.users where id = $1')
      return true
    },
  }),
}))
