import { WebhookVerificationError } from './errors.ts'

/** Seconds that the sender's clock may differ; what is older may be a replay. */
const TOLERANCE_SECONDS = 300

type Body = string | Uint8Array

export interface SignedWith {
  /** `whsec_` and base64, as both sides know it. */
  secret: string
  /** Unique for the message; one that is sent again keeps it. */
  id?: string
  /** Unix seconds. */
  timestamp?: number
}

/**
 * Headers that sign a body as Standard Webhooks does: https://www.standardwebhooks.com
 * Send the very same bytes.
 */
export async function signWebhook(
  body: Body,
  { secret, id = `msg_${crypto.randomUUID()}`, timestamp = Math.floor(Date.now() / 1000) }: SignedWith,
): Promise<Record<'webhook-id' | 'webhook-timestamp' | 'webhook-signature', string>> {
  const mac = await crypto.subtle.sign('HMAC', await keyOf(secret, 'sign'), signedContent(id, String(timestamp), body))
  return { 'webhook-id': id, 'webhook-timestamp': String(timestamp), 'webhook-signature': `v1,${toBase64(new Uint8Array(mac))}` }
}

/**
 * Sees that a request was signed by who holds the secret, and just now.
 * @param body the bytes as they came: JSON that was parsed and printed again has another signature
 * @param headers of the request, under names in any case
 * @returns the body as JSON
 * @throws WebhookVerificationError
 */
export async function verifyWebhook<T = unknown>(
  body: Body,
  headers: Headers | Record<string, string | string[] | undefined>,
  secret: string,
  { tolerance = TOLERANCE_SECONDS, now = Date.now() / 1000 }: { tolerance?: number; now?: number } = {},
): Promise<T> {
  const [id, timestamp, signatures] = ['webhook-id', 'webhook-timestamp', 'webhook-signature'].map((name) => headerOf(headers, name))
  if (!id || !timestamp || !signatures)
    throw new WebhookVerificationError('the headers webhook-id, webhook-timestamp and webhook-signature are required')
  if (!/^\d{1,12}$/.test(timestamp)) throw new WebhookVerificationError('the timestamp is not in Unix seconds')
  if (Math.abs(now - Number(timestamp)) > tolerance) throw new WebhookVerificationError('the timestamp is too old or too new')
  const key = await keyOf(secret, 'verify')
  const content = signedContent(id, timestamp, body)
  // While a secret is changed, the sender signs with both.
  for (const signature of signatures.split(' ')) {
    const bytes = signature.startsWith('v1,') && fromBase64(signature.slice(3))
    if (bytes && (await crypto.subtle.verify('HMAC', key, bytes, content))) return JSON.parse(content.text) as T
  }
  throw new WebhookVerificationError('no signature matches')
}

function keyOf(secret: string, usage: 'sign' | 'verify'): Promise<CryptoKey> {
  const bytes = fromBase64(secret.replace(/^whsec_/, ''))
  if (!bytes || bytes.length === 0) throw new WebhookVerificationError('the secret is not base64')
  return crypto.subtle.importKey('raw', bytes, { name: 'HMAC', hash: 'SHA-256' }, false, [usage])
}

function signedContent(id: string, timestamp: string, body: Body): Uint8Array<ArrayBuffer> & { text: string } {
  const text = typeof body === 'string' ? body : new TextDecoder().decode(body)
  const head = new TextEncoder().encode(`${id}.${timestamp}.`)
  const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body
  const content = new Uint8Array(head.length + bytes.length)
  content.set(head)
  content.set(bytes, head.length)
  return Object.assign(content, { text })
}

function headerOf(headers: Headers | Record<string, string | string[] | undefined>, name: string): string | undefined {
  if (headers instanceof Headers) return headers.get(name) ?? undefined
  const value = Object.entries(headers).find(([key]) => key.toLowerCase() === name)?.[1]
  return Array.isArray(value) ? value[0] : value
}

const toBase64 = (bytes: Uint8Array) => btoa(String.fromCharCode(...bytes))

function fromBase64(text: string): Uint8Array<ArrayBuffer> | undefined {
  try {
    return Uint8Array.from(atob(text), (character) => character.charCodeAt(0))
  } catch {
    return undefined
  }
}
