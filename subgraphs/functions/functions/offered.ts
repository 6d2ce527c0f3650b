import { z } from 'zod'
import { pageOfRows } from '../../../schema/connections/page-of-rows.ts'
import type { Context } from '../../../schema/context.ts'
import { builder, page, User } from '../builder.ts'
import { isAllowed } from './access.ts'
import { readableFunction } from './find-function.ts'
import { FunctionEntity, type FunctionRow } from './function.entity.ts'
import { FunctionType } from './function.ts'
import { contains } from './text-search.ts'

export const OFFERED_FIELDS = [
  'id',
  'userId',
  'namespace',
  'name',
  'description',
  'inputSchema',
  'outputSchema',
  'requiresApproval',
  'icon',
] as const

type Offered = Pick<FunctionRow, (typeof OFFERED_FIELDS)[number]>

export const OfferedFunction = builder.objectRef<Offered>('OfferedFunction').implement({
  description: 'A function as users see it who may execute it. Only users who may read the function see its code.',
  fields: (t) => ({
    id: t.expose('id', { type: 'ID', description: 'Its id.' }),
    namespace: t.exposeString('namespace', { description: 'Its namespace.' }),
    name: t.exposeString('name', { description: 'Its name.' }),
    description: t.exposeString('description', { nullable: true, description: 'What it does.' }),
    inputSchema: t.expose('inputSchema', { type: 'JSONObject', description: 'JSON Schema (2020-12) of the input.' }),
    outputSchema: t.expose('outputSchema', { type: 'JSONObject', description: 'JSON Schema (2020-12) of what it returns.' }),
    requiresApproval: t.exposeBoolean('requiresApproval', { description: 'An agent asks its user before it calls the function.' }),
    icon: t.exposeString('icon', { nullable: true, description: 'What clients show beside its name.' }),
    ownerId: t.expose('userId', { type: 'ID', description: 'Its owner.' }),
    owner: t.field({ type: User, nullable: true, description: 'Its owner.', resolve: ({ userId }) => ({ id: userId }) }),
    function: t.field({
      type: FunctionType,
      nullable: true,
      description: 'All of the function, its code included; null to those who may not read it.',
      resolve: ({ id }, _, context) => readableFunction(context, id),
    }),
  }),
})

const OfferedFunctionConnection = builder.connectionObject({
  type: OfferedFunction,
  name: 'OfferedFunctionConnection',
  description: 'A page of the functions that are offered to the caller.',
})

const OfferedFunctionFilter = builder.inputType('OfferedFunctionFilter', {
  description: 'Which functions are listed: those that meet all that is given.',
  fields: (t) => ({
    namespace: t.string({ description: 'Those of this namespace.' }),
    search: t.string({ validate: z.string().max(255), description: 'Those whose namespace, name or description contains this text.' }),
  }),
})

interface Filter {
  namespace?: string | null | undefined
  search?: string | null | undefined
}

builder.queryFields((t) => ({
  offeredFunctions: t.field({
    type: OfferedFunctionConnection,
    nullable: true,
    description:
      'Active functions that are offered to the caller, as far as they may execute them: their own, then those that are shared, each by namespace and name. What the caller may execute beside these has to be asked for by name.',
    authScopes: { authenticated: true },
    args: { ...page, filter: t.arg({ type: OfferedFunctionFilter, description: 'Which ones.' }) },
    resolve: async (_, { filter, ...args }, context) =>
      pageOfRows(await findOffered(context, filter ?? {}), (row) => placeOf(row, context.caller!.userId), args),
  }),
  runnableFunctions: t.field({
    type: [OfferedFunction],
    inaccessible: true,
    description: 'All of the same at once, for doors that offer them as tools and paths.',
    authScopes: { authenticated: true },
    resolve: (_, __, context) => findOffered(context, {}),
  }),
}))

/** Own ones come first. */
const placeOf = ({ userId, namespace, name }: Offered, callerId: string) => [userId === callerId ? '0' : '1', namespace, name]

async function findOffered({ em, caller }: Context, { namespace, search }: Filter): Promise<Offered[]> {
  const { userId } = caller!
  const filter = { isActive: true, ...(namespace && { namespace }), ...(search && contains(search)) }
  const either = { $or: [{ userId }, { isShared: true }] }
  const rows: Offered[] = await em.find(
    FunctionEntity,
    { $and: [filter, either] },
    { fields: OFFERED_FIELDS, orderBy: { namespace: 'asc', name: 'asc' } },
  )
  const allowed = rows.filter((row) => isAllowed(caller!, row, 'execute'))
  const isOwn = (row: Offered) => row.userId === userId
  return [...allowed.filter(isOwn), ...allowed.filter((row) => !isOwn(row))]
}
