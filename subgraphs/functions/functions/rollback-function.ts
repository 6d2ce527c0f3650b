import { editorsOf, union } from '../../../schema/caller.ts'
import type { Context } from '../../../schema/context.ts'
import { SinasError } from '../../../schema/errors.ts'
import type { Services } from '../services.ts'
import { isAllowed } from './access.ts'
import { type FunctionLocator, requireFunction } from './find-function.ts'
import type { FunctionRow } from './function.entity.ts'
import { linksWithin } from './links.ts'
import { addVersion, storeFunction } from './store-function.ts'
import { VersionEntity } from './version.entity.ts'

/** Makes an earlier version the current one. @throws SinasError NOT_FOUND, FORBIDDEN, CONFLICT where it was changed at the same time */
export async function rollbackFunction(context: Context<Services>, locator: FunctionLocator, version: number): Promise<FunctionRow> {
  const row = await requireFunction(context, locator, 'update')
  const past = await context.em.findOne(VersionEntity, { function: row.id, version })
  if (!past) throw new SinasError('NOT_FOUND', { what: `Version ${version}` })
  const { code, inputSchema, outputSchema } = past
  Object.assign(row, { code, inputSchema, outputSchema, version: row.version + 1, updatedAt: new Date() })
  row.isShared &&= isAllowed(context.caller!, row, 'share')
  row.authors = union(past.authors, editorsOf(context.caller!))
  row.links = past.links && linksWithin(row, past.links)
  addVersion(context.em, row, context.caller!.userId, version)
  await storeFunction(context, row)
  return row
}
