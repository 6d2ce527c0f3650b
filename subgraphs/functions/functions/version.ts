import { editorsOf, union } from '../../../schema/caller.ts'
import { SinasError } from '../../../schema/errors.ts'
import { builder, User } from '../builder.ts'
import { isAllowed } from './access.ts'
import { requireFunction } from './find-function.ts'
import { FunctionCall, FunctionType, functionReference } from './function.ts'
import { linksWithin } from './links.ts'
import { addVersion, storeFunction } from './store-function.ts'
import { VersionEntity, type VersionRow } from './version.entity.ts'

const FunctionVersion = builder.objectRef<VersionRow>('FunctionVersion').implement({
  description: 'What a function was at some time. Versions are numbered from 1 without gaps and never change: going back makes a new one.',
  fields: (t) => ({
    id: t.expose('id', { type: 'ID', description: 'Its id.' }),
    functionId: t.field({ type: 'ID', description: 'The function that it is a version of.', resolve: ({ function: id }) => id }),
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
    author: t.field({ type: User, description: 'The user who made it.', resolve: ({ createdBy }) => ({ id: createdBy }) }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was made.' }),
  }),
})

builder.objectField(FunctionType, 'versions', (t) =>
  t.loadableGroup({
    type: FunctionVersion,
    description: 'Every version, newest first.',
    load: (ids: string[], { em }) => em.find(VersionEntity, { function: { $in: ids } }, { orderBy: { version: 'desc' } }),
    group: ({ function: id }) => id,
    resolve: ({ id }) => id,
  }),
)

builder.queryField('functionVersions', (t) =>
  t.field({
    type: [FunctionVersion],
    description: 'Every version of a function, newest first. Errors: NOT_FOUND, FORBIDDEN.',
    authScopes: { authenticated: true },
    args: functionReference,
    async resolve(_, reference, context) {
      const row = await requireFunction(context, reference, 'read')
      return context.em.find(VersionEntity, { function: row.id }, { orderBy: { version: 'desc' } })
    },
  }),
)

builder.mutationField('rollbackFunction', (t) =>
  t.field({
    type: FunctionType,
    description:
      'Makes an earlier version the current one, by a new version with its code, schemas and authors, to whom the caller is added, which calls whom it called then. Errors: NOT_FOUND (function or version), FORBIDDEN.',
    authScopes: { authenticated: true },
    args: { ...functionReference, version: t.arg.int({ required: true, description: 'The version to go back to.' }) },
    async resolve(_, { version, ...reference }, context) {
      const row = await requireFunction(context, reference, 'update')
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
    },
  }),
)
