import type { Actor } from '../../../schema/caller.ts'
import type { Database } from '../../../schema/database.ts'
import { isStill, type OwnedClaim } from '../../../schema/ownership/owned-rows.ts'
import { hasNul, storableText } from '../../../schema/storable.ts'
import type { BodyQuota } from './body-keeping.ts'
import type { OtherBody } from './dedup.ts'
import type { DeliveryRow, KeptResponse } from './delivery.entity.ts'
import { type WebhookRequest, withoutCredentials } from './request.ts'
import type { WebhookResponse } from './response.ts'
import type { ActiveWebhook } from './webhook-table.ts'

export const OWNED_TABLE = { name: 'triggers.deliveries', owner: 'owner', claim: 'claim', isOwned: `status = 'RUNNING'` }
const FIRST_CLAIM = 1
const IS_STILL = (owner: string, claim: string) => isStill(OWNED_TABLE, owner, claim)

/** Bytes of an answer that are kept, to answer a duplicate with it. */
const MAX_KEPT_BYTES = 1024 * 1024

/** What becomes of an answer whose body is not kept: that there was one is still to be seen. */
const DROPPED = `'{"body": "", "bodyIsBase64": false, "isBodyDropped": true}'::jsonb`

// The row need not be on disk before the run starts: it is once `finish` is, and nothing was answered before that.
const ADMIT = `
with relaxed as (select set_config('synchronous_commit', 'off', true)),
webhook as (
  select id from triggers.webhooks, relaxed where id = $1 and version = $2 and is_active
), claim as (
  insert into triggers.dedup_keys as taken (webhook_id, key, delivery_id, expires_at, fingerprint)
  select id, $4, $3, now() + make_interval(secs => $5), $15 from webhook where $4::text is not null
  on conflict (webhook_id, key) do update
  set delivery_id = excluded.delivery_id, expires_at = excluded.expires_at, fingerprint = excluded.fingerprint
  where taken.expires_at <= now()
  returning delivery_id
), delivery as (
  insert into triggers.deliveries
    (id, webhook_id, user_id, callers, status, method, path, query, headers, body, body_is_base64, replay_of, owner, received_at,
     body_expires_at)
  select $3, id, $6, $17, 'RUNNING', $7, $8, $9, $10, $11, $12, $14, $13, now(), now() + make_interval(secs => $16)
  from webhook where $4::text is null or exists (select from claim)
)
select exists (select from webhook) as "isCurrent", $4::text is null or exists (select from claim) as "isFirst"`

// Counted in the same statement that reads it: a process that takes the delivery over sees that a duplicate was answered from it.
const DUPLICATE = `
with key as (
  select delivery_id, fingerprint = $3 as "isSame" from triggers.dedup_keys where webhook_id = $1 and key = $2
), counted as (
  update triggers.deliveries d set duplicates = duplicates + 1 from key where d.id = key.delivery_id and (key."isSame" or $4 <> 'refuse')
  returning d.id, d.status, d.response
)
select key."isSame", counted.id, counted.status, counted.response from key left join counted on true`

// A byte of a body takes its share of the quota of a day; where it is used up, neither body is kept: the generic cell rate algorithm.
const FINISH = `
with held as (
  select id, body from triggers.deliveries where id = $1 and ${IS_STILL('$10', '$11')} for update
), released as (
  delete from triggers.dedup_keys where delivery_id in (select id from held) and $2 = 'FAILED'
), bodies as (
  select make_interval(secs => (octet_length(body) + $8::float8) * 86400 / $9::float8) as share from held where $7::text is not null
), counted as (
  insert into triggers.rate_limits as kept (key, full_at) select $7, now() + share from bodies where share <= interval '1 day'
  on conflict (key) do update set full_at = greatest(kept.full_at, now()) + (excluded.full_at - now())
  where greatest(kept.full_at, now()) + (excluded.full_at - now()) <= now() + interval '1 day'
  returning key
), kept as (
  select $7::text is null or exists (select from counted) as bodies
)
update triggers.deliveries d
set status = $2, execution_id = $3, response = case when kept.bodies then $4::jsonb else $4::jsonb || ${DROPPED} end, error = $5, warning = $6,
  body = case when kept.bodies then d.body else '' end, is_body_kept = kept.bodies, finished_at = now(), owner = null
from kept, held where d.id = held.id
returning d.id`

