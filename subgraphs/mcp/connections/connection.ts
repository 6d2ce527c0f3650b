import { setImmediate as nextTurn } from 'node:timers/promises'
import { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { StreamableHTTPError } from '@modelcontextprotocol/sdk/client/streamableHttp.js'
import type { RequestOptions } from '@modelcontextprotocol/sdk/shared/protocol.js'
import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js'
import {
  type CallToolResult,
  CallToolResultSchema,
  ErrorCode,
  ListToolsResultSchema,
  McpError,
  ToolListChangedNotificationSchema,
} from '@modelcontextprotocol/sdk/types.js'
import { SinasError } from '../../../schema/errors.ts'
import { type ListedTool, listedTool } from '../tools/listed-tool.ts'
import { currentCall } from './current-call.ts'

/** Milliseconds in which a server must let us in, and answer a question about itself. */
const CONNECT_MS = 10_000
const MAX_PAGES = 50
const MAX_TOOLS = 1_000
/** However often it says that it goes on, a call is over after this. */
const MAX_CALL_MS = 15 * 60_000

/** A server that let us in. */
export class Connection {
  readonly client: Client
  /** Version of the row that it was opened with. */
  readonly version: number
  readonly #name: string
  /** New work may begin. */
  isOpen = true
  #works = 0

  private constructor(client: Client, name: string, version: number) {
    this.client = client
    this.#name = name
    this.version = version
  }

  /**
   * @param transport how the server is reached
   * @throws whatever the transport says, and TIMEOUT
   */
  static async open(transport: Transport, name: string, version: number): Promise<Connection> {
    const client = new Client({ name: 'sinas', version: '1.0.0' }, { capabilities: {} })
    const late = Promise.withResolvers<never>()
    const timer = setTimeout(() => late.reject(tooLate(name, CONNECT_MS)), CONNECT_MS)
    try {
      // Waiting for the transport itself has no timeout of its own.
      await Promise.race([client.connect(transport, { timeout: CONNECT_MS }), late.promise])
      return new Connection(client, name, version)
    } catch (error) {
      await client.close().catch(() => undefined)
      throw error
    } finally {
      clearTimeout(timer)
    }
  }

  onToolsChanged(listener: () => void): void {
    this.client.setNotificationHandler(ToolListChangedNotificationSchema, listener)
  }

  /** Every page of the list; tools that no model could be offered are left out. */
  async listTools(): Promise<ListedTool[]> {
    if (!this.client.getServerCapabilities()?.tools) return []
    const tools: ListedTool[] = []
    let cursor: string | undefined
    for (let page = 0; page < MAX_PAGES && tools.length < MAX_TOOLS; page++) {
      const params = cursor === undefined ? {} : { cursor }
      const result = await this.client.request({ method: 'tools/list', params }, ListToolsResultSchema, { timeout: CONNECT_MS })
      for (const tool of result.tools) {
        const listed = listedTool(tool)
        if (listed) tools.push(listed)
        // Their schemas are a stranger's, and may take a while to look at.
        await nextTurn()
      }
      cursor = result.nextCursor
      if (cursor === undefined) break
    }
    return tools.slice(0, MAX_TOOLS)
  }

  /** @throws SinasError TIMEOUT, UNAVAILABLE, PAYLOAD_TOO_LARGE, or BAD_REQUEST with the server's words */
  callTool(name: string, args: Record<string, unknown>, timeoutMs: number, signal: AbortSignal): Promise<CallToolResult> {
    return this.ask(timeoutMs, signal, (options) =>
      this.client.request({ method: 'tools/call', params: { name, arguments: args } }, CallToolResultSchema, options),
    )
  }

  /** Asks the server something, and translates what may go wrong. */
  async ask<Answer>(timeoutMs: number, signal: AbortSignal, request: (options: RequestOptions) => Promise<Answer>): Promise<Answer> {
    const call = new AbortController()
    const options: RequestOptions = {
      timeout: timeoutMs,
      maxTotalTimeout: MAX_CALL_MS,
      resetTimeoutOnProgress: true,
      // Asked for so that a long call can show that it lives.
      onprogress: () => undefined,
      signal: AbortSignal.any([signal, call.signal]),
    }
    try {
      return await currentCall.run(call, () => request(options))
    } catch (error) {
      signal.throwIfAborted()
      throw call.signal.aborted ? call.signal.reason : this.#translated(error, timeoutMs)
    }
  }

  #translated(error: unknown, timeoutMs: number): unknown {
    if (!(error instanceof McpError)) return error
    if (error.code === ErrorCode.RequestTimeout) return tooLate(this.#name, timeoutMs)
    if (error.code === ErrorCode.ConnectionClosed)
      return new SinasError('UNAVAILABLE', { what: `The MCP server ${this.#name}`, reason: 'the connection was closed' }, error)
    return new SinasError('BAD_REQUEST', { reason: `The MCP server ${this.#name} answered: ${error.message}` }, error)
  }

  /** Does something with it, which may end after the connection is retired. */
  async use<Result>(work: (connection: Connection) => Promise<Result>): Promise<Result> {
    this.#works++
    try {
      return await work(this)
    } finally {
      this.#works--
      if (!this.isOpen && this.#works === 0) await this.close()
    }
  }

  /** No new work; it is closed when what goes on has ended. */
  async retire(): Promise<void> {
    this.isOpen = false
    if (this.#works === 0) await this.close()
  }

  /** At once: what goes on fails. */
  async close(): Promise<void> {
    this.isOpen = false
    await this.client.close().catch(() => undefined)
  }
}

const tooLate = (name: string, ms: number) => new SinasError('TIMEOUT', { what: `The MCP server ${name}`, seconds: ms / 1000 })

/** The server knows nothing of our session any more: what was asked was not done, and may be asked again. */
export const isSessionLost = (error: unknown) => error instanceof StreamableHTTPError && error.code === 404
