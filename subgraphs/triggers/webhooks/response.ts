import { ERRORS, SinasError } from '../../../schema/errors.ts'

/** What goes back to the sender. */
export interface WebhookResponse {
  status: number
  headers: Record<string, string | string[]>
  body: string
  bodyIsBase64: boolean
}

/** How a function's run ended: what RunFunction answers. */
export interface RunResult {
  executionId: string
  status: string
  output?: unknown
  error?: string | null
  prompt?: string | null
  schema?: unknown
}

/** What belongs to the connection, or is ours to say. */
const RESERVED = /^(connection|keep-alive|proxy-.*|te|trailer|transfer-encoding|upgrade|content-length|date|content-security-policy)$/

/**
 * A page that a function writes gets an origin of its own: scripts in it work, but reach nothing of the platform's, whose address it shares.
 */
const OWN_ORIGIN = { 'content-security-policy': 'sandbox allow-scripts allow-forms allow-popups', 'x-content-type-options': 'nosniff' }

export function json(status: number, value: unknown, headers: WebhookResponse['headers'] = {}): WebhookResponse {
  return {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
    body: JSON.stringify(value),
    bodyIsBase64: false,
  }
}

/** The answer to who may not, or can't, be served. */
export function refusal(error: SinasError): WebhookResponse {
  const { status } = ERRORS[error.code]
  const { retryAfter } = error.extensions
  return json(
    status,
    { detail: error.message, code: error.code },
    {
      ...(error.code === 'UNAUTHENTICATED' && { 'www-authenticate': 'Bearer' }),
      ...(typeof retryAfter === 'number' && { 'retry-after': String(Math.max(1, Math.ceil(retryAfter))) }),
    },
  )
}

/**
 * The answer to a run that ended: `{success, execution_id, result}`, or what the function asked for.
 *
 * A function sets the answer itself by returning an object with the one key `$response`:
 * `{"$response": {"status": 201, "headers": {"content-type": "text/csv"}, "body": "a,b\n"}}`. `status` is 200..599 (default 200); a header is
 * text or a list of texts; `body` is text sent as it is, or any other JSON value; `body_base64` is bytes.
 */
export function responseOf(run: RunResult): WebhookResponse {
  if (run.status === 'AWAITING_INPUT') {
    const { executionId: execution_id, prompt, schema } = run
    return success(execution_id, { status: 'awaiting_input', execution_id, prompt, ...(schema ? { schema } : {}) })
  }
  if (run.status !== 'COMPLETED') return failure(run.error ?? `The execution ended as ${run.status}`)
  const wish = wishOf(run.output)
  return wish === undefined ? success(run.executionId, run.output ?? null) : fulfil(wish)
}

const success = (execution_id: string, result: unknown) => json(200, { success: true, execution_id, result })

function wishOf(output: unknown): unknown {
  if (typeof output !== 'object' || output === null || !('$response' in output)) return undefined
  return Object.keys(output).length === 1 ? output.$response : undefined
}

function fulfil(wish: unknown): WebhookResponse {
  if (typeof wish !== 'object' || wish === null || Array.isArray(wish)) return unfit('it is not an object')
  const { status = 200, headers = {}, body, body_base64, ...rest } = wish as Record<string, unknown>
  const [unknown] = Object.keys(rest)
  if (unknown) return unfit(`it has a key ${unknown}; status, headers, body and body_base64 are known`)
  if (typeof status !== 'number' || !Number.isInteger(status) || status < 200 || status > 599)
    return unfit('status is not a whole number of 200..599')
  const named = headersOf(headers)
  if (typeof named === 'string') return unfit(named)
  const withType = (type: string) => ({ 'content-type': type, ...named, ...OWN_ORIGIN })
  if (body_base64 !== undefined) {
    if (typeof body_base64 !== 'string' || body !== undefined) return unfit('body_base64 is text, and there is no body beside it')
    return { status, headers: withType('application/octet-stream'), body: body_base64, bodyIsBase64: true }
  }
  if (body === undefined) return { status, headers: { ...named, ...OWN_ORIGIN }, body: '', bodyIsBase64: false }
  if (typeof body === 'string') return { status, headers: withType('text/plain; charset=utf-8'), body, bodyIsBase64: false }
  return { status, headers: withType('application/json; charset=utf-8'), body: JSON.stringify(body), bodyIsBase64: false }
}

function headersOf(given: unknown): Record<string, string | string[]> | string {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) return 'headers is not an object'
  const headers: Record<string, string | string[]> = {}
  for (const [name, value] of Object.entries(given)) {
    if (!/^[\w!#$%&'*+.^`|~-]+$/.test(name)) return `${JSON.stringify(name)} is no header name`
    if (RESERVED.test(name.toLowerCase())) continue
    const values = (Array.isArray(value) ? value : [value]).map((item) => (typeof item === 'number' ? String(item) : item))
    if (!values.every((item) => typeof item === 'string' && /^[\t\x20-\x7e\x80-\xff]*$/.test(item))) return `header ${name} is not text`
    headers[name.toLowerCase()] = Array.isArray(value) ? values : values[0]
  }
  return headers
}

const failure = (reason: string) => refusal(new SinasError('EXECUTION_FAILED', { reason }))

const unfit = (why: string) => failure(`The function returned a $response that can't be sent: ${why}`)

/** Errors that the sender is answered with; any other is thrown on. */
export const isForeseen = (error: unknown): error is SinasError => error instanceof SinasError && error.code !== 'INTERNAL'
