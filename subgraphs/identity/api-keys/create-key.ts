import { LockMode } from '@mikro-orm/core'
import type { EntityManager } from '../../../schema/database.ts'
import { SinasError } from '../../../schema/errors.ts'
import type { Permissions } from '../../../schema/permissions.ts'
import type { IdentityContext } from '../builder.ts'
import { beyond, requireGrantable } from '../groups/grants.ts'
import { createSecret } from '../secret.ts'
import { ApiKeyEntity, type ApiKeyRow } from './api-key.entity.ts'

export interface KeySettings {
  name: string
  permissions: Permissions
  expiresAt?: Date | null | undefined
}

export interface NewKey {
  apiKey: ApiKeyRow
  /** The key itself, which is not kept. */
  key: string
}

/** The rights of a run are judged at each call; a key would keep rights that its shapers lose later. */
const SHAPED = 'A run that others have shaped makes no API keys, which would outlive the run and what they may do'

/**
 * @param path where the permissions stand in the input
 * @throws SinasError REFUSED, VALIDATION, BAD_REQUEST, INVALID_CREDENTIALS
 */
export async function createKey({ em, caller }: IdentityContext, settings: KeySettings, path: string[]): Promise<NewKey> {
  if (caller!.shapers?.length) throw new SinasError('REFUSED', { reason: SHAPED })
  const { name, permissions, expiresAt } = settings
  requireGrantable(Object.keys(permissions), path)
  const exceeding = beyond(caller, permissions)
  if (exceeding.length > 0)
    throw new SinasError('BAD_REQUEST', { reason: `You do not hold these permissions yourself: ${exceeding.join(', ')}` })
  const { text, hash, prefix } = createSecret()
  const parentId = caller!.apiKey?.id ?? null
  const apiKey = await em.transactional(async (inner) =>
    inner.create(ApiKeyEntity, {
      userId: caller!.userId,
      name,
      keyHash: hash,
      keyPrefix: prefix,
      parentId,
      permissions,
      expiresAt: parentId === null ? expiresAt : await endWithin(inner, parentId, expiresAt),
    }),
  )
  return { apiKey, key: text }
}

/**
 * When a key ends that is made with another. That one is locked, so that it can't be revoked before the new one is there to be revoked with it.
 * @param wanted not given: with the other
 * @throws SinasError INVALID_CREDENTIALS where the other was revoked meanwhile, BAD_REQUEST where the new one would outlive it
 */
async function endWithin(em: EntityManager, parentId: string, wanted: Date | null | undefined): Promise<Date | null | undefined> {
  const parent = await em.findOne(ApiKeyEntity, { id: parentId, isActive: true }, { lockMode: LockMode.PESSIMISTIC_READ })
  if (!parent) throw new SinasError('INVALID_CREDENTIALS')
  if (!parent.expiresAt || !wanted) return wanted ?? parent.expiresAt
  if (wanted <= parent.expiresAt) return wanted
  throw new SinasError('BAD_REQUEST', {
    reason: `A key that is made with a key can't outlive it: expires_at can be ${parent.expiresAt.toISOString()} at the latest`,
  })
}