const REJECT = `
insert into triggers.deliveries
  (id, webhook_id, user_id, status, method, path, query, headers, body, body_is_base64, is_body_kept, error, received_at, finished_at)
values ($1, $2, null, 'REJECTED', $3, $4, $5, $6, '', false, false, $7, now(), now())`

const READ = `
select id, webhook_id as "webhookId", callers, method, path, query, headers, body, body_is_base64 as "bodyIsBase64",
  status, is_body_kept as "isBodyKept"
from triggers.deliveries where id = $1`

const FORGET_BODIES = `
update triggers.deliveries set body = '', is_body_kept = false, body_expires_at = null, response = response || ${DROPPED}
where body_expires_at < now() and status <> 'RUNNING'`

// The sender saw the connection break, and decides whether to send it again. Where a duplicate was acknowledged, its sender relies on us instead.
const FAIL_ORPHAN = `
with failed as (
  update triggers.deliveries set status = 'FAILED', error = 'The platform stopped while this was carried out', finished_at = now(), owner = null
  where id = $1 and ${IS_STILL('$2', '$3')} and duplicates = 0 returning id
), released as (
  delete from triggers.dedup_keys where delivery_id in (select id from failed)
)
select id from failed`

export interface Admission {
  webhook: ActiveWebhook
  deliveryId: string
  userId: string
  /** The caller, then the others who shaped their run, where it runs as the caller; null where it runs as the webhook's owner. */
  callers: Actor[] | null
  request: WebhookRequest
  dedup: Dedup | null
  replayOf?: string
}

export interface Dedup {
  key: string
  ttlSeconds: number
  /** What is the same in a request that is the same. */
  fingerprint: string
  otherBody: OtherBody
}

/**
 * Writes a delivery down, if its webhook is still what it was and the same delivery was not here before.
 * @param owner the process that carries it out
 * @param bodySeconds for how long its bodies are kept; null: as long as the delivery is
 * @returns `stale` where the webhook has changed
 */
export async function admit(
  database: Database,
  admission: Admission,
  owner: string,
  bodySeconds: number | null,
): Promise<OwnedClaim | 'duplicate' | 'stale'> {
  const { webhook, deliveryId, userId, callers, request, dedup, replayOf } = admission
  const { method, path, query, headers, body, bodyIsBase64 } = request
  const values = [
    ...[webhook.id, webhook.version, deliveryId, dedup?.key ?? null, dedup?.ttlSeconds ?? 0, userId, method, path, query],
    ...[withoutCredentials(headers), body, bodyIsBase64, owner, replayOf ?? null],
    ...[dedup?.fingerprint ?? null, bodySeconds, callers && JSON.stringify(callers)],
  ]
  try {
    const [row] = await database.query<{ isCurrent: boolean; isFirst: boolean }>(ADMIT, values)
    if (!row!.isCurrent) return 'stale'
    return row!.isFirst ? { id: deliveryId, owner, claim: FIRST_CLAIM } : 'duplicate'
  } catch (error) {
    // The webhook was deleted between being seen and being referred to.
    if ((error as { code?: string }).code === '23503') return 'stale'
    throw error
  }
}

/** The answer to a delivery whose key is taken. */
export type DuplicateAnswer =
  /** The first one's answer. */
  | { is: 'answered'; response: WebhookResponse }
  /** That the first one is taken care of. */
  | { is: 'acknowledged' }
  /** That its key stands for another request. */
  | { is: 'refused' }
  /** Nothing: the first one failed and gave the key back, or is gone. This one may try. */
  | { is: 'free' }

