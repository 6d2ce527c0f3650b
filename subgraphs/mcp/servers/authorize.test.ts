// An MCP server behind OAuth 2.1: discovery, registration, PKCE and refresh against a login server of the test's own.
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { after, before, test } from 'node:test'
import type { SinasError } from '../../../schema/errors.ts'
import type { VariablesOf } from '../../../schema/graph.ts'
import { testRequest } from '../../../schema/testing/platform.ts'
import { listen, type McpUnderTest, openMcp, type TestServer } from '../mcp.testing.ts'

interface Login {
  clientId: string
  challenge: string
  redirectUri: string
}

/** A login server and an MCP server in one, which accepts the latest token. */
class ProtectedServer {
  token = ''
  refreshToken = ''
  registered = 0
  refreshed = 0
  readonly #logins = new Map<string, Login>()

  async handle(request: IncomingMessage, response: ServerResponse): Promise<unknown> {
    const url = new URL(request.url!, `http://${request.headers.host}`)
    const body = Buffer.concat(await request.toArray()).toString()
    const json = (status: number, value: unknown, headers = {}) =>
      response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(value))
    const { origin, pathname } = url
    if (pathname.startsWith('/.well-known/oauth-protected-resource'))
      return json(200, { resource: `${origin}/mcp`, authorization_servers: [origin] })
    if (pathname.startsWith('/.well-known/oauth-authorization-server'))
      return json(200, {
        issuer: origin,
        authorization_endpoint: `${origin}/authorize`,
        token_endpoint: `${origin}/token`,
        registration_endpoint: `${origin}/register`,
        response_types_supported: ['code'],
        code_challenge_methods_supported: ['S256'],
        token_endpoint_auth_methods_supported: ['none'],
      })
    if (pathname === '/register') {
      this.registered++
      return json(201, { ...JSON.parse(body), client_id: `client-${this.registered}` })
    }
    if (pathname === '/authorize') return this.#authorize(url, response)
    if (pathname === '/token') return this.#exchange(new URLSearchParams(body), json)
    if (pathname !== '/mcp') return json(404, {})
    if (!this.token || request.headers.authorization !== `Bearer ${this.token}`)
      return json(401, {}, { 'www-authenticate': `Bearer resource_metadata="${origin}/.well-known/oauth-protected-resource/mcp"` })
    if (request.method !== 'POST') return json(405, {})
    const { id, method, params } = JSON.parse(body)
    if (id === undefined) return response.writeHead(202).end()
    const results: Record<string, unknown> = {
      initialize: {
        protocolVersion: params?.protocolVersion,
        capabilities: { tools: {} },
        serverInfo: { name: 'protected', version: '1' },
      },
      'tools/list': { tools: [{ name: 'secret', inputSchema: { type: 'object' } }] },
      'tools/call': { content: [{ type: 'text', text: 'let in' }] },
    }
    return json(200, { jsonrpc: '2.0', id, result: results[method] })
  }

  #authorize(url: URL, response: ServerResponse): void {
    const given = url.searchParams
    const code = crypto.randomUUID()
    this.#logins.set(code, {
      clientId: given.get('client_id')!,
      challenge: given.get('code_challenge')!,
      redirectUri: given.get('redirect_uri')!,
    })
    const location = new URL(given.get('redirect_uri')!)
    location.search = new URLSearchParams({ code, state: given.get('state')! }).toString()
    response.writeHead(302, { location: location.href }).end()
  }

  #exchange(given: URLSearchParams, json: (status: number, value: unknown) => unknown): unknown {
    if (given.get('grant_type') === 'refresh_token') {
      if (given.get('refresh_token') !== this.refreshToken) return json(400, { error: 'invalid_grant' })
      this.refreshed++
      return this.#issue(json)
    }
    const login = this.#logins.get(given.get('code')!)
    const challenge = createHash('sha256')
      .update(given.get('code_verifier') ?? '')
      .digest('base64url')
    if (
      !login ||
      login.challenge !== challenge ||
      login.clientId !== given.get('client_id') ||
      login.redirectUri !== given.get('redirect_uri')
    )
      return json(400, { error: 'invalid_grant' })
    this.#logins.delete(given.get('code')!)
    return this.#issue(json)
  }

  #issue(json: (status: number, value: unknown) => unknown): unknown {
    this.token = crypto.randomUUID()
    this.refreshToken = crypto.randomUUID()
    return json(200, { access_token: this.token, refresh_token: this.refreshToken, token_type: 'Bearer', expires_in: 3600 })
  }
}

let fixture: McpUnderTest
let door: TestServer
const protectedServer = new ProtectedServer()

before(async () => {
  fixture = await openMcp()
  door = await listen((request, response) => void protectedServer.handle(request, response))
})
after(async () => {
  await fixture[Symbol.asyncDispose]()
  await door[Symbol.asyncDispose]()
})

/** What a browser does with the address: the login server sends it back with a code. */
async function logIn(address: string): Promise<{ code: string; state: string }> {
  const response = await fetch(address, { redirect: 'manual' })
  const { searchParams } = new URL(response.headers.get('location')!)
  return { code: searchParams.get('code')!, state: searchParams.get('state')! }
}

const complete = (variables: VariablesOf<'CompleteMcpLogin'>) =>
  fixture.platform.graph.execute('CompleteMcpLogin', variables, testRequest(null))
const execute = (server: string) =>
  fixture.run('ExecuteMcpServerTool', { server, tool: 'secret' }).then(({ result }) => result.content[0].text)

test('a server that asks for a login is let in by a person, and keeps its tokens', async () => {
  const created = await fixture.register({ url: `${door.url}/mcp` })
  assert.equal(created.connection_status, 'error')
  assert.match(created.error_message, /asks for a login/)
  assert.equal(created.retry_at, null, 'without a person, it makes no sense to try again')
  const address = new URL(created.authorization_url)
  assert.equal(address.searchParams.get('redirect_uri'), 'http://localhost:0/api/v1/mcp-servers/oauth/callback')
  assert.equal(address.searchParams.get('code_challenge_method'), 'S256')

  const { code, state } = await logIn(address.href)
  await assert.rejects(complete({ code, state: 'guessed' }), (error: SinasError) => error.code === 'BAD_REQUEST')
  await complete({ code, state })
  await assert.rejects(complete({ code, state }), (error: SinasError) => error.code === 'BAD_REQUEST', 'a state works once')
  const connected = await fixture.run('McpServer', { server: created.id })
  assert.deepEqual([connected.connection_status, connected.authorization_url], ['connected', null])
  assert.equal(await execute(created.id), 'let in')
  const [row] = await fixture.subgraph.database.query<{ sealed: string }>('select sealed_oauth as sealed from mcp.servers where id = $1', [
    created.id,
  ])
  assert.ok(!row!.sealed.includes(protectedServer.token))

  protectedServer.token = 'expired'
  assert.equal(await execute(created.id), 'let in', 'the token is refreshed in mid-call')
  assert.equal(protectedServer.refreshed, 1)
  assert.equal(protectedServer.registered, 1)
})

test('a login that is refused is told so', async () => {
  const { authorization_url } = await fixture.register({ url: `${door.url}/mcp` })
  const { state } = await logIn(authorization_url)
  await assert.rejects(complete({ state, error: 'access_denied' }), /The login failed: access_denied/)
})

test('where there is a key, no login is begun', async () => {
  const { connection_status, error_message, authorization_url } = await fixture.register({ url: `${door.url}/mcp`, api_key: 'wrong' })
  assert.deepEqual([connection_status, authorization_url], ['error', null])
  assert.match(error_message, /did not accept our credentials/)
})
