import { builder } from '../builder.ts'
import { emailAddress } from '../email.ts'
import { findUserId, getUser, requireSelfOrAll } from './find-user.ts'
import { addUser, removeUser, setActive } from './save-user.ts'
import { User } from './user.ts'
import { UserReference } from './user-input.ts'

builder.relayMutationField(
  'createUser',
  {
    inputFields: (t) => ({ email: t.string({ required: true, validate: emailAddress, description: 'With which the user logs in.' }) }),
  },
  {
    nullable: true,
    authScopes: { canAll: 'users.create' },
    description:
      'Creates a user, who joins GuestUsers: the caller must hold what that group grants. Where the address is known, answers with the user ' +
      'who has it, as the caller may see them. Errors: FORBIDDEN, VALIDATION.',
    resolve: async (_, { input: { email } }, context) => ({ user: await addUser(context, email) }),
  },
  { outputFields: (t) => ({ user: t.field({ type: User, description: 'The user.', resolve: ({ user }) => user }) }) },
)

builder.relayMutationField(
  'updateUser',
  {
    description: 'What is to change of a user. What is not given stays.',
    inputFields: (t) => ({
      user: t.field({ type: UserReference, required: true, description: 'Which one.' }),
      isActive: t.boolean({
        description: 'False keeps the user and their things, but lets them in no more. Needs `sinas.users.update:all`.',
      }),
    }),
  },
  {
    nullable: true,
    authScopes: { can: 'users.update' },
    description:
      'Changes a user. To switch one off, or on again, the caller must hold what that user holds. ' +
      'Errors: FORBIDDEN, NOT_FOUND, BAD_REQUEST for switching oneself off, REFUSED for the superadmin and the last administrator.',
    resolve: async (_, { input: { user, isActive } }, context) => {
      const id = await findUserId(context, user)
      requireSelfOrAll(context, id, 'users.update')
      if (typeof isActive === 'boolean') await setActive(context, id, isActive)
      return { user: await getUser(context.database, id) }
    },
  },
  { outputFields: (t) => ({ user: t.field({ type: User, description: 'The user as they are now.', resolve: ({ user }) => user }) }) },
)

builder.relayMutationField(
  'deleteUser',
  { inputFields: (t) => ({ user: t.field({ type: UserReference, required: true, description: 'Which one.' }) }) },
  {
    nullable: true,
    authScopes: { canAll: 'users.delete' },
    description:
      'Deletes a user who holds nothing that the caller lacks, with their memberships, tokens and API keys. ' +
      'What they own elsewhere stays, but runs no more. ' +
      'Errors: FORBIDDEN, NOT_FOUND, BAD_REQUEST for oneself, REFUSED for the superadmin and the last administrator.',
    resolve: async (_, { input }, context) => {
      const id = await findUserId(context, input.user)
      const [user] = await User.getDataloader(context).loadMany([id])
      await removeUser(context, id, 'delete from identity.users where id = $1')
      return { user: user as Exclude<typeof user, Error | undefined> }
    },
  },
  {
    outputFields: (t) => ({
      user: t.field({ type: User, description: 'The user as they were, as far as the caller may see them.', resolve: ({ user }) => user }),
    }),
  },
)
