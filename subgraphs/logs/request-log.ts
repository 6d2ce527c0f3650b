import { z } from 'zod'
import { SinasError } from '../../schema/errors.ts'
import { limit, skip } from '../../schema/inputs.ts'
import { builder } from './builder.ts'
import { conditionOf } from './request-log-filter.ts'
import type { RequestLogRow } from './request-log-row.ts'

const User = builder
  .externalRef('User', builder.keyDirective(builder.selection<{ id: string }>('id'), false))
  .implement({ externalFields: (t) => ({ id: t.id({ nullable: false }) }) })

const RequestLog = builder.objectRef<RequestLogRow>('RequestLog').implement({
  description: 'A request that the gateway answered. What does not apply is the empty string.',
  fields: (t) => ({
    requestId: t.exposeString('request_id', { description: 'As in the header X-Request-Id of the answer.' }),
    timestamp: t.field({ type: 'DateTime', resolve: ({ timestamp }) => new Date(timestamp), description: 'When it arrived.' }),
    userId: t.exposeString('user_id', { description: 'The user who made the request.' }),
    userEmail: t.exposeString('user_email', { description: 'Their e-mail address.' }),
    user: t.field({
      type: User,
      nullable: true,
      resolve: ({ user_id }) => (user_id ? { id: user_id } : null),
      description: 'The user who made the request, where they were logged in.',
    }),
    permissionUsed: t.exposeString('permission_used', { description: 'The permission that decided on the request.' }),
    hasPermission: t.exposeBoolean('has_permission', { description: 'Was the request allowed?' }),
    method: t.exposeString('method', { description: 'The HTTP method.' }),
    path: t.exposeString('path', { description: 'The path of the URL.' }),
    queryParams: t.exposeString('query_params', { description: 'The query string as JSON text, secrets redacted.' }),
    requestBody: t.exposeString('request_body', {
      description: 'The JSON body as JSON text, secrets redacted; empty where it was larger than 32 KiB.',
    }),
    userAgent: t.exposeString('user_agent', { description: 'The header User-Agent.' }),
    referer: t.exposeString('referer', { description: 'The header Referer.' }),
    ipAddress: t.exposeString('ip_address', { description: 'Where it came from; behind a proxy of TRUST_PROXY, what that says.' }),
    statusCode: t.exposeInt('status_code', { description: 'HTTP status of the answer.' }),
    responseTimeMs: t.exposeFloat('response_time_ms', { description: 'Milliseconds until the answer was complete.' }),
    responseSizeBytes: t.field({ type: 'BigInt', description: 'Bytes of the answer’s body.', resolve: (row) => row.response_size_bytes }),
    resourceType: t.exposeString('resource_type', { description: 'What the path is about: `schedules`.' }),
    resourceId: t.exposeString('resource_id', { description: 'The id or name in the path.' }),
    groupId: t.exposeString('group_id', { description: 'The field `group_id` of the body.' }),
    errorMessage: t.exposeString('error_message', { description: 'The error as the caller saw it.' }),
    errorType: t.exposeString('error_type', { description: 'The error’s code: `FORBIDDEN`.' }),
    metadata: t.exposeString('metadata', { description: 'JSON text: for GraphQL requests, the operation.' }),
  }),
})

const RequestLogFilter = builder.inputType('RequestLogFilter', {
  description: 'Which rows are meant: every condition that is given must hold.',
  fields: (t) => ({
    userId: t.field({ type: 'ID', description: 'Requests of this user; others than the caller take `sinas.logs.read:all`.' }),
    startTime: t.field({ type: 'DateTime', description: 'Requests since.' }),
    endTime: t.field({ type: 'DateTime', description: 'Requests until.' }),
    permission: t.string({ description: 'Requests that this permission, exactly, decided on.' }),
    pathPattern: t.string({
      // ClickHouse refuses a pattern that ends in the middle of an escape.
      validate: z
        .string()
        .max(500)
        .refine((pattern) => !/(^|[^\\])(\\\\)*\\$/.test(pattern), 'the pattern ends with a lone backslash'),
      description: 'A pattern of SQL’s LIKE: `/api/v1/%`.',
    }),
    statusCode: t.int({ description: 'Requests that were answered with this HTTP status.' }),
  }),
})

builder.queryField('requestLogs', (t) =>
  t.field({
    type: [RequestLog],
    description:
      'Requests, the newest first: the caller’s own, or with `sinas.logs.read:all` those of all users. Empty where there is no ClickHouse. Errors: FORBIDDEN.',
    authScopes: { can: 'logs.read' },
    args: {
      filter: t.arg({ type: RequestLogFilter, description: 'Which rows are meant. Absent: all that the caller may see.' }),
      limit: t.arg.int(limit),
      offset: t.arg.int(skip),
    },
    async resolve(_, { filter, limit, offset }, context) {
      const { sql, parameters } = conditionOf(context, filter ?? {})
      const query = `SELECT * FROM request_logs ${sql} ORDER BY timestamp DESC, request_id DESC LIMIT {limit:UInt32} OFFSET {offset:UInt32}`
      try {
        const bound = { ...parameters, limit: limit ?? 100, offset: offset ?? 0 }
        return await context.services.requestLogs.select<RequestLogRow>(query, bound, context.signal)
      } catch (error) {
        if (error instanceof SinasError && error.code === 'UNAVAILABLE') return []
        throw error
      }
    },
  }),
)
