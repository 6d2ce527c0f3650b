import { defineEntity, type InferEntity, p } from '@mikro-orm/core'

/** A function as it is now. Its code and schemas are those of version `version`. */
export const FunctionEntity = defineEntity({
  name: 'Function',
  schema: 'functions',
  tableName: 'functions',
  uniques: [{ properties: ['namespace', 'name'] }],
  indexes: [{ properties: ['userId'] }],
  properties: {
    id: p.uuid().primary(),
    /** Its owner. */
    userId: p.uuid(),
    namespace: p.text(),
    name: p.text(),
    description: p.text().nullable(),
    code: p.text(),
    // `json`, not `jsonb`: it keeps what users wrote as they wrote it, U+0000 and the order of keys included.
    inputSchema: p.json<JsonSchema>().columnType('json').$type<JsonSchema>(),
    outputSchema: p.json<JsonSchema>().columnType('json').$type<JsonSchema>(),
    /** pip requirements, each checked by `requirement.ts`. */
    requirements: p.array().columnType('text[]').$type<string[]>(),
    /** Namespaces beside its own whose functions it may call. */
    enabledNamespaces: p.array().columnType('text[]').$type<string[]>(),
    sharedPool: p.boolean(),
    /** An agent asks its user before it calls the function. */
    requiresApproval: p.boolean(),
    /** Seconds that a run may take; null: FUNCTION_TIMEOUT. */
    timeout: p.integer().nullable(),
    icon: p.text().nullable(),
    isActive: p.boolean(),
    version: p.integer(),
    createdAt: p.datetime(),
    updatedAt: p.datetime(),
  },
})

export type FunctionRow = InferEntity<typeof FunctionEntity>

/** A JSON Schema, draft 2020-12. */
export type JsonSchema = Record<string, unknown>
