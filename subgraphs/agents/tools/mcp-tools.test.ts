// Turns that use tools of MCP servers: real ones from npm, and ones that misbehave.
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, suite, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import type { Caller } from '../../../schema/context.ts'
import { answering } from '../../../schema/testing/answering.ts'
import { identity } from '../../identity/index.ts'
import { mcp } from '../../mcp/index.ts'
import { type AgentsUnderTest, names, openAgents, type SeenEvent, textOf } from '../agents.testing.ts'
import { administratorOf, person } from '../people.testing.ts'

const everything = fileURLToPath(import.meta.resolve('@modelcontextprotocol/server-everything/dist/index.js'))

const call = (id: string, name: string, args: unknown) => ({ id, name, arguments: [JSON.stringify(args)] })
const resultsOf = (events: SeenEvent[]) =>
  Object.fromEntries(events.filter(({ event }) => event === 'tool_end').map(({ data }) => [data.tool_call_id, data.result]))

const HUGE = Buffer.alloc(100 * 1024 * 1024, ' ')

/** A server whose tools never answer, break off, say too much, or lie. */
async function startHostile(): Promise<Server> {
  const schema = { type: 'object' }
  const tools = [
    ...['slow', 'die', 'huge', 'echo'].map((name) => ({ name, inputSchema: schema })),
    { name: 'lie', inputSchema: schema, outputSchema: { type: 'object', properties: { n: { type: 'number' } }, required: ['n'] } },
  ]
  const server = createServer(
    answering(async (request, response) => {
      if (request.method !== 'POST') return void response.writeHead(405).end()
      const { id, method, params } = JSON.parse(Buffer.concat(await request.toArray()).toString())
      if (id === undefined) return void response.writeHead(202).end()
      if (params?.name === 'slow') return
      if (params?.name === 'die') return void response.destroy()
      if (params?.name === 'huge') return void response.writeHead(200, { 'content-type': 'application/json' }).end(HUGE)
      const results: Record<string, unknown> = {
        initialize: {
          protocolVersion: params?.protocolVersion,
          capabilities: { tools: {} },
          serverInfo: { name: 'hostile', version: '0' },
        },
        'tools/list': { tools },
        lie: { content: [], structuredContent: { n: 'three' } },
        echo: { content: [{ type: 'text', text: 'the other echo' }] },
      }
      const result = results[method === 'tools/call' ? params.name : method]
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ jsonrpc: '2.0', id, result }))
    }),
  ).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return server
}

