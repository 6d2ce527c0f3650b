import type { Server } from 'node:http'
import Fastify, { type FastifyError, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import type { Config } from '../schema/config.ts'
import type { RequestInfo } from '../schema/context.ts'
import { SinasError } from '../schema/errors.ts'
import { asSinasError, type Graph } from '../schema/graph.ts'
import type { Logger } from '../schema/log.ts'
import { authenticate, authenticateBrowser } from './authenticate.ts'
import { registerBodyParsers } from './body.ts'
import { registerConsole } from './console.ts'
import { registerCors } from './cors.ts'
import { registerDocs } from './docs.ts'
import { registerDraining } from './draining.ts'
import type { LazyRuntime } from './graph/lazy-runtime.ts'
import type { StraightPath } from './graph/straight-path.ts'
import { registerGraphql } from './graphql.ts'
import { type ReadinessCheck, registerHealth } from './health.ts'
import { sendError } from './http-error.ts'
import type { KnownCallers } from './known-callers.ts'
import { registerMcp } from './mcp.ts'
import { registerNotFound } from './not-found.ts'
import type { OpenStreams } from './open-streams.ts'
import { registerSchema } from './public-schema.ts'
import type { RequestLog } from './request-log.ts'
import { rowOf } from './request-log-row.ts'
import { type Route, registerRoutes } from './rest.ts'
import { registerSecurityHeaders, withSecurityHeaders } from './security-headers.ts'
import { registerSession } from './session/routes.ts'
import { limitStrangers } from './stranger-limit.ts'
import { trustProxy } from './trust-proxy.ts'
import { webhooks } from './webhooks.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** What the request carries into the graph. */
    info: RequestInfo
    /** Aborts the work for this request: its client has left, or should come back later. */
    abort(): void
    /** Ends its answer where it is: a stream is over. */
    end(): void
  }
}

export interface ServerDependencies {
  config: Config
  log: Logger
  graph: Graph
  callers: KnownCallers
  runtime: LazyRuntime
  straightPath?: StraightPath | undefined
  streams: OpenStreams
  routes: Route[]
  requestLog: RequestLog
  checks: Record<string, ReadinessCheck>
}

/** Milliseconds in which a request must arrive, its body included: a silent client does not hold a connection. Answers may take any time. */
const REQUEST_TIMEOUT_MS = 300_000
const REQUEST_ID = /^[\w.:-]{1,128}$/
const TRACEPARENT = /^[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/

/** The HTTP server: gives every request an id and a caller, and logs it when it is answered. */
export function createServer(dependencies: ServerDependencies): FastifyInstance {
  const { config, log } = dependencies
  const server = Fastify({
    logger: false,
    bodyLimit: config.MAX_BODY_BYTES,
    trustProxy: trustProxy(config.TRUST_PROXY),
    genReqId: (request) => {
      const given = request.headers['x-request-id']
      return typeof given === 'string' && REQUEST_ID.test(given) ? given : crypto.randomUUID()
    },
    requestTimeout: REQUEST_TIMEOUT_MS,
    keepAliveTimeout: 72_000,
    forceCloseConnections: 'idle',
    exposeHeadRoutes: true,
    routerOptions: { ignoreTrailingSlash: false, maxParamLength: 2000 },
    frameworkErrors: (error, _request, reply) =>
      void sendError(withSecurityHeaders(reply as FastifyReply), new SinasError('BAD_REQUEST', { reason: error.message })),
  })

  server.decorateRequest('info', null as unknown as RequestInfo)
  server.decorateRequest('abort', null as unknown as () => void)
  server.decorateRequest('end', null as unknown as () => void)
  server.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id)
    const controller = new AbortController()
    request.abort = () => controller.abort()
    request.end = () => {
      controller.abort()
      reply.raw.end()
    }
    // Also fires after a complete answer, when there is nothing left to abort.
    reply.raw.on('close', () => {
      if (!reply.raw.writableFinished) controller.abort()
      dependencies.streams.leave(request.info)
    })
    request.info = requestInfo(request, controller.signal)
  })
  registerSecurityHeaders(server, config)
  registerDraining(server)
  registerCors(server, config)
  registerNotFound(server)
  server.addHook('onRequest', async (request, reply) => {
    const { isPublic, readsNoCookie } = request.routeOptions.config
    if (isPublic) return
    try {
      request.info.caller =
        (await authenticate(dependencies, request.headers, request.info)) ??
        (readsNoCookie ? null : await authenticateBrowser(dependencies, request))
    } catch (error) {
      return sendError(reply, asSinasError(error))
    }
  })
  server.addHook('onResponse', async (request, reply) => {
    const row = rowOf(request, reply)
    if (row) dependencies.requestLog.record(row)
  })
  server.setErrorHandler((error, request, reply) => {
    if (error instanceof SinasError) return sendError(reply, error)
    const { statusCode, code, message } = error as FastifyError
    if (code === 'FST_ERR_CTP_BODY_TOO_LARGE')
      return sendError(reply, new SinasError('PAYLOAD_TOO_LARGE', { what: 'The body', limit: request.routeOptions.bodyLimit }))
    if (statusCode && statusCode < 500) return sendError(reply, new SinasError('BAD_REQUEST', { reason: message }))
    log.error({ err: error, requestId: request.id }, 'a request failed')
    return sendError(reply, new SinasError('INTERNAL'))
  })

  registerBodyParsers(server)
  registerHealth(server, dependencies.checks)
  const guard = limitStrangers(config)
  registerGraphql(server, { ...dependencies, guard })
  registerSchema(server, { config, guard })
  registerRoutes(server, { ...dependencies, guard })
  registerDocs(server, { ...dependencies, guard })
  registerConsole(server)
  registerSession(server, dependencies)
  registerMcp(server, dependencies)
  server.register(webhooks, dependencies)
  return server
}

function requestInfo(request: FastifyRequest, signal: AbortSignal): RequestInfo {
  const { traceparent } = request.headers
  return {
    caller: null,
    requestId: request.id,
    traceparent: typeof traceparent === 'string' && TRACEPARENT.test(traceparent) ? traceparent : undefined,
    ip: request.ip,
    userAgent: request.headers['user-agent'],
    signal,
    decisions: [],
  }
}

/** Listens. @throws where the port is taken or may not be used */
export async function listen(server: FastifyInstance, config: Config): Promise<number> {
  await server.listen({ port: config.APP_PORT, host: config.APP_HOST })
  const address = (server.server as Server).address()
  return typeof address === 'object' && address ? address.port : config.APP_PORT
}
