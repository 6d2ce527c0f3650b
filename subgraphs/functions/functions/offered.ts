import { z } from 'zod'
import type { Context } from '../../../schema/context.ts'
import { limit, skip } from '../../../schema/inputs.ts'
import { builder, User } from '../builder.ts'
import { isAllowed } from './access.ts'
import { FunctionEntity, type FunctionRow } from './function.entity.ts'
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
    owner: t.field({ type: User, description: 'Its owner.', resolve: ({ userId }) => ({ id: userId }) }),
  }),
})

interface Filter {
  namespace?: string | null | undefined
  search?: string | null | undefined
}

builder.queryField('offeredFunctions', (t) =>
  t.field({
    type: [OfferedFunction],
    description:
      'Active functions that are offered to the caller, as far as they may execute them: their own, then those that are shared, each by namespace and name. What the caller may execute beside these has to be asked for by name.',
    authScopes: { authenticated: true },
    args: {
      skip: t.arg.int(skip),
      limit: t.arg.int({ validate: limit.validate, description: 'At most this many. Default: all.' }),
      namespace: t.arg.string({ description: 'Only those of this namespace.' }),
      search: t.arg.string({
        description: 'Only those whose namespace, name or description contains this text.',
        validate: z.string().max(255),
      }),
    },
    async resolve(_, { skip, limit, ...filter }, context) {
      const offered = await findOffered(context, filter)
      return offered.slice(skip!, limit ? skip! + limit : undefined)
    },
  }),
)

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
