import { randomUUID } from 'node:crypto'
import { OptimisticLockError, UniqueConstraintViolationException } from '@mikro-orm/core'
import type { Context } from '../../../schema/context.ts'
import type { EntityManager } from '../../../schema/database.ts'
import { SinasError } from '../../../schema/errors.ts'
import type { Services } from '../services.ts'
import type { FunctionRow } from './function.entity.ts'
import { VersionEntity } from './version.entity.ts'

/** Adds the current state of the row as a version; `storeFunction` writes both. */
export function addVersion(em: EntityManager, row: FunctionRow, createdBy: string, restoredFrom: number | null = null): void {
  const { version, code, inputSchema, outputSchema, authors, links } = row
  em.create(VersionEntity, {
    id: randomUUID(),
    function: row.id,
    version,
    code,
    inputSchema,
    outputSchema,
    restoredFrom,
    authors,
    links,
    createdBy,
    createdAt: new Date(),
  })
}

/**
 * Writes a new or changed function, with its new version where there is one.
 * @throws SinasError ALREADY_EXISTS, or CONFLICT where the function was changed meanwhile
 */
export async function storeFunction({ em, services }: Context<Services>, row: FunctionRow): Promise<void> {
  try {
    await em.flush()
  } catch (error) {
    const isTaken = error instanceof UniqueConstraintViolationException
    if (!isTaken && !(error instanceof OptimisticLockError)) throw error
    if (isTaken && row.version === 1) throw new SinasError('ALREADY_EXISTS', { what: `Function ${row.namespace}/${row.name}` }, error)
    throw new SinasError('CONFLICT', { reason: 'The function was changed at the same time: try again' }, error)
  } finally {
    services.catalog.forget(row.namespace, row.name)
  }
}
