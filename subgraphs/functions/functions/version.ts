import { loadRow } from '../../../schema/connections/load-row.ts'
import type { Order } from '../../../schema/connections/order.ts'
import { type List, readPages, readWhole } from '../../../schema/connections/page.ts'
import type { Context } from '../../../schema/context.ts'
import { builder, page, User } from '../builder.ts'
import { ifReadable, readableFunction, readFunction } from './find-function.ts'
import type { FunctionRow } from './function.entity.ts'
import { FunctionCall, FunctionType } from './function.ts'
import { FunctionReference, locatorOf } from './function-input.ts'
import { VersionEntity, type VersionRow } from './version.entity.ts'

export const FunctionVersion = builder.objectRef<VersionRow>('FunctionVersion').implement({
  description: 'What a function was at some time. Versions are numbered from 1 without gaps and never change: going back makes a new one.',
  fields: (t) => ({
    id: t.expose('id', { type: 'ID', description: 'Its id.' }),
    functionId: t.field({ type: 'ID', description: 'The function that it is a version of.', resolve: ({ function: id }) => id }),
    function: t.field({
      type: FunctionType,
      nullable: true,
      description: 'The function that it is a version of, as it is now.',
      resolve: ({ function: id }, _, context) => readableFunction(context, id),
    }),
    version: t.exposeInt('version', { description: 'Its number, from 1.' }),
    code: t.exposeString('code', { description: 'The Python code.' }),
    inputSchema: t.expose('inputSchema', { type: 'JSONObject', description: 'JSON Schema of the input.' }),
    outputSchema: t.expose('outputSchema', { type: 'JSONObject', description: 'JSON Schema of what it returned.' }),
    restoredFrom: t.exposeInt('restoredFrom', { nullable: true, description: 'The version that a rollback copied.' }),
    calls: t.field({
      type: [FunctionCall],
      nullable: true,
      description: 'Functions that the code calls by name; null where it was saved before this was kept.',
      resolve: ({ links }) => links ?? null,
    }),
    createdBy: t.field({ type: 'ID', description: 'The user who made it.', resolve: ({ createdBy }) => createdBy }),
    author: t.field({ type: User, nullable: true, description: 'The user who made it.', resolve: ({ createdBy }) => ({ id: createdBy }) }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was made.' }),
  }),
})

builder.asEntity(FunctionVersion, {
  key: builder.selection<{ id: string }>('id'),
  resolveReference: ({ id }, context) => readableVersion(context, id),
})

/** A version is for those who may read its function. */
async function readableVersion(context: Context, id: string): Promise<VersionRow | null> {
  const version = await loadRow(context, VersionEntity, id)
  return version && (await readableFunction(context, version.function)) ? version : null
}

/** Versions by their functions and numbers. */
export async function readableVersions(
  context: Context,
  keys: readonly [functionId: string, version: number][],
): Promise<(VersionRow | null)[]> {
  const readable = await Promise.all(keys.map(([functionId]) => readableFunction(context, functionId)))
  const wanted = keys.flatMap(([id, version], i) => (readable[i] ? [{ function: id, version }] : []))
  const rows = wanted.length > 0 ? await context.em.find(VersionEntity, { $or: wanted }) : []
  const found = new Map(rows.map((row) => [`${row.function}/${row.version}`, row]))
  return keys.map(([id, version]) => found.get(`${id}/${version}`) ?? null)
}

const FunctionVersionConnection = builder.connectionObject({
  type: FunctionVersion,
  name: 'FunctionVersionConnection',
  description: 'A page of the versions of a function.',
})

const NEWEST_FIRST: Order<VersionRow> = [
  ['version', 'desc'],
  ['id', 'desc'],
]

const versions: List<VersionRow> = { entity: VersionEntity, where: {}, order: NEWEST_FIRST }

builder.objectField(FunctionType, 'versions', (t) =>
  t.loadable({
    type: FunctionVersionConnection,
    description: 'Every version, newest first. None where the caller may not read the function.',
    byPath: true,
    args: page,
    // A caller who may only change a function is shown it by a mutation, and no more than that.
    load: (functions: FunctionRow[], context, args) => {
      const ids = functions.map((row) => ifReadable(context, row)?.id ?? null)
      return readPages(context.em, versions, args, 'function', ids)
    },
    resolve: (row) => row as never,
  }),
)

builder.queryField('functionVersions', (t) =>
  t.field({
    type: FunctionVersionConnection,
    nullable: true,
    description: 'Every version of a function, newest first. Without `first` and `last` all of it. Errors: NOT_FOUND, FORBIDDEN.',
    authScopes: { authenticated: true },
    args: { ...page, of: t.arg({ type: FunctionReference, required: true, description: 'Of which function.' }) },
    async resolve(_, { of, ...args }, context) {
      const row = await readFunction(context, locatorOf(of))
      return readWhole(context.em, { ...versions, where: { function: row.id } }, args)
    },
  }),
)
