import type { Server } from '@modelcontextprotocol/sdk/server/index.js'
import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js'
import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js'

const IDLE_MS = 30 * 60_000
const SWEEP_MS = 60_000
const MAX_PER_USER = 100

interface Session {
  userId: string
  transport: StreamableHTTPServerTransport
  server: Server
  usedAt: number
  /** Requests that are being answered. */
  busy: number
}

/**
 * Sessions of MCP clients. One is needed so that a cancellation, which comes by a request of its own, finds the call that it means.
 * A session belongs to the user who began it. An idle one is forgotten, and its client begins another.
 */
export class McpSessions {
  readonly #sessions = new Map<string, Session>()
  readonly #create: () => Server
  readonly #sweeper: NodeJS.Timeout

  constructor(create: () => Server) {
    this.#create = create
    this.#sweeper = setInterval(() => this.#sweep(), SWEEP_MS).unref()
  }

  /** A transport that becomes a session when its client's `initialize` is answered. */
  async begin(userId: string): Promise<StreamableHTTPServerTransport> {
    this.#makeRoom(userId)
    const server = this.#create()
    const transport = new StreamableHTTPServerTransport({
      sessionIdGenerator: () => crypto.randomUUID(),
      onsessioninitialized: (id) => void this.#sessions.set(id, { userId, transport, server, usedAt: Date.now(), busy: 0 }),
      onsessionclosed: (id) => void this.#sessions.delete(id),
    })
    await server.connect(transport as Transport)
    return transport
  }

  /** A transport for one request of a client that keeps no session. */
  async once(): Promise<StreamableHTTPServerTransport> {
    const transport = new StreamableHTTPServerTransport({ sessionIdGenerator: undefined as never })
    await this.#create().connect(transport as Transport)
    return transport
  }

  /** @returns what says that the request has been answered; undefined where the session is not the user's, or is not there */
  enter(id: string, userId: string): { transport: StreamableHTTPServerTransport; leave(): void } | undefined {
    const session = this.#sessions.get(id)
    if (session?.userId !== userId) return undefined
    session.busy++
    session.usedAt = Date.now()
    return {
      transport: session.transport,
      leave() {
        session.busy--
        session.usedAt = Date.now()
      },
    }
  }

  async close(): Promise<void> {
    clearInterval(this.#sweeper)
    await Promise.all([...this.#sessions.keys()].map((id) => this.#end(id)))
  }

  #sweep(): void {
    for (const [id, { busy, usedAt }] of this.#sessions) if (busy === 0 && Date.now() - usedAt > IDLE_MS) void this.#end(id)
  }

  /** Of those that are begun and never ended, the one that was used least recently goes. */
  #makeRoom(userId: string): void {
    const theirs = [...this.#sessions].filter(([, session]) => session.userId === userId)
    if (theirs.length < MAX_PER_USER) return
    const [oldest] = theirs.toSorted(([, a], [, b]) => a.busy - b.busy || a.usedAt - b.usedAt)
    void this.#end(oldest![0])
  }

  async #end(id: string): Promise<void> {
    const session = this.#sessions.get(id)
    this.#sessions.delete(id)
    await session?.server.close().catch(() => undefined)
  }
}
