/** One thing that is wrong with an input. */
export interface ValidationIssue {
  /** A stable word: `missing`, `string_pattern_mismatch`, `value_error`, ... */
  type: string
  /** Where: `["body", "cron_expression"]`. */
  loc: (string | number)[]
  msg: string
  input?: unknown
  ctx?: Record<string, unknown>
}

/** Whatever goes wrong in this client is one of these, except a cancellation, which is the signal's own reason. */
export class SinasError extends Error {
  constructor(message: string, options?: { cause?: unknown }) {
    super(message, options)
    this.name = new.target.name
  }
}

export interface ErrorResponse {
  status: number
  message: string
  /** A stable word such as `NOT_FOUND`, where the server tells it. */
  code?: string | undefined
  issues?: ValidationIssue[]
  requestId?: string | undefined
  /** Seconds after which the server asks to be tried again. */
  retryAfter?: number | undefined
}

/** The server answered with an error. */
export class ApiError extends SinasError {
  readonly status: number
  readonly code: string | undefined
  /** What is wrong with the input, where the status is 422. */
  readonly issues: ValidationIssue[]
  /** The request's id in the server's logs. */
  readonly requestId: string | undefined
  readonly retryAfter: number | undefined

  constructor({ status, message, code, issues = [], requestId, retryAfter }: ErrorResponse) {
    super(message)
    this.status = status
    this.code = code
    this.issues = issues
    this.requestId = requestId
    this.retryAfter = retryAfter
  }
}

/** 400: refused, for example because the name is taken. */
export class BadRequestError extends ApiError {}
/** 401: no credential, or one that doesn't hold. */
export class AuthenticationError extends ApiError {}
/** 403: not permitted. */
export class PermissionDeniedError extends ApiError {}
/** 404: not there, or not visible to the caller. */
export class NotFoundError extends ApiError {}
/** 409: not in the state that things are in. */
export class ConflictError extends ApiError {}
/** 412: it was changed by somebody else meanwhile. */
export class PreconditionFailedError extends ApiError {}
/** 422: `issues` tells what is wrong with the input. */
export class ValidationError extends ApiError {}
/** 429: too many requests; see `retryAfter`. */
export class RateLimitError extends ApiError {}
/** 5xx: the server, or what it depends on, failed. */
export class ServerError extends ApiError {}

/** There was no answer, or only a part of one. */
export class ConnectionError extends SinasError {
  /** The request can't have reached the server. */
  readonly neverSent: boolean

  constructor(message: string, { cause, neverSent = false }: { cause?: unknown; neverSent?: boolean } = {}) {
    super(message, { cause })
    this.neverSent = neverSent
  }
}

/** There was no answer in time. */
export class TimeoutError extends SinasError {}

/** The agent's turn failed: the last event of its stream was an error. */
export class TurnError extends SinasError {
  readonly code: string | undefined

  constructor(message: string, code?: string) {
    super(message)
    this.code = code
  }
}

/** A webhook's signature does not hold. */
export class WebhookVerificationError extends SinasError {}

const BY_STATUS: Record<number, typeof ApiError> = {
  400: BadRequestError,
  401: AuthenticationError,
  403: PermissionDeniedError,
  404: NotFoundError,
  409: ConflictError,
  412: PreconditionFailedError,
  422: ValidationError,
  429: RateLimitError,
}

/** The error of an answer that isn't a success. */
export function errorOf(status: number, headers: Headers, text: string): ApiError {
  const { detail, code } = parse(text)
  const issues = Array.isArray(detail) ? (detail as ValidationIssue[]) : []
  const message = typeof detail === 'string' ? detail : issues.map(({ loc, msg }) => `${loc.join('.')}: ${msg}`).join('; ')
  const ErrorClass = BY_STATUS[status] ?? (status >= 500 ? ServerError : ApiError)
  return new ErrorClass({
    status,
    message: message || text || `HTTP ${status}`,
    code,
    issues,
    requestId: headers.get('x-request-id') ?? undefined,
    retryAfter: retryAfterOf(headers),
  })
}

function parse(text: string): { detail?: unknown; code?: string } {
  try {
    return JSON.parse(text) ?? {}
  } catch {
    return {}
  }
}

/** Seconds, from a number of them or a date: https://www.rfc-editor.org/rfc/rfc9110#field.retry-after */
function retryAfterOf(headers: Headers): number | undefined {
  const value = headers.get('retry-after')
  if (!value) return undefined
  const seconds = /^\d+$/.test(value) ? Number(value) : (Date.parse(value) - Date.now()) / 1000
  return Number.isFinite(seconds) ? Math.max(0, seconds) : undefined
}
