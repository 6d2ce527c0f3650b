import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import type { Caller, RequestInfo } from './context.ts'
import { SinasError } from './errors.ts'

/** Carries who asks from one of our processes to another. */
export const ENVELOPE_HEADER = 'x-sinas-identity'

/** Seconds; clocks of the processes may differ by less than this. */
const LIFETIME = 60

interface Envelope {
  caller: Caller | null
  requestId: string
  traceparent?: string
  ip?: string
  userAgent?: string
  /** Which process it is meant for: one that was caught can't be played to another. */
  audience: string
  /** Unix seconds. */
  expires: number
  /** SHA-256 of the body: one that was caught can't be put on another request. */
  body: string
}

/**
 * Signs the caller's identity for one request to one audience: HMAC-SHA-256 over the envelope, which holds a hash of the body.
 * @param secret SECRET_KEY, which all our processes share
 */
export function signEnvelope(secret: string, request: RequestInfo, audience: string, body: string): string {
  const { caller, requestId, traceparent, ip, userAgent } = request
  const envelope = {
    caller,
    requestId,
    traceparent,
    ip,
    userAgent,
    audience,
    expires: Math.floor(Date.now() / 1000) + LIFETIME,
    body: digest(body),
  }
  const payload = Buffer.from(JSON.stringify(envelope)).toString('base64url')
  return `${payload}.${mac(secret, payload).toString('base64url')}`
}

/**
 * @returns what the envelope says
 * @throws SinasError INVALID_CREDENTIALS where it is missing, changed, late, or meant for another audience or body
 */
export function openEnvelope(
  secret: string,
  header: string | null | undefined,
  audience: string,
  body: string,
): Omit<RequestInfo, 'signal' | 'decisions'> {
  const [payload = '', signature = ''] = (header ?? '').split('.')
  const expected = mac(secret, payload)
  const given = Buffer.from(signature, 'base64url')
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) throw new SinasError('INVALID_CREDENTIALS')
  const envelope = JSON.parse(Buffer.from(payload, 'base64url').toString()) as Envelope
  if (envelope.audience !== audience || envelope.expires < Date.now() / 1000 || envelope.body !== digest(body))
    throw new SinasError('INVALID_CREDENTIALS')
  const { caller, requestId, traceparent, ip, userAgent } = envelope
  return { caller, requestId, traceparent, ip, userAgent }
}

const mac = (secret: string, text: string) => createHmac('sha256', `sinas identity envelope:${secret}`).update(text).digest()

const digest = (text: string) => createHash('sha256').update(text).digest('base64url')
