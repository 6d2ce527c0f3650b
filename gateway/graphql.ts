import type { GatewayRuntime } from '@graphql-hive/gateway-runtime'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Config } from '../schema/config.ts'
import { SinasError } from '../schema/errors.ts'
import { bodyLimit } from './body.ts'
import { registerGraphiql, sendGraphiql, wantsGraphiql } from './graphiql.ts'

/**
 * Hands `/graphql` to the gateway runtime: queries, mutations, subscriptions over SSE. `/graphql/stream` is the same under the name that graphql-sse
 * gives it, in its distinct connections mode: a stream for each operation. Its single connection mode, which is prepared by PUT and keeps state between
 * requests, is not offered.
 */
export function registerGraphql(server: FastifyInstance, gateway: GatewayRuntime, config: Config): void {
  registerGraphiql(server)
  server.register(async (scope) => {
    // The runtime reads the body itself.
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', (_request, _payload, done) => done(null))
    const handler = async (request: FastifyRequest, reply: FastifyReply) => {
      if (wantsGraphiql(request)) return sendGraphiql(reply)
      const limit = bodyLimit(config, request.info.caller)
      if (Number(request.headers['content-length'] ?? 0) > limit) throw tooLarge(limit)
      limitBody(request, reply, limit)
      reply.hijack()
      for (const [name, value] of Object.entries(reply.getHeaders())) if (value !== undefined) reply.raw.setHeader(name, value as string)
      await gateway(request.raw, reply.raw, { requestInfo: request.info })
    }
    for (const url of ['/graphql', '/graphql/stream']) {
      scope.route({ method: ['GET', 'POST'], url, handler, exposeHeadRoute: false })
    }
  })
}

const tooLarge = (limit: number) => new SinasError('PAYLOAD_TOO_LARGE', { what: 'The body', limit })

/** Counts a body that does not say its length, and hangs up when it is over the limit. */
function limitBody(request: FastifyRequest, reply: FastifyReply, limit: number): void {
  if (request.headers['transfer-encoding'] === undefined) return
  let received = 0
  request.raw.on('data', (chunk: Buffer) => {
    received += chunk.length
    if (received <= limit || reply.raw.headersSent) return
    const { message, code } = tooLarge(limit)
    reply.raw
      .writeHead(413, { 'content-type': 'application/json', connection: 'close' })
      .end(JSON.stringify({ errors: [{ message, extensions: { code } }] }))
    request.raw.destroy()
  })
}
