import type { FastifyInstance } from 'fastify'
import type { Config } from '../../schema/config.ts'
import { internalRequest } from '../../schema/context.ts'
import { SinasError } from '../../schema/errors.ts'
import { asSinasError, type Graph } from '../../schema/graph.ts'
import { bodyLimit } from '../body.ts'
import { sendError } from '../http-error.ts'
import type { Route } from '../rest.ts'
import { createInputReader } from '../rest-input.ts'
import { clearSessionCookie, readSessionCookie, setSessionCookie } from './cookie.ts'
import { forgeryOf, isFromUs } from './forgery.ts'
import { sessionUseOf } from './session-use.ts'

interface Dependencies {
  config: Config
  graph: Graph
  routes: Route[]
}

/** `/session`: a browser logs in once, for all of its tabs and for every page here. What a client of the API logs in with is `/auth/verify-otp`. */
export function registerSession(server: FastifyInstance, { config, graph, routes }: Dependencies): void {
  const { operation, schema } = routes.find((route) => route.operation.name === 'VerifyOtp')!
  // What is sent, and what is said of it where it does not fit, are those of the other login.
  const reader = createInputReader(operation, schema)

  server.post('/session', { config: { isPublic: true }, bodyLimit: bodyLimit(config, null) }, async (request, reply) => {
    // Another page must not log a browser in as somebody else.
    if (!isFromUs(request, config)) return sendError(reply, forgeryOf(request, config)!)
    try {
      const input = reader.read({ params: {}, query: {}, headers: request.headers, body: request.body })
      const { opened } = await graph.execute('OpenBrowserSession', input as { session_id: string; otp_code: string }, request.info)
      setSessionCookie(reply, config, opened!.token)
      return reply.send({ user: opened!.user })
    } catch (error) {
      return sendError(reply, asSinasError(error), reader.locate)
    }
  })

  server.get('/session', async (request, reply) => {
    if (!sessionUseOf(request.info)) {
      if (readSessionCookie(request, config)) clearSessionCookie(reply, config)
      return sendError(reply, new SinasError('UNAUTHENTICATED'))
    }
    const { result } = await graph.execute('GetMe', {}, request.info)
    setSessionCookie(reply, config, readSessionCookie(request, config)!)
    return reply.send({ user: result })
  })

  server.delete('/session', { config: { isPublic: true } }, async (request, reply) => {
    const token = readSessionCookie(request, config)
    const forgery = token ? forgeryOf(request, config) : null
    if (forgery) return sendError(reply, forgery)
    try {
      // To the end, also where the tab that logs out is closed meanwhile.
      const info = { ...internalRequest(null, request.id), ip: request.ip }
      if (token) await graph.execute('CloseBrowserSession', { token }, info)
    } catch (error) {
      return sendError(reply, asSinasError(error))
    }
    clearSessionCookie(reply, config)
    return reply.code(204).send()
  })
}
