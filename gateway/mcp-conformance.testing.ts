// The client that the conformance suite tests is the platform: this registers the suite's server with a running gateway, logs in where the
// server asks for it, and calls the tools that it offers.  GATEWAY and TOKEN say where, the last argument is the server's address.
const { GATEWAY, TOKEN, MCP_CONFORMANCE_CONTEXT } = process.env
const url = process.argv.at(-1)
const { client_id, client_secret } = JSON.parse(MCP_CONFORMANCE_CONTEXT ?? '{}')

async function api(method: string, path: string, body?: object): Promise<any> {
  const response = await fetch(`${GATEWAY}/api/v1${path}`, {
    method,
    headers: { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
  })
  return response.json()
}

/** What a browser does. */
async function logIn(address: string): Promise<void> {
  const response = await fetch(address, { redirect: 'manual' })
  const back = new URL(response.headers.get('location') ?? '')
  await api('GET', `/mcp-servers/oauth/callback${back.search}`)
}

const ARGUMENTS: Record<string, object> = { add_numbers: { a: 5, b: 3 } }
// One login, and one more where a call needs a wider scope; the suite checks that a client does not log in for ever.
const MAX_LOGINS = 3

const settings = { url, ...(client_id && { oauth_client_id: client_id }), ...(client_secret && { oauth_client_secret: client_secret }) }
let server = await api('POST', '/mcp-servers', { name: `conformance-${crypto.randomUUID()}`, ...settings })
for (let logins = 0; server.authorization_url && logins < MAX_LOGINS; logins++) {
  await logIn(server.authorization_url)
  server = await api('GET', `/mcp-servers/${server.id}`)
  if (server.connection_status === 'connected') {
    for (const { name } of await api('GET', `/mcp-servers/${server.id}/tools`))
      await api('POST', `/mcp-servers/${server.id}/tools/${name}/execute`, { arguments: ARGUMENTS[name] ?? {} })
    server = await api('GET', `/mcp-servers/${server.id}`)
  }
}
if (!server.authorization_url)
  for (const { name } of await api('GET', `/mcp-servers/${server.id}/tools`))
    await api('POST', `/mcp-servers/${server.id}/tools/${name}/execute`, { arguments: ARGUMENTS[name] ?? {} })
await api('DELETE', `/mcp-servers/${server.id}`)
process.exit(server.connection_status === 'connected' ? 0 : 1)
