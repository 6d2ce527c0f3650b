// What the SDKs are tested against: a whole platform with a scripted model, and for each SDK a proxy that does harm when told.
import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js'
import { Webhook } from 'standardwebhooks'
import { z } from 'zod'
import { ADMIN, startTestGateway, type TestGateway } from '../../gateway/gateway.testing.ts'
import { answering } from '../../schema/testing/answering.ts'
import { startModelServer } from '../../subgraphs/agents/providers/model-server.testing.ts'
import { startMcpServer } from '../../subgraphs/mcp/mcp.testing.ts'
import { type FaultyProxy, startFaultyProxy } from './faulty-proxy.ts'
import { answerOf } from './model.ts'

export interface SdkPlatform extends AsyncDisposable {
  /** A way into the platform for one SDK. @returns its environment variables, as strings */
  entrance(): Promise<Record<string, string>>
}

/** Starts the platform, with an administrator's API key and a model that answers as `model.ts` says. */
export async function startSdkPlatform(): Promise<SdkPlatform> {
  await using stack = new AsyncDisposableStack()
  const model = stack.use(await startModelServer())
  model.fallback = answerOf
  const platform = stack.use(await startTestGateway({ MCP_ALLOWED_HOSTS: '127.0.0.1' }))
  const mcp = stack.use(await startMcpServer(addDouble))
  const { access_token: token } = await platform.login(ADMIN)
  const post = async (path: string, body: unknown) => {
    const answer = await platform.request('POST', path, { token, body })
    if (answer.status >= 300) throw new Error(`${path} answers ${answer.status}: ${JSON.stringify(answer.body)}`)
    return answer.body
  }
  const provider = {
    name: 'scripted',
    provider_type: 'openai',
    api_endpoint: model.url('openai'),
    api_key: 'sk-test',
    default_model: 'scripted',
  }
  await post('/api/v1/llm-providers', { ...provider, is_default: true })
  const { key } = await post('/api/v1/auth/api-keys', { name: 'sdks', permissions: { 'sinas.*:all': true } })
  const owned = stack.move()
  return {
    async entrance() {
      const proxy = owned.use(await startFaultyProxy(platform.url))
      const control = owned.use(await startControl(platform, proxy, mcp.url))
      return { SINAS_BASE_URL: proxy.url, SINAS_API_KEY: key, SINAS_CONTROL_URL: control.url }
    },
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  }
}

/** A tool for a server of the Model Context Protocol. */
function addDouble(server: McpServer): void {
  server.registerTool('double', { description: 'Twice a number.', inputSchema: { n: z.number() } }, ({ n }) => ({
    content: [{ type: 'text', text: String(2 * n) }],
  }))
}

/** What a scenario asks for that a client can't do: faults, what was requested, the code of a login mail, a signature by others. */
async function startControl(platform: TestGateway, proxy: FaultyProxy, mcpUrl: string): Promise<AsyncDisposable & { url: string }> {
  const routes: Record<string, (body: any) => unknown> = {
    '/reset': () => {
      proxy.faults.length = proxy.requests.length = 0
      return {}
    },
    '/faults': (fault) => {
      proxy.faults.unshift(fault)
      return {}
    },
    '/count': ({ method, path }) => ({
      count: proxy.requests.filter((request) => request.method === method && new RegExp(path).test(request.path)).length,
    }),
    '/otp': ({ email }) => {
      const line = platform.logs.findLast(({ msg }) => typeof msg === 'string' && msg.includes('OTP') && msg.includes(email))
      return { code: /\b\d{6,12}\b/.exec(String(line?.msg))?.[0] }
    },
    '/mcp': () => ({ url: mcpUrl }),
    '/sign': ({ secret, id, body, age = 0 }) => {
      const at = new Date(Date.now() - age * 1000)
      const timestamp = String(Math.floor(at.getTime() / 1000))
      return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': new Webhook(secret).sign(id, at, body) }
    },
  }
  const server = createServer(
    answering(async (request, response) => {
      try {
        const result = routes[request.url!]!(JSON.parse(await textOf(request)))
        response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(result))
      } catch (error) {
        response.writeHead(400).end(String(error))
      }
    }),
  )
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = ''
  for await (const chunk of request) text += chunk
  return text
}
