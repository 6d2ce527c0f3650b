// Hostile servers. Whatever they do, a call ends with an error, and the platform goes on.
import assert from 'node:assert/strict'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { after, before, describe, test } from 'node:test'
import { listen, type McpUnderTest, openMcp, startMcpServer, type TestServer } from '../mcp.testing.ts'

type Answer = (response: ServerResponse, id: number, params: Record<string, any>) => unknown

/** A server by hand: what it answers to `tools/list` and `tools/call` is up to the test. */
function startByHand(tools: object[], call: Answer): Promise<TestServer> {
  return listen(async (request, response) => {
    if (request.method !== 'POST') return void response.writeHead(405).end()
    const { method, id, params } = await bodyOf(request)
    if (id === undefined) return void response.writeHead(202).end()
    if (method === 'tools/call') return call(response, id, params)
    const result =
      method === 'initialize'
        ? { protocolVersion: params.protocolVersion, capabilities: { tools: {} }, serverInfo: { name: 'hostile', version: '0' } }
        : { tools }
    json(response, id, result)
  })
}

async function bodyOf(request: IncomingMessage): Promise<any> {
  return JSON.parse(Buffer.concat(await request.toArray()).toString())
}

function json(response: ServerResponse, id: number, result: unknown): void {
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ jsonrpc: '2.0', id, result }))
}

const tool = (name: string, more: object = {}) => ({ name, description: name, inputSchema: { type: 'object' }, ...more })

