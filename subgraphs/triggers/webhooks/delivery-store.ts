import type { Actor } from '../../../schema/caller.ts'
import type { Database } from '../../../schema/database.ts'
import type { DeliveryRow } from './delivery.entity.ts'
import { type WebhookRequest, withoutCredentials } from './request.ts'
import type { WebhookResponse } from './response.ts'
import type { ActiveWebhook } from './webhook-table.ts'

/** Seconds for which a process answers for a delivery that it carries out; renewed well before they end. */
const LEASE = 20

/** Bytes of an answer that are kept, to answer a duplicate with it. */
const MAX_KEPT = 1024 * 1024

// The row need not be on disk before the run starts: it is once `finish` is, and nothing was answered before that.
const ADMIT = `
with relaxed as (select set_config('synchronous_commit', 'off', true)),
webhook as (
  select id from triggers.webhooks, relaxed where id = $1 and version = $2 and is_active
), claim as (
  insert into triggers.dedup_keys as taken (webhook_id, key, delivery_id, expires_at)
  select id, $4, $3, now() + make_interval(secs => $5) from webhook where $4::text is not null
  on conflict (webhook_id, key) do update set delivery_id = excluded.delivery_id, expires_at = excluded.expires_at
  where taken.expires_at <= now()
  returning delivery_id
), delivery as (
  insert into triggers.deliveries
    (id, webhook_id, user_id, callers, status, method, path, query, headers, body, body_is_base64, replay_of, lease_until, received_at)
  select $3, id, $6, $15, 'RUNNING', $7, $8, $9, $10, $11, $12, $14, now() + make_interval(secs => $13), now()
  from webhook where $4::text is null or exists (select from claim)
)
select exists (select from webhook) as "isCurrent", $4::text is null or exists (select from claim) as "isFirst"`

const DUPLICATE = `
update triggers.deliveries d set duplicates = duplicates + 1 from triggers.dedup_keys k
where k.webhook_id = $1 and k.key = $2 and d.id = k.delivery_id
returning d.id, d.status, d.execution_id as "executionId", d.response`

const FINISH = `
with released as (delete from triggers.dedup_keys where delivery_id = $1 and $2 = 'FAILED')
update triggers.deliveries set status = $2, execution_id = $3, response = $4, error = $5, finished_at = now(), lease_until = null where id = $1`

const REJECT = `
insert into triggers.deliveries
  (id, webhook_id, user_id, status, method, path, query, headers, body, body_is_base64, error, received_at, finished_at)
values ($1, $2, null, 'REJECTED', $3, $4, $5, $6, '', false, $7, now(), now())`

const READ = `
select id, webhook_id as "webhookId", callers, method, path, query, headers, body, body_is_base64 as "bodyIsBase64"
from triggers.deliveries where id = $1`

const RENEW = `update triggers.deliveries set lease_until = now() + make_interval(secs => $2) where id = any($1) and status = 'RUNNING'`

// The process died in the middle. Where a duplicate was told that it is taken care of, it is; else the sender saw the connection break
// and sends it again, or not, as it likes.
const ABANDON = `
with lost as (
  select id, duplicates from triggers.deliveries where status = 'RUNNING' and lease_until < now() for update skip locked limit 100
), owed as (
  update triggers.deliveries d set lease_until = now() + make_interval(secs => $1) from lost where d.id = lost.id and lost.duplicates > 0 returning d.id
), failed as (
  update triggers.deliveries d set status = 'FAILED', error = 'The platform stopped while this was carried out', finished_at = now(), lease_until = null
  from lost where d.id = lost.id and lost.duplicates = 0 returning d.id
), released as (
  delete from triggers.dedup_keys where delivery_id in (select id from failed)
)
select id from owed`

