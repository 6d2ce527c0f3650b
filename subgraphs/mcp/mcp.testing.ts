// What the tests of this subgraph begin with: a platform, and MCP servers to be registered.
import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js'
import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js'
import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js'
import type { Caller } from '../../schema/context.ts'
import type { OperationName } from '../../schema/graph.ts'
import type { RunningSubgraph } from '../../schema/subgraph.ts'
import { answering } from '../../schema/testing/answering.ts'
import { administrator, openTestPlatform, type TestPlatform, testRequest } from '../../schema/testing/platform.ts'
import { mcp } from './index.ts'

export interface McpUnderTest extends AsyncDisposable {
  platform: TestPlatform
  subgraph: RunningSubgraph
  admin: Caller
  /** Runs a named operation. @returns its `result` */
  run<Data = any>(operation: OperationName, variables: Record<string, unknown>, caller?: Caller, signal?: AbortSignal): Promise<Data>
  /** Registers a server under a new name. */
  register(settings: Record<string, unknown>): Promise<any>
}

/** A platform that may reach servers of this machine, and start programs. */
export async function openMcp(environment: Record<string, string> = {}): Promise<McpUnderTest> {
  const platform = await openTestPlatform({ MCP_ALLOW_STDIO: 'true', MCP_ALLOWED_HOSTS: '127.0.0.1', ...environment })
  const subgraph = await platform.start(mcp)
  const admin = administrator()
  let count = 0
  const fixture: McpUnderTest = {
    platform,
    subgraph,
    admin,
    run: (operation, variables, caller = admin, signal) => platform.perform(operation, variables, testRequest(caller, signal)),
    register: (settings) => fixture.run('CreateMcpServer', { name: `server-${++count}`, ...settings }),
    [Symbol.asyncDispose]: () => platform.close(),
  }
  return fixture
}

export interface TestServer extends AsyncDisposable {
  url: string
  port: number
}

/** An HTTP server of this machine. @param port 0: any that is free */
export async function listen(answer: (request: IncomingMessage, response: ServerResponse) => unknown, port = 0): Promise<TestServer> {
  const server: Server = createServer(answering(answer)).listen(port, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${address.port}`,
    port: address.port,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

/** An MCP server over streamable HTTP, with sessions. @param setup gives it its tools; called for each session */
export function startMcpServer(setup: (server: McpServer) => void, port = 0): Promise<TestServer> {
  const sessions = new Map<string, StreamableHTTPServerTransport>()
  return listen(async (request, response) => {
    const id = request.headers['mcp-session-id']
    let transport = typeof id === 'string' ? sessions.get(id) : undefined
    if (!transport) {
      if (id) return void response.writeHead(404).end()
      const server = new McpServer({ name: 'test', version: '1.0.0' })
      setup(server)
      const begun = new StreamableHTTPServerTransport({
        sessionIdGenerator: () => crypto.randomUUID(),
        onsessioninitialized: (session) => void sessions.set(session, begun),
      })
      await server.connect(begun as Transport)
      transport = begun
    }
    await transport.handleRequest(request, response)
  }, port)
}

/** The program of a server that was installed from npm. */
export function program(name: 'everything' | 'filesystem' | 'memory'): string {
  return fileURLToPath(import.meta.resolve(`@modelcontextprotocol/server-${name}/dist/index.js`))
}