describe('hostile MCP servers', () => {
  let fixture: McpUnderTest
  before(async () => {
    fixture = await openMcp()
  })
  after(() => fixture[Symbol.asyncDispose]())

  async function failing(tools: object[], answer: Answer, expected: RegExp, settings: Record<string, unknown> = {}) {
    await using server = await startByHand(tools, answer)
    const { id } = await fixture.register({ url: server.url, ...settings })
    const call = fixture.run('ExecuteMcpServerTool', { server: id, tool: (tools[0] as { name: string }).name })
    await assert.rejects(call, expected)
  }

  test('one that never answers is given up after its timeout', () =>
    failing([tool('slow')], () => undefined, /took longer than 1 seconds/, { timeout: 1 }))

  test('one that dies in mid-call is noticed at once', async () => {
    const start = Date.now()
    await failing([tool('die')], (response) => response.destroy(), /not available/)
    assert.ok(Date.now() - start < 5_000)
  })

  test('one that dies in the middle of its stream is noticed at once', async () => {
    const start = Date.now()
    const answer: Answer = (response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' }).write(': about to answer\n\n')
      setTimeout(() => response.destroy(), 50)
    }
    await failing([tool('die')], answer, /broke off in the middle/)
    assert.ok(Date.now() - start < 5_000)
  })

  test('one that ends its stream without an answer is noticed at once', async () => {
    const start = Date.now()
    const answer: Answer = (response) => response.writeHead(200, { 'content-type': 'text/event-stream' }).end(': nothing\n\n')
    await failing([tool('silent')], answer, /broke off in the middle/)
    assert.ok(Date.now() - start < 5_000)
  })

  for (const type of ['application/json', 'text/event-stream'])
    test(`100 MB of ${type} are cut off`, async () => {
      let sent = 0
      const answer: Answer = async (response, id) => {
        response.writeHead(200, { 'content-type': type })
        const isStream = type !== 'application/json'
        const opening = `{"jsonrpc":"2.0","id":${id},"result":{"content":[{"type":"text","text":"`
        function* text() {
          yield isStream ? `data: ${opening}` : opening
          for (; sent < 100; sent++) yield 'x'.repeat(1024 * 1024)
          yield isStream ? '"}]}}\n\n' : '"}]}}'
        }
        await pipeline(Readable.from(text()), response).catch(() => undefined)
      }
      await failing([tool('huge')], answer, /larger than the limit/)
      assert.ok(sent < 40, `${sent} MB were taken`)
    })

  test('a result that lies about its schema is refused', () =>
    failing(
      [tool('lie', { outputSchema: { type: 'object', properties: { n: { type: 'number' } }, required: ['n'] } })],
      (response, id) => json(response, id, { content: [], structuredContent: { n: 'three' } }),
      /does not keep to the schema of lie: result\/n must be number/,
    ))

  test('a result that is no result is refused', () =>
    failing([tool('odd')], (response, id) => json(response, id, { content: 'text' }), /not available/))

  test('what is no JSON is refused', () =>
    failing([tool('junk')], (response) => response.writeHead(200, { 'content-type': 'application/json' }).end('<html>'), /not available/))

  test('a pattern that takes forever to match is not evaluated', async () => {
    const outputSchema = { type: 'object', properties: { text: { type: 'string', pattern: '^(a+)+$' } } }
    const structuredContent = { text: `${'a'.repeat(50)}!` }
    await using server = await startByHand([tool('regex', { outputSchema })], (response, id) =>
      json(response, id, { content: [], structuredContent }),
    )
    const { id } = await fixture.register({ url: server.url })
    const { result } = await fixture.run('ExecuteMcpServerTool', { server: id, tool: 'regex' })
    assert.deepEqual(result.structuredContent, structuredContent)
  })

  test('tools whose schemas would break a model are left out, the others are offered', async () => {
    const tools = [
      tool('good', { description: 'with a NUL \0 in it' }),
      tool('bad', { inputSchema: { type: 'object', properties: { a: { type: 'nonsense' } } } }),
      tool('huge', { inputSchema: { type: 'object', description: 'x'.repeat(100_000) } }),
    ]
    await using server = await startByHand(tools, () => undefined)
    const { id, connection_status } = await fixture.register({ url: server.url })
    assert.equal(connection_status, 'connected')
    const listed = await fixture.run('McpServerTools', { server: id })
    assert.deepEqual(
      listed.map(({ name, description }: { name: string; description: string }) => [name, description]),
      [['good', 'with a NUL \ufffd in it']],
    )
  })

  test('a list of tools without end is cut off', async () => {
    await using server = await listen(async (request, response) => {
      if (request.method !== 'POST') return void response.writeHead(405).end()
      const { method, id, params } = await bodyOf(request)
      if (id === undefined) return void response.writeHead(202).end()
      if (method === 'initialize')
        return json(response, id, {
          protocolVersion: params.protocolVersion,
          capabilities: { tools: {} },
          serverInfo: { name: 'endless', version: '0' },
        })
      json(response, id, { tools: [tool(`tool-${id}`)], nextCursor: 'more' })
    })
    const { tool_count } = await fixture.register({ url: server.url })
    assert.equal(tool_count, 50)
  })

  test('one that never finishes its greeting is stored with status error', async () => {
    await using server = await listen(() => undefined)
    const start = Date.now()
    const { connection_status, error_message } = await fixture.register({ url: server.url })
    assert.equal(connection_status, 'error')
    assert.match(error_message, /took longer than 10 seconds/)
    assert.ok(Date.now() - start < 15_000)
  })

  test('a program that exits in mid-call is noticed at once, and started again for the next call', async () => {
    const code = `
      const { createInterface } = require('node:readline')
      const tools = [{ name: 'exit', inputSchema: { type: 'object' } }, { name: 'greet', inputSchema: { type: 'object' } }]
      const say = (id, result) => console.log(JSON.stringify({ jsonrpc: '2.0', id, result }))
      createInterface({ input: process.stdin }).on('line', (line) => {
        const { id, method, params } = JSON.parse(line)
        if (method === 'initialize') say(id, { protocolVersion: params.protocolVersion, capabilities: { tools: {} }, serverInfo: { name: 'x', version: '0' } })
        if (method === 'tools/list') say(id, { tools })
        if (method !== 'tools/call') return
        if (params.name === 'exit') process.exit(1)
        say(id, { content: [{ type: 'text', text: 'hello' }] })
      })`
    const { id } = await fixture.register({ protocol: 'stdio', command: process.execPath, args: ['-e', code] })
    await assert.rejects(fixture.run('ExecuteMcpServerTool', { server: id, tool: 'exit' }), /the connection was closed/)
    const { result } = await fixture.run('ExecuteMcpServerTool', { server: id, tool: 'greet' })
    assert.equal(result.content[0].text, 'hello')
  })

  test('a server that forgot our session is greeted anew, once, and each call is made once', async () => {
    let calls = 0
    let greetings = 0
    const setup: Parameters<typeof startMcpServer>[0] = (server) => {
      greetings++
      server.registerTool('count', {}, () => ({ content: [{ type: 'text', text: String(++calls) }] }))
    }
    const first = await startMcpServer(setup)
    const { id } = await fixture.register({ url: first.url })
    await first[Symbol.asyncDispose]()
    greetings = 0
    await using _second = await startMcpServer(setup, first.port)
    const results = await Promise.all(Array.from({ length: 20 }, () => fixture.run('ExecuteMcpServerTool', { server: id, tool: 'count' })))
    const counted = results.map(({ result }) => Number(result.content[0].text)).sort((a, b) => a - b)
    assert.deepEqual(
      counted,
      Array.from({ length: 20 }, (_, i) => i + 1),
    )
    assert.equal(greetings, 1)
  })
})
