import { ApiError, ConnectionError, TimeoutError } from './errors.ts'

const FIRST_DELAY_MS = 250
const LONGEST_DELAY_MS = 8000
/** A server that asks for more than this is better asked again by the caller. */
const LONGEST_RETRY_AFTER_SECONDS = 60

/** Statuses of a server that may well answer the next time. */
const TRANSIENT = new Set([429, 502, 503, 504])

/**
 * Milliseconds to wait before the next attempt, or undefined where there is none to be made.
 * @param attempt 0 for the first
 * @param isRepeatable the request may be carried out twice
 */
export function retryDelay(error: unknown, attempt: number, maxRetries: number, isRepeatable: boolean): number | undefined {
  if (attempt >= maxRetries || !isTransient(error, isRepeatable)) return undefined
  const retryAfter = error instanceof ApiError ? error.retryAfter : undefined
  if (retryAfter !== undefined && retryAfter > LONGEST_RETRY_AFTER_SECONDS) return undefined
  // Half of the delay is random, so that clients that failed together do not come back together.
  const delay = Math.min(FIRST_DELAY_MS * 2 ** attempt, LONGEST_DELAY_MS) * (0.5 + Math.random() / 2)
  return Math.max(delay, (retryAfter ?? 0) * 1000)
}

function isTransient(error: unknown, isRepeatable: boolean): boolean {
  // What was refused for its rate was not carried out.
  if (error instanceof ApiError) return error.status === 429 || (isRepeatable && TRANSIENT.has(error.status))
  if (error instanceof ConnectionError) return isRepeatable || error.neverSent
  return error instanceof TimeoutError && isRepeatable
}

/** @throws the signal's reason when it is aborted meanwhile */
export function sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted()
    const onAbort = () => {
      clearTimeout(timer)
      reject(signal!.reason)
    }
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', onAbort)
      resolve()
    }, milliseconds)
    signal?.addEventListener('abort', onAbort, { once: true })
  })
}
