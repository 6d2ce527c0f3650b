import { SinasError } from '../../../schema/errors.ts'
import { may } from '../../../schema/permissions.ts'
import { inTransaction, type Transaction } from '../../../schema/transaction.ts'
import type { IdentityContext } from '../builder.ts'
import { ADMIN_GROUP, GUEST_GROUP } from '../groups/default-groups.ts'
import { findGroup } from '../groups/find-group.ts'
import { requireAbove, requireGroupDelegable } from '../groups/grants.ts'
import { getUser, type User } from './find-user.ts'
import { createUser, findUserByEmail, joinGroup } from './provision-user.ts'

/** @returns the user, or the id alone where the address is known and the caller may not see who has it */
export async function addUser(context: IdentityContext, email: string): Promise<User | string> {
  const { database, caller } = context
  await requireGroupDelegable(context, (await findGroup(context, { name: GUEST_GROUP })).id)
  const created = await createUser(database, { email, group: GUEST_GROUP })
  if (created) return getUser(database, created.id)
  const { id } = (await findUserByEmail(database, email))!
  const known = await getUser(database, id)
  if (known.groupNames!.length === 0) await joinGroup(database, id, GUEST_GROUP)
  return may(caller, 'sinas.users.read:all') ? getUser(database, id) : id
}

export async function setActive(context: IdentityContext, id: string, isActive: boolean): Promise<void> {
  const permission = 'sinas.users.update:all'
  if (!context.may(permission)) throw new SinasError('FORBIDDEN', { permission })
  if (!isActive) return removeUser(context, id, 'update identity.users set is_active = false where id = $1')
  await requireAbove(context, id)
  await context.database.query('update identity.users set is_active = true where id = $1', [id])
}

/** A caller removes neither themselves, nor the superadmin, whom the configuration names, nor a user who holds more than they do. */
export async function removeUser(context: IdentityContext, id: string, sql: string): Promise<void> {
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
async function requireOtherAdmin(client: Transaction, id: string): Promise<void> {
  await client.query('select id from identity.groups where name = $1 for no key update', [ADMIN_GROUP])
  const { rows } = await client.query<{ id: string }>(ADMINISTRATORS, [ADMIN_GROUP])
  if (rows.length === 1 && rows[0]!.id === id)
    throw new SinasError('REFUSED', { reason: `This is the last member of ${ADMIN_GROUP}: make another user one first` })
}
