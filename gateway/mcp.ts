import { isInitializeRequest } from '@modelcontextprotocol/sdk/types.js'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { MAX_MCP_BATCH } from '../schema/bounded/limits.ts'
import type { Config } from '../schema/config.ts'
import { SinasError } from '../schema/errors.ts'
import type { Graph } from '../schema/graph.ts'
import type { Logger } from '../schema/log.ts'
import { sendError } from './http-error.ts'
import { agentTools } from './mcp-agents.ts'
import { functionTools } from './mcp-functions.ts'
import { operationTools } from './mcp-operations.ts'
import { createMcpServer } from './mcp-server.ts'
import { McpSessions } from './mcp-sessions.ts'
import type { OpenStreams } from './open-streams.ts'
import { type Route, requireCaller } from './rest.ts'

interface McpDoor {
  config: Config
  graph: Graph
  log: Logger
  routes: Route[]
  streams: OpenStreams
}

/** `/mcp`: the platform as a server of the Model Context Protocol, over streamable HTTP, for the owner of the credential. */
export function registerMcp(server: FastifyInstance, { config, graph, log, routes, streams }: McpDoor): void {
  const sources = [operationTools(routes), functionTools, agentTools]
  const sessions = new McpSessions(() => createMcpServer({ graph, log, sources }))
  // Streams to listening clients stay open until the gateway closes them: it must do so before the server waits for its connections to end.
  server.addHook('preClose', () => sessions.close())
  server.route({
    method: ['GET', 'POST', 'DELETE'],
    url: '/mcp',
    exposeHeadRoute: false,
    config: { readsNoCookie: true },
    onRequest: requireCaller,
    async handler(request, reply) {
      const caller = request.info.caller!
      if (!isAllowedOrigin(request, config)) return sendError(reply, new SinasError('REFUSED', { reason: 'This origin may not use MCP' }))
      if (Array.isArray(request.body) && request.body.length > MAX_MCP_BATCH)
        return sendError(reply, new SinasError('BAD_REQUEST', { reason: `A request has ${MAX_MCP_BATCH} messages at most` }))
      const id = request.headers['mcp-session-id']
      const session = typeof id === 'string' ? sessions.enter(id, caller.userId) : undefined
      if (id !== undefined && !session) return reply.code(404).send(SESSION_LOST)
      const transport = session?.transport ?? (await (isBeginning(request.body) ? sessions.begin(caller.userId) : sessions.once()))
      // GET opens a stream for messages of the server, until its client leaves.
      if (request.method === 'GET') streams.enter(request.info)
      reply.raw.once('close', () => (session ? session.leave() : transport.sessionId || void transport.close()))
      await hand(transport, request, reply)
    },
  })
}

const SESSION_LOST = { jsonrpc: '2.0', error: { code: -32001, message: 'Session not found' }, id: null }

/** A foreign page must not make a browser act for its user: https://modelcontextprotocol.io/specification/2025-11-25/basic/transports */
function isAllowedOrigin({ headers: { origin } }: FastifyRequest, { CORS_ORIGINS, publicUrl }: Config): boolean {
  return origin === undefined || CORS_ORIGINS.includes('*') || CORS_ORIGINS.includes(origin) || origin === new URL(publicUrl).origin
}

const isBeginning = (body: unknown) => [body].flat().some((message) => isInitializeRequest(message))

/** The SDK answers by itself: with the headers that ours gives every answer, and with the caller for its handlers. */
async function hand(
  transport: { handleRequest(request: never, response: FastifyReply['raw'], body: unknown): Promise<void> },
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<void> {
  for (const [name, value] of Object.entries(reply.getHeaders())) if (value !== undefined) reply.raw.setHeader(name, value)
  reply.hijack()
  const { caller } = request.info
  const auth = { token: '', clientId: caller!.userId, scopes: [], extra: { info: request.info } }
  await transport.handleRequest(Object.assign(request.raw, { auth }) as never, reply.raw, request.body)
}
