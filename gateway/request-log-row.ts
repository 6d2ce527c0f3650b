import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Decision } from '../schema/context.ts'
import type { NewRequestLogRow } from '../subgraphs/logs/index.ts'
import { MAX_LOGGED_BODY_BYTES, redactBody, redactQuery } from './redact.ts'
import { notesOf } from './request-notes.ts'

const NOT_LOGGED = new Set(['/health', '/ready', '/graphql/health', '/graphql/ready'])

/** A request that has been answered, as a row of the request log; null for a health check. */
export function rowOf(request: FastifyRequest, reply: FastifyReply): NewRequestLogRow | null {
  const [path = '/'] = request.url.split('?')
  if (NOT_LOGGED.has(path)) return null
  const { info, headers } = request
  const { error, graphql, operation } = notesOf(info)
  const isRefused = reply.statusCode === 403 || error?.code === 'FORBIDDEN'
  const decision = decisive(info.decisions, isRefused)
  return {
    request_id: request.id,
    timestamp: new Date(Date.now() - reply.elapsedTime).toISOString(),
    user_id: info.caller?.userId,
    user_email: info.caller?.email,
    permission_used: decision?.permission,
    has_permission: decision?.granted ?? !(isRefused || reply.statusCode === 401),
    method: request.method,
    path: path.slice(0, 2000),
    query_params: redactQuery(request.query),
    request_body: isTooLarge(request) ? '' : redactBody(graphql ?? request.body),
    user_agent: headers['user-agent']?.slice(0, 500),
    referer: withoutQuery(headers.referer),
    ip_address: request.ip,
    status_code: reply.statusCode,
    response_time_ms: Math.round(reply.elapsedTime),
    response_size_bytes: Number(reply.getHeader('content-length') ?? reply.raw.getHeader('content-length') ?? 0),
    ...resourceOf(request),
    error_message: error?.message.slice(0, 1000),
    error_type: error?.code,
    metadata: operation && JSON.stringify({ operation: operation.name, kind: operation.kind }),
  }
}

/** Of all permissions that were asked for: the one that was missing where the request was refused, or else the last that was there. */
function decisive(decisions: Decision[], isRefused: boolean): Decision | undefined {
  if (isRefused) return decisions.findLast((decision) => !decision.granted)
  return decisions.findLast((decision) => decision.granted) ?? decisions.at(-1)
}

/** A large body is not logged, so it is not read for the log either. */
const isTooLarge = ({ headers }: FastifyRequest) => Number(headers['content-length'] ?? 0) > MAX_LOGGED_BODY_BYTES

/** `/api/v1/schedules/:name` is about `schedules`, and which one its parameters say. */
function resourceOf({ is404, routeOptions, params, body }: FastifyRequest) {
  if (is404) return {}
  const [, resource_type] = /^(?:\/api\/v1)?\/([a-z-]+)/.exec(routeOptions.url ?? '') ?? []
  const group = (body as { group_id?: unknown } | null | undefined)?.group_id
  return {
    resource_type,
    resource_id: Object.values(params as Record<string, string>)
      .join('/')
      .slice(0, 500),
    group_id: typeof group === 'string' ? group.slice(0, 100) : undefined,
  }
}

function withoutQuery(referer: string | undefined): string | undefined {
  return referer?.split(/[?#]/)[0]?.slice(0, 500)
}
