import { createRemoteJWKSet, errors, type JWTPayload, type JWTVerifyGetKey, type JWTVerifyResult, jwtVerify } from 'jose'
import type { Config } from '../../../schema/config.ts'
import { SinasError } from '../../../schema/errors.ts'
import { emailAddress } from '../email.ts'

/** Public-key algorithms alone: with a shared key, a service that can verify a token could also make one. */
const ALGORITHMS = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA']

/** ID tokens and access tokens. A logout token is signed by the issuer for the same audience, and proves nothing of its bearer. */
const TYPES = ['jwt', 'at+jwt', 'application/at+jwt']

const TIMEOUT_MS = 10_000

/** As long as names of groups may be. */
const MAX_GROUP_LENGTH = 255

/** A user as the OpenID Connect issuer describes them. */
export interface ExternalIdentity {
  issuer: string
  /** The issuer's id of the user. */
  subject: string
  /** In lower case; null where the token names none, or does not say that the issuer has verified it. */
  email: string | null
  /** Ids of the issuer's groups. */
  groups: string[]
}

export interface ExternalIssuer {
  /** @throws SinasError INVALID_CREDENTIALS for a token that does not hold, UNAVAILABLE where the issuer's keys can't be had */
  verify(token: string): Promise<ExternalIdentity>
}

/** @returns null where external login is switched off, or not fully configured */
export function createExternalIssuer(config: Config): ExternalIssuer | null {
  const { EXTERNAL_AUTH_ENABLED, OIDC_ISSUER: issuer, OIDC_AUDIENCE: audience } = config
  if (!EXTERNAL_AUTH_ENABLED || !issuer || !audience) return null
  let keys: Promise<JWTVerifyGetKey> | undefined

  /** Found at first use and remembered, unless that failed. */
  function keySet(): Promise<JWTVerifyGetKey> {
    keys ??= findKeySet(issuer!).catch((error) => {
      keys = undefined
      throw error
    })
    return keys
  }

  return {
    async verify(token) {
      try {
        const verified = await jwtVerify(token, await keySet(), {
          issuer,
          audience,
          algorithms: ALGORITHMS,
          requiredClaims: ['sub', 'exp'],
          clockTolerance: 30,
        })
        requireMeantForUs(verified, issuer, audience)
        return identityOf(verified.payload, issuer, config)
      } catch (error) {
        if (isFaultOfToken(error)) throw new SinasError('INVALID_CREDENTIALS', {}, error)
        throw error instanceof SinasError ? error : unavailable('the issuer’s keys cannot be had', error)
      }
    },
  }
}

const unavailable = (reason: string, cause?: unknown) => new SinasError('UNAVAILABLE', { what: 'External login', reason }, cause)

/** Where the issuer's discovery document says; without one, at the place that many use. */
async function findKeySet(issuer: string): Promise<JWTVerifyGetKey> {
  const base = issuer.replace(/\/$/, '')
  const discovery = await fetch(`${base}/.well-known/openid-configuration`, { signal: AbortSignal.timeout(TIMEOUT_MS) })
  const found = discovery.ok ? ((await discovery.json()) as { issuer?: string; jwks_uri?: string }) : {}
  if (!discovery.ok) await discovery.body?.cancel()
  // Another issuer's document would hand over another issuer's keys.
  if (found.issuer && found.issuer.replace(/\/$/, '') !== base)
    throw unavailable(`the issuer calls itself ${found.issuer}, which is not what OIDC_ISSUER says`)
  return createRemoteJWKSet(new URL(found.jwks_uri ?? `${base}/.well-known/jwks.json`), { timeoutDuration: TIMEOUT_MS })
}

/** jose's errors are about the token, but for those about fetching the keys. */
function isFaultOfToken(error: unknown): boolean {
  if (!(error instanceof errors.JOSEError)) return false
  return !(error instanceof errors.JWKSTimeout || error instanceof errors.JWKSInvalid || error.code === errors.JOSEError.code)
}

/**
 * A token that is for several is known to each of them, who could bring it here: unless it was issued to us (`azp`), the others may be the
 * issuer itself alone. A token that is bound to a key of its bearer (`cnf`) proves nothing without that key, which the bearer does not show us.
 */
function requireMeantForUs({ payload, protectedHeader }: JWTVerifyResult, issuer: string, audience: string): void {
  const type = protectedHeader.typ?.toLowerCase() ?? 'jwt'
  if (!TYPES.includes(type) || payload.events !== undefined) throw new errors.JWTInvalid('neither an ID token nor an access token')
  if (payload.cnf !== undefined) throw new errors.JWTInvalid('bound to a key that is not shown')
  const isTheIssuer = (name: string) => name === issuer || name.startsWith(`${issuer.replace(/\/$/, '')}/`)
  const others = [payload.aud ?? []].flat().filter((name) => name !== audience && !isTheIssuer(name))
  if (others.length > 0 && payload.azp !== audience) throw new errors.JWTInvalid(`meant for ${others.join(', ')} as well`)
}

function identityOf(payload: JWTPayload, issuer: string, { OIDC_GROUPS_CLAIM, OIDC_REQUIRE_VERIFIED_EMAIL }: Config): ExternalIdentity {
  const address = emailAddress.safeParse(payload.email)
  const groups = payload[OIDC_GROUPS_CLAIM]
  // An address that the issuer has not verified may be another person's.
  const isVerified = payload.email_verified === true || (!OIDC_REQUIRE_VERIFIED_EMAIL && payload.email_verified === undefined)
  return {
    issuer,
    subject: payload.sub!,
    email: address.success && isVerified ? address.data : null,
    groups: [...new Set((Array.isArray(groups) ? groups : []).flatMap(groupId))],
  }
}

/** Groups come as texts, or as objects with an id or a name. */
function groupId(group: unknown): string[] {
  const { id, name } = typeof group === 'object' && group !== null ? (group as { id?: unknown; name?: unknown }) : { id: group }
  const text = id ?? name
  return typeof text === 'string' && text !== '' && text.length <= MAX_GROUP_LENGTH ? [text] : []
}
