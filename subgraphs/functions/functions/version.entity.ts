import { defineEntity, type InferEntity, p } from '@mikro-orm/core'
import type { Actor } from '../../../schema/caller.ts'
import { FunctionEntity, type JsonSchema, type Link } from './function.entity.ts'

/** A function as it was saved at some time. Never changed once written. */
export const VersionEntity = defineEntity({
  name: 'FunctionVersion',
  schema: 'functions',
  tableName: 'versions',
  uniques: [{ properties: ['function', 'version'] }],
  properties: {
    id: p.uuid().primary(),
    function: () => p.manyToOne(FunctionEntity).deleteRule('cascade').mapToPk(),
    /** From 1, without gaps. */
    version: p.integer(),
    code: p.text(),
    inputSchema: p.json<JsonSchema>().columnType('json').$type<JsonSchema>(),
    outputSchema: p.json<JsonSchema>().columnType('json').$type<JsonSchema>(),
    /** The version that a rollback copied. */
    restoredFrom: p.integer().nullable(),
    /** Its author, and the shapers of the run that saved it; a rollback adds the user who rolled back. */
    authors: p.json<Actor[]>().columnType('json').$type<Actor[]>(),
    /** The functions that it calls by name; null where it was saved before links were kept. */
    links: p.json<Link[]>().columnType('json').$type<Link[]>().nullable(),
    createdBy: p.uuid(),
    createdAt: p.datetime(),
  },
})

export type VersionRow = InferEntity<typeof VersionEntity>
