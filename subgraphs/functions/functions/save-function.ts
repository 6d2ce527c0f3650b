import { randomUUID } from 'node:crypto'
import { editorsOf } from '../../../schema/caller.ts'
import type { Context } from '../../../schema/context.ts'
import { invalid, SinasError } from '../../../schema/errors.ts'
import { ensureRequirements } from '../packages/ensure-requirements.ts'
import type { Services } from '../services.ts'
import { authorise } from './access.ts'
import { changeFunction } from './change-function.ts'
import { checkFunction } from './check-function.ts'
import { definesEntryPoint } from './entry-point.ts'
import { type FunctionLocator, requireFunction } from './find-function.ts'
import { FunctionEntity, type FunctionRow, type JsonSchema } from './function.entity.ts'
import { findLinks } from './links.ts'
import { addVersion, storeFunction } from './store-function.ts'

const ANY_OBJECT: JsonSchema = { type: 'object' }

/** What of a function is to be otherwise. What is absent or null stays as it is. */
interface FunctionChanges {
  description?: string | null | undefined
  code?: string | null | undefined
  inputSchema?: unknown
  outputSchema?: unknown
  requirements?: string[] | null | undefined
  enabledNamespaces?: string[] | null | undefined
  secrets?: string[] | null | undefined
  sharedPool?: boolean | null | undefined
  requiresApproval?: boolean | null | undefined
  timeout?: number | null | undefined
  icon?: string | null | undefined
  isShared?: boolean | null | undefined
  isActive?: boolean | null | undefined
}

interface NewFunction extends Omit<FunctionChanges, 'isActive'> {
  namespace?: string | null | undefined
  name: string
  code: string
}

/** @throws SinasError ALREADY_EXISTS, FORBIDDEN, VALIDATION */
export async function createFunction(context: Context<Services>, input: NewFunction): Promise<FunctionRow> {
  const { caller, database } = context
  if (input.isShared) authorise(context, { namespace: input.namespace!, name: input.name, userId: caller!.userId }, 'share')
  const names = await check(context, input, caller!.userId)
  const now = new Date()
  const row: FunctionRow = context.em.create(FunctionEntity, {
    id: randomUUID(),
    userId: caller!.userId,
    namespace: input.namespace!,
    name: input.name,
    description: input.description ?? null,
    code: input.code,
    inputSchema: (input.inputSchema as JsonSchema | null | undefined) ?? ANY_OBJECT,
    outputSchema: (input.outputSchema as JsonSchema | null | undefined) ?? ANY_OBJECT,
    requirements: input.requirements ?? [],
    enabledNamespaces: input.enabledNamespaces ?? [],
    secrets: input.secrets ?? [],
    sharedPool: input.sharedPool ?? false,
    requiresApproval: input.requiresApproval ?? false,
    timeout: input.timeout ?? null,
    icon: input.icon ?? null,
    isActive: true,
    isShared: input.isShared ?? false,
    version: 1,
    authors: editorsOf(caller!),
    createdAt: now,
    updatedAt: now,
  })
  row.links = await findLinks(database, caller!, row, names!)
  row.hasEntryPoint = definesEntryPoint(row, names!)
  addVersion(context.em, row, caller!.userId)
  await storeFunction(context, row)
  return row
}

/** @throws SinasError NOT_FOUND, FORBIDDEN, VALIDATION, CONFLICT where it was changed at the same time */
export async function updateFunction(context: Context<Services>, locator: FunctionLocator, input: FunctionChanges): Promise<FunctionRow> {
  const row = await requireFunction(context, locator, 'update')
  if (input.isShared) authorise(context, row, 'share')
  const names = await check(context, input, row.userId)
  await changeFunction(context, row, input, names)
  await storeFunction(context, row)
  return row
}

/** @returns the function as it was @throws SinasError NOT_FOUND, FORBIDDEN */
export async function deleteFunction(context: Context<Services>, locator: FunctionLocator): Promise<FunctionRow> {
  const row = await requireFunction(context, locator, 'delete')
  await context.em.remove(row).flush()
  context.services.catalog.forget(row.namespace, row.name)
  return row
}

/** @returns the names that the code leaves open; null where there is no code */
async function check(context: Context<Services>, input: FunctionChanges, ownerId: string) {
  assertTimeout(input.timeout, context.services.config.MAX_FUNCTION_TIMEOUT)
  const shared = 'sinas.functions.shared_pool:all'
  if (input.sharedPool && !context.may(shared)) throw new SinasError('FORBIDDEN', { permission: shared })
  const names = await checkFunction(input, context.services.sandbox)
  if (input.requirements) await ensureRequirements(context, ownerId, input.requirements)
  return names
}

/** @throws SinasError VALIDATION */
function assertTimeout(timeout: number | null | undefined, most: number): void {
  if (!timeout || timeout <= most) return
  throw invalid(['input', 'timeout'], `at most ${most} seconds: the operator limits them by MAX_FUNCTION_TIMEOUT`, timeout)
}
