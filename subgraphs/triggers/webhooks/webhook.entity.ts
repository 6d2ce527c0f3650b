import { randomUUID } from 'node:crypto'
import { defineEntity, type InferEntity, p } from '@mikro-orm/core'
import type { Actor } from '../../../schema/caller.ts'
import type { Rate } from '../../../schema/local-rate-limit.ts'
import type { Editors } from '../editor.ts'
import type { Target } from '../targets.ts'
import type { DedupRule } from './dedup.ts'
import type { SignatureRule } from './signature.ts'

export const METHODS = ['GET', 'POST', 'PUT', 'DELETE', 'PATCH'] as const
export const RESPONSE_MODES = ['sync', 'async'] as const

/** A path at which outsiders start a function. */
export const WebhookEntity = defineEntity({
  name: 'Webhook',
  tableName: 'webhooks',
  schema: 'triggers',
  properties: {
    id: p
      .uuid()
      .primary()
      .onCreate(() => randomUUID()),
    userId: p.uuid().index(),
    /** Who last saved what its runs do, and with which API key: no run does more than they could. */
    editorId: p.uuid(),
    editorKeyId: p.uuid().nullable(),
    /** Everyone else who shapes its runs, by `editors`. */
    shapers: p.json<Actor[]>(),
    editors: p.json<Editors>(),
    /** Without slashes at its ends. */
    path: p.text().unique(),
    httpMethod: p.text().$type<(typeof METHODS)[number]>(),
    functionNamespace: p.text(),
    functionName: p.text(),
    description: p.text().nullable(),
    defaultValues: p.json().columnType('json').$type<Record<string, unknown>>(),
    requiresAuth: p.boolean(),
    responseMode: p.text().$type<(typeof RESPONSE_MODES)[number]>(),
    dedup: p.json<DedupRule>().nullable(),
    rateLimit: p.json<Rate>().nullable(),
    userRateLimit: p.json<Rate>().nullable(),
    signature: p.json<SignatureRule>().nullable(),
    /** Sealed. */
    signatureSecret: p.text().nullable(),
    isActive: p.boolean(),
    /** The runtime document lists it for all who may call it. */
    isListed: p.boolean().default(false),
    /** Counts changes: how a delivery knows that the webhook it matched in memory is still the one in the database. */
    version: p.integer().version(),
    createdAt: p.datetime(3).onCreate(() => new Date()),
    updatedAt: p
      .datetime(3)
      .onCreate(() => new Date())
      .onUpdate(() => new Date()),
  },
})

export type WebhookRow = InferEntity<typeof WebhookEntity>

export const targetOf = ({
  functionNamespace: namespace,
  functionName: name,
}: Pick<WebhookRow, 'functionNamespace' | 'functionName'>): Target => ({ type: 'function', namespace, name })
