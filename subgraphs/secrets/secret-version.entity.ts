import { defineEntity, type InferEntity, p } from '@mikro-orm/core'
import { SecretEntity } from './secret.entity.ts'

/** What a secret was worth from some time on. Never changed once written, but to seal it with a newer key. */
export const SecretVersionEntity = defineEntity({
  name: 'SecretVersion',
  tableName: 'versions',
  schema: 'secrets',
  uniques: [{ name: 'versions_number', properties: ['secret', 'version'] }],
  properties: {
    id: p.uuid().primary(),
    secret: () => p.manyToOne(SecretEntity).deleteRule('cascade').mapToPk(),
    /** From 1, without gaps. */
    version: p.integer(),
    /** Sealed with ENCRYPTION_KEY, bound to the id of this row. */
    sealedValue: p.text(),
    /** The version whose value this one has again. */
    restoredFrom: p.integer().nullable(),
    createdBy: p.uuid(),
    createdAt: p.datetime().columnType('timestamptz'),
  },
})

export type SecretVersionRow = InferEntity<typeof SecretVersionEntity>
