import { z } from 'zod'
import { limit, skip } from '../../../schema/inputs.ts'
import { builder, User } from '../builder.ts'
import { isAllowed, visibleFunctions } from './access.ts'
import { warningsOf } from './entry-point.ts'
import { requireFunction } from './find-function.ts'
import { FunctionEntity, type FunctionRow, type Link } from './function.entity.ts'
import { CreateFunctionInput, UpdateFunctionInput } from './function-input.ts'
import { createFunction, deleteFunction, updateFunction } from './save-function.ts'
import { contains } from './text-search.ts'

export const FunctionCall = builder.objectRef<Link>('FunctionCall').implement({
  description:
    'A name by which code calls another function. It keeps meaning that function, also when another function gets the name later.',
  fields: (t) => ({
    as: t.exposeString('as', { description: 'As the code spells it: `name`, or `namespace.name`.' }),
    namespace: t.exposeString('namespace', { description: 'Namespace of the function that it means.' }),
    name: t.exposeString('name', { description: 'Name of the function that it means.' }),
  }),
})

export const FunctionType = builder.objectRef<FunctionRow>('Function').implement({
  description: 'A Python function. Each call of it runs in a fresh, isolated process.',
  fields: (t) => ({
    id: t.expose('id', { type: 'ID', description: 'Its id. Wherever a function is asked for, its namespace and name do as well.' }),
    namespace: t.exposeString('namespace', { description: 'What groups it with others. Functions of a namespace may call each other.' }),
    name: t.exposeString('name', { description: 'Unique in its namespace, among the functions of all users.' }),
    description: t.exposeString('description', { nullable: true, description: 'What it does: also tells agents when to call it.' }),
    code: t.exposeString('code', { description: 'Python that defines `handler(input, context)`, or a function of this name.' }),
    inputSchema: t.expose('inputSchema', { type: 'JSONObject', description: 'JSON Schema (2020-12) of the input.' }),
    outputSchema: t.expose('outputSchema', { type: 'JSONObject', description: 'JSON Schema (2020-12) of what it returns.' }),
    requirements: t.exposeStringList('requirements', { description: 'pip requirements that its code imports.' }),
    enabledNamespaces: t.exposeStringList('enabledNamespaces', { description: 'Namespaces beside its own whose functions it may call.' }),
    sharedPool: t.exposeBoolean('sharedPool', {
      description: 'Has no effect, and is kept for older clients: every execution is isolated.',
    }),
    requiresApproval: t.exposeBoolean('requiresApproval', { description: 'An agent asks its user before it calls the function.' }),
    timeout: t.exposeInt('timeout', { nullable: true, description: 'Seconds that a run may take; null: FUNCTION_TIMEOUT.' }),
    icon: t.exposeString('icon', { nullable: true, description: 'What clients show beside its name.' }),
    isActive: t.exposeBoolean('isActive', { description: 'An inactive function can be changed, but not called.' }),
    isShared: t.exposeBoolean('isShared', {
      description:
        'Offered, as a tool and in lists, to all users who may execute it. Without the mark it is offered to its owner only. Setting it requires `sinas.functions.share`. It vouches for the function as it is: a change of its code, schemas, packages or description by an editor who may not share takes the mark away.',
    }),
    calls: t.field({
      type: [FunctionCall],
      description:
        'Functions that the code calls by name, as they were found when it was saved: those that its author might execute then. A function that was made after it is called once it is saved again. Names that Python or the code itself binds are never another function’s.',
      resolve: async ({ id, links }, _, { services: { catalog } }) => {
        const fn = links ? null : await catalog.findById(id)
        return [...((fn && (await catalog.linksOf(fn))) ?? links ?? [])]
      },
    }),
    authors: t.field({
      type: [User],
      description:
        'The author of the code, and the users who have since changed what else shapes its runs. A run does nothing to things of others that one of these users could not do.',
      resolve: ({ authors }) => [...new Set(authors.map(({ userId }) => userId))].map((id) => ({ id })),
    }),
    warnings: t.stringList({
      description: 'Why calls of it fail, where that is known from its code: a sentence each.',
      resolve: (row) => warningsOf(row),
    }),
    version: t.exposeInt('version', { description: 'Number of the version that runs now.' }),
    owner: t.field({ type: User, description: 'Its owner.', resolve: ({ userId }) => ({ id: userId }) }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was made.' }),
    updatedAt: t.expose('updatedAt', { type: 'DateTime', description: 'When it last changed.' }),
  }),
})

// Others know a function by its name, as their users wrote it, more often than by its id.
builder.asEntity(FunctionType, {
  key: [builder.selection<{ id: string }>('id'), builder.selection<{ namespace: string; name: string }>('namespace name')],
  async resolveReference(reference, { em, caller }) {
    const where = 'id' in reference ? { id: reference.id } : { namespace: reference.namespace, name: reference.name }
    const row = caller && (await em.findOne(FunctionEntity, where))
    return row && isAllowed(caller, row, 'read') ? row : null
  },
})

/** How a function is named: by its id, or by its namespace and name. */
export const functionReference = builder.args((t) => ({
  id: t.field({ type: 'ID', description: 'Id of the function; or else both `namespace` and `name`.' }),
  namespace: t.string({ description: 'Namespace of the function.' }),
  name: t.string({ description: 'Name of the function.' }),
}))

builder.queryField('function', (t) =>
  t.field({
    type: FunctionType,
    description: 'One function, by id or by namespace and name. Errors: NOT_FOUND, FORBIDDEN.',
    authScopes: { authenticated: true },
    args: functionReference,
    resolve: (_, reference, context) => requireFunction(context, reference, 'read'),
  }),
)

builder.queryField('functions', (t) =>
  t.field({
    type: [FunctionType],
    description: 'Functions that the caller may read, active or not, newest first.',
    authScopes: { authenticated: true },
    args: {
      skip: t.arg.int(skip),
      limit: t.arg.int(limit),
      namespace: t.arg.string({ description: 'Only those of this namespace.' }),
      name: t.arg.string({ description: 'Only those of this name.' }),
      search: t.arg.string({
        description: 'Only those whose namespace, name or description contains this text.',
        validate: z.string().max(255),
      }),
      isActive: t.arg.boolean({ description: 'Only those that are active, or only those that are not.' }),
    },
    async resolve(_, { namespace, name, search, isActive, ...page }, context) {
      const namespaces = await context.database.query<{ namespace: string }>('SELECT DISTINCT namespace FROM functions.functions')
      const visible = visibleFunctions(
        context,
        namespaces.map((row) => row.namespace),
      )
      const filter = {
        ...(namespace && { namespace }),
        ...(name && { name }),
        ...(typeof isActive === 'boolean' && { isActive }),
        ...(search && contains(search)),
      }
      return context.em.find(
        FunctionEntity,
        { $and: [visible, filter] },
        { orderBy: { createdAt: 'desc', id: 'asc' }, offset: page.skip!, limit: page.limit! },
      )
    },
  }),
)

builder.mutationField('createFunction', (t) =>
  t.field({
    type: FunctionType,
    description:
      'Creates a function that the caller owns, with version 1 and the caller as its author. The functions that it calls by name are looked up now and listed in `calls`. Errors: ALREADY_EXISTS, VALIDATION (Python syntax with `line` and `column`, schemas, requirements).',
    authScopes: (_, { input }) => ({ can: `functions/${input.namespace}/${input.name}.create` }),
    args: { input: t.arg({ type: CreateFunctionInput, required: true, description: 'The function to make.' }) },
    resolve: (_, { input }, context) => createFunction(context, input),
  }),
)

builder.mutationField('updateFunction', (t) =>
  t.field({
    type: FunctionType,
    description:
      'Changes a function, found by id or by namespace and name. What its code calls by name is found whenever `code` is sent. Errors: NOT_FOUND, FORBIDDEN, VALIDATION, CONFLICT where it was changed at the same time.',
    authScopes: { authenticated: true },
    args: { ...functionReference, input: t.arg({ type: UpdateFunctionInput, required: true, description: 'What is to change.' }) },
    resolve: (_, { input, ...reference }, context) => updateFunction(context, reference, input),
  }),
)

builder.mutationField('deleteFunction', (t) =>
  t.boolean({
    description: 'Deletes a function and its versions. Its executions stay. Errors: NOT_FOUND, FORBIDDEN.',
    authScopes: { authenticated: true },
    args: functionReference,
    async resolve(_, reference, context) {
      await deleteFunction(context, reference)
      return true
    },
  }),
)
