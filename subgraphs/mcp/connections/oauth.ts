import { createHash, randomBytes } from 'node:crypto'
import type { OAuthClientProvider, OAuthDiscoveryState } from '@modelcontextprotocol/sdk/client/auth.js'
import type { OAuthClientInformationMixed, OAuthClientMetadata, OAuthTokens } from '@modelcontextprotocol/sdk/shared/auth.js'
import type { Database } from '../../../schema/database.ts'
import type { Sealer } from '../../../schema/sealing.ts'
import { openOauth, type Secrets, sealOauth } from '../servers/secrets.ts'

/** What is kept of a login, sealed in the server's row. */
interface OAuthState {
  client: OAuthClientInformationMixed
  tokens: OAuthTokens
  codeVerifier: string
  discovery: OAuthDiscoveryState
}

interface Dependencies {
  database: Database
  sealer: Sealer
  publicUrl: string
}

const CALLBACK_PATH = '/api/v1/mcp-servers/oauth/callback'

export const hashOfState = (state: string) => createHash('sha256').update(state).digest('base64url')

/**
 * The platform as an OAuth client of one MCP server: discovery, registration, PKCE and refresh are the SDK's, what they leave behind is
 * kept in the server's row. A login needs a person: the address to open is stored, and the answer comes to `CALLBACK_PATH`.
 */
export class ServerLogin implements OAuthClientProvider {
  readonly #dependencies: Dependencies
  readonly #serverId: string
  readonly #secrets: Secrets

  constructor(dependencies: Dependencies, serverId: string, secrets: Secrets) {
    this.#dependencies = dependencies
    this.#serverId = serverId
    this.#secrets = secrets
  }

  get redirectUrl(): string {
    return this.#dependencies.publicUrl + CALLBACK_PATH
  }

  get clientMetadata(): OAuthClientMetadata {
    return {
      client_name: 'Sinas',
      client_uri: this.#dependencies.publicUrl,
      redirect_uris: [this.redirectUrl],
      grant_types: ['authorization_code', 'refresh_token'],
      response_types: ['code'],
      token_endpoint_auth_method: this.#secrets.oauthClientSecret ? 'client_secret_post' : 'none',
    }
  }

  state(): string {
    return randomBytes(32).toString('base64url')
  }

  async clientInformation(): Promise<OAuthClientInformationMixed | undefined> {
    const { oauthClientId, oauthClientSecret } = this.#secrets
    if (oauthClientId) return { client_id: oauthClientId, ...(oauthClientSecret && { client_secret: oauthClientSecret }) }
    return (await this.#load()).client
  }

  saveClientInformation(client: OAuthClientInformationMixed): Promise<void> {
    return this.#save({ client })
  }

  async tokens(): Promise<OAuthTokens | undefined> {
    return (await this.#load()).tokens
  }

  saveTokens(tokens: OAuthTokens): Promise<void> {
    return this.#save({ tokens })
  }

  async redirectToAuthorization(url: URL): Promise<void> {
    const state = hashOfState(url.searchParams.get('state') ?? '')
    await this.#dependencies.database.query('update mcp.servers set authorization_url = $2, authorization_state = $3 where id = $1', [
      this.#serverId,
      url.href,
      state,
    ])
  }

  saveCodeVerifier(codeVerifier: string): Promise<void> {
    return this.#save({ codeVerifier })
  }

  async codeVerifier(): Promise<string> {
    const { codeVerifier } = await this.#load()
    if (!codeVerifier) throw new Error('the login was not started')
    return codeVerifier
  }

  async discoveryState(): Promise<OAuthDiscoveryState | undefined> {
    return (await this.#load()).discovery
  }

  saveDiscoveryState(discovery: OAuthDiscoveryState): Promise<void> {
    return this.#save({ discovery })
  }

  invalidateCredentials(scope: 'all' | 'client' | 'tokens' | 'verifier' | 'discovery'): Promise<void> {
    const key = { client: 'client', tokens: 'tokens', verifier: 'codeVerifier', discovery: 'discovery' } as const
    if (scope === 'all') return this.#save({ client: undefined, tokens: undefined, codeVerifier: undefined, discovery: undefined })
    return this.#save({ [key[scope]]: undefined })
  }

  async #load(): Promise<Partial<OAuthState>> {
    const [row] = await this.#dependencies.database.query<{ sealed: string | null }>(
      'select sealed_oauth as sealed from mcp.servers where id = $1',
      [this.#serverId],
    )
    return openOauth<OAuthState>(this.#dependencies.sealer, this.#serverId, row?.sealed ?? null)
  }

  async #save(change: { [Key in keyof OAuthState]?: OAuthState[Key] | undefined }): Promise<void> {
    const state = { ...(await this.#load()), ...change }
    const sealed = sealOauth(this.#dependencies.sealer, this.#serverId, state)
    await this.#dependencies.database.query('update mcp.servers set sealed_oauth = $2 where id = $1', [this.#serverId, sealed])
  }
}
