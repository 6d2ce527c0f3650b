import { createRemoteJWKSet, errors, type JWTPayload, type JWTVerifyGetKey, jwtVerify } from 'jose'
import { z } from 'zod'
import type { Config } from '../../../schema/config.ts'
import { SinasError } from '../../../schema/errors.ts'

/** Public-key algorithms alone: with a shared key, whoever can verify a token could also make one. */
const ALGORITHMS = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA']

const TIMEOUT = 10_000

/** Who somebody is, by the word of the OpenID Connect issuer. */
export interface ExternalIdentity {
  /** The issuer's id of the user. */
  subject: string
  /** In lower case; null where the token names none, or one that the issuer has not verified. */
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
  const { EXTERNAL_AUTH_ENABLED, OIDC_ISSUER: issuer, OIDC_AUDIENCE: audience, OIDC_GROUPS_CLAIM } = config
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
        const { payload } = await jwtVerify(token, await keySet(), {
          issuer,
          audience,
          algorithms: ALGORITHMS,
          requiredClaims: ['sub', 'exp'],
          clockTolerance: 30,
        })
        return identityOf(payload, OIDC_GROUPS_CLAIM)
      } catch (error) {
        if (isFaultOfToken(error)) throw new SinasError('INVALID_CREDENTIALS', {}, error)
        throw new SinasError('UNAVAILABLE', { what: 'External login', reason: 'the issuer’s keys cannot be had' }, error)
      }
    },
  }
}

/** Where the issuer's discovery document says; without one, at the place that many use. */
async function findKeySet(issuer: string): Promise<JWTVerifyGetKey> {
  const base = issuer.replace(/\/$/, '')
  const discovery = await fetch(`${base}/.well-known/openid-configuration`, { signal: AbortSignal.timeout(TIMEOUT) })
  const { jwks_uri } = discovery.ok ? ((await discovery.json()) as { jwks_uri?: string }) : {}
  if (!discovery.ok) await discovery.body?.cancel()
  return createRemoteJWKSet(new URL(jwks_uri ?? `${base}/.well-known/jwks.json`), { timeoutDuration: TIMEOUT })
}

/** jose's errors are about the token, but for those about fetching the keys. */
function isFaultOfToken(error: unknown): boolean {
  if (!(error instanceof errors.JOSEError)) return false
  return !(error instanceof errors.JWKSTimeout || error instanceof errors.JWKSInvalid || error.code === errors.JOSEError.code)
}

const email = z.string().trim().toLowerCase().pipe(z.email())

function identityOf(payload: JWTPayload, groupsClaim: string): ExternalIdentity {
  const address = email.safeParse(payload.email)
  const groups = payload[groupsClaim]
  return {
    subject: payload.sub!,
    // An address that the issuer has not verified could be anybody's.
    email: address.success && payload.email_verified !== false ? address.data : null,
    groups: [...new Set((Array.isArray(groups) ? groups : []).flatMap(groupId))],
  }
}

/** Groups come as texts, or as objects with an id or a name. */
function groupId(group: unknown): string[] {
  const { id, name } = typeof group === 'object' && group !== null ? (group as { id?: unknown; name?: unknown }) : { id: group }
  const text = id ?? name
  return typeof text === 'string' && text !== '' ? [text] : []
}
