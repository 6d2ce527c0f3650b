import { isUtf8 } from 'node:buffer'
import type { IncomingHttpHeaders } from 'node:http'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Caller } from '../schema/context.ts'
import { SinasError } from '../schema/errors.ts'
import type { DataOf } from '../schema/graph.ts'
import { authenticate, type CallerSource } from './authenticate.ts'
import { sendError } from './http-error.ts'
import { PERMISSIONS_POLICY } from './security-headers.ts'
import { withoutSessionCookie } from './session/cookie.ts'
import { vary } from './vary.ts'

const METHODS = ['GET', 'POST', 'PUT', 'DELETE', 'PATCH']
const PREFIXES = ['/webhooks/', '/h/', '/api/v1/h/']

type Answer = DataOf<'DeliverWebhook'>['response']

/** Bytes of a body that is read before triggers is asked for the webhook: reading so few costs no more than asking. */
const SMALL_BODY_BYTES = 64 * 1024

/** Headers of a function's answer beside those of every answer: it may be a page, and an image in other pages. */
const OF_USERS = { 'cross-origin-resource-policy': 'cross-origin', 'permissions-policy': PERMISSIONS_POLICY }

/** `/webhooks/*`: passes each request to triggers with its raw bytes, and writes back the answer. Only triggers knows what a webhook is. */
export async function webhooks(server: FastifyInstance, dependencies: CallerSource): Promise<void> {
  const { graph } = dependencies
  server.removeAllContentTypeParsers()
  server.addContentTypeParser('*', { parseAs: 'buffer' }, async (_request: FastifyRequest, bytes: Buffer) => bytes)
  const onRequest = async (request: FastifyRequest, reply: FastifyReply) => {
    // As a service worker, a user's script could answer every page below its path in the name of our address.
    if (request.headers['service-worker'])
      return sendError(reply, new SinasError('REFUSED', { reason: 'A browser may not load a webhook as a service worker' }))
    request.info.caller = await callerOf(dependencies, request)
    if (!isLarge(request)) return
    const { response } = await graph.execute('WebhookRefusal', target(request), request.info)
    if (response) return answer(reply, response)
  }
  const handler = async (request: FastifyRequest, reply: FastifyReply) => {
    const { response } = await graph.execute('DeliverWebhook', { request: envelope(request) }, request.info)
    return answer(reply, response)
  }
  for (const prefix of PREFIXES) {
    // The webhook decides whether it needs a credential, and a credential that isn't ours may be meant for its function.
    server.route({ method: METHODS, url: `${prefix}*`, exposeHeadRoute: false, config: { isPublic: true }, onRequest, handler })
  }
}

const isLarge = ({ headers }: FastifyRequest) =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > SMALL_BODY_BYTES

function answer(reply: FastifyReply, { status, headers: { vary: names = [], ...headers }, body, bodyIsBase64 }: Answer): FastifyReply {
  vary(reply.code(status).headers(OF_USERS).headers(headers), ...[names].flat())
  if (body === '') return reply.send()
  return reply.send(bodyIsBase64 ? Buffer.from(body, 'base64') : body)
}

async function callerOf(source: CallerSource, request: FastifyRequest): Promise<Caller | null> {
  try {
    return await authenticate(source, request.headers, request.info)
  } catch (error) {
    if (error instanceof SinasError && error.code === 'INVALID_CREDENTIALS') return null
    throw error
  }
}

const target = ({ method, params }: FastifyRequest) => ({ method, path: (params as { '*': string })['*'] })

function envelope(request: FastifyRequest) {
  const url = request.raw.url ?? ''
  const mark = url.indexOf('?')
  const bytes = request.body instanceof Buffer ? request.body : Buffer.alloc(0)
  const bodyIsBase64 = !isUtf8(bytes) || bytes.includes(0)
  return {
    ...target(request),
    query: mark < 0 ? '' : url.slice(mark + 1),
    // What a function sees is none of its author's business where it logs a user in.
    headers: flat({ ...request.headers, cookie: withoutSessionCookie(request.headers.cookie) }),
    body: bytes.toString(bodyIsBase64 ? 'base64' : 'utf8'),
    bodyIsBase64,
  }
}

const flat = (headers: IncomingHttpHeaders): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, Array.isArray(value) ? value.join(', ') : value]],
    ),
  )