suite('tools of MCP servers', () => {
  let fixture: AgentsUnderTest
  let hostile: Server
  let author: Caller
  /** May talk with agents and call MCP tools, but see no server. */
  let guest: Caller
  /** May talk with agents, and do nothing of MCP. */
  let stranger: Caller

  before(async () => {
    const environment = { MCP_ALLOW_STDIO: 'true', MCP_ALLOWED_HOSTS: '127.0.0.1' }
    fixture = await openAgents({ others: [identity, mcp], environment })
    hostile = await startHostile()
    author = await administratorOf(fixture)
    guest = await person(fixture, 'sinas.agents.chat:all', 'sinas.mcp.execute:all')
    stranger = await person(fixture, 'sinas.agents.chat:all')
    const program = { protocol: 'stdio', command: process.execPath, args: [everything, 'stdio'], requires_approval: ['get-tiny-image'] }
    const { connection_status } = await fixture.run('CreateMcpServer', { name: 'everything', ...program }, fixture.admin)
    assert.equal(connection_status, 'connected')
    const url = `http://127.0.0.1:${(hostile.address() as AddressInfo).port}/`
    await fixture.run('CreateMcpServer', { name: 'hostile', url, timeout: 3 }, fixture.admin)
    await fixture.run('CreateMcpServer', { name: 'away', url: 'http://127.0.0.1:65000/' }, fixture.admin)
  })
  after(async () => {
    await fixture[Symbol.asyncDispose]()
    hostile.closeAllConnections()
    hostile.close()
  })

  /** A chat of a user with an agent of the author. */
  async function chatWith(settings: Record<string, unknown>, user = guest): Promise<string> {
    const { namespace, name } = await fixture.agent(settings, author)
    return (await fixture.run('CreateChat', { namespace, name }, user)).id
  }
  const offered = () => fixture.model.requests.at(-1)!.body.tools?.map((tool: any) => tool.function) ?? []

  test('are offered as the agent’s author sees them, and called with the permission of the user who talks with it', async () => {
    const chat = await chatWith({
      enabled_mcp_tools: ['everything.echo', 'get-sum', 'everything:get-structured-content', 'away.any', 'none'],
    })
    fixture.model.script(
      {
        calls: [
          call('c1', 'echo', { message: 'hi' }),
          call('c2', 'get-sum', { a: 2, b: 3 }),
          call('c3', 'get-structured-content', { location: 'New York' }),
          call('c4', 'get-sum', { a: 'two' }),
        ],
      },
      { text: ['done'] },
    )
    const events = await fixture.send(chat, 'Go', guest)
    assert.deepEqual(
      offered()
        .map(({ name }: any) => name)
        .toSorted(),
      ['echo', 'get-structured-content', 'get-sum'],
    )
    const results = resultsOf(events)
    assert.equal(results.c1, 'Echo: hi')
    assert.match(results.c2, /5/)
    assert.equal(typeof JSON.parse(results.c3).temperature, 'number')
    assert.match(JSON.parse(results.c4).error, /number/)
    assert.equal(textOf(events), 'done')
  })

  test('are not called for a user who may not call them: the result is an error, and nothing happened', async () => {
    const chat = await chatWith({ enabled_mcp_tools: ['everything.echo'] }, stranger)
    fixture.model.script({ calls: [call('c1', 'echo', { message: 'hi' })] }, { text: ['sorry'] })
    const events = await fixture.send(chat, 'Go', stranger)
    assert.match(JSON.parse(resultsOf(events).c1).error, /sinas\.mcp\.execute/)
    assert.equal(textOf(events), 'sorry')
  })

  test('are not offered to the agent of a user who may not call them', async () => {
    const chat = await fixture.chat({ enabled_mcp_tools: ['everything.*'] })
    await fixture.send(chat, 'Go')
    assert.deepEqual(offered(), [])
  })

  test('are told apart by their servers where two have one name', async () => {
    const chat = await chatWith({ enabled_mcp_tools: ['echo'] })
    fixture.model.script(
      { calls: [call('c1', 'everything__echo', { message: 'hi' }), call('c2', 'hostile__echo', {})] },
      { text: ['done'] },
    )
    const results = resultsOf(await fixture.send(chat, 'Go', guest))
    assert.deepEqual(results, { c1: 'Echo: hi', c2: 'the other echo' })
  })

  test('get arguments filled in beforehand', async () => {
    const chat = await chatWith({
      enabled_mcp_tools: ['everything.echo'],
      mcp_tool_parameters: { echo: { message: { value: 'locked', locked: true } } },
    })
    fixture.model.script({ calls: [call('c1', 'echo', { message: 'mine' })] }, { text: ['done'] })
    const results = resultsOf(await fixture.send(chat, 'Go', guest))
    assert.equal(results.c1, 'Echo: locked')
    assert.deepEqual(offered()[0].parameters.properties, {})
  })

  test('wait for a person where the server is registered so', async () => {
    const chat = await chatWith({ enabled_mcp_tools: ['everything.get-tiny-image'] })
    fixture.model.script({ calls: [call('c1', 'get-tiny-image', {})] })
    const asked = await fixture.send(chat, 'Go', guest)
    assert.deepEqual(names(asked).slice(-2), ['approval_required', 'done'])
    fixture.model.script({ text: ['seen'] })
    const { channel_id } = await fixture.run('ApproveTool', { id: chat, tool_call_id: 'c1', approved: true }, guest)
    const events = await Array.fromAsync(fixture.stream('WatchTurn', { id: chat, channel_id }, undefined, guest))
    assert.match(resultsOf(events).c1, /\[image, image\/png/)
    assert.equal(textOf(events), 'seen')
  })

  test('may be slow, die, say too much or lie: the turn goes on with an error result', async () => {
    const chat = await chatWith({ enabled_mcp_tools: ['hostile.*'] })
    const asked = ['slow', 'die', 'huge', 'lie']
    fixture.model.script({ calls: asked.map((name) => call(name, name, {})) }, { text: ['never mind'] })
    const events = await fixture.send(chat, 'Go', guest)
    const errors = Object.fromEntries(Object.entries(resultsOf(events)).map(([id, text]) => [id, JSON.parse(String(text)).error]))
    assert.match(errors.slow, /took longer than 3 seconds/)
    assert.match(errors.die, /not available/)
    assert.match(errors.huge, /larger than the limit/)
    assert.match(errors.lie, /does not keep to the schema/)
    assert.equal(textOf(events), 'never mind')
  })
})
