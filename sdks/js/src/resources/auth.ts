import type { Credentials, TokenPair } from '../credentials.ts'
import type { Account, LoginSession, PermissionChecks, PermissionLogic, RefreshedToken, Tokens } from '../generated/types.ts'
import type { CallOptions, Transport } from '../transport.ts'
import { Resource } from './resource.ts'

/** Logging in and out, and who the caller is. */
export class Auth extends Resource {
  readonly #credentials: Credentials

  constructor(transport: Transport, credentials: Credentials) {
    super(transport)
    this.#credentials = credentials
  }

  /** Sends a login code to an e-mail address. */
  login(email: string, options?: CallOptions): Promise<LoginSession> {
    return this.transport.json({ method: 'POST', path: '/api/v1/auth/login', body: { email }, isPublic: true }, options)
  }

  /** Logs in with the code that was sent: from here on the client uses the tokens, and keeps them fresh. */
  verifyOtp(sessionId: string, code: string, options?: CallOptions): Promise<Tokens> {
    return this.#enter('/api/v1/auth/verify-otp', { session_id: sessionId, otp_code: code }, options)
  }

  /** Logs in with a token of the OpenID Connect issuer that the server trusts. */
  externalLogin(token: string, options?: CallOptions): Promise<Tokens> {
    return this.#enter('/api/v1/auth/external-auth', { token }, options)
  }

  /** Ends the session and forgets the tokens. The access token lives on until it expires. */
  async logout(options?: CallOptions): Promise<void> {
    const { refreshToken } = this.#credentials
    if (refreshToken) await this.transport.send('POST', '/api/v1/auth/logout', { refresh_token: refreshToken }, options)
    this.#credentials.set(undefined)
  }

  /** The caller. */
  me(options?: CallOptions): Promise<Account> {
    return this.transport.get('/api/v1/auth/me', undefined, options)
  }

  /** Which of these permissions the caller holds. */
  checkPermissions(
    permissions: string[],
    { logic = 'AND' }: { logic?: PermissionLogic } = {},
    options?: CallOptions,
  ): Promise<PermissionChecks> {
    const body = { permissions, logic }
    return this.transport.json({ method: 'POST', path: '/api/v1/auth/check-permissions', body, isRepeatable: true }, options)
  }

  async #enter(path: string, body: object, options?: CallOptions): Promise<Tokens> {
    const tokens = await this.transport.json<Tokens>({ method: 'POST', path, body, isPublic: true }, options)
    this.#credentials.set({ accessToken: tokens.access_token, refreshToken: tokens.refresh_token, expiresAt: after(tokens.expires_in) })
    return tokens
  }
}

/** A refresh token is good once. The server answers the same again for a moment, so that a lost answer does no harm. */
export async function refreshTokens(transport: Transport, refreshToken: string): Promise<TokenPair> {
  const { access_token, refresh_token, expires_in } = await transport.json<RefreshedToken>({
    method: 'POST',
    path: '/api/v1/auth/refresh',
    body: { refresh_token: refreshToken },
    isPublic: true,
    isRepeatable: true,
  })
  return { accessToken: access_token, refreshToken: refresh_token, expiresAt: after(expires_in) }
}

const after = (seconds: number) => Date.now() + seconds * 1000
