import { isUtf8 } from 'node:buffer'
import type { IncomingHttpHeaders } from 'node:http'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Caller } from '../schema/context.ts'
import { SinasError } from '../schema/errors.ts'
import type { Graph } from '../schema/graph.ts'
import { authenticate } from './authenticate.ts'

const METHODS = ['GET', 'POST', 'PUT', 'DELETE', 'PATCH']
const PREFIXES = ['/webhooks/', '/h/', '/api/v1/h/']

/** The answer of the operation DeliverWebhook. */
interface Answer {
  status: number
  headers: Record<string, string | string[]>
  body: string
  bodyIsBase64: boolean
}

/** `/webhooks/*`: hands each request on with its bytes as they came, and writes back what it is told. What a webhook is, is not known here. */
export async function webhooks(server: FastifyInstance, { graph }: { graph: Graph }): Promise<void> {
  server.removeAllContentTypeParsers()
  server.addContentTypeParser('*', { parseAs: 'buffer' }, async (_request: FastifyRequest, bytes: Buffer) => bytes)
  const handler = async (request: FastifyRequest, reply: FastifyReply) => {
    request.info.caller = await callerOf(graph, request)
    const { response } = await graph.execute<{ response: Answer }>('DeliverWebhook', { request: envelope(request) }, request.info)
    reply.code(response.status).headers(response.headers)
    if (response.body === '') return reply.send()
    return reply.send(response.bodyIsBase64 ? Buffer.from(response.body, 'base64') : response.body)
  }
  for (const prefix of PREFIXES) {
    // Whether a credential is needed is for the webhook to say, and one that isn't ours may be meant for its function.
    server.route({ method: METHODS, url: `${prefix}*`, exposeHeadRoute: false, config: { isPublic: true }, handler })
  }
}

async function callerOf(graph: Graph, request: FastifyRequest): Promise<Caller | null> {
  try {
    return await authenticate(graph, request.headers, request.info)
  } catch (error) {
    if (error instanceof SinasError && error.code === 'INVALID_CREDENTIALS') return null
    throw error
  }
}

function envelope(request: FastifyRequest) {
  const url = request.raw.url ?? ''
  const mark = url.indexOf('?')
  const bytes = request.body instanceof Buffer ? request.body : Buffer.alloc(0)
  const bodyIsBase64 = !isUtf8(bytes) || bytes.includes(0)
  return {
    method: request.method,
    path: (request.params as { '*': string })['*'],
    query: mark < 0 ? '' : url.slice(mark + 1),
    headers: flat(request.headers),
    body: bytes.toString(bodyIsBase64 ? 'base64' : 'utf8'),
    bodyIsBase64,
  }
}

const flat = (headers: IncomingHttpHeaders): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : (value ?? '')]))