/** Answers a duplicate from the delivery that has the key, and counts it there. */
export async function answerDuplicate(
  database: Database,
  webhookId: string,
  { key, fingerprint, otherBody }: Dedup,
): Promise<DuplicateAnswer> {
  const [earlier] = await database.query<{ isSame: boolean; id: string | null; status: string; response: KeptResponse | null }>(DUPLICATE, [
    ...[webhookId, key, fingerprint, otherBody],
  ])
  if (!earlier) return { is: 'free' }
  const { isSame, id, status, response } = earlier
  if (!isSame && otherBody === 'refuse') return { is: 'refused' }
  if (id === null || status === 'FAILED') return { is: 'free' }
  const isTold = (isSame || otherBody === 'answer') && response && !response.isBodyDropped
  return isTold ? { is: 'answered', response } : { is: 'acknowledged' }
}

export interface DeliveryOutcome {
  status: 'QUEUED' | 'SUCCEEDED' | 'FAILED'
  executionId: string | null
  response: WebhookResponse
  error: string | null
  warning: string | null
}

/**
 * Writes down how a delivery ended; on disk when it resolves. One that failed gives its key back: the sender may try again.
 * @param quota whose bodies are counted, and how many bytes of them are kept in a day; null: they are not
 * @returns false where its process was taken for dead, and another has ended it: then nothing was written
 */
export async function finish(
  database: Database,
  { id, owner, claim }: OwnedClaim,
  outcome: DeliveryOutcome,
  quota: BodyQuota | null,
): Promise<boolean> {
  const { status, executionId, error, warning } = outcome
  const response = kept(outcome.response)
  const ended = await database.query(FINISH, [
    ...[id, status, executionId, response, error === null ? null : storableText(error), warning],
    ...[quota?.key ?? null, response.body.length, quota?.bytesPerDay ?? 1, owner, claim],
  ])
  return ended.length === 1
}

/** A body that PostgreSQL can't hold as text is kept as its bytes. */
function kept(response: WebhookResponse): KeptResponse {
  if (response.body.length > MAX_KEPT_BYTES) return { ...response, body: '', bodyIsBase64: false, isBodyDropped: true }
  if (response.bodyIsBase64 || !hasNul(response.body)) return response
  return { ...response, body: Buffer.from(response.body).toString('base64'), bodyIsBase64: true }
}

/** @returns the id of the rejected delivery */
export async function reject(database: Database, webhook: ActiveWebhook, request: WebhookRequest, reason: string): Promise<string> {
  const { method, path, query, headers } = request
  const id = crypto.randomUUID()
  await database.query(REJECT, [id, webhook.id, method, path, query, withoutCredentials(headers), reason])
  return id
}

/** Ends a delivery of a process that died, where no duplicate was acknowledged. @returns false where one was, or the delivery has ended */
export async function failOrphan(database: Database, { id, owner, claim }: OwnedClaim): Promise<boolean> {
  return (await database.query(FAIL_ORPHAN, [id, owner, claim])).length === 1
}

/** Forgets the bodies whose time is over. A delivery that runs still needs its own. */
export async function forgetBodies(database: Database): Promise<void> {
  await database.query(FORGET_BODIES)
}

/** A delivery's request, to carry it out again. */
export interface KeptRequest {
  id: string
  webhookId: string
  callers: Actor[] | null
  status: DeliveryRow['status']
  isBodyKept: boolean
  request: WebhookRequest
}

export async function readRequest(database: Database, id: string): Promise<KeptRequest | null> {
  const [row] = await database.query<DeliveryRow>(READ, [id])
  return row ? keptRequest(row) : null
}

export function keptRequest({ id, webhookId, callers, status, isBodyKept, ...row }: DeliveryRow): KeptRequest {
  const { method, path, query, headers, body, bodyIsBase64 } = row
  return { id, webhookId, callers: callers ?? null, status, isBodyKept, request: { method, path, query, headers, body, bodyIsBase64 } }
}
