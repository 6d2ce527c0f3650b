import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js'
import { type JSONRPCMessage, JSONRPCMessageSchema } from '@modelcontextprotocol/sdk/types.js'
import { type Dispatcher, WebSocket } from 'undici'
import { MAX_MESSAGE_BYTES } from './limited-body.ts'

/** JSON-RPC over a WebSocket, which MCP leaves to its users. The SDK's own can be given neither headers nor a guarded connection. */
export class WebSocketTransport implements Transport {
  onclose?: () => void
  onerror?: (error: Error) => void
  onmessage?: (message: JSONRPCMessage) => void
  readonly #url: URL
  readonly #options: { headers: Record<string, string>; dispatcher: Dispatcher }
  #socket: WebSocket | undefined

  constructor(url: URL, options: { headers: Record<string, string>; dispatcher: Dispatcher }) {
    this.#url = url
    this.#options = options
  }

  start(): Promise<void> {
    const socket = new WebSocket(this.#url, { protocols: ['mcp'], ...this.#options })
    this.#socket = socket
    return new Promise((resolve, reject) => {
      socket.addEventListener('open', () => resolve())
      socket.addEventListener('error', (event) => {
        const error = event.error instanceof Error ? event.error : new Error(event.message || 'the WebSocket failed')
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
      if (typeof data !== 'string' || data.length > MAX_MESSAGE_BYTES) throw new Error('a message is no text, or too large')
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
  }
}
