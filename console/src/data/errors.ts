/** What is wrong with one value that was sent. */
export interface Issue {
  /** Where it stands in the variables: `['input', 'name']`. */
  loc: (string | number)[]
  msg: string
}

export interface GraphqlError {
  message: string
  path?: (string | number)[]
  extensions: { code: string; issues?: Issue[]; retryAfter?: number; [detail: string]: unknown }
}

/** The server says why it does not do something. `code` is for programs, `message` for people. */
export class ApiError extends Error {
  readonly code: string
  readonly issues: readonly Issue[]
  /** Under which the operator finds it in the log. */
  readonly requestId: string | null
  readonly retryAfterSeconds: number | undefined

  constructor({ message, extensions }: GraphqlError, requestId: string | null) {
    super(message)
    this.name = 'ApiError'
    this.code = extensions.code
    this.issues = extensions.issues ?? []
    this.requestId = requestId
    this.retryAfterSeconds = extensions.retryAfter
  }
}

/** The server does not answer. */
export class NetworkError extends Error {
  constructor(cause: Error) {
    super('The server does not answer.', { cause })
    this.name = 'NetworkError'
  }
}

/** Does it make sense to ask again without a change? */
export function isPassing(error: unknown): boolean {
  return error instanceof NetworkError || (error instanceof ApiError && ['UNAVAILABLE', 'RATE_LIMITED', 'TIMEOUT'].includes(error.code))
}

export const hasCode = (error: unknown, code: string): boolean => error instanceof ApiError && error.code === code
