import type { Webhook } from './data.ts'

type Rule = NonNullable<Webhook['signature']>

/** How a sender signs, with `{id}`, `{at}` (Unix seconds) and `{signature}` where they stand. */
export interface Signing {
  /** What stands before the raw body in what is signed. */
  before: string
  headers: readonly (readonly [name: string, value: string])[]
  algorithm: 'sha256' | 'sha1' | 'sha512'
  encoding: 'hex' | 'base64' | 'base64url'
  /** The key is what the secret is base64 of; else the secret itself. */
  isKeyBase64: boolean
}

const HMAC_HEX = { algorithm: 'sha256', encoding: 'hex', isKeyBase64: false } as const

/** What each scheme signs: `subgraphs/triggers` checks the same. */
export function signingOf({ scheme, header, prefix, algorithm, encoding }: Rule): Signing | null {
  switch (scheme) {
    case 'STANDARD_WEBHOOKS':
      return {
        before: '{id}.{at}.',
        headers: [
          ['webhook-id', '{id}'],
          ['webhook-timestamp', '{at}'],
          ['webhook-signature', 'v1,{signature}'],
        ],
        algorithm: 'sha256',
        encoding: 'base64',
        isKeyBase64: true,
      }
    case 'GITHUB':
      return { ...HMAC_HEX, before: '', headers: [['X-Hub-Signature-256', 'sha256={signature}']] }
    case 'STRIPE':
      return { ...HMAC_HEX, before: '{at}.', headers: [['Stripe-Signature', 't={at},v1={signature}']] }
    case 'SLACK':
      return {
        ...HMAC_HEX,
        before: 'v0:{at}:',
        headers: [
          ['X-Slack-Request-Timestamp', '{at}'],
          ['X-Slack-Signature', 'v0={signature}'],
        ],
      }
    case 'CUSTOM':
      return {
        before: '',
        headers: [[header ?? 'X-Signature', `${prefix ?? ''}{signature}`]],
        algorithm: ALGORITHMS[algorithm ?? 'SHA256'],
        encoding: ENCODINGS[encoding ?? 'HEX'],
        isKeyBase64: false,
      }
    case 'NONE':
      return null
  }
}

const ALGORITHMS = { SHA256: 'sha256', SHA1: 'sha1', SHA512: 'sha512' } as const
const ENCODINGS = { HEX: 'hex', BASE64: 'base64', BASE64URL: 'base64url' } as const
const WEB_CRYPTO = { sha256: 'SHA-256', sha1: 'SHA-1', sha512: 'SHA-512' } as const

/** Browsers sign only in pages that came by HTTPS, or from this machine. */
export const canSign = (): boolean => crypto.subtle !== undefined

/** The headers that sign a body. @throws Error where the secret is not base64 though the scheme wants it */
export async function sign(signing: Signing, secret: string, body: string): Promise<Record<string, string>> {
  const at = String(Math.floor(Date.now() / 1000))
  const id = `msg_${crypto.randomUUID()}`
  const fill = (template: string, signature = '') =>
    template.replaceAll('{id}', id).replaceAll('{at}', at).replaceAll('{signature}', signature)
  const encoder = new TextEncoder()
  const bytes = signing.isKeyBase64 ? fromBase64(secret.replace(/^whsec_/, '')) : encoder.encode(secret)
  const key = await crypto.subtle.importKey('raw', bytes, { name: 'HMAC', hash: WEB_CRYPTO[signing.algorithm] }, false, ['sign'])
  const mac = new Uint8Array(await crypto.subtle.sign('HMAC', key, encoder.encode(fill(signing.before) + body)))
  return Object.fromEntries(signing.headers.map(([name, value]) => [name, fill(value, written(mac, signing.encoding))]))
}

function written(bytes: Uint8Array, encoding: Signing['encoding']): string {
  if (encoding === 'hex') return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  const base64 = btoa(String.fromCharCode(...bytes))
  return encoding === 'base64' ? base64 : base64.replaceAll('+', '-').replaceAll('/', '_')
}

const fromBase64 = (text: string) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0))

/** A new secret, as the scheme wants it. It is made here, so that it is shown at once and the server need not answer it. */
export function newSecret(scheme: Rule['scheme']): string {
  const bytes = crypto.getRandomValues(new Uint8Array(32))
  return scheme === 'STANDARD_WEBHOOKS' ? `whsec_${written(bytes, 'base64')}` : written(bytes, 'hex')
}
