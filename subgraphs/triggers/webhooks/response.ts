import { ERRORS, SinasError } from '../../../schema/errors.ts'
import type { DataOf } from '../../../schema/graph.ts'
import { questionOf } from '../../../schema/tools/function-tool.ts'
import { authorHeaders, type ResponseHeaders } from './response-headers.ts'

/** What goes back to the sender. */
export interface WebhookResponse {
  status: number
  headers: ResponseHeaders
  body: string
  bodyIsBase64: boolean
}

/** How a function's run ended. */
export type RunResult = Omit<DataOf<'RunFunction'>['result'], 'traceback'>

/** The answer to a run. */
export interface RunAnswer {
  response: WebhookResponse
  /** What the function asked for and did not get, for the delivery's owner to read. */
  warning: string | null
}

export function json(status: number, value: unknown, headers: ResponseHeaders = {}): WebhookResponse {
  return {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
    body: JSON.stringify(value),
    bodyIsBase64: false,
  }
}

/** The answer to a request that is refused or can't be served. */
export function refusal(error: SinasError, headers: Record<string, string> = {}): WebhookResponse {
  const { status } = ERRORS[error.code]
  const { retryAfter } = error.extensions
  return json(
    status,
    { detail: error.message, code: error.code },
    {
      ...(error.code === 'UNAUTHENTICATED' && { 'www-authenticate': 'Bearer' }),
      ...headers,
      ...(typeof retryAfter === 'number' && { 'retry-after': String(Math.max(1, Math.ceil(retryAfter))) }),
    },
  )
}

/**
 * The answer to a run that ended: `{success, execution_id, result}`, or what the function asked for.
 *
 * A function sets the answer itself by returning an object with the one key `$response`:
 * `{"$response": {"status": 201, "headers": {"content-type": "text/csv"}, "body": "a,b\n"}}`. `status` is 200..599 (default 200); a header is
 * text or a list of texts, and one of those that a function may send; `body` is text sent as it is, or any other JSON value; `body_base64` is bytes.
 */
export function responseOf(run: RunResult): RunAnswer {
  if (run.status === 'AWAITING_INPUT') return plain(success(run.executionId, questionOf(run)))
  if (run.status !== 'COMPLETED') return plain(failure(run.error ?? `The execution ended as ${run.status}`))
  const wish = wishOf(run.output)
  return wish === undefined ? plain(success(run.executionId, run.output)) : fulfil(wish)
}

const plain = (response: WebhookResponse): RunAnswer => ({ response, warning: null })

const success = (execution_id: string, result: unknown) => json(200, { success: true, execution_id, result })

function wishOf(output: unknown): unknown {
  if (typeof output !== 'object' || output === null || !('$response' in output)) return undefined
  return Object.keys(output).length === 1 ? output.$response : undefined
}

function fulfil(wish: unknown): RunAnswer {
  if (typeof wish !== 'object' || wish === null || Array.isArray(wish)) return unfit('it is not an object')
  const { status = 200, headers: named = {}, body, body_base64, ...rest } = wish as Record<string, unknown>
  const [unknown] = Object.keys(rest)
  if (unknown) return unfit(`it has a key ${unknown}; status, headers, body and body_base64 are known`)
  if (typeof status !== 'number' || !Number.isInteger(status) || status < 200 || status > 599)
    return unfit('status is not a whole number of 200..599')
  const known = authorHeaders(named)
  if (typeof known === 'string') return unfit(known)
  const content = contentOf(body, body_base64)
  if (typeof content === 'string') return unfit(content)
  const { type, ...sent } = content
  return {
    response: { status, headers: { ...(type && { 'content-type': type }), ...known.headers }, ...sent },
    warning: known.dropped.length > 0 ? `Headers that a webhook may not send were left out: ${known.dropped.join(', ')}` : null,
  }
}

/** The body as it is sent, and the type that it has where the function names none. @returns text: what is wrong with it */
function contentOf(body: unknown, base64: unknown): (Pick<WebhookResponse, 'body' | 'bodyIsBase64'> & { type?: string }) | string {
  if (base64 !== undefined) {
    if (typeof base64 !== 'string' || body !== undefined) return 'body_base64 is text, and there is no body beside it'
    return { type: 'application/octet-stream', body: base64, bodyIsBase64: true }
  }
  if (body === undefined) return { body: '', bodyIsBase64: false }
  if (typeof body === 'string') return { type: 'text/plain; charset=utf-8', body, bodyIsBase64: false }
  return { type: 'application/json; charset=utf-8', body: JSON.stringify(body), bodyIsBase64: false }
}

const failure = (reason: string) => refusal(new SinasError('EXECUTION_FAILED', { reason }))

const unfit = (why: string) => plain(failure(`The function returned a $response that can't be sent: ${why}`))

/** Errors that the sender is answered with; any other is thrown on. */
export const isForeseen = (error: unknown): error is SinasError => error instanceof SinasError && error.code !== 'INTERNAL'

/** @param allowed methods for which there is a webhook of the path */
export function noSuchWebhook(allowed: string[]): WebhookResponse {
  if (allowed.length === 0) return refusal(new SinasError('NOT_FOUND', { what: 'Webhook' }))
  return refusal(new SinasError('METHOD_NOT_ALLOWED'), { allow: allowed.join(', ') })
}
