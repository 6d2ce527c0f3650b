import { defineEntity, type InferEntity, p } from '@mikro-orm/core'

/** A Python package that functions may import. */
export const PackageEntity = defineEntity({
  name: 'Package',
  schema: 'functions',
  tableName: 'packages',
  properties: {
    id: p.uuid().primary(),
    /** In normal form: lower case, `-` for `_` and `.`. */
    name: p.text().unique(),
    /** As it was asked for. */
    packageName: p.text(),
    /** The version that pip chose; every later set of packages keeps it. */
    version: p.text(),
    installedBy: p.uuid(),
    installedAt: p.datetime(),
  },
})

export type PackageRow = InferEntity<typeof PackageEntity>
