import { createHash, createHmac, randomUUID, timingSafeEqual } from 'node:crypto'
import type { Caller, RequestInfo } from './context.ts'

/** Carries the caller's identity from one of our processes to another. */
export const ENVELOPE_HEADER = 'x-sinas-identity'

/** Seconds that an envelope is good for, and by which the clocks of the processes may differ. */
export const ENVELOPE_SECONDS = 30

interface Content {
  caller: Caller | null
  requestId: string
  traceparent?: string | undefined
  ip?: string | undefined
  userAgent?: string | undefined
  /** The process and path that it is meant for. */
  audience: string
  /** Of this envelope alone: it is accepted once. */
  nonce: string
  /** Unix seconds. */
  expires: number
  /** SHA-256 of the body. */
  body: string
}

/** What an envelope says. The body's hash is for the receiver to compare, once it has read the body. */
export interface Envelope extends Pick<Content, 'nonce' | 'expires'> {
  request: Omit<RequestInfo, 'signal' | 'decisions'>
  bodyHash: string
}

/** Why an envelope is not accepted. The message is for an operator: it says what to do. */
export class EnvelopeError extends Error {}

/**
 * Signs the caller's identity for one request to one audience: HMAC-SHA-256 over the envelope, which holds a hash of the body. Requests
 * between our processes are POSTs to one path for each audience, so that the audience stands for method and path too.
 *
 * It protects from an attacker who reaches a port, or got hold of an envelope (in the log of a proxy, in a capture), and has no key:
 * the attacker can't change the envelope, nor put it on another body, nor send it to another audience, nor a second time. It hides
 * nothing, and answers are not signed: an attacker who reads the traffic sees bodies, and access tokens in them, and one who can change it
 * forges answers. Where the network
 * between processes is not trusted it has to be encrypted: give https URLs (a mesh, or a proxy with TLS in front of each port, best with
 * client certificates).
 * @param key SECRET_KEY, which the gateway and all subgraphs share, or WORKER_KEY
 */
export function signEnvelope(key: string, request: RequestInfo, audience: string, body: string): string {
  const { caller, requestId, traceparent, ip, userAgent } = request
  const content: Content = {
    ...{ caller, requestId, traceparent, ip, userAgent, audience },
    nonce: randomUUID(),
    expires: Math.floor(Date.now() / 1000) + ENVELOPE_SECONDS,
    body: createHash('sha256').update(body).digest('base64url'),
  }
  const payload = Buffer.from(JSON.stringify(content)).toString('base64url')
  return `${payload}.${mac(key, payload).toString('base64url')}`
}

/**
 * Opens what `signEnvelope` made, from a request's headers alone. That it was not used before is for `UsedEnvelopes` to say.
 * @throws EnvelopeError where it is missing, changed, late, or meant for another audience
 */
export function openEnvelope(key: string, header: string | undefined, audience: string): Envelope {
  const [payload = '', signature = ''] = (header ?? '').split('.')
  const expected = mac(key, payload)
  const given = Buffer.from(signature, 'base64url')
  if (given.length !== expected.length || !timingSafeEqual(given, expected))
    throw new EnvelopeError('the request is not signed with the key of this process: both must have the same')
  const content = JSON.parse(Buffer.from(payload, 'base64url').toString()) as Content
  if (content.audience !== audience) throw new EnvelopeError(`the request is meant for ${content.audience}, and this is ${audience}`)
  const left = content.expires - Date.now() / 1000
  if (left < 0 || left > 2 * ENVELOPE_SECONDS)
    throw new EnvelopeError(`the request is late, or the clocks of the processes differ by more than ${ENVELOPE_SECONDS} seconds`)
  const { caller, requestId, traceparent, ip, userAgent, nonce, expires, body } = content
  return { request: { caller, requestId, traceparent, ip, userAgent }, nonce, expires, bodyHash: body }
}

const mac = (key: string, text: string) => createHmac('sha256', `sinas identity envelope:${key}`).update(text).digest()
