import { randomUUID, subtle } from 'node:crypto'
import { jwtVerify, SignJWT } from 'jose'
import { isUuid } from '../../../schema/scalars.ts'

const ALGORITHM = 'HS256'
const ISSUER = 'sinas'
const AUDIENCE = 'sinas-api'
const REMEMBERED = 10_000

/** Whom an access token speaks for. */
export interface Subject {
  userId: string
  /** The API key with whose permissions the token ends, where it was made for a run that a key started. */
  apiKeyId?: string | undefined
}

/** Signs and verifies access tokens: JWTs that say who, never what they may do. */
export interface AccessTokens {
  /** @param minutes how long it is good */
  sign(user: { id: string; email: string }, minutes: number, apiKeyId?: string): Promise<string>
  /** @returns null where the text is no token of ours, was changed, or is expired */
  verify(token: string): Promise<Subject | null>
}

/** @param secretKey SECRET_KEY; other services that hold it can verify the tokens too */
export async function createAccessTokens(secretKey: string): Promise<AccessTokens> {
  const key = await subtle.importKey('raw', Buffer.from(secretKey), { name: 'HMAC', hash: 'SHA-256' }, false, ['sign', 'verify'])
  // A good signature stays good: a client that sends the same token again costs no second look, until the token expires.
  const verified = new Map<string, { subject: Subject; expiresAt: number }>()

  function remember(token: string, subject: Subject, expiresAt: number) {
    if (verified.size >= REMEMBERED) verified.delete(verified.keys().next().value!)
    verified.set(token, { subject, expiresAt })
  }

  return {
    sign({ id, email }, minutes, apiKeyId) {
      const now = Math.floor(Date.now() / 1000)
      return new SignJWT({ email, ...(apiKeyId && { api_key_id: apiKeyId }) })
        .setProtectedHeader({ alg: ALGORITHM, typ: 'JWT' })
        .setSubject(id)
        .setIssuer(ISSUER)
        .setAudience(AUDIENCE)
        .setIssuedAt(now)
        .setExpirationTime(now + Math.round(minutes * 60))
        .setJti(randomUUID())
        .sign(key)
    },
    async verify(token) {
      const known = verified.get(token)
      if (known) {
        if (known.expiresAt > Date.now() / 1000) return known.subject
        verified.delete(token)
        return null
      }
      try {
        const { payload } = await jwtVerify(token, key, {
          algorithms: [ALGORITHM],
          issuer: ISSUER,
          audience: AUDIENCE,
          requiredClaims: ['sub', 'exp', 'iat', 'jti'],
        })
        // Another service that holds the key may have signed it, for a subject of its own.
        if (!isUuid(payload.sub)) return null
        const subject = { userId: payload.sub, apiKeyId: payload.api_key_id as string | undefined }
        remember(token, subject, payload.exp!)
        return subject
      } catch {
        return null
      }
    },
  }
}
