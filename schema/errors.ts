import { GraphQLError } from 'graphql'

/**
 * Every error that the API can answer with. A code is stable: clients switch on it.
 * `status` is the HTTP status of the REST routes, `message` what a person reads; `{name}` is filled from the error's details.
 */
export const ERRORS = {
  UNAUTHENTICATED: { status: 401, message: 'Not authenticated' },
  INVALID_CREDENTIALS: { status: 401, message: 'Invalid or expired credentials' },
  INVALID_SIGNATURE: { status: 401, message: 'The request is not signed as this webhook asks: {reason}' },
  BUDGET_EXCEEDED: { status: 402, message: 'The budget of {limit} is spent: {used} were used' },
  FORBIDDEN: { status: 403, message: 'Not authorized: {permission} is required' },
  /** Refused to every caller, whatever their permissions. */
  REFUSED: { status: 403, message: '{reason}' },
  NOT_FOUND: { status: 404, message: '{what} not found' },
  ROUTE_NOT_FOUND: { status: 404, message: 'Not Found' },
  METHOD_NOT_ALLOWED: { status: 405, message: 'Method Not Allowed' },
  ALREADY_EXISTS: { status: 400, message: '{what} already exists' },
  BAD_REQUEST: { status: 400, message: '{reason}' },
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
