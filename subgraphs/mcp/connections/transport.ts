import { SSEClientTransport } from '@modelcontextprotocol/sdk/client/sse.js'
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js'
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js'
import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js'
import { SinasError } from '../../../schema/errors.ts'
import type { Secrets } from '../servers/secrets.ts'
import type { Protocol, ServerRow } from '../servers/server.entity.ts'
import type { GuardedFetch } from './guarded-fetch.ts'
import type { ServerLogin } from './oauth.ts'
import { WebSocketTransport } from './websocket-transport.ts'

interface Way {
  guard: GuardedFetch
  secrets: Secrets
  /** Where no key is given, the server may ask for a login. */
  login: ServerLogin | undefined
  allowStdio: boolean
  /** What a `stdio` server writes to its log. */
  onLog(text: string): void
}

/** How a server is reached. @throws SinasError REFUSED where the platform is not configured to reach it so */
export function transportTo(server: ServerRow, protocol: Protocol, way: Way): Transport {
  if (protocol === 'stdio') return stdio(server, way)
  const url = new URL(server.url!)
  const headers = headersOf(way.secrets)
  if (protocol === 'websocket') return new WebSocketTransport(url, headers, way.guard.connect)
  const options = { fetch: way.guard.fetch, requestInit: { headers }, ...(way.login && { authProvider: way.login }) }
  // The types of the SDK were not made for exactOptionalPropertyTypes.
  return (protocol === 'sse' ? new SSEClientTransport(url, options) : new StreamableHTTPClientTransport(url, options)) as Transport
}

function stdio({ command, args }: ServerRow, { allowStdio, secrets, onLog }: Way): Transport {
  if (!allowStdio) throw new SinasError('REFUSED', { reason: 'Programs are not started as MCP servers unless MCP_ALLOW_STDIO=true' })
  const transport = new StdioClientTransport({ command: command!, args, stderr: 'pipe', ...(secrets.env && { env: secrets.env }) })
  transport.stderr?.on('data', (chunk: Buffer) => onLog(chunk.toString().trimEnd()))
  return transport as Transport
}

function headersOf({ apiKey, headers }: Secrets): Record<string, string> {
  return { ...(apiKey && { authorization: `Bearer ${apiKey}` }), ...headers }
}
