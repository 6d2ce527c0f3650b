import { createHmac, createPublicKey, timingSafeEqual, verify } from 'node:crypto'

export const SCHEMES = ['standard_webhooks', 'github', 'stripe', 'slack', 'custom'] as const
export const ALGORITHMS = ['sha256', 'sha1', 'sha512'] as const
export const ENCODINGS = ['hex', 'base64', 'base64url'] as const

/** How a webhook's sender signs: what is stored, without the secret. */
export interface SignatureRule {
  scheme: (typeof SCHEMES)[number]
  /** Seconds that the sender's clock may differ from ours: what is older is a replay. Not for schemes without a timestamp. */
  tolerance: number
  /** The rest is for `custom` alone: an HMAC of the raw body in a header. */
  header?: string
  /** What stands before the signature in its header, `sha256=` for example. */
  prefix?: string
  algorithm?: (typeof ALGORITHMS)[number]
  encoding?: (typeof ENCODINGS)[number]
}

/** Header names are lower-case. */
export type Headers = Readonly<Record<string, string>>

interface Signed {
  secret: string
  headers: Headers
  /** The bytes as they came: a body that was parsed and printed again has another signature. */
  body: Buffer
  /** Unix seconds. */
  now: number
}

/**
 * Was this request signed with the secret, and just now?
 * @returns what is wrong, for the sender to read, or null
 */
export function signatureFault(rule: SignatureRule, signed: Signed): string | null {
  switch (rule.scheme) {
    case 'standard_webhooks':
      return standardWebhooks(rule, signed)
    case 'github':
      return compare('x-hub-signature-256', 'sha256=', 'hex', hmac('sha256', signed.secret, [signed.body]), signed.headers)
    case 'stripe':
      return stripe(rule, signed)
    case 'slack':
      return slack(rule, signed)
    case 'custom': {
      const { header = 'x-signature', prefix = '', algorithm = 'sha256', encoding = 'hex' } = rule
      return compare(header.toLowerCase(), prefix, encoding, hmac(algorithm, signed.secret, [signed.body]), signed.headers)
    }
  }
}

/** What keeps a secret from being used with a scheme, or null. */
export function secretFault(scheme: SignatureRule['scheme'], secret: string): string | null {
  if (scheme !== 'standard_webhooks') return secret.length >= 8 ? null : 'a secret has at least 8 characters'
  const key = standardKey(secret)
  if (secret.startsWith('whpk_')) return key.length === 32 ? null : 'a whpk_ key is an Ed25519 public key of 32 bytes in base64'
  return /^[A-Za-z0-9+/]+=*$/.test(secret.replace(/^whsec_/, '')) && key.length >= 16
    ? null
    : 'a Standard Webhooks secret is base64 of at least 16 bytes, with whsec_ before it or not'
}

/** https://www.standardwebhooks.com: `v1` is an HMAC, `v1a` an Ed25519 signature; Svix names the same headers its own way. */
function standardWebhooks(rule: SignatureRule, { secret, headers, body, now }: Signed): string | null {
  const header = (name: string) => headers[`webhook-${name}`] ?? headers[`svix-${name}`]
  const id = header('id')
  const timestamp = header('timestamp')
  const signatures = header('signature')
  if (!id || !timestamp || !signatures) return 'the headers webhook-id, webhook-timestamp and webhook-signature are required'
  const late = timestampFault(timestamp, rule.tolerance, now)
  if (late) return late
  const content = [`${id}.${timestamp}.`, body] as const
  const key = standardKey(secret)
  const isGood = secret.startsWith('whpk_')
    ? (signature: string) => verify(null, Buffer.concat([Buffer.from(content[0]), body]), ed25519Key(key), Buffer.from(signature, 'base64'))
    : (signature: string) => isEqual(Buffer.from(signature, 'base64'), hmac('sha256', key, content))
  const version = secret.startsWith('whpk_') ? 'v1a,' : 'v1,'
  const given = signatures.split(' ').filter((signature) => signature.startsWith(version))
  return given.some((signature) => isGood(signature.slice(version.length))) ? null : 'the signature in webhook-signature does not match'
}

const standardKey = (secret: string) => Buffer.from(secret.replace(/^wh(sec|pk)_/, ''), 'base64')

/** Node takes no raw public keys: this is the fixed head of one in DER. */
const ed25519Key = (raw: Buffer) =>
  createPublicKey({ key: Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), raw]), format: 'der', type: 'spki' })

/** https://docs.stripe.com/webhooks#verify-manually */
function stripe(rule: SignatureRule, { secret, headers, body, now }: Signed): string | null {
  const header = headers['stripe-signature']
  if (!header) return 'the header Stripe-Signature is required'
  const parts = header.split(',').map((part) => part.trim().split('='))
  const timestamp = parts.find(([name]) => name === 't')?.[1] ?? ''
  const late = timestampFault(timestamp, rule.tolerance, now)
  if (late) return late
  const expected = hmac('sha256', secret, [`${timestamp}.`, body])
  const isGood = parts.some(([name, value = '']) => name === 'v1' && isEqual(Buffer.from(value, 'hex'), expected))
  return isGood ? null : 'the signature in Stripe-Signature does not match'
}

/** https://api.slack.com/authentication/verifying-requests-from-slack */
function slack(rule: SignatureRule, { secret, headers, body, now }: Signed): string | null {
  const timestamp = headers['x-slack-request-timestamp'] ?? ''
  const late = timestampFault(timestamp, rule.tolerance, now)
  if (late) return late
  return compare('x-slack-signature', 'v0=', 'hex', hmac('sha256', secret, [`v0:${timestamp}:`, body]), headers)
}

function timestampFault(text: string, tolerance: number, now: number): string | null {
  if (!/^\d{1,12}$/.test(text)) return "the signature's timestamp is missing or not in Unix seconds"
  if (now - Number(text) > tolerance) return "the signature's timestamp is too old"
  return Number(text) - now > tolerance ? "the signature's timestamp is in the future" : null
}

function compare(header: string, prefix: string, encoding: BufferEncoding, expected: Buffer, headers: Headers): string | null {
  const value = headers[header]
  if (!value) return `the header ${header} is required`
  const isGood = value.startsWith(prefix) && isEqual(Buffer.from(value.slice(prefix.length), encoding), expected)
  return isGood ? null : `the signature in ${header} does not match`
}

function hmac(algorithm: string, key: string | Buffer, parts: readonly (string | Buffer)[]): Buffer {
  const mac = createHmac(algorithm, key)
  for (const part of parts) mac.update(part)
  return mac.digest()
}

const isEqual = (given: Buffer, expected: Buffer) => given.length === expected.length && timingSafeEqual(given, expected)
