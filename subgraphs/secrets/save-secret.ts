import { UniqueConstraintViolationException } from '@mikro-orm/core'
import type { Context } from '../../schema/context.ts'
import { SinasError } from '../../schema/errors.ts'
import type { Sealer } from '../../schema/sealing.ts'
import type { Services } from './builder.ts'
import { SecretEntity, type SecretRow, type Visibility } from './secret.entity.ts'
import { actionOn, findSecret, type Locator } from './secret-access.ts'
import { SecretVersionEntity, type SecretVersionRow } from './secret-version.entity.ts'

/** Versions of a secret that are kept, the newest of them in use. */
const KEPT_VERSIONS = 20

interface NewSecret {
  name: string
  value: string
  description?: string | null | undefined
  visibility: Visibility
}

/** Makes a secret, or gives the one of this name and visibility a new value. @throws SinasError FORBIDDEN, CONFLICT */
export async function putSecret(context: Context<Services>, input: NewSecret): Promise<SecretRow> {
  const caller = context.caller!
  const { name, visibility } = input
  const where = visibility === 'shared' ? { name, visibility } : { name, visibility, userId: caller.userId }
  const known = await context.em.findOne(SecretEntity, where)
  if (known) {
    context.requireOn(actionOn(name, 'update'), known.userId)
    return changeSecret(context, known, input)
  }
  const permission = `sinas.${actionOn(name, 'create')}:${visibility === 'shared' ? 'all' : 'own'}`
  if (!context.may(permission)) throw context.forbidden()
  const now = new Date()
  const row = context.em.create(SecretEntity, {
    id: crypto.randomUUID(),
    userId: caller.userId,
    name,
    visibility,
    description: input.description ?? null,
    version: 1,
    createdAt: now,
    updatedAt: now,
  })
  addVersion(context, row, input.value)
  return store(context, row)
}

/** @throws SinasError NOT_FOUND, FORBIDDEN, CONFLICT where it was changed at the same time */
export async function updateSecret(
  context: Context<Services>,
  locator: Locator,
  changes: { value?: string | null | undefined; description?: string | null | undefined },
): Promise<SecretRow> {
  return changeSecret(context, await findSecret(context, locator, 'update'), changes)
}

/** Gives a secret the value of an earlier version again, as a new one. @throws SinasError NOT_FOUND, FORBIDDEN, CONFLICT */
export async function rollbackSecret(context: Context<Services>, locator: Locator, version: number): Promise<SecretRow> {
  const row = await findSecret(context, locator, 'update')
  const past = await context.em.findOne(SecretVersionEntity, { secret: row.id, version })
  if (!past) throw new SinasError('NOT_FOUND', { what: `Version ${version}` })
  row.version++
  row.updatedAt = new Date()
  addVersion(context, row, openVersion(context.services.sealer, past), version)
  return store(context, row)
}

/** @returns it as it was @throws SinasError NOT_FOUND, FORBIDDEN */
export async function deleteSecret(context: Context<Services>, locator: Locator): Promise<SecretRow> {
  const row = await findSecret(context, locator, 'delete')
  await context.em.remove(row).flush()
  return row
}

const rowOf = (versionId: string) => `secrets/${versionId}`

export const openVersion = (sealer: Sealer, { id, sealedValue }: Pick<SecretVersionRow, 'id' | 'sealedValue'>) =>
  sealer.open(sealedValue, rowOf(id))

export const sealVersion = (sealer: Sealer, id: string, value: string) => sealer.seal(value, rowOf(id))

function changeSecret(
  context: Context<Services>,
  row: SecretRow,
  { value, description }: { value?: string | null | undefined; description?: string | null | undefined },
): Promise<SecretRow> {
  if (description !== null && description !== undefined) row.description = description
  row.updatedAt = new Date()
  if (value !== null && value !== undefined) {
    row.version++
    addVersion(context, row, value)
  }
  return store(context, row)
}

function addVersion({ em, caller, services }: Context<Services>, row: SecretRow, value: string, restoredFrom: number | null = null): void {
  const id = crypto.randomUUID()
  em.create(SecretVersionEntity, {
    id,
    secret: row.id,
    version: row.version,
    sealedValue: sealVersion(services.sealer, id, value),
    restoredFrom,
    createdBy: caller!.userId,
    createdAt: new Date(),
  })
}

/** Two changes at once make the same version: one of them is refused. */
async function store({ em }: Context<Services>, row: SecretRow): Promise<SecretRow> {
  try {
    await em.flush()
  } catch (error) {
    if (!(error instanceof UniqueConstraintViolationException)) throw error
    throw new SinasError('CONFLICT', { reason: 'The secret was changed at the same time: try again' }, error)
  }
  await em.nativeDelete(SecretVersionEntity, { secret: row.id, version: { $lte: row.version - KEPT_VERSIONS } })
  return row
}
