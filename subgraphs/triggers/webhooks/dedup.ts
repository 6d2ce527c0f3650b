import { createHash } from 'node:crypto'
import type { WebhookRequest } from './request.ts'
import type { Headers, SignatureRule } from './signature.ts'

/** What makes two deliveries the same, by a webhook's own choice. */
export interface DedupRule {
  /** `$.a.b`: a field of the body; `header:Name`: a header. */
  key: string
  /** Seconds that a delivery is remembered. */
  ttlSeconds: number
}

/** A sender's own id of a delivery is remembered for a day: that is how long most of them try again. */
const SENDER_ID_TTL_SECONDS = 86_400

/** By what name each kind of sender calls it. */
const SENDER_IDS: Record<string, string[]> = {
  standard_webhooks: ['header:webhook-id', 'header:svix-id'],
  github: ['header:x-github-delivery'],
  stripe: ['$.id'],
  slack: ['$.event_id'],
}
const ANY_SENDER_IDS = ['idempotency-key', 'webhook-id', 'svix-id', 'x-github-delivery', 'x-shopify-webhook-id'].map(
  (name) => `header:${name}`,
)

interface Delivery {
  rule: DedupRule | null
  signature: SignatureRule | null
  headers: Headers
  input: Record<string, unknown>
  /** The user as whom it runs: one user never gets the answer that another got. */
  userId: string
}

/**
 * What is said to a delivery that has the key of an earlier one and another body: `answer` as the first, `acknowledge` that it is taken care
 * of, without the answer, or `refuse` it.
 */
export type OtherBody = 'answer' | 'acknowledge' | 'refuse'

/** Under which key a delivery is remembered and for how many seconds, or null where it has none. */
export function dedupKey({ rule, signature, headers, input, userId }: Delivery): { key: string; ttlSeconds: number } | null {
  const sources = rule ? [rule.key] : ((signature && SENDER_IDS[signature.scheme]) ?? ANY_SENDER_IDS)
  for (const source of sources) {
    const value = valueAt(source, headers, input)
    if (value === undefined || value === null || value === '') continue
    const key = createHash('sha256')
      .update(JSON.stringify([userId, source, value]))
      .digest('hex')
    return { key, ttlSeconds: rule?.ttlSeconds ?? SENDER_ID_TTL_SECONDS }
  }
  return null
}

/**
 * A sender who signs, or is logged in, is one sender, whose own keys tell which requests are the same. On an open webhook the next request with
 * the same key may come from another sender: only a sender who repeats the whole request gets the first answer. A key that is made to tell
 * requests apart (`Idempotency-Key`) and comes with another request is a mistake of its sender:
 * https://datatracker.ietf.org/doc/draft-ietf-httpapi-idempotency-key-header
 */
export function otherBody({ rule, signature, requiresAuth }: Pick<Delivery, 'rule' | 'signature'> & { requiresAuth: boolean }): OtherBody {
  if (signature) return 'answer'
  if (!rule) return 'refuse'
  return requiresAuth ? 'answer' : 'acknowledge'
}

/** A request's hash: by it an open webhook knows that a delivery is the same in all that its function is given. */
export function fingerprint({
  query,
  headers,
  body,
  bodyIsBase64,
}: Pick<WebhookRequest, 'query' | 'headers' | 'body' | 'bodyIsBase64'>): string {
  return createHash('sha256')
    .update(JSON.stringify([query, headers['content-type'] ?? '', bodyIsBase64]))
    .update(body)
    .digest('hex')
}

function valueAt(source: string, headers: Headers, input: Record<string, unknown>): unknown {
  if (source.startsWith('header:')) return headers[source.slice('header:'.length).toLowerCase()]
  return source
    .replace(/^\$\./, '')
    .split('.')
    .reduce<unknown>(
      (value, name) => (typeof value === 'object' && value !== null && Object.hasOwn(value, name) ? value[name as never] : undefined),
      input,
    )
}
