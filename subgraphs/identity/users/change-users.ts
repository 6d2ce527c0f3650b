import { SinasError } from '../../../schema/errors.ts'
import { builder, type IdentityContext } from '../builder.ts'
import { emailAddress } from '../email.ts'
import { GUEST_GROUP } from '../groups/default-groups.ts'
import { createUser, findUserByEmail, joinGroup } from './provision-user.ts'
import { UserEntity } from './user.entity.ts'
import { getUser, requireSelfOrAll, User } from './user.ts'

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

builder.mutationFields((t) => ({
  createUser: t.field({
    type: User,
    authScopes: { canAll: 'users.create' },
    description:
      'Creates a user, who joins GuestUsers. Where the address is known, answers with the user who has it. Errors: FORBIDDEN, VALIDATION.',
    args: { input: t.arg({ type: UserInput, required: true, description: 'The user to create.' }) },
    resolve: async (_, { input: { email } }, { database }) => {
      const user = (await createUser(database, { email, group: GUEST_GROUP })) ?? (await findUserByEmail(database, email))
      const known = await getUser(database, user!.id)
      if (known.groupNames!.length > 0) return known
      await joinGroup(database, known.id, GUEST_GROUP)
      return getUser(database, known.id)
    },
  }),
  updateUser: t.field({
    type: User,
    authScopes: { can: 'users.update' },
    description: 'Changes a user. Errors: FORBIDDEN, NOT_FOUND, BAD_REQUEST for switching oneself off, REFUSED for the superadmin.',
    args: {
      id: t.arg({ type: 'UUID', required: true, description: 'Of the user.' }),
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
      'Deletes a user with their memberships, tokens and API keys. What they own elsewhere stays, but runs no more. ' +
      'Errors: FORBIDDEN, NOT_FOUND, BAD_REQUEST for oneself, REFUSED for the superadmin.',
    args: { id: t.arg({ type: 'UUID', required: true, description: 'Of the user.' }) },
    resolve: async (_, { id }, context) => {
      await requireRemovable(context, id)
      await context.em.nativeDelete(UserEntity, { id })
      return true
    },
  }),
}))

async function setActive(context: IdentityContext, id: string, isActive: boolean): Promise<void> {
  const permission = 'sinas.users.update:all'
  if (!context.may(permission)) throw new SinasError('FORBIDDEN', { permission })
  if (!isActive) await requireRemovable(context, id)
  await context.em.nativeUpdate(UserEntity, { id }, { isActive })
}

/** Nobody removes themselves, so that an administrator is always left; nor the superadmin, whom the configuration names. */
async function requireRemovable({ database, services, caller }: IdentityContext, id: string): Promise<void> {
  if (id === caller!.userId) throw new SinasError('BAD_REQUEST', { reason: 'You cannot remove yourself' })
  const user = await getUser(database, id)
  if (user.email === services.config.SUPERADMIN_EMAIL?.trim().toLowerCase()) {
    throw new SinasError('REFUSED', { reason: 'The superadmin cannot be removed: SUPERADMIN_EMAIL names them' })
  }
}
