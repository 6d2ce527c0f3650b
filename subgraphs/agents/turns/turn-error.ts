import type { ErrorCode } from '../../../schema/errors.ts'

/** The turn ends here, and its user is told why. */
export class TurnError extends Error {
  readonly code: ErrorCode

  constructor(message: string, code: ErrorCode = 'TURN_FAILED', options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }
}
