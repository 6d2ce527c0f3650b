// The platform as an MCP server, used by clients that others wrote: the SDK's own, and the inspector's command line.
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import path from 'node:path'
import { after, before, describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js'
import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js'
import { ADMIN, startTestGateway, type TestGateway } from './testing.ts'

const COUNT = `
import time

def count(input_data, context):
    for i in range(input_data["to"]):
        print("counted", i + 1, flush=True)
        time.sleep(input_data.get("pause", 0.1))
    return {"to": input_data["to"]}
`
const COUNT_SCHEMA = { type: 'object', properties: { to: { type: 'integer' }, pause: { type: 'number' } }, required: ['to'] }

let gateway: TestGateway
let token: string
const clients: Client[] = []

before(async () => {
  gateway = await startTestGateway()
  token = (await gateway.login(ADMIN)).access_token
  await gateway.request('POST', '/api/v1/functions', {
    token,
    body: { namespace: 'tools', name: 'count', description: 'Counts.', code: COUNT, input_schema: COUNT_SCHEMA },
  })
  await gateway.request('POST', '/api/v1/skills', {
    token,
    body: { namespace: 'tools', name: 'manners', description: 'How to behave.', content: '# Be kind' },
  })
  await gateway.request('POST', '/states', { token, body: { namespace: 'tools', key: 'answer key', value: { n: 42 } } })
})
after(async () => {
  await Promise.all(clients.map((client) => client.close()))
  await gateway.close()
})

async function connect(credential: Record<string, string> = { authorization: `Bearer ${token}` }): Promise<Client> {
  const client = new Client({ name: 'test', version: '1.0.0' })
  await client.connect(
    new StreamableHTTPClientTransport(new URL(`${gateway.url}/mcp`), { requestInit: { headers: credential } }) as Transport,
  )
  clients.push(client)
  return client
}

const textOf = (result: unknown) => (result as { content: { text: string }[] }).content[0]!.text

describe('the SDK’s client', () => {
  let client: Client
  before(async () => {
    client = await connect()
  })

  test('finds functions and operations with their schemas', async () => {
    const { tools } = await client.listTools()
    const count = tools.find(({ name }) => name === 'tools__count')
    assert.deepEqual([count?.description, count?.inputSchema], ['Counts.', COUNT_SCHEMA])
    const createSchedule = tools.find(({ name }) => name === 'create_schedule')
    assert.ok(createSchedule?.inputSchema.required?.includes('cron_expression'))
    assert.equal(tools.find(({ name }) => name === 'list_functions')?.annotations?.readOnlyHint, true)
    for (const { name } of tools) assert.match(name, /^[a-zA-Z0-9_.-]{1,128}$/)
    assert.equal(new Set(tools.map(({ name }) => name)).size, tools.length)
  })

  test('runs a function, and hears what it prints while it runs', async () => {
    const heard: string[] = []
    const onprogress = ({ message }: { message?: string }) => void heard.push(message ?? '')
    const result = await client.callTool({ name: 'tools__count', arguments: { to: 3 } }, undefined, { onprogress })
    assert.deepEqual(JSON.parse(textOf(result)), { to: 3 })
    assert.deepEqual(
      heard.filter((message) => message.startsWith('counted')),
      ['counted 1', 'counted 2', 'counted 3'],
    )
  })

  test('cancels a function, which is killed in its sandbox', async () => {
    const controller = new AbortController()
    const onprogress = ({ message }: { message?: string }) => message === 'counted 1' && controller.abort('enough')
    const call = client.callTool({ name: 'tools__count', arguments: { to: 100, pause: 0.2 } }, undefined, {
      onprogress,
      signal: controller.signal,
    })
    await assert.rejects(call, /enough/)
    for (let tries = 0; ; tries++) {
      const { body } = await gateway.request('GET', '/executions?limit=1', { token })
      if (body[0].status === 'CANCELLED') break
      assert.ok(tries < 50, `the execution is ${body[0].status}`)
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
  })

  test('is told what is wrong with arguments, in the names of the tool', async () => {
    const missing = await client.callTool({ name: 'create_skill', arguments: { name: 'x' } })
    assert.equal(missing.isError, true)
    assert.match(textOf(missing), /description: Field required/)
    const refused = await client.callTool({
      name: 'create_schedule',
      arguments: { name: 'x', function_name: 'count', cron_expression: 'never' },
    })
    assert.equal(refused.isError, true)
    assert.match(textOf(refused), /cron_expression|function/)
  })

  test('is told why a function failed', async () => {
    const result = await client.callTool({ name: 'tools__count', arguments: { to: 'three' } })
    assert.equal(result.isError, true)
    assert.match(textOf(result), /execution [0-9a-f-]{36}/)
  })

  test('is refused a tool that there is not', async () => {
    await assert.rejects(client.callTool({ name: 'nonsense' }), /Unknown tool: nonsense/)
  })

  test('creates and reads by operations', async () => {
    await client.callTool({ name: 'create_state', arguments: { namespace: 'tools', key: 'made', value: [1, 2] } })
    const { value } = JSON.parse(textOf(await client.callTool({ name: 'state', arguments: { namespace: 'tools', key: 'made' } })))
    assert.deepEqual(value, [1, 2])
  })

  test('reads skills as prompts and resources, and states as resources', async () => {
    const { prompts } = await client.listPrompts()
    assert.deepEqual(prompts, [{ name: 'tools/manners', description: 'How to behave.' }])
    const { messages } = await client.getPrompt({ name: 'tools/manners' })
    assert.deepEqual(messages, [{ role: 'user', content: { type: 'text', text: '# Be kind' } }])
    const { resources } = await client.listResources()
    const { contents } = await client.readResource({ uri: resources[0]!.uri })
    assert.deepEqual(contents, [{ uri: 'skill://tools/manners', mimeType: 'text/markdown', text: '# Be kind' }])
    const state = await client.readResource({ uri: 'state://tools/answer%20key' })
    assert.equal((state.contents[0] as { text: string }).text, '{"n":42}')
    await assert.rejects(client.readResource({ uri: 'skill://tools/none' }), /not found/i)
    await assert.rejects(client.readResource({ uri: 'file:///etc/passwd' }), /not found/i)
    await assert.rejects(client.getPrompt({ name: 'none' }), /not found/i)
  })
})

describe('who may use it', () => {
  test('nobody without a credential, and it says how', async () => {
    const { status, headers, body } = await gateway.request('POST', '/mcp', { body: initialize() })
    assert.equal(status, 401)
    assert.match(headers.get('www-authenticate')!, /^Bearer/)
    assert.equal(body.detail, 'Not authenticated')
  })

  test('an API key is offered only what it may do', async () => {
    const { body } = await gateway.request('POST', '/api/v1/auth/api-keys', {
      token,
      body: { name: 'narrow', permissions: { 'sinas.functions/tools/count.execute:own': true, 'sinas.functions.read:own': true } },
    })
    const client = await connect({ 'x-api-key': body.api_key ?? body.key })
    const names = (await client.listTools()).tools.map(({ name }) => name)
    assert.ok(names.includes('tools__count') && names.includes('list_functions'))
    assert.ok(!names.includes('mcp_servers') && !names.includes('create_mcp_server'))
    await assert.rejects(client.callTool({ name: 'mcp_servers', arguments: {} }), /Unknown tool/)
    const refused = await client.callTool({ name: 'create_skill', arguments: { name: 'x', description: 'x', content: 'x' } })
    assert.equal(refused.isError, true)
    assert.match(textOf(refused), /Not authorized/)
    assert.deepEqual((await client.listPrompts()).prompts, [])
  })

  test('a session belongs to whoever began it', async () => {
    const begun = await gateway.request('POST', '/mcp', { token, body: initialize(), headers: ACCEPT })
    const session = { ...ACCEPT, 'mcp-session-id': begun.headers.get('mcp-session-id')! }
    const ping = { jsonrpc: '2.0', id: 2, method: 'ping' }
    assert.equal((await gateway.request('POST', '/mcp', { token, body: ping, headers: session })).status, 200)
    const other = await gateway.login('other@example.com')
    assert.equal((await gateway.request('POST', '/mcp', { token: other.access_token, body: ping, headers: session })).status, 404)
    assert.equal((await gateway.request('DELETE', '/mcp', { token, headers: session })).status, 200)
    assert.equal((await gateway.request('POST', '/mcp', { token, body: ping, headers: session })).status, 404)
  })

  test('a client that keeps no session is answered too', async () => {
    const call = { jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name: 'get_me', arguments: {} } }
    const { status, body } = await gateway.request('POST', '/mcp', { token, body: call, headers: ACCEPT })
    assert.equal(status, 200)
    assert.match(body, /admin@example\.com/)
  })

  for (const version of ['2025-11-25', '2025-06-18'])
    test(`the protocol of ${version} is spoken`, async () => {
      const { body } = await gateway.request('POST', '/mcp', { token, body: initialize(version), headers: ACCEPT })
      assert.match(body, new RegExp(`"protocolVersion":"${version}"`))
    })
})

const ACCEPT = { accept: 'application/json, text/event-stream' }

const initialize = (protocolVersion = '2025-11-25') => ({
  jsonrpc: '2.0',
  id: 1,
  method: 'initialize',
  params: { protocolVersion, capabilities: {}, clientInfo: { name: 'test', version: '1.0.0' } },
})

test('a page of another origin is refused where origins are named', async () => {
  await using strict = await startTestGateway({ CORS_ORIGINS: 'https://app.example.com' })
  const { access_token } = await strict.login(ADMIN)
  const ask = (origin: string) =>
    strict.request('POST', '/mcp', { token: access_token, body: initialize(), headers: { ...ACCEPT, origin } }).then(({ status }) => status)
  assert.equal(await ask('https://evil.example.com'), 403)
  assert.equal(await ask('https://app.example.com'), 200)
})

test('the inspector’s command line lists tools, calls one and reads a resource', async () => {
  const program = path.join(
    path.dirname(fileURLToPath(import.meta.resolve('@modelcontextprotocol/inspector/package.json'))),
    'clients/launcher/build/index.js',
  )
  const inspect = async (...args: string[]) => {
    const common = ['--cli', `${gateway.url}/mcp`, '--transport', 'http', '--header', `Authorization: Bearer ${token}`]
    const { stdout } = await promisify(execFile)(process.execPath, [program, ...common, ...args], {
      env: { PATH: path.dirname(process.execPath), HOME: gateway.config.dataDir },
    })
    return JSON.parse(stdout)
  }
  const { tools } = await inspect('--method', 'tools/list')
  assert.ok(tools.some(({ name }: { name: string }) => name === 'tools__count'))
  const result = await inspect('--method', 'tools/call', '--tool-name', 'tools__count', '--tool-arg', 'to=1')
  assert.deepEqual(JSON.parse(result.content[0].text), { to: 1 })
  const { contents } = await inspect('--method', 'resources/read', '--uri', 'skill://tools/manners')
  assert.equal(contents[0].text, '# Be kind')
})
