import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { GraphQLSchema } from 'graphql'
import { answerOf } from '../schema/answer.ts'
import { fixedScopes } from '../schema/auth-scopes.ts'
import type { Config } from '../schema/config.ts'
import { SinasError } from '../schema/errors.ts'
import { asSinasError, type Graph } from '../schema/graph.ts'
import { type Operation, ownerOf } from '../schema/operations.ts'
import { bodyLimit } from './body.ts'
import { sendError } from './http-error.ts'
import { createIgnoredFields, tellIgnored } from './ignored-fields.ts'
import type { OpenStreams } from './open-streams.ts'
import { createInputReader, type InputReader } from './rest-input.ts'
import { routeOf } from './route-of.ts'
import type { Guard } from './stranger-limit.ts'
import { sendEventStream } from './stream.ts'

/** A REST route, and the operation and subgraph behind it. */
export interface Route {
  operation: Operation
  schema: GraphQLSchema
  credential: Credential
}

/** Whether a route needs a credential, looks at one that is there, or reads none. */
export type Credential = 'required' | 'optional' | 'unread'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** No credential is read for this route. */
    isPublic?: boolean
    /** The cookie of a browser is no credential here: no page of ours asks for it. */
    readsNoCookie?: boolean
  }
}

/** Every operation that is marked `@rest`, with the subgraph that owns it. */
export function listRoutes(operations: Iterable<Operation>, schemas: ReadonlyMap<string, GraphQLSchema>): Route[] {
  const routes: Route[] = []
  for (const operation of operations) {
    const owner = ownerOf(operation, schemas)
    if (!operation.rest || owner === undefined) continue
    const schema = schemas.get(owner)!
    routes.push({ operation, schema, credential: credentialFor(operation, schema) })
  }
  return routes
}

function credentialFor(operation: Operation, schema: GraphQLSchema): Credential {
  const scopes = fixedScopes(operation, schema)
  if (scopes.every((scope) => scope?.public)) return 'unread'
  return scopes.every((scope) => scope?.public || scope?.optional) ? 'optional' : 'required'
}

interface Dependencies {
  routes: Route[]
  graph: Graph
  streams: OpenStreams
  config: Config
  guard: Guard
}

/** Offers the routes: each reads its variables from the request, runs its operation as the caller, and answers with the result. */
export function registerRoutes(server: FastifyInstance, { routes, graph, streams, config, guard }: Dependencies): void {
  const paths = routes.flatMap(({ operation: { rest } }) => rest!.paths.map((path) => ({ method: rest!.method, path })))
  for (const { operation, schema, credential } of routes) {
    const { method, paths: own } = operation.rest!
    const reader = createInputReader(operation, schema)
    const handler =
      operation.kind === 'subscription' ? streamHandler(operation, reader, { graph, streams }) : answerHandler(operation, reader, graph)
    // An anonymous caller is refused before their body is read, and learns nothing about what is wrong with it.
    const onRequest = credential === 'required' ? requireCaller : credential === 'optional' ? guard : []
    const limit = credential === 'required' ? config.MAX_BODY_BYTES : bodyLimit(config, null)
    for (const path of own) {
      const rivals = paths.filter((other) => other.method === method).map((other) => other.path)
      const url = routeOf(path, { operation, rivals })
      server.route({ method, url, onRequest, handler, bodyLimit: limit, config: { isPublic: credential === 'unread' } })
    }
  }
}

/** @returns an answer to callers who are not logged in */
export async function requireCaller({ info }: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined> {
  if (!info.caller) return sendError(reply, new SinasError('UNAUTHENTICATED'))
}

/** Reads the variables of a request, and says what of it is ignored. @throws SinasError VALIDATION */
function createReading(operation: Operation, reader: InputReader) {
  const ignoredIn = createIgnoredFields(operation)
  return (request: FastifyRequest, reply: FastifyReply): Record<string, unknown> => {
    const input = inputOf(operation, request)
    tellIgnored(operation, ignoredIn(input), request, reply)
    return reader.read(input)
  }
}

function answerHandler(operation: Operation, reader: InputReader, graph: Graph) {
  const { status, message } = operation.rest!
  const read = createReading(operation, reader)
  return async (request: FastifyRequest, reply: FastifyReply) => {
    try {
      const data = await graph.perform(operation, read(request, reply), request.info)
      reply.code(status)
      if (status === 204) return reply.send()
      if (message !== undefined) return reply.send({ message })
      const { result, nextCursor, warnings } = answerOf(data)
      if (nextCursor !== undefined) reply.header('x-next-cursor', nextCursor)
      if (result === null && operation.kind === 'query') throw new SinasError('NOT_FOUND', { what: 'Resource' })
      return reply.type('application/json; charset=utf-8').send(JSON.stringify(warnings ? { ...(result as object), warnings } : result))
    } catch (error) {
      return fail(error, reply, reader)
    }
  }
}

function streamHandler(operation: Operation, reader: InputReader, { graph, streams }: Pick<Dependencies, 'graph' | 'streams'>) {
  const read = createReading(operation, reader)
  return async (request: FastifyRequest, reply: FastifyReply) => {
    try {
      streams.enter(request.info)
      const events = graph.watch(operation, read(request, reply), request.info)
      await sendEventStream(reply, events, request.info.signal)
    } catch (error) {
      return fail(error, reply, reader)
    }
  }
}

function fail(error: unknown, reply: FastifyReply, { locate }: InputReader): FastifyReply {
  const known = asSinasError(error)
  // Subgraphs log their own unforeseen errors; this one is the gateway's.
  if (known.code === 'INTERNAL' && known.originalError) throw known.originalError
  return sendError(reply, known, locate)
}

function inputOf(operation: Operation, { params, query, headers, body }: FastifyRequest) {
  const path = { ...(params as Record<string, string>) }
  const rest = operation.rest!.paths[0]!.match(/\*(\w+)$/)?.[1]
  if (rest && path['*'] !== undefined) path[rest] = path['*']
  return { params: path, query: query as Record<string, string | string[]>, headers, body }
}
