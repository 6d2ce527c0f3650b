import type { Caller } from '../../schema/caller.ts'
import type { Context } from '../../schema/context.ts'
import { SinasError } from '../../schema/errors.ts'
import { mayActOn } from '../../schema/permissions.ts'
import { SecretEntity, type SecretRow, type Visibility } from './secret.entity.ts'

export type Action = 'create' | 'read' | 'update' | 'delete' | 'use'

/** How a secret is pointed at: by its id, or by its name. A private one of the caller comes before the shared one of that name. */
export interface Locator {
  id?: string | null | undefined
  name?: { name: string; visibility?: Visibility | null | undefined } | null | undefined
}

export const actionOn = (name: string, action: Action) => `secrets/${name}.${action}`

/** Nothing of it but its value is kept from callers who may use it. */
export const maySee = (caller: Caller, { name, userId }: Pick<SecretRow, 'name' | 'userId'>): boolean =>
  mayActOn(caller, actionOn(name, 'read'), userId) || mayActOn(caller, actionOn(name, 'use'), userId)

/** @throws SinasError NOT_FOUND, FORBIDDEN */
export async function findSecret(context: Context, { id, name }: Locator, action: 'read' | 'update' | 'delete'): Promise<SecretRow> {
  const caller = context.caller!
  const row = id ? await context.em.findOne(SecretEntity, { id }) : await named(context, name!)
  // Who may not see it is not told that it is there.
  if (!row || !maySee(caller, row)) throw new SinasError('NOT_FOUND', { what: 'Secret' })
  if (action !== 'read') context.requireOn(actionOn(row.name, action), row.userId)
  return row
}

async function named({ em, caller }: Context, { name, visibility }: NonNullable<Locator['name']>): Promise<SecretRow | undefined> {
  const ways: object[] = []
  if (visibility !== 'shared') ways.push({ visibility: 'private', userId: caller!.userId })
  if (visibility !== 'private') ways.push({ visibility: 'shared' })
  const rows = await em.find(SecretEntity, { name, $or: ways })
  return rows.find((row) => row.visibility === 'private') ?? rows[0]
}
