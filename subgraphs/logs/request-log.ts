import { upperCase } from '../../schema/enum-words.ts'
import { isUuid } from '../../schema/scalars.ts'
import { builder, Group, page, User } from './builder.ts'
import { readRequestLogs, readRequestLogsOfUsers } from './list-request-logs.ts'
import { RequestLogFilter } from './request-log-input.ts'
import type { RequestLogRow } from './request-log-row.ts'

const OPERATION_KINDS = ['query', 'mutation', 'subscription'] as const

const OperationKind = builder.enumType('OperationKind', {
  description: 'What a GraphQL operation does.',
  values: upperCase({
    query: { description: 'It reads.' },
    mutation: { description: 'It changes something.' },
    subscription: { description: 'It watches.' },
  }),
})

interface Operation {
  name: string | null
  kind: (typeof OPERATION_KINDS)[number]
}

const RequestedOperation = builder.objectRef<Operation>('RequestedOperation').implement({
  description: 'The operation of a GraphQL request.',
  fields: (t) => ({
    name: t.exposeString('name', { nullable: true, description: 'Its name, where the client gave it one.' }),
    kind: t.expose('kind', { type: OperationKind, description: 'What it does.' }),
  }),
})

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
    queryParams: t.field({
      type: 'JSON',
      nullable: true,
      resolve: ({ query_params }) => parsed(query_params),
      description: 'The query string: names to values, secrets redacted. Null where there was none.',
    }),
    queryParamsText: t.exposeString('query_params', {
      inaccessible: true,
      description: 'The query string as JSON text, secrets redacted.',
    }),
    requestBody: t.field({
      type: 'JSON',
      nullable: true,
      resolve: ({ request_body }) => parsed(request_body),
      description: 'The JSON body, secrets redacted. Null where there was none, or it was larger than 32 KiB.',
    }),
    requestBodyText: t.exposeString('request_body', {
      inaccessible: true,
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
    group: t.field({
      type: Group,
      nullable: true,
      resolve: ({ group_id }) => (isUuid(group_id) ? { id: group_id } : null),
      description: 'The group that `groupId` names, where the caller may see it.',
    }),
    errorMessage: t.exposeString('error_message', { description: 'The error as the caller saw it.' }),
    errorType: t.exposeString('error_type', { description: 'The error’s code: `FORBIDDEN`.' }),
    operation: t.field({
      type: RequestedOperation,
      nullable: true,
      resolve: ({ metadata }) => operationIn(parsed(metadata)),
      description: 'What was asked for, where it was a GraphQL request.',
    }),
    metadataText: t.exposeString('metadata', { inaccessible: true, description: 'JSON text: for GraphQL requests, the operation.' }),
  }),
})

const RequestLogConnection = builder.connectionObject({
  type: RequestLog,
  name: 'RequestLogConnection',
  description: 'A page of a list of requests.',
})

const filterArg = { type: RequestLogFilter, description: 'Which rows are meant. Absent: all that the caller may see.' } as const

builder.queryField('requestLogs', (t) =>
  t.field({
    type: RequestLogConnection,
    nullable: true,
    description:
      'Requests, the newest first: the caller’s own, or with `sinas.logs.read:all` those of all users. Empty where there is no ClickHouse. Errors: FORBIDDEN.',
    authScopes: { can: 'logs.read' },
    args: { ...page, filter: t.arg(filterArg) },
    resolve: (_, { filter, ...args }, context) => readRequestLogs(context, filter ?? {}, args),
  }),
)

builder.objectFields(User, (t) => ({
  requestLogs: t.loadable({
    type: RequestLogConnection,
    nullable: true,
    byPath: true,
    description:
      'What they asked of the platform, as far as the caller may see it, the newest first. Empty where there is no ClickHouse. Errors: FORBIDDEN.',
    authScopes: { can: 'logs.read' },
    args: { ...page, filter: t.arg(filterArg) },
    load: (ids: string[], context, { filter, ...args }) => readRequestLogsOfUsers(context, filter ?? {}, args, ids),
    resolve: ({ id }) => id,
  }),
}))

/** What a text holds that the gateway wrote as JSON; null where it is empty, or was cut. */
function parsed(text: string): unknown {
  try {
    return text === '' ? null : JSON.parse(text)
  } catch {
    return null
  }
}

function operationIn(metadata: unknown): Operation | null {
  const { operation, kind } = (metadata ?? {}) as { operation?: unknown; kind?: unknown }
  const known = OPERATION_KINDS.find((one) => one === kind)
  return known ? { kind: known, name: typeof operation === 'string' ? operation : null } : null
}
