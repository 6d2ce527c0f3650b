import { defineEntity, type InferEntity, p } from '@mikro-orm/core'

/** A set of packages as it was built: what an owner's packages came to, with all that they need. */
export const PackageSetEntity = defineEntity({
  name: 'PackageSet',
  schema: 'functions',
  tableName: 'package_sets',
  indexes: [{ properties: ['ownerId'] }, { properties: ['folder'] }],
  properties: {
    id: p.uuid().primary(),
    /** Whose, or EVERYONE. */
    ownerId: p.uuid(),
    /** The name of its folder, made of what is in it: equal sets are one folder. Empty for a set without packages. */
    folder: p.text(),
    /** `name==version` of every distribution, sorted. */
    contents: p.array().columnType('text[]').$type<string[]>(),
    /** For which Python, on which kind of machine. */
    python: p.text(),
    bytes: p.bigint('number'),
    builtAt: p.datetime(),
    /** Null for the set that is in use; it goes some hours after it was replaced, for executions may still see it. */
    replacedAt: p.datetime().nullable(),
  },
})

export type PackageSetRow = InferEntity<typeof PackageSetEntity>
