import type { GatewayRuntime } from '@graphql-hive/gateway-runtime'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Config } from '../schema/config.ts'
import { SinasError } from '../schema/errors.ts'

/** Hands `/graphql` to the gateway runtime: queries, mutations, subscriptions over SSE, and GraphiQL. */
export function registerGraphql(server: FastifyInstance, gateway: GatewayRuntime, config: Config): void {
  server.register(async (scope) => {
    // The runtime reads the body itself.
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', (_request, _payload, done) => done(null))
    const handler = async (request: FastifyRequest, reply: FastifyReply) => {
      if (Number(request.headers['content-length'] ?? 0) > config.MAX_BODY_BYTES) throw tooLarge(config)
      limitBody(request, reply, config)
      reply.hijack()
      for (const [name, value] of Object.entries(reply.getHeaders())) if (value !== undefined) reply.raw.setHeader(name, value as string)
      await gateway(request.raw, reply.raw, { requestInfo: request.info })
    }
    for (const url of ['/graphql', '/graphql/stream']) {
      scope.route({ method: ['GET', 'POST', 'PUT', 'DELETE', 'OPTIONS'], url, handler, exposeHeadRoute: false })
    }
  })
}

const tooLarge = (config: Config) => new SinasError('PAYLOAD_TOO_LARGE', { what: 'The body', limit: config.MAX_BODY_BYTES })

/** Counts a body that does not say its length, and hangs up when it is over the limit. */
function limitBody(request: FastifyRequest, reply: FastifyReply, config: Config): void {
  if (request.headers['transfer-encoding'] === undefined) return
  let received = 0
  request.raw.on('data', (chunk: Buffer) => {
    received += chunk.length
    if (received <= config.MAX_BODY_BYTES || reply.raw.headersSent) return
    const { message, code } = tooLarge(config)
    reply.raw
      .writeHead(413, { 'content-type': 'application/json', connection: 'close' })
      .end(JSON.stringify({ errors: [{ message, extensions: { code } }] }))
    request.raw.destroy()
  })
}
