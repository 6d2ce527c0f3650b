import { defineEntity, type InferEntity, p } from '@mikro-orm/core'
import { SecretEntity } from './secret.entity.ts'

const USERS_OF_SECRETS = ['function'] as const
export type UsedBy = (typeof USERS_OF_SECRETS)[number]

/** That a secret was handed out: to what, and for whom. */
export const SecretUseEntity = defineEntity({
  name: 'SecretUse',
  tableName: 'uses',
  schema: 'secrets',
  indexes: [
    { name: 'uses_of_secret', properties: ['secret', 'usedAt', 'id'] },
    { name: 'uses_by_time', properties: ['usedAt'] },
  ],
  properties: {
    id: p.uuid().primary(),
    secret: () => p.manyToOne(SecretEntity).deleteRule('cascade').mapToPk(),
    version: p.integer(),
    usedBy: p.enum(USERS_OF_SECRETS),
    /** Its name: `billing/charge`. */
    usedByName: p.text(),
    executionId: p.uuid().nullable(),
    /** For whom it was used. */
    userId: p.uuid(),
    usedAt: p.datetime().columnType('timestamptz'),
  },
})

export type SecretUseRow = InferEntity<typeof SecretUseEntity>
