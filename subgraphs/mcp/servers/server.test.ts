import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, before, test } from 'node:test'
import { SinasError } from '../../../schema/errors.ts'
import { testCaller } from '../../../schema/testing/platform.ts'
import { until } from '../../../schema/testing/until.ts'
import { listen, type McpUnderTest, openMcp, startMcpServer, type TestServer } from '../mcp.testing.ts'

let fixture: McpUnderTest
let server: TestServer

before(async () => {
  fixture = await openMcp()
  server = await startMcpServer((mcp) => {
    mcp.registerTool('greet', { description: 'Greets.' }, () => ({ content: [{ type: 'text', text: 'hello' }] }))
  })
})
after(async () => {
  await fixture[Symbol.asyncDispose]()
  await server[Symbol.asyncDispose]()
})

const code = (expected: string) => (error: unknown) => error instanceof SinasError && error.code === expected

test('a server is registered, found by id and by name, changed and deleted', async () => {
  const created = await fixture.run('CreateMcpServer', { name: 'crud', server_url: server.url, description: 'first' })
  assert.equal(created.connection_status, 'connected')
  assert.equal(created.protocol, 'http')
  assert.equal(created.tool_count, 1)
  assert.ok(created.last_connected)
  assert.deepEqual(await fixture.run('McpServer', { server: created.id }), await fixture.run('McpServer', { server: 'crud' }))
  const changed = await fixture.run('UpdateMcpServer', { server: 'crud', description: 'second', name: 'renamed' })
  assert.deepEqual([changed.id, changed.name, changed.description, changed.url], [created.id, 'renamed', 'second', server.url])
  await fixture.run('DeleteMcpServer', { server: 'renamed' })
  await assert.rejects(fixture.run('McpServer', { server: created.id }), code('NOT_FOUND'))
})

test('servers are listed, newest first', async () => {
  const first = await fixture.register({ url: server.url })
  const second = await fixture.register({ url: server.url })
  const ids = (await fixture.run('McpServers', {})).map(({ id }: { id: string }) => id)
  assert.deepEqual(ids.slice(0, 2), [second.id, first.id])
})

test('a name is taken once', async () => {
  await fixture.run('CreateMcpServer', { name: 'unique', url: server.url })
  await assert.rejects(fixture.run('CreateMcpServer', { name: 'unique', url: server.url }), code('ALREADY_EXISTS'))
})

test('what is not valid is refused', async () => {
  for (const settings of [
    { url: 'ftp://example.com' },
    { url: 'no url' },
    {},
    { protocol: 'stdio' },
    { protocol: 'websocket', url: 'http://example.com' },
    { url: 'ws://example.com' },
    { url: server.url, headers: { 'bad name': 'x' } },
    { url: server.url, headers: { 'x-split': 'a\r\nb' } },
    { url: server.url, headers: { Host: 'example.com' } },
    { url: server.url, timeout: 0 },
    { url: server.url, name: 'a/b' },
  ])
    await assert.rejects(fixture.register(settings), code('VALIDATION'), JSON.stringify(settings))
})

test('keys and headers go to the server, are sealed in the table, and are not shown', async () => {
  const seen: Record<string, unknown>[] = []
  await using spy = await listen((request, response) => {
    seen.push(request.headers)
    response.writeHead(500).end()
  })
  const settings = { url: spy.url, api_key: 'secret-key', headers: { 'X-Team': 'secret-header' } }
  const created = await fixture.register(settings)
  assert.equal(seen[0]!.authorization, 'Bearer secret-key')
  assert.equal(seen[0]!['x-team'], 'secret-header')
  assert.doesNotMatch(JSON.stringify(created), /secret/)
  const [row] = await fixture.subgraph.database.query<{ row: object }>('select to_jsonb(s) as row from mcp.servers s where id = $1', [
    created.id,
  ])
  assert.doesNotMatch(JSON.stringify(row), /secret-key|secret-header/)
  await assert.rejects(
    fixture.run('UpdateMcpServer', { server: created.id, url: server.url }),
    code('VALIDATION'),
    'secrets would go elsewhere',
  )
  const moved = await fixture.run('UpdateMcpServer', { server: created.id, ...settings, url: server.url })
  assert.equal(moved.connection_status, 'connected')
})

test('a key is not sent along with a redirect to another host', async () => {
  const seen: (string | undefined)[] = []
  await using other = await listen((request, response) => {
    seen.push(request.headers.authorization)
    response.writeHead(500).end()
  })
  await using first = await listen((_, response) => response.writeHead(307, { location: `${other.url}/mcp` }).end())
  const { connection_status } = await fixture.register({ url: first.url, api_key: 'secret-key' })
  assert.equal(connection_status, 'error')
  assert.deepEqual(seen.filter(Boolean), [])
})

test('a server that is away is stored with the reason, and connected when it is there', async () => {
  const away = await startMcpServer(() => undefined)
  await away[Symbol.asyncDispose]()
  const created = await fixture.register({ url: away.url })
  assert.equal(created.connection_status, 'error')
  assert.match(created.error_message, /ECONNREFUSED/)
  assert.ok(new Date(created.retry_at) > new Date())
  const start = Date.now()
  await assert.rejects(fixture.run('ExecuteMcpServerTool', { server: created.id, tool: 'any' }), code('NOT_FOUND'))
  await assert.rejects(fixture.run('McpPrompts', { server: created.id }), code('UNAVAILABLE'))
  assert.ok(Date.now() - start < 1_000, 'no caller waits for a dead server')

  await using _back = await startMcpServer((mcp) => void mcp.registerTool('any', {}, () => ({ content: [] })), away.port)
  const back = await until(async () => {
    const server = await fixture.run('McpServer', { server: created.id })
    return server.connection_status === 'connected' && server
  })
  assert.deepEqual([back.error_message, back.retry_at, back.tool_count], [null, null, 1])
})

