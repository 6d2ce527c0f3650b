import type { CreateMcpServer, McpServer, McpTool, McpToolResult, UpdateMcpServer } from '../generated/types.ts'
import { type CallOptions, LONG_TIMEOUT_MS, path } from '../transport.ts'
import { Resource } from './resource.ts'

/** Servers of the Model Context Protocol and their tools. A server is named by its id or its name. */
export class McpServers extends Resource {
  /** Registers a server and connects to it. One that can't be reached is registered all the same. */
  create(params: CreateMcpServer, options?: CallOptions): Promise<McpServer> {
    return this.transport.json({ method: 'POST', path: '/api/v1/mcp-servers', body: params, timeout: LONG_TIMEOUT_MS }, options)
  }

  /** Newest first. */
  list(options?: CallOptions): Promise<McpServer[]> {
    return this.transport.get('/api/v1/mcp-servers', undefined, options)
  }

  get(server: string, options?: CallOptions): Promise<McpServer> {
    return this.transport.get(path`/api/v1/mcp-servers/${server}`, undefined, options)
  }

  /** Changes a server and connects to it anew. What is absent stays as it is. */
  update(server: string, params: UpdateMcpServer, options?: CallOptions): Promise<McpServer> {
    return this.transport.send('PUT', path`/api/v1/mcp-servers/${server}`, params, options)
  }

  delete(server: string, options?: CallOptions): Promise<void> {
    return this.transport.send('DELETE', path`/api/v1/mcp-servers/${server}`, undefined, options)
  }

  /** The tools that it offers. */
  tools(server: string, options?: CallOptions): Promise<McpTool[]> {
    return this.transport.get(path`/api/v1/mcp-servers/${server}/tools`, undefined, options)
  }

  /** Calls a tool. */
  execute(server: string, tool: string, args: Record<string, unknown> = {}, options?: CallOptions): Promise<McpToolResult> {
    return this.transport.json(
      {
        method: 'POST',
        path: path`/api/v1/mcp-servers/${server}/tools/${tool}/execute`,
        body: { arguments: args },
        timeout: LONG_TIMEOUT_MS,
      },
      options,
    )
  }
}
