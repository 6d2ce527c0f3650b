import { defineEntity, type InferEntity, p } from '@mikro-orm/core'
import type { Actor } from '../../../schema/caller.ts'
import type { WebhookResponse } from './response.ts'
import type { Headers } from './signature.ts'
import { WebhookEntity } from './webhook.entity.ts'

/**
 * `RUNNING`: accepted, being carried out. `QUEUED`: handed to the queue for good. `SUCCEEDED`, `FAILED`: carried out.
 * `REJECTED`: never accepted, a signature that is not good.
 */
export const DELIVERY_STATUSES = ['RUNNING', 'QUEUED', 'SUCCEEDED', 'FAILED', 'REJECTED'] as const

/** An answer as it is kept: perhaps without its body. */
export type KeptResponse = WebhookResponse & { isBodyDropped?: true }

/** One request to a webhook, and what became of it. */
export const DeliveryEntity = defineEntity({
  name: 'WebhookDelivery',
  tableName: 'deliveries',
  schema: 'triggers',
  indexes: [{ properties: ['webhookId', 'receivedAt'] }, { properties: ['owner'], where: 'owner is not null' }],
  properties: {
    id: p.uuid().primary(),
    webhookId: p.manyToOne(WebhookEntity).joinColumn('webhook_id').mapToPk().deleteRule('cascade').index(false),
    /** The user as whom it runs; null where it was rejected before that was known. */
    userId: p.uuid().nullable(),
    /** The caller, then the others who had shaped their run, where it runs as the caller; null where it runs as the webhook's owner. */
    callers: p.json<Actor[]>().nullable(),
    status: p.text().$type<(typeof DELIVERY_STATUSES)[number]>(),
    method: p.text(),
    path: p.text(),
    query: p.text(),
    /** Without credentials. */
    headers: p.json<Headers>(),
    body: p.text(),
    bodyIsBase64: p.boolean(),
    /** How often the same delivery came again and was answered from this one. */
    duplicates: p.integer().default(0),
    executionId: p.text().nullable(),
    response: p.json<KeptResponse>().nullable(),
    error: p.text().nullable(),
    /** What its function asked for and did not get. */
    warning: p.text().nullable(),
    /** Whether `body` is what came: a rejected one's is never kept, an open webhook's only for a time. */
    isBodyKept: p.boolean().default(true),
    /** When its bodies are forgotten; null: with the delivery, or they are already. */
    bodyExpiresAt: p.datetime(3).nullable(),
    /** The delivery that this one repeats. */
    replayOf: p.uuid().nullable(),
    /** The process that carries it out; null where none does. */
    owner: p.uuid().nullable(),
    /** Counts claims, as schema/ownership has it: a delivery is claimed once in its life. */
    claim: p.integer().default(1),
    receivedAt: p.datetime(3),
    finishedAt: p.datetime(3).nullable(),
  },
})

export type DeliveryRow = InferEntity<typeof DeliveryEntity>

/** The delivery that answers for all others with the same key, until it expires. */
export const DedupKeyEntity = defineEntity({
  name: 'DedupKey',
  tableName: 'dedup_keys',
  schema: 'triggers',
  properties: {
    webhookId: p.manyToOne(WebhookEntity).joinColumn('webhook_id').mapToPk().deleteRule('cascade').primary(),
    key: p.text().primary(),
    deliveryId: p.uuid().index(),
    expiresAt: p.datetime(3).index(),
    /** A hash of the request that has it. */
    fingerprint: p.text().default(''),
  },
})
