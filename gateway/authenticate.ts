import type { IncomingHttpHeaders } from 'node:http'
import { type Caller, internalRequest, type RequestInfo } from '../schema/context.ts'
import { SinasError } from '../schema/errors.ts'
import type { Graph } from '../schema/graph.ts'
import type { KnownCallers } from './known-callers.ts'

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
  // Of no single request: those of the same caller wait for it too, and this one's client may leave.
  const lookUp = async () => (await graph.execute('Authenticate', { credential }, internalRequest(null, request.requestId))).authentication
  const caller = await callers.find(credential, lookUp)
  if (!caller || !(await isLive(graph, caller, request))) throw new SinasError('INVALID_CREDENTIALS')
  return caller
}

/** A run's token ends with the run, which is asked for each time. Every other credential ends by itself. */
async function isLive(graph: Graph, { executionId }: Caller, request: RequestInfo): Promise<boolean> {
  if (!executionId) return true
  return (await graph.execute('ExecutionIsLive', { id: executionId }, request)).isLive
}

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
