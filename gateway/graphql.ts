import { Transform } from 'node:stream'
import type { FastifyInstance, FastifyReply, FastifyRequest, RequestPayload } from 'fastify'
import { readLongJson } from '../schema/bounded/json.ts'
import { MAX_GRAPHQL_LENGTH } from '../schema/bounded/limits.ts'
import type { Config } from '../schema/config.ts'
import { SinasError } from '../schema/errors.ts'
import { bodyLimit } from './body.ts'
import type { LazyRuntime } from './graph/lazy-runtime.ts'
import type { StraightPath } from './graph/straight-path.ts'
import { registerGraphiql, sendGraphiql, wantsGraphiql } from './graphiql.ts'
import { sendError } from './http-error.ts'
import type { Guard } from './stranger-limit.ts'
import { vary } from './vary.ts'

interface Dependencies {
  runtime: LazyRuntime
  /** Absent: all requests go through the runtime. */
  straightPath?: StraightPath | undefined
  config: Config
  guard: Guard
}

/**
 * Answers `/graphql`: plain queries and mutations by the straight path, all else by the gateway runtime, subscriptions over SSE among it. `/graphql/stream` is the same under the name that graphql-sse
 * gives it, in its distinct connections mode: a stream for each operation. Its single connection mode, which is prepared by PUT and keeps state between
 * requests, is not offered.
 */
export function registerGraphql(server: FastifyInstance, { runtime, straightPath, config, guard }: Dependencies): void {
  registerGraphiql(server)
  server.register(async (scope) => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser(/^application\/([\w.+-]+\+)?json/, { parseAs: 'string' }, async (_request: FastifyRequest, text: string) =>
      readParameters(text),
    )
    scope.addContentTypeParser('*', (_request, _payload, done) => done(new SinasError('BAD_REQUEST', { reason: NOT_JSON })))
    scope.addHook('preParsing', async (request, _reply, payload) => limited(payload, bodyLimit(config, request.info.caller), request))
    const handler = async (request: FastifyRequest, reply: FastifyReply) => {
      if (wantsGraphiql(request)) return sendGraphiql(reply)
      vary(reply, 'accept', 'authorization', 'x-api-key', 'cookie')
      const answer = await straightPath?.answer(request)
      if (answer) return reply.code(answer.status).type(answer.contentType).send(answer.body)
      reply.hijack()
      // The runtime is given the parsed body, and does not read the stream itself.
      Object.assign(request.raw, { body: request.body })
      for (const [name, value] of Object.entries(reply.getHeaders())) if (value !== undefined) reply.raw.setHeader(name, value as string)
      await runtime.answer(request.raw, reply.raw, request.info)
    }
    for (const url of ['/graphql', '/graphql/stream']) {
      scope.route({ method: ['GET', 'POST'], url, onRequest: [refuseWebSocket, guard], handler, exposeHeadRoute: false })
    }
  })
}

/** Without it, the client of a WebSocket would wait for an answer that is none to it. */
async function refuseWebSocket({ headers }: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined> {
  if (headers.upgrade?.toLowerCase() === 'websocket') return sendError(reply, new SinasError('BAD_REQUEST', { reason: NO_WEBSOCKET }))
}

const NO_WEBSOCKET =
  'There are no WebSockets here. Subscriptions come as server-sent events: send the request by POST, with Accept: text/event-stream, for example by the package graphql-sse'

const NOT_JSON = 'The body of a GraphQL request is JSON: send it with Content-Type: application/json'

/** Reads the body, and fails where it has more bytes than the caller may send. @throws SinasError PAYLOAD_TOO_LARGE where it says so beforehand */
function limited(payload: RequestPayload, limit: number, { headers }: FastifyRequest): RequestPayload {
  const tooLarge = () => new SinasError('PAYLOAD_TOO_LARGE', { what: 'The body', limit })
  const length = headers['content-length']
  if (Number(length ?? 0) > limit) throw tooLarge()
  // Node gives a request no more bytes than it announces.
  if (length !== undefined) return payload
  let received = 0
  const count = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      received += chunk.length
      if (received > limit) done(tooLarge())
      else done(null, chunk)
    },
  })
  return payload.pipe(count)
}

/** @throws SinasError BAD_REQUEST */
async function readParameters(text: string): Promise<object> {
  const parameters = await readLongJson(text).catch((error: Error) => {
    throw new SinasError('BAD_REQUEST', { reason: `The body is not valid JSON: ${error.message}` })
  })
  if (typeof parameters !== 'object' || parameters === null || Object.keys(parameters).length === 0)
    throw new SinasError('BAD_REQUEST', { reason: 'The body must be an object with a query or a documentId' })
  // The parser and each limit read the query character by character.
  if (String((parameters as { query?: unknown }).query ?? '').length > MAX_GRAPHQL_LENGTH)
    throw new SinasError('BAD_REQUEST', { reason: `The query is longer than ${MAX_GRAPHQL_LENGTH} characters: send values as variables` })
  return parameters
}
