import { defineEntity, type InferEntity, p } from '@mikro-orm/core'

const VISIBILITIES = ['private', 'shared'] as const
export type Visibility = (typeof VISIBILITIES)[number]

/** A value that runs use and no user reads again. What it is worth is in its versions. */
export const SecretEntity = defineEntity({
  name: 'Secret',
  tableName: 'secrets',
  schema: 'secrets',
  properties: {
    id: p.uuid().primary(),
    /** Its owner. */
    userId: p.uuid(),
    name: p.text(),
    visibility: p.enum(VISIBILITIES),
    description: p.text().nullable(),
    /** Number of the version that is used. */
    version: p.integer(),
    createdAt: p.datetime().columnType('timestamptz'),
    updatedAt: p.datetime().columnType('timestamptz'),
  },
  // A shared name means one secret on the whole platform, a private one means one for each user.
  uniques: [
    { name: 'secrets_shared_name', properties: ['name'], where: { visibility: 'shared' } },
    { name: 'secrets_private_name', properties: ['userId', 'name'], where: { visibility: 'private' } },
  ],
})

export type SecretRow = InferEntity<typeof SecretEntity>
