import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js'
import { type JSONRPCMessage, JSONRPCMessageSchema } from '@modelcontextprotocol/sdk/types.js'
import { Agent, type buildConnector, WebSocket } from 'undici'
import { MAX_MESSAGE_BYTES } from './limited-body.ts'

/** JSON-RPC over a WebSocket, which MCP leaves to its users. The SDK's own can be given neither headers nor a guarded connection. */
export class WebSocketTransport implements Transport {
  onclose?: () => void
  onerror?: (error: Error) => void
  onmessage?: (message: JSONRPCMessage) => void
  readonly #url: URL
  readonly #headers: Record<string, string>
  readonly #dispatcher: Agent
  #socket: WebSocket | undefined
  /** Why there was no connection. The event says only that there is none. */
  #cause: Error | undefined

  /** @param connect opens the socket: the place where addresses are checked */
  constructor(url: URL, headers: Record<string, string>, connect: buildConnector.connector) {
    this.#url = url
    this.#headers = headers
    this.#dispatcher = new Agent({
      connect: (options, callback) =>
        connect(options, (...[error, socket]) => {
          this.#cause = error ?? undefined
          callback(...([error, socket] as Parameters<buildConnector.Callback>))
        }),
    })
  }

  start(): Promise<void> {
    const socket = new WebSocket(this.#url, { protocols: ['mcp'], headers: this.#headers, dispatcher: this.#dispatcher })
    this.#socket = socket
    return new Promise((resolve, reject) => {
      socket.addEventListener('open', () => resolve())
      socket.addEventListener('error', (event) => {
        const error = this.#cause ?? new Error((event.error as Error | undefined)?.message || 'The WebSocket failed')
        reject(error)
        this.onerror?.(error)
      })
      socket.addEventListener('close', () => {
        reject(new Error('the WebSocket was closed'))
        this.onclose?.()
      })
      socket.addEventListener('message', ({ data }) => this.#read(data))
    })
  }

  #read(data: unknown): void {
    try {
      if (typeof data !== 'string' || data.length > MAX_MESSAGE_BYTES)
        throw new Error('the server sent a message that is not text, or too large')
      this.onmessage?.(JSONRPCMessageSchema.parse(JSON.parse(data)))
    } catch (error) {
      this.onerror?.(error as Error)
      void this.close()
    }
  }

  async send(message: JSONRPCMessage): Promise<void> {
    if (this.#socket?.readyState !== WebSocket.OPEN) throw new Error('the WebSocket is not open')
    this.#socket.send(JSON.stringify(message))
  }

  async close(): Promise<void> {
    this.#socket?.close()
    await this.#dispatcher.destroy()
  }
}
