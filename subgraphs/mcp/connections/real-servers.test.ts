// Servers that others wrote, from npm, over every transport that they speak.
import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, before, describe, test } from 'node:test'
import { freePort } from '../../../schema/free-port.ts'
import { until } from '../../../schema/testing/until.ts'
import { type McpUnderTest, openMcp, program, startMcpServer } from '../mcp.testing.ts'

let fixture: McpUnderTest
let folder: string
const children: ChildProcess[] = []

before(async () => {
  fixture = await openMcp()
  folder = await realpath(await mkdtemp(path.join(tmpdir(), 'sinas-mcp-')))
})
after(async () => {
  await fixture[Symbol.asyncDispose]()
  for (const child of children) {
    child.kill()
    if (child.exitCode === null) await once(child, 'exit')
  }
  await rm(folder, { recursive: true, force: true })
})

const execute = (server: string, tool: string, args: Record<string, unknown>, signal?: AbortSignal) =>
  fixture.run('ExecuteMcpServerTool', { server, tool, arguments: args }, fixture.admin, signal).then(({ result }) => result)

/** @returns the address of a server-everything that speaks `transport` */
async function startEverything(transport: 'streamableHttp' | 'sse'): Promise<string> {
  const port = await freePort()
  const child = spawn(process.execPath, [program('everything'), transport], { env: { PATH: '', PORT: String(port) }, stdio: 'ignore' })
  children.push(child)
  await until(() => fetch(`http://127.0.0.1:${port}/`).catch(() => null), 'server-everything to answer')
  return `http://127.0.0.1:${port}/${transport === 'sse' ? 'sse' : 'mcp'}`
}

const EVERYTHING: [string, () => Promise<Record<string, unknown>>][] = [
  ['a program', async () => ({ protocol: 'stdio', command: process.execPath, args: [program('everything'), 'stdio'] })],
  ['streamable HTTP', async () => ({ url: await startEverything('streamableHttp') })],
  ['SSE, found by itself', async () => ({ url: await startEverything('sse') })],
]

for (const [way, settings] of EVERYTHING) {
  describe(`server-everything as ${way}`, () => {
    let id: string

    before(async () => {
      const server = await fixture.register(await settings())
      assert.deepEqual([server.connection_status, server.error_message], ['connected', null])
      id = server.id
    })

    test('lists its tools', async () => {
      const tools = await fixture.run('McpServerTools', { server: id })
      const echo = tools.find(({ name }: { name: string }) => name === 'echo')
      assert.equal(echo.input_schema.properties.message.type, 'string')
    })

    test('answers with text', async () => {
      assert.deepEqual(await execute(id, 'echo', { message: 'hi' }), { content: [{ type: 'text', text: 'Echo: hi' }] })
    })

    test('answers with structured content and images', async () => {
      const weather = await execute(id, 'get-structured-content', { location: 'New York' })
      assert.equal(typeof weather.structuredContent.temperature, 'number')
      const image = await execute(id, 'get-tiny-image', {})
      assert.ok(image.content.some(({ type }: { type: string }) => type === 'image'))
    })

    test('says what is wrong with arguments', async () => {
      const result = await execute(id, 'get-sum', { a: 'one' })
      assert.equal(result.isError, true)
      assert.match(result.content[0].text, /expected number/i)
    })

    test('a call that is cancelled ends at once', async () => {
      const controller = new AbortController()
      const start = Date.now()
      const call = execute(id, 'trigger-long-running-operation', { duration: 20, steps: 40 }, controller.signal)
      setTimeout(() => controller.abort(), 300)
      await assert.rejects(call)
      assert.ok(Date.now() - start < 5_000)
    })

    test('has resources and prompts', async () => {
      const { resources } = await fixture.run('McpResources', { server: id })
      const { contents } = await fixture.run('McpResource', { server: id, uri: resources[0].uri })
      assert.ok(contents[0].text.length > 0)
      const { resourceTemplates } = await fixture.run('McpResourceTemplates', { server: id })
      assert.ok(resourceTemplates.length > 0)
      const { prompts } = await fixture.run('McpPrompts', { server: id })
      assert.ok(prompts.some(({ name }: { name: string }) => name === 'args-prompt'))
      const { messages } = await fixture.run('McpPrompt', { server: id, name: 'args-prompt', arguments: { city: 'Utrecht' } })
      assert.match(messages[0].content.text, /Utrecht/)
    })
  })
}

test('a call goes on for longer than its timeout while the server shows progress', async () => {
  const { id } = await fixture.register({
    protocol: 'stdio',
    command: process.execPath,
    args: [program('everything'), 'stdio'],
    timeout: 1,
  })
  const result = await execute(id, 'trigger-long-running-operation', { duration: 2, steps: 8 })
  assert.match(result.content[0].text, /completed/i)
})

test('server-filesystem reads and writes within its folder, and nowhere else', async () => {
  const { id } = await fixture.register({ protocol: 'stdio', command: process.execPath, args: [program('filesystem'), folder] })
  await writeFile(path.join(folder, 'in.txt'), 'from a file')
  const read = await execute(id, 'read_text_file', { path: path.join(folder, 'in.txt') })
  assert.equal(read.content[0].text, 'from a file')
  await execute(id, 'write_file', { path: path.join(folder, 'out.txt'), content: 'to a file' })
  assert.equal(await readFile(path.join(folder, 'out.txt'), 'utf8'), 'to a file')
  const refused = await execute(id, 'read_text_file', { path: '/etc/passwd' })
  assert.equal(refused.isError, true)
})

test('server-memory remembers, with an environment that is sealed', async () => {
  const file = path.join(folder, 'memory.jsonl')
  const settings = { protocol: 'stdio', command: process.execPath, args: [program('memory')], env: { MEMORY_FILE_PATH: file } }
  const { id } = await fixture.register(settings)
  await execute(id, 'create_entities', { entities: [{ name: 'Ada', entityType: 'person', observations: ['counts'] }] })
  const { structuredContent } = await execute(id, 'read_graph', {})
  assert.equal(structuredContent.entities[0].name, 'Ada')
  assert.match(await readFile(file, 'utf8'), /Ada/)
})

test('tools are listed anew when a server says that they have changed', async () => {
  await using server = await startMcpServer((mcp) => {
    mcp.registerTool('grow', {}, () => {
      mcp.registerTool('grown', {}, () => ({ content: [] }))
      return { content: [] }
    })
  })
  const { id, tool_count } = await fixture.register({ url: server.url })
  assert.equal(tool_count, 1)
  await execute(id, 'grow', {})
  await until(async () => (await fixture.run('McpServer', { server: id })).tool_count === 2)
  await execute(id, 'grown', {})
})
