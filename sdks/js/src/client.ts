import { Credentials, type TokenPair } from './credentials.ts'
import { Agents } from './resources/agents.ts'
import { ApiKeys } from './resources/api-keys.ts'
import { Auth, refreshTokens } from './resources/auth.ts'
import { Chats } from './resources/chats.ts'
import { Executions } from './resources/executions.ts'
import { Functions } from './resources/functions.ts'
import { Groups } from './resources/groups.ts'
import { LlmProviders } from './resources/llm-providers.ts'
import { McpServers } from './resources/mcp-servers.ts'
import { Packages } from './resources/packages.ts'
import { RequestLogs } from './resources/request-logs.ts'
import { Schedules } from './resources/schedules.ts'
import { Skills } from './resources/skills.ts'
import { States } from './resources/states.ts'
import { Users } from './resources/users.ts'
import { Webhooks } from './resources/webhooks.ts'
import { Transport } from './transport.ts'

export interface SinasOptions {
  /** Default: `SINAS_BASE_URL`, or else where a server of this machine listens. */
  baseUrl?: string
  /** Default: `SINAS_API_KEY`. */
  apiKey?: string
  /** An access token. Default: `SINAS_TOKEN`. */
  token?: string
  /** Lets the client replace the access token by itself. */
  refreshToken?: string
  /** Called whenever there are new tokens, so that they can be kept: a refresh token is good once, and each renewal brings another. */
  onTokens?: (tokens: TokenPair) => void
  /** Milliseconds for each attempt. Default: 60 000, and 600 000 for calls that wait for a function or an agent. */
  timeout?: number
  /** Attempts after the first, of what is safe to repeat. Default: 3. */
  maxRetries?: number
  /** In place of the platform's own. */
  fetch?: typeof fetch
}

const DEFAULT_URL = 'http://localhost:51245'
const MAX_RETRIES = 3

/**
 * A client of a Sinas server.
 * @example
 * const sinas = new Sinas({ baseUrl: 'https://sinas.example.com', apiKey: '...' })
 * const { result } = await sinas.functions.execute('default', 'add', { a: 1, b: 2 })
 */
export class Sinas {
  readonly auth: Auth
  readonly apiKeys: ApiKeys
  readonly agents: Agents
  readonly chats: Chats
  readonly skills: Skills
  readonly functions: Functions
  readonly executions: Executions
  readonly webhooks: Webhooks
  readonly schedules: Schedules
  readonly states: States
  readonly mcpServers: McpServers
  readonly packages: Packages
  readonly users: Users
  readonly groups: Groups
  readonly llmProviders: LlmProviders
  readonly requestLogs: RequestLogs

  constructor(options: SinasOptions = {}) {
    const credentials = new Credentials(tokensOf(options), (refreshToken) => refreshTokens(transport, refreshToken), options.onTokens)
    const transport = new Transport({
      baseUrl: (options.baseUrl ?? environment('SINAS_BASE_URL') ?? DEFAULT_URL).replace(/\/+$/, ''),
      timeout: options.timeout,
      maxRetries: options.maxRetries ?? MAX_RETRIES,
      // Browsers refuse a fetch that is called as a method of something else.
      fetch: options.fetch ?? ((input, init) => fetch(input, init)),
      credentials,
    })
    this.auth = new Auth(transport, credentials)
    this.apiKeys = new ApiKeys(transport)
    this.agents = new Agents(transport)
    this.chats = new Chats(transport)
    this.skills = new Skills(transport)
    this.functions = new Functions(transport)
    this.executions = new Executions(transport)
    this.webhooks = new Webhooks(transport)
    this.schedules = new Schedules(transport)
    this.states = new States(transport)
    this.mcpServers = new McpServers(transport)
    this.packages = new Packages(transport)
    this.users = new Users(transport)
    this.groups = new Groups(transport)
    this.llmProviders = new LlmProviders(transport)
    this.requestLogs = new RequestLogs(transport)
  }
}

/** What is given counts for more than the environment. An API key is sent as a token is. */
function tokensOf({ apiKey, token, refreshToken }: SinasOptions): TokenPair | undefined {
  const given = apiKey ?? token
  // Without an access token, the first is fetched before the first request.
  if (refreshToken) return { accessToken: given ?? '', refreshToken, ...(!given && { expiresAt: 0 }) }
  const accessToken = given ?? environment('SINAS_API_KEY') ?? environment('SINAS_TOKEN')
  return accessToken ? { accessToken } : undefined
}

/** Nothing where there is no environment: in a browser. */
function environment(name: string): string | undefined {
  const { process } = globalThis as { process?: { env: Record<string, string | undefined> } }
  return process?.env[name] || undefined
}
