import type { PoolClient } from 'pg'
import { SinasError } from '../../../schema/errors.ts'
import { may } from '../../../schema/permissions.ts'
import { inTransaction } from '../../../schema/transaction.ts'
import { builder, type IdentityContext } from '../builder.ts'
import { emailAddress } from '../email.ts'
import { ADMIN_GROUP, GUEST_GROUP } from '../groups/default-groups.ts'
import { requireAbove, requireGroupDelegable } from '../groups/grants.ts'
import { findGroup } from '../groups/read-groups.ts'
import { createUser, findUserByEmail, joinGroup } from './provision-user.ts'
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
      'Creates a user, who joins GuestUsers: the caller must hold what that group grants. Where the address is known, answers with the user ' +
      'who has it, as the caller may see them. Errors: FORBIDDEN, VALIDATION.',
    args: { input: t.arg({ type: UserInput, required: true, description: 'The user to create.' }) },
    resolve: async (_, { input: { email } }, context) => {
      const { database, caller } = context
      await requireGroupDelegable(context, (await findGroup(context, GUEST_GROUP)).id)
      const created = await createUser(database, { email, group: GUEST_GROUP })
      if (created) return getUser(database, created.id)
      const { id } = (await findUserByEmail(database, email))!
      const known = await getUser(database, id)
      if (known.groupNames!.length === 0) await joinGroup(database, id, GUEST_GROUP)
      return may(caller, 'sinas.users.read:all') ? getUser(database, id) : id
    },
  }),
  updateUser: t.field({
    type: User,
    authScopes: { can: 'users.update' },
    description:
      'Changes a user. To switch one off, or on again, the caller must hold what that user holds. ' +
      'Errors: FORBIDDEN, NOT_FOUND, BAD_REQUEST for switching oneself off, REFUSED for the superadmin and the last administrator.',
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
      'Deletes a user who holds nothing that the caller lacks, with their memberships, tokens and API keys. ' +
      'What they own elsewhere stays, but runs no more. ' +
      'Errors: FORBIDDEN, NOT_FOUND, BAD_REQUEST for oneself, REFUSED for the superadmin and the last administrator.',
    args: { id: t.arg({ type: 'UUID', required: true, description: 'Of the user.' }) },
    resolve: async (_, { id }, context) => {
      await remove(context, id, 'delete from identity.users where id = $1')
      return true
    },
  }),
}))

async function setActive(context: IdentityContext, id: string, isActive: boolean): Promise<void> {
  const permission = 'sinas.users.update:all'
  if (!context.may(permission)) throw new SinasError('FORBIDDEN', { permission })
  if (!isActive) return remove(context, id, 'update identity.users set is_active = false where id = $1')
  await requireAbove(context, id)
  await context.database.query('update identity.users set is_active = true where id = $1', [id])
}

/** A caller removes neither themselves, nor the superadmin, whom the configuration names, nor a user who holds more than they do. */
async function remove(context: IdentityContext, id: string, sql: string): Promise<void> {
  const { database, services, caller } = context
  if (id === caller!.userId) throw new SinasError('BAD_REQUEST', { reason: 'You cannot remove yourself' })
  const user = await getUser(database, id)
  if (user.email === services.config.SUPERADMIN_EMAIL?.trim().toLowerCase()) {
    throw new SinasError('REFUSED', { reason: 'The superadmin cannot be removed: SUPERADMIN_EMAIL names them' })
  }
  await requireAbove(context, id)
  await inTransaction(database, async (client) => {
    await requireOtherAdmin(client, id)
    await client.query(sql, [id])
  })
}

const ADMINISTRATORS = `
  select u.id from identity.users u join identity.members m on m.user_id = u.id join identity.groups g on g.id = m.group_id
   where g.name = $1 and m.active and u.is_active`

/** An administrator is always left, also where two remove each other: the second waits here until the first is done. */
async function requireOtherAdmin(client: PoolClient, id: string): Promise<void> {
  await client.query('select id from identity.groups where name = $1 for no key update', [ADMIN_GROUP])
  const { rows } = await client.query<{ id: string }>(ADMINISTRATORS, [ADMIN_GROUP])
  if (rows.length === 1 && rows[0]!.id === id)
    throw new SinasError('REFUSED', { reason: `This is the last member of ${ADMIN_GROUP}: make another user one first` })
}