test('a server that is connected to by hand need not wait for its time', async () => {
  const away = await startMcpServer(() => undefined)
  await away[Symbol.asyncDispose]()
  const { id } = await fixture.register({ url: away.url })
  await using _back = await startMcpServer(() => undefined, away.port)
  const { connection_status } = await fixture.run('ConnectMcpServer', { server: id })
  assert.equal(connection_status, 'connected')
})

test('one that is not active is neither connected to nor offered', async () => {
  const { id, name, connection_status } = await fixture.register({ url: server.url, is_active: false })
  assert.equal(connection_status, 'disconnected')
  await assert.rejects(fixture.run('McpPrompts', { server: id }), code('UNAVAILABLE'))
  const { tools } = await fixture.platform.graph.execute('McpToolOffer', { references: [`${name}.*`] }, testRequestOf(fixture))
  assert.deepEqual(tools, [])
})

const testRequestOf = ({ admin }: McpUnderTest) => ({
  caller: admin,
  requestId: 'test',
  signal: new AbortController().signal,
  decisions: [],
})

test('tools are named alone, with their server, or all at once', async () => {
  const { name } = await fixture.register({ url: server.url })
  for (const reference of [`${name}.greet`, `${name}:greet`, `${name}.*`, `${name}:*`]) {
    const { tools } = await fixture.platform.graph.execute('McpToolOffer', { references: [reference] }, testRequestOf(fixture))
    assert.deepEqual(
      tools.map((tool: { name: string; serverName: string }) => [tool.serverName, tool.name]),
      [[name, 'greet']],
      reference,
    )
  }
  const { result } = await fixture.run('ExecuteMcpTool', { tool: `${name}.greet` })
  assert.equal(result.content[0].text, 'hello')
  await assert.rejects(fixture.run('ExecuteMcpTool', { tool: 'greet' }), code('CONFLICT'))
  await assert.rejects(fixture.run('ExecuteMcpTool', { tool: 'unknown' }), code('NOT_FOUND'))
})

test('all tools are shown in the words of OpenAI', async () => {
  const [first] = await fixture.run('McpTools', {})
  assert.deepEqual([first.type, first.function.name, first.function.description], ['function', 'greet', 'Greets.'])
  assert.equal(first.function.parameters.type, 'object')
})

test('only who may does anything', async () => {
  const { id } = await fixture.register({ url: server.url })
  const nobody = testCaller(['sinas.functions.*:all'])
  for (const [operation, variables] of [
    ['McpServers', {}],
    ['McpServer', { server: id }],
    ['McpTools', {}],
    ['McpServerTools', { server: id }],
    ['ExecuteMcpServerTool', { server: id, tool: 'greet' }],
    ['CreateMcpServer', { name: 'x', url: server.url }],
    ['UpdateMcpServer', { server: id }],
    ['DeleteMcpServer', { server: id }],
    ['ConnectMcpServer', { server: id }],
    ['McpResources', { server: id }],
    ['ResealMcpSecrets', {}],
  ] as const)
    await assert.rejects(fixture.run(operation, variables, nobody), code('FORBIDDEN'), operation)
})

test('members of its group may use a server, where their permission reaches their groups', async () => {
  const groupId = crypto.randomUUID()
  const { id } = await fixture.register({ url: server.url, group_id: groupId })
  const member = testCaller(['sinas.mcp.read:group', 'sinas.mcp.execute:group'], { groupIds: [groupId] })
  const stranger = testCaller(['sinas.mcp.read:group', 'sinas.mcp.execute:group'])
  assert.deepEqual(
    (await fixture.run('McpServers', {}, member)).map((row: { id: string }) => row.id),
    [id],
  )
  const { result } = await fixture.run('ExecuteMcpServerTool', { server: id, tool: 'greet' }, member)
  assert.equal(result.content[0].text, 'hello')
  assert.deepEqual(await fixture.run('McpServers', {}, stranger), [])
  await assert.rejects(fixture.run('ExecuteMcpServerTool', { server: id, tool: 'greet' }, stranger), code('NOT_FOUND'))
})

test('programs are not started unless that is configured', async () => {
  await using careful = await openMcp({ MCP_ALLOW_STDIO: 'false' })
  const { connection_status, error_message } = await careful.register({ protocol: 'stdio', command: process.execPath, args: ['-e', '0'] })
  assert.equal(connection_status, 'error')
  assert.match(error_message, /MCP_ALLOW_STDIO=true/)
})

test('a program that another process forgot is stopped here too', async () => {
  const marker = `sinas-test-${crypto.randomUUID()}`
  const code = `
    const { createInterface } = require('node:readline')
    require('node:fs').writeFileSync(process.argv[1], String(process.pid))
    createInterface({ input: process.stdin }).on('line', (line) => {
      const { id, method, params } = JSON.parse(line)
      const result = method === 'initialize' ? { protocolVersion: params.protocolVersion, capabilities: {}, serverInfo: { name: 'x', version: '0' } } : {}
      if (id !== undefined) console.log(JSON.stringify({ jsonrpc: '2.0', id, result }))
    })`
  const file = fixture.platform.folder(`mcp/${marker}`)
  const { id, connection_status } = await fixture.register({ protocol: 'stdio', command: process.execPath, args: ['-e', code, file] })
  assert.equal(connection_status, 'connected')
  const pid = Number(readFileSync(file, 'utf8'))
  await fixture.subgraph.database.query('delete from mcp.servers where id = $1', [id])
  await until(() => !isRunning(pid))
})

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}
