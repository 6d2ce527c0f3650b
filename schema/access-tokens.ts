import { createHmac, randomUUID, subtle } from 'node:crypto'
import { jwtVerify } from 'jose'
import type { Actor } from './caller.ts'
import { isUuid } from './scalars.ts'

const ALGORITHM = 'HS256'
const ISSUER = 'sinas'
const AUDIENCE = 'sinas-api'
const REMEMBERED = 10_000

/** The user and run that an access token speaks for. */
interface Subject {
  userId: string
  /** The API key with whose permissions the token ends, where it was made for a run that a key started. */
  apiKeyId: string | null
  /** The shapers of the run that the token was made for: it may do no more than each of them could. */
  shapers: readonly Actor[]
  /** The execution that the token was made for, and ends with; null where a person logged in. */
  executionId: string | null
}

/** What a token says that is ours. */
interface VerifiedSubject extends Subject {
  expiresAtMs: number
}

/** A token to make: of a login, or of a run. */
export interface NewToken extends Partial<Omit<Subject, 'userId'>> {
  userId: string
  email: string
}

/** Signs and verifies access tokens: JWTs that name the user, never their permissions. */
export interface AccessTokens {
  /** @param seconds until it expires, at most */
  sign(token: NewToken, seconds: number): string
  /** @returns null where the text is no token of ours, was changed, or is expired */
  verify(token: string): Promise<VerifiedSubject | null>
}

/** @param secretKey SECRET_KEY; other services that hold it can verify the tokens too */
export async function createAccessTokens(secretKey: string): Promise<AccessTokens> {
  const key = await subtle.importKey('raw', Buffer.from(secretKey), { name: 'HMAC', hash: 'SHA-256' }, false, ['verify'])
  // A valid signature stays valid: a token that is sent again is not verified again, until it expires.
  const verified = new Map<string, VerifiedSubject>()

  function remember(token: string, subject: VerifiedSubject) {
    if (verified.size >= REMEMBERED) verified.delete(verified.keys().next().value!)
    verified.set(token, subject)
  }

  return {
    sign: (token, seconds) => signed(secretKey, claimsOf(token, seconds)),
    async verify(token) {
      const known = verified.get(token)
      if (known) {
        if (known.expiresAtMs > Date.now()) return known
        verified.delete(token)
        return null
      }
      try {
        const { payload } = await jwtVerify<Claims>(token, key, {
          algorithms: [ALGORITHM],
          issuer: ISSUER,
          audience: AUDIENCE,
          requiredClaims: ['sub', 'exp', 'iat', 'jti'],
        })
        const subject = subjectOf(payload)
        if (!subject) return null
        const found = { ...subject, expiresAtMs: payload.exp! * 1000 }
        remember(token, found)
        return found
      } catch {
        return null
      }
    },
  }
}

interface Claims {
  sub?: string
  email?: string
  api_key_id?: string
  /** Each `user`, or `user:key`. */
  shapers?: string[]
  execution_id?: string
}

function claimsOf({ userId, email, apiKeyId, shapers = [], executionId }: NewToken, seconds: number) {
  const now = Math.floor(Date.now() / 1000)
  return {
    email,
    ...(apiKeyId && { api_key_id: apiKeyId }),
    ...(shapers.length > 0 && { shapers: shapers.map((actor) => (actor.apiKeyId ? `${actor.userId}:${actor.apiKeyId}` : actor.userId)) }),
    ...(executionId && { execution_id: executionId }),
    sub: userId,
    iss: ISSUER,
    aud: AUDIENCE,
    iat: now,
    exp: now + Math.round(seconds),
    jti: randomUUID(),
  }
}

/** Null for a token of another service that holds the key: its subject is not one of our users. */
function subjectOf({ sub, api_key_id, shapers = [], execution_id }: Claims): Subject | null {
  if (!isUuid(sub)) return null
  return {
    userId: sub,
    apiKeyId: api_key_id ?? null,
    shapers: shapers.map((text) => {
      const [userId, apiKeyId] = text.split(':')
      return { userId: userId!, apiKeyId: apiKeyId ?? null }
    }),
    executionId: execution_id ?? null,
  }
}

const HEADER = base64url(JSON.stringify({ alg: ALGORITHM, typ: 'JWT' }))

/**
 * A JWT in compact form (RFC 7515, section 7.1). Every run of a function gets one: signed here and not by jose, it costs microseconds
 * in place of a round through a thread pool.
 */
function signed(secretKey: string, claims: object): string {
  const input = `${HEADER}.${base64url(JSON.stringify(claims))}`
  return `${input}.${createHmac('sha256', secretKey).update(input).digest('base64url')}`
}

function base64url(text: string): string {
  return Buffer.from(text).toString('base64url')
}
