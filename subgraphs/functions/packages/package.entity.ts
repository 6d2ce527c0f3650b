import { defineEntity, type InferEntity, p } from '@mikro-orm/core'

/** As `ownerId`: a package that is installed for all users. */
export const EVERYONE = '00000000-0000-0000-0000-000000000000'

/** A Python package that was asked for, by its name or as a function's requirement. */
export const PackageEntity = defineEntity({
  name: 'Package',
  schema: 'functions',
  tableName: 'packages',
  uniques: [{ properties: ['ownerId', 'name'] }],
  properties: {
    id: p.uuid().primary(),
    /** Whose functions import it, or EVERYONE. */
    ownerId: p.uuid(),
    /** In normal form: lower case, `-` for `_` and `.`. */
    name: p.text(),
    /** As it was asked for. */
    packageName: p.text(),
    /** The version that pip chose; every later set of packages keeps it. */
    version: p.text(),
    installedBy: p.uuid(),
    /** The API key that was used, where one was. */
    installedByKey: p.uuid().nullable(),
    installedAt: p.datetime(),
  },
})

export type PackageRow = InferEntity<typeof PackageEntity>
