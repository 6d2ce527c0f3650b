import type { IncomingHttpHeaders } from 'node:http'
import type { FastifyRequest } from 'fastify'
import type { Config } from '../schema/config.ts'
import { type Caller, internalRequest, type RequestInfo } from '../schema/context.ts'
import { SinasError } from '../schema/errors.ts'
import type { Graph } from '../schema/graph.ts'
import type { KnownCallers } from './known-callers.ts'
import { readSessionCookie } from './session/cookie.ts'
import { forgeryOf, isFromUs } from './session/forgery.ts'
import { noteSessionUse } from './session/session-use.ts'

/** Where callers are found. */
export interface CallerSource {
  graph: Graph
  callers: KnownCallers
}

/**
 * Finds the caller, once per request: `X-API-Key` before `Authorization: Bearer`, which takes an access token or an API key.
 * @returns null where no credential was given: the requested field decides whether it needs one
 * @throws SinasError INVALID_CREDENTIALS where the given one is not valid
 */
export async function authenticate(
  { graph, callers }: CallerSource,
  headers: IncomingHttpHeaders,
  request: RequestInfo,
): Promise<Caller | null> {
  const credential = credentialOf(headers)
  if (credential === null) return null
  const found = await callers.find('credential', credential, async () => {
    return (await graph.execute('Authenticate', { credential }, ofNoRequest(request))).authentication
  })
  if (!found || !(await isLive(graph, found.caller, request))) throw new SinasError('INVALID_CREDENTIALS')
  return found.caller
}

/**
 * Finds the caller by the cookie of their browser, where the request has no other credential. One that holds no longer is none.
 * @throws SinasError CSRF_REFUSED where another page may have made the browser send the request, and it may change something
 */
export async function authenticateBrowser(
  { graph, callers, config }: CallerSource & { config: Config },
  request: FastifyRequest,
): Promise<Caller | null> {
  const token = readSessionCookie(request, config)
  const { info, method } = request
  if (token === null || hasCredential(request.headers)) return null
  const isRead = method === 'GET' || method === 'HEAD'
  if (isRead && !isFromUs(request, config)) return null
  const found = await callers.find('session', token, async () => {
    return (await graph.execute('AuthenticateSession', { token }, ofNoRequest(info))).authentication
  })
  if (!found) return null
  const forgery = forgeryOf(request, config)
  if (forgery && !isRead) throw forgery
  noteSessionUse(info, { sessionId: found.sessionId!, forgery, end: () => request.end() })
  return found.caller
}

/** Of no single request: those of the same caller wait for it too, and this one's client may leave. */
const ofNoRequest = ({ requestId }: RequestInfo) => internalRequest(null, requestId)

/** A run's token ends with the run, which is asked for each time. Every other credential ends by itself. */
async function isLive(graph: Graph, { executionId }: Caller, request: RequestInfo): Promise<boolean> {
  if (!executionId) return true
  return (await graph.execute('ExecutionIsLive', { id: executionId }, request)).isLive
}

const hasCredential = ({ 'x-api-key': key, authorization }: IncomingHttpHeaders) => !!key || !!authorization

/** @throws SinasError where the header has another scheme: a client with an unknown scheme must not be served as if it were anonymous */
function credentialOf(headers: IncomingHttpHeaders): string | null {
  const key = headers['x-api-key']
  if (typeof key === 'string' && key !== '') return key
  const { authorization } = headers
  if (!authorization) return null
  const [, token] = /^Bearer +(\S+)$/i.exec(authorization) ?? []
  if (!token) throw new SinasError('INVALID_CREDENTIALS')
  return token
}
