import { defineEntity, type InferEntity, p } from '@mikro-orm/core'
import type { JsonSchema } from '../../../schema/bounded/json-schema.ts'
import type { Actor } from '../../../schema/caller.ts'

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
    /** Names of the secrets that its runs may have, where all who shaped the run may use them. */
    secrets: p.array().columnType('text[]').$type<string[]>().default([]),
    sharedPool: p.boolean(),
    /** An agent asks its user before it calls the function. */
    requiresApproval: p.boolean(),
    /** Seconds that a run may take; null: FUNCTION_TIMEOUT. */
    timeout: p.integer().nullable(),
    icon: p.text().nullable(),
    isActive: p.boolean(),
    /** Offered to all users who may execute it, and not to its owner alone. */
    isShared: p.boolean(),
    version: p.integer(),
    /** The author of the code first, then all who changed what else shapes a run of it. A run may do no more than each of them. */
    authors: p.json<Actor[]>().columnType('json').$type<Actor[]>(),
    /** The functions that the code calls by name, as found when it was saved; null where that was before links were kept. */
    links: p.json<Link[]>().columnType('json').$type<Link[]>().nullable(),
    /** Whether its code defines what is called: false where every call fails. */
    hasEntryPoint: p.boolean().default(true),
    /** Two changes at once don't mix: the second would keep the authors of one and the code of the other. */
    revision: p.integer().version(),
    createdAt: p.datetime(),
    updatedAt: p.datetime(),
  },
})

export type FunctionRow = InferEntity<typeof FunctionEntity>

/** A name by which code calls another function, which keeps its meaning when another function gets the name later. */
export interface Link {
  /** As the code spells it: `name` or `namespace.name`. */
  as: string
  functionId: string
  namespace: string
  name: string
}

export type { JsonSchema }
