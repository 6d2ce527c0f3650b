import { orderInput } from '../../../schema/connections/fields.ts'
import type { Order } from '../../../schema/connections/order.ts'
import { readPage, readPages } from '../../../schema/connections/page.ts'
import { builder, page, User } from '../builder.ts'
import type { Services } from '../services.ts'
import type { Catalog } from './catalog.ts'
import { warningsOf } from './entry-point.ts'
import { readableFunction, readableFunctionNamed, readFunction } from './find-function.ts'
import type { FunctionRow, Link } from './function.entity.ts'
import { FunctionFilter, FunctionReference, locatorOf } from './function-input.ts'
import { listOfFunctions } from './list-functions.ts'

export const FunctionType = builder.objectRef<FunctionRow>('Function')

export const FunctionCall = builder.objectRef<Link>('FunctionCall').implement({
  description:
    'A name by which code calls another function. It keeps meaning that function, also when another function gets the name later.',
  fields: (t) => ({
    as: t.exposeString('as', { description: 'As the code spells it: `name`, or `namespace.name`.' }),
    namespace: t.exposeString('namespace', { description: 'Namespace of the function that it means.' }),
    name: t.exposeString('name', { description: 'Name of the function that it means.' }),
    function: t.field({
      type: FunctionType,
      nullable: true,
      description: 'The function that it means; null where it was deleted or may not be read.',
      resolve: ({ functionId }, _, context) => readableFunction(context, functionId),
    }),
  }),
})

/** Of code that was saved before links were kept. */
async function oldLinks(catalog: Catalog, id: string): Promise<Link[]> {
  const fn = await catalog.findById(id)
  return fn ? [...(await catalog.linksOf(fn))] : []
}

FunctionType.implement({
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
    secrets: t.exposeStringList('secrets', {
      description:
        'Names of the secrets that its runs find in `context["secrets"]`: each where the user of the run, and everyone who shaped it, may use it.',
    }),
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
      // Not a promise where they are known: each of a list would be waited for.
      resolve: ({ id, links }, _, { services: { catalog } }) => links ?? oldLinks(catalog, id),
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
    ownerId: t.expose('userId', { type: 'ID', description: 'Its owner.' }),
    owner: t.field({ type: User, nullable: true, description: 'Its owner.', resolve: ({ userId }) => ({ id: userId }) }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was made.' }),
    updatedAt: t.expose('updatedAt', { type: 'DateTime', description: 'When it last changed.' }),
  }),
})

// Others know a function by its name, as their users wrote it, more often than by its id.
builder.asEntity(FunctionType, {
  key: [builder.selection<{ id: string }>('id'), builder.selection<{ namespace: string; name: string }>('namespace name')],
  resolveReference: (reference, context) =>
    'id' in reference ? readableFunction(context, reference.id) : readableFunctionNamed(context, reference),
})

const FunctionConnection = builder.connectionObject({
  type: FunctionType,
  name: 'FunctionConnection',
  description: 'A page of a list of functions.',
})

const FunctionOrder = orderInput<FunctionRow, Services>(builder, 'Function', {
  CREATED_AT: { property: 'createdAt', description: 'When it was made.' },
  NAME: { property: 'name', description: 'Its name.' },
  UPDATED_AT: { property: 'updatedAt', description: 'When it last changed.' },
})

const NEWEST_FIRST: Order<FunctionRow> = [
  ['createdAt', 'desc'],
  ['id', 'desc'],
]

builder.queryFields((t) => ({
  function: t.field({
    type: FunctionType,
    nullable: true,
    description: 'One function. Errors: NOT_FOUND, FORBIDDEN.',
    authScopes: { authenticated: true },
    args: { by: t.arg({ type: FunctionReference, required: true, description: 'Which one.' }) },
    resolve: (_, { by }, context) => readFunction(context, locatorOf(by)),
  }),
  functions: t.field({
    type: FunctionConnection,
    nullable: true,
    description: 'The functions that the caller may read, active or not.',
    authScopes: { authenticated: true },
    args: {
      ...page,
      filter: t.arg({ type: FunctionFilter, description: 'Which ones.' }),
      orderBy: t.arg({ type: FunctionOrder.input, description: 'Absent: the newest first.' }),
    },
    resolve: async (_, { filter, orderBy, ...args }, context) =>
      readPage(context.em, await listOfFunctions(context, filter ?? {}, FunctionOrder.order(orderBy, NEWEST_FIRST)), args),
  }),
}))

builder.objectFields(User, (t) => ({
  functions: t.loadable({
    type: FunctionConnection,
    description: 'The functions that they own, as far as the caller may read them, the newest first.',
    byPath: true,
    args: page,
    load: async (ids: string[], context, args) =>
      readPages(context.em, await listOfFunctions(context, {}, NEWEST_FIRST), args, 'userId', ids),
    resolve: ({ id }) => id,
  }),
}))
