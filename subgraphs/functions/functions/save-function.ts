import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { editorsOf } from '../../../schema/caller.ts'
import type { Context } from '../../../schema/context.ts'
import { invalid, SinasError } from '../../../schema/errors.ts'
import { list } from '../../../schema/inputs.ts'
import { builder, identifier, plainText } from '../builder.ts'
import { ensureRequirements } from '../packages/ensure-requirements.ts'
import type { Services } from '../services.ts'
import { authorise } from './access.ts'
import { change } from './change.ts'
import { checkFunction } from './check-function.ts'
import { requireFunction } from './find-function.ts'
import { FunctionEntity, type FunctionRow, type JsonSchema } from './function.entity.ts'
import { FunctionType, functionReference } from './function.ts'
import { findLinks } from './links.ts'
import { addVersion, storeFunction } from './store-function.ts'

const code = plainText.min(1).max(1_000_000)
const seconds = z.int().min(1)
const namespaces = list(identifier, 100)
const requirements = list(z.string().min(1).max(255), 100)
const ANY_OBJECT: JsonSchema = { type: 'object' }

const CreateFunctionInput = builder.inputType('CreateFunctionInput', {
  description: 'A function to make: its code, and what it takes and gives.',
  fields: (t) => ({
    namespace: t.string({ defaultValue: 'default', validate: identifier, description: 'A Python name.' }),
    name: t.string({ required: true, validate: identifier, description: 'A Python name, unique in its namespace.' }),
    description: t.string({ validate: plainText.max(10_000), description: 'What it does: also tells agents when to call it.' }),
    code: t.string({ required: true, validate: code, description: 'Python that defines `handler(input, context)`.' }),
    inputSchema: t.field({ type: 'JSON', description: 'JSON Schema of the input. Default: any object.' }),
    outputSchema: t.field({ type: 'JSON', description: 'JSON Schema of what it returns. Default: any object.' }),
    requirements: t.stringList({
      validate: requirements,
      description: 'pip requirements, installed for the owner of the function where they are missing.',
    }),
    enabledNamespaces: t.stringList({ validate: namespaces, description: 'Namespaces beside its own whose functions it may call.' }),
    sharedPool: t.boolean({ description: 'Asks for `sinas.functions.shared_pool:all`.' }),
    requiresApproval: t.boolean({ description: 'An agent asks its user before it calls the function.' }),
    timeout: t.int({ validate: seconds, description: 'Seconds that a run may take; at most MAX_FUNCTION_TIMEOUT.' }),
    icon: t.string({ validate: plainText.max(1000), description: 'What clients show beside its name.' }),
    isShared: t.boolean({ description: 'Offers it to all users who may execute it. Setting it requires `sinas.functions.share`.' }),
  }),
})

const UpdateFunctionInput = builder.inputType('UpdateFunctionInput', {
  description:
    'Fields that are left out keep their value. Sending `code` makes a new version; where the code differs, the caller becomes its only author. A caller who changes schemas, requirements or namespaces becomes an author beside the others.',
  fields: (t) => ({
    description: t.string({ validate: plainText.max(10_000), description: 'What it does: also tells agents when to call it.' }),
    code: t.string({ validate: code, description: 'Python that defines `handler(input, context)`.' }),
    inputSchema: t.field({ type: 'JSON', description: 'JSON Schema of the input.' }),
    outputSchema: t.field({ type: 'JSON', description: 'JSON Schema of what it returns.' }),
    requirements: t.stringList({
      validate: requirements,
      description: 'pip requirements, installed for the owner of the function where they are missing.',
    }),
    enabledNamespaces: t.stringList({ validate: namespaces, description: 'Namespaces beside its own whose functions it may call.' }),
    sharedPool: t.boolean({ description: 'Asks for `sinas.functions.shared_pool:all`.' }),
    requiresApproval: t.boolean({ description: 'An agent asks its user before it calls the function.' }),
    timeout: t.int({ validate: seconds, description: 'Seconds that a run may take; at most MAX_FUNCTION_TIMEOUT.' }),
    icon: t.string({ validate: plainText.max(1000), description: 'What clients show beside its name.' }),
    isShared: t.boolean({ description: 'Offers it to all users who may execute it. Setting it requires `sinas.functions.share`.' }),
    isActive: t.boolean({ description: 'An inactive function can be changed, but not called.' }),
  }),
})

builder.mutationField('createFunction', (t) =>
  t.field({
    type: FunctionType,
    description:
      'Creates a function that the caller owns, with version 1 and the caller as its author. The functions that it calls by name are looked up now and listed in `calls`. Errors: ALREADY_EXISTS, VALIDATION (Python syntax with `line` and `column`, schemas, requirements).',
    authScopes: (_, { input }) => ({ can: `functions/${input.namespace}/${input.name}.create` }),
    args: { input: t.arg({ type: CreateFunctionInput, required: true, description: 'The function to make.' }) },
    async resolve(_, { input }, context) {
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
      addVersion(context.em, row, caller!.userId)
      await storeFunction(context, row)
      return row
    },
  }),
)

builder.mutationField('updateFunction', (t) =>
  t.field({
    type: FunctionType,
    description:
      'Changes a function, found by id or by namespace and name. What its code calls by name is found whenever `code` is sent. Errors: NOT_FOUND, FORBIDDEN, VALIDATION, CONFLICT where it was changed at the same time.',
    authScopes: { authenticated: true },
    args: { ...functionReference, input: t.arg({ type: UpdateFunctionInput, required: true, description: 'What is to change.' }) },
    async resolve(_, { input, ...reference }, context) {
      const row = await requireFunction(context, reference, 'update')
      if (input.isShared) authorise(context, row, 'share')
      const names = await check(context, input, row.userId)
      await change(context, row, input, names)
      await storeFunction(context, row)
      return row
    },
  }),
)

builder.mutationField('deleteFunction', (t) =>
  t.boolean({
    description: 'Deletes a function and its versions. Its executions stay. Errors: NOT_FOUND, FORBIDDEN.',
    authScopes: { authenticated: true },
    args: functionReference,
    async resolve(_, reference, context) {
      const row = await requireFunction(context, reference, 'delete')
      await context.em.remove(row).flush()
      context.services.catalog.forget(row.namespace, row.name)
      return true
    },
  }),
)

/** @returns the names that the code leaves open; null where there is no code */
async function check(
  context: Context<Services>,
  input: typeof CreateFunctionInput.$inferInput | typeof UpdateFunctionInput.$inferInput,
  ownerId: string,
) {
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
