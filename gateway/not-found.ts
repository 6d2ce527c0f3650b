import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { withoutLastSlashes } from '../schema/bounded/slashes.ts'
import { SinasError } from '../schema/errors.ts'
import { navigates, sendConsole } from './console.ts'
import { sendError } from './http-error.ts'

/** Answers where there is no route: 307 to the same path without its last slash, 405 where only the method is wrong, else 404. */
export function registerNotFound(server: FastifyInstance): void {
  const methodsOf = rememberRoutes(server)
  const answer = (request: FastifyRequest, reply: FastifyReply) => {
    const [path = '/', query] = request.url.split('?')
    const bare = withoutLastSlashes(path)
    if (bare !== path && bare !== '' && methodsOf(bare).length > 0) return reply.redirect(query ? `${bare}?${query}` : bare, 307)
    const allowed = methodsOf(path)
    // Who goes to an address that nothing has is told so by a page, from which they find on.
    if (allowed.length === 0 && navigates(request)) return sendConsole(reply, 404)
    if (allowed.length === 0) return sendError(reply, new SinasError('ROUTE_NOT_FOUND'))
    return sendError(reply.header('allow', allowed.join(', ')), new SinasError('METHOD_NOT_ALLOWED'))
  }
  // Answered before the body is read: a fault in the body must not hide that the route does not exist.
  server.addHook('onRequest', async (request, reply) => {
    // `/users/` is not the user whose name is empty.
    if (request.is404 || Object.values(request.params ?? {}).includes('')) return answer(request, reply)
  })
}

/** Remembers every route, to tell an unknown path from a known one with another method. */
function rememberRoutes(server: FastifyInstance): (path: string) => string[] {
  const known: { methods: string[]; pattern: RegExp }[] = []
  server.addHook('onRoute', ({ method, url }) => {
    if (method === 'OPTIONS') return
    const source = url
      .replaceAll(/\(\^[^()]*\)/g, '')
      .replace(/[.+?^${}()|[\]\\]/g, '\\$&')
      .replace(/:\w+/g, '[^/]+')
      .replace(/\*$/, '.*')
    known.push({ methods: [method].flat(), pattern: new RegExp(`^${source}$`) })
  })
  return (path) => [...new Set(known.filter(({ pattern }) => pattern.test(path)).flatMap(({ methods }) => methods))]
}
