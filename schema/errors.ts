import { GraphQLError } from 'graphql'

const OVER_LIMIT = 'The query has {reached} {what}, and the limit is {limit}. The operator sets it by {variable}'

/**
 * Every error that the API can answer with. A code is stable: clients switch on it.
 * `status` is the HTTP status of the REST routes, `message` what a person reads; `{name}` is filled from the error's details.
 */
export const ERRORS = {
  UNAUTHENTICATED: { status: 401, message: 'Not authenticated' },
  INVALID_CREDENTIALS: { status: 401, message: 'Invalid or expired credentials' },
  INVALID_SIGNATURE: { status: 401, message: 'The request is not signed as this webhook asks: {reason}' },
  INTROSPECTION_REFUSED: {
    status: 401,
    message:
      'The schema is shown to callers who are logged in: send a token or an API key. The operator shows it to all by GRAPHQL_ANONYMOUS_INTROSPECTION=true',
  },
  BUDGET_EXCEEDED: { status: 402, message: 'The budget of {limit} is spent: {used} were used' },
  FORBIDDEN: { status: 403, message: 'Not authorized: {permission} is required' },
  /** Another page may have made a browser send the request with its user's cookie. */
  CSRF_REFUSED: { status: 403, message: '{reason}' },
  /** Refused to every caller, whatever their permissions. */
  REFUSED: { status: 403, message: '{reason}' },
  NOT_FOUND: { status: 404, message: '{what} not found' },
  ROUTE_NOT_FOUND: { status: 404, message: 'Not Found' },
  /** A document of GraphQL that was asked for by its id. */
  DOCUMENT_NOT_FOUND: { status: 404, message: 'No document {id} is known here: send its text' },
  /** The same, in the words that Apollo's clients wait for. */
  PERSISTED_QUERY_NOT_FOUND: { status: 404, message: 'PersistedQueryNotFound' },
  UNTRUSTED_DOCUMENT: {
    status: 403,
    message: 'This platform runs trusted GraphQL documents only. The operator adds them to the folder GRAPHQL_TRUSTED_DOCUMENTS',
  },
  METHOD_NOT_ALLOWED: { status: 405, message: 'Method Not Allowed' },
  ALREADY_EXISTS: { status: 400, message: '{what} already exists' },
  BAD_REQUEST: { status: 400, message: '{reason}' },
  QUERY_TOO_LONG: { status: 400, message: OVER_LIMIT },
  QUERY_TOO_DEEP: { status: 400, message: OVER_LIMIT },
  TOO_MANY_ALIASES: { status: 400, message: OVER_LIMIT },
  TOO_MANY_DIRECTIVES: { status: 400, message: OVER_LIMIT },
  /** The query may return more than the platform answers at once. */
  QUERY_TOO_COMPLEX: {
    status: 400,
    message:
      'The query may have {reached} {what}, and the limit is {limit}: ask for smaller pages. The operator sets the limit by {variable}',
  },
  PAGE_SIZE_INVALID: {
    status: 400,
    message: '{argument} is {value}, and must be between 1 and {limit}: ask for the next page with a cursor',
  },
  CONFLICT: { status: 409, message: '{reason}' },
  PRECONDITION_FAILED: { status: 412, message: '{reason}' },
  PAYLOAD_TOO_LARGE: { status: 413, message: '{what} is larger than the limit of {limit} bytes' },
  VALIDATION: { status: 422, message: 'The input is not valid' },
  /** The request reuses an idempotency key, but is not the request that the key stood for. */
  IDEMPOTENCY_KEY_REUSED: { status: 422, message: 'This idempotency key was used with another request: use a new key for each request' },
  RATE_LIMITED: { status: 429, message: 'Too many requests: try again in {retryAfter} seconds' },
  QUEUE_FULL: { status: 429, message: 'Too many executions are waiting: try again in {retryAfter} seconds' },
  INTERNAL: { status: 500, message: 'Internal Server Error' },
  /** A function failed in itself, and was all that the caller asked for. */
  EXECUTION_FAILED: { status: 500, message: '{reason}' },
  TURN_FAILED: { status: 502, message: '{reason}' },
  UNAVAILABLE: { status: 503, message: '{what} is not available: {reason}' },
  TIMEOUT: { status: 504, message: '{what} took longer than {seconds} seconds' },
} as const satisfies Record<string, { status: number; message: string }>

export type ErrorCode = keyof typeof ERRORS

/** One thing that is wrong with an input: the shape of the REST API's 422 answer. */
export interface Issue {
  /** A stable word: `missing`, `string_pattern_mismatch`, `value_error`, ... */
  type: string
  /** Where: the path of GraphQL argument and field names; the REST layer turns it into `["body", "cron_expression"]`. */
  loc: (string | number)[]
  msg: string
  input?: unknown
  ctx?: Record<string, unknown>
}

/** A call of an agent that waits for its user: in a CONFLICT that only a decision resolves. */
export interface PendingCall {
  tool_call_id: string
  function_namespace: string
  function_name: string
  arguments: unknown
}

/** What of an error travels to the client beside its code and message. */
interface Details extends Record<string, unknown> {
  issues?: Issue[]
  /** Seconds. */
  retryAfter?: number
  pendingApprovals?: PendingCall[]
}

/** An error that was foreseen: it reaches the caller with its code and message. Any other error is masked as INTERNAL. */
export class SinasError extends GraphQLError {
  readonly code: ErrorCode

  /** @param details fills the message's placeholders; what `Details` names travels to the client in `extensions` */
  constructor(code: ErrorCode, details: Details = {}, cause?: unknown) {
    const { status, message } = ERRORS[code]
    const { issues, retryAfter, pendingApprovals } = details
    super(
      message.replace(/\{(\w+)\}/g, (_, name: string) => String(details[name] ?? name)),
      {
        originalError: cause instanceof Error ? cause : undefined,
        extensions: {
          code,
          http: { status },
          ...(issues && { issues }),
          ...(retryAfter !== undefined && { retryAfter }),
          ...(pendingApprovals && { pendingApprovals }),
        },
      },
    )
    this.name = 'SinasError'
    this.code = code
  }
}

/** An input that a check of ours, not of its type, refused. @param path of GraphQL names, for example `['input', 'cronExpression']` */
export function invalid(path: (string | number)[], message: string, input?: unknown): SinasError {
  return new SinasError('VALIDATION', {
    issues: [{ type: 'value_error', loc: path, msg: `Value error, ${message}`, ...(input !== undefined && { input }) }],
  })
}