export interface Admission {
  webhook: ActiveWebhook
  deliveryId: string
  userId: string
  /** Who asks, then everyone else who shaped their run, where it runs as who asks; null where it runs as the webhook's owner. */
  callers: Actor[] | null
  request: WebhookRequest
  dedup: { key: string; ttlSeconds: number } | null
  replayOf?: string
}

/**
 * Writes a delivery down, if its webhook is still what it was and the same delivery was not here before.
 * @returns `stale` where the webhook has changed
 */
export async function admit(database: Database, admission: Admission): Promise<'admitted' | 'duplicate' | 'stale'> {
  const { webhook, deliveryId, userId, callers, request, dedup, replayOf } = admission
  const { method, path, query, headers, body, bodyIsBase64 } = request
  const values = [
    ...[webhook.id, webhook.version, deliveryId, dedup?.key ?? null, dedup?.ttlSeconds ?? 0, userId, method, path, query],
    ...[withoutCredentials(headers), body, bodyIsBase64, LEASE, replayOf ?? null, callers && JSON.stringify(callers)],
  ]
  try {
    const [row] = await database.query<{ isCurrent: boolean; isFirst: boolean }>(ADMIT, values)
    if (!row!.isCurrent) return 'stale'
    return row!.isFirst ? 'admitted' : 'duplicate'
  } catch (error) {
    // The webhook was deleted between being seen and being referred to.
    if ((error as { code?: string }).code === '23503') return 'stale'
    throw error
  }
}

export interface EarlierDelivery {
  id: string
  status: string
  executionId: string | null
  response: WebhookResponse | null
}

/** The delivery that has the key, told that it came again; null where it is gone by now. */
export async function repeat(database: Database, webhookId: string, key: string): Promise<EarlierDelivery | null> {
  return (await database.query<EarlierDelivery>(DUPLICATE, [webhookId, key]))[0] ?? null
}

export interface Outcome {
  status: 'QUEUED' | 'SUCCEEDED' | 'FAILED'
  executionId: string | null
  response: WebhookResponse
  error: string | null
}

/** Writes down how a delivery ended; on disk when it resolves. One that failed gives its key back: the sender may try again. */
export async function finish(database: Database, id: string, { status, executionId, response, error }: Outcome): Promise<void> {
  await database.query(FINISH, [id, status, executionId, kept(response), error?.replaceAll('\0', '') ?? null])
}

/** PostgreSQL's text and JSON have no NUL. */
function kept(response: WebhookResponse): WebhookResponse | null {
  if (response.body.length > MAX_KEPT) return null
  if (response.bodyIsBase64 || !response.body.includes('\0')) return response
  return { ...response, body: Buffer.from(response.body).toString('base64'), bodyIsBase64: true }
}

export async function reject(database: Database, webhook: ActiveWebhook, request: WebhookRequest, reason: string): Promise<void> {
  const { method, path, query, headers } = request
  await database.query(REJECT, [crypto.randomUUID(), webhook.id, method, path, query, withoutCredentials(headers), reason])
}

export async function renew(database: Database, ids: string[]): Promise<void> {
  await database.query(RENEW, [ids, LEASE])
}

/** Ends the deliveries of processes that died. @returns ids of those that have to be carried out after all */
export async function abandon(database: Database): Promise<string[]> {
  return (await database.query<{ id: string }>(ABANDON, [LEASE])).map(({ id }) => id)
}

/** A delivery's request, to carry it out again. */
export interface KeptRequest {
  id: string
  webhookId: string
  callers: Actor[] | null
  request: WebhookRequest
}

export async function readRequest(database: Database, id: string): Promise<KeptRequest | null> {
  const [row] = await database.query<DeliveryRow>(READ, [id])
  return row ? keptRequest(row) : null
}

export function keptRequest({ id, webhookId, callers, method, path, query, headers, body, bodyIsBase64 }: DeliveryRow): KeptRequest {
  return { id, webhookId, callers: callers ?? null, request: { method, path, query, headers, body, bodyIsBase64 } }
}
