import type { RequestInfo } from '../../schema/context.ts'
import type { SinasError } from '../../schema/errors.ts'

/** That the caller of a request is known by a browser's cookie. */
export interface SessionUse {
  sessionId: string
  /** Why the request may be another page's doing: then it may read, and neither change anything nor open a stream. */
  forgery: SinasError | null
  /** Ends its answer, which may be a stream. */
  end(): void
}

const uses = new WeakMap<RequestInfo, SessionUse>()

/** Undefined where the caller is known by something else, or not at all. */
export const sessionUseOf = (info: RequestInfo): SessionUse | undefined => uses.get(info)

export const noteSessionUse = (info: RequestInfo, use: SessionUse): void => void uses.set(info, use)
