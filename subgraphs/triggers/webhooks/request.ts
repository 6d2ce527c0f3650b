import { readLongJson } from '../../../schema/bounded/json.ts'
import { MAX_FORM_FIELDS, MAX_FORM_LENGTH } from '../../../schema/bounded/limits.ts'
import { withoutFirstSlashes, withoutLastSlashes } from '../../../schema/bounded/slashes.ts'
import { SinasError } from '../../../schema/errors.ts'
import type { Headers } from './signature.ts'

/** A request to a webhook, as the gateway hands it on and as it is kept for a replay. */
export interface WebhookRequest {
  method: string
  /** What stands after `/webhooks/`. */
  path: string
  /** As in the URL, without the question mark. */
  query: string
  headers: Headers
  /** Text, or base64 where the bytes are no UTF-8. */
  body: string
  bodyIsBase64: boolean
}

export const bodyBytes = ({ body, bodyIsBase64 }: Pick<WebhookRequest, 'body' | 'bodyIsBase64'>) =>
  Buffer.from(body, bodyIsBase64 ? 'base64' : 'utf8')

/** Slashes at the ends make no difference, whether they were written into the webhook or into the URL. */
export const normalPath = (path: string) => withoutLastSlashes(withoutFirstSlashes(path))

/**
 * What the function is given: the webhook's defaults, over them the query, over them the body. The fields of a form are its body;
 * JSON that is no object is `{input: value}`, any other text `{raw: text}`, other bytes `{raw_base64: text}`.
 * @throws SinasError BAD_REQUEST where a body says that it is JSON and is not, or has too many values or fields
 */
export async function functionInput(defaults: Record<string, unknown>, request: WebhookRequest): Promise<Record<string, unknown>> {
  return { ...defaults, ...fieldsOf(request.query), ...(await bodyFields(request)) }
}

/** Repeated names make a list. @throws SinasError BAD_REQUEST */
export function fieldsOf(form: string): Record<string, unknown> {
  if (form.length > MAX_FORM_LENGTH || form.split('&', MAX_FORM_FIELDS + 1).length > MAX_FORM_FIELDS)
    throw new SinasError('BAD_REQUEST', { reason: `A form has ${MAX_FORM_FIELDS} fields and ${MAX_FORM_LENGTH} characters at most` })
  const fields = new Map<string, string[]>()
  for (const [name, value] of new URLSearchParams(form)) {
    const values = fields.get(name)
    if (values) values.push(value)
    else fields.set(name, [value])
  }
  return Object.fromEntries([...fields].map(([name, values]) => [name, values.length > 1 ? values : values[0]]))
}

async function bodyFields({ body, bodyIsBase64, headers }: WebhookRequest): Promise<Record<string, unknown>> {
  if (body === '') return {}
  const type = (headers['content-type'] ?? '').split(';')[0]!.trim().toLowerCase()
  if (/^application\/([\w.-]+\+)?json$/.test(type)) return asFields(await parseJson(body, bodyIsBase64))
  if (bodyIsBase64) return { raw_base64: body }
  // curl -d calls everything a form: what reads as JSON was meant as JSON.
  if (type === '' || type === 'application/x-www-form-urlencoded') {
    const value = /^\s*[[{]/.test(body) ? await tryJson(body) : undefined
    if (value !== undefined) return asFields(value)
  }
  return type === 'application/x-www-form-urlencoded' ? fieldsOf(body) : { raw: body }
}

const asFields = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : { input: value }

async function parseJson(body: string, isBase64: boolean): Promise<unknown> {
  try {
    if (isBase64) throw new SyntaxError('it is not UTF-8')
    return await readLongJson(body)
  } catch (error) {
    throw new SinasError('BAD_REQUEST', { reason: `The body is not valid JSON: ${(error as Error).message}` })
  }
}

async function tryJson(body: string): Promise<unknown> {
  try {
    return await readLongJson(body)
  } catch {
    return undefined
  }
}

const CREDENTIALS = new Set(['authorization', 'x-api-key', 'cookie', 'proxy-authorization'])

/** The headers without credentials. */
export function withoutCredentials(headers: Headers): Headers {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !CREDENTIALS.has(name)))
}

const TRANSPORT = new Set(['host', 'connection', 'content-length', 'transfer-encoding', 'accept-encoding', 'user-agent'])

/** What a function finds in `context.request`. */
export interface RequestContextPart {
  method: string
  path: string
  headers: Headers
  query: Record<string, unknown>
}

/** @param isOurs the credentials in it are ones for this platform: none of the function's business */
export function requestContext({ method, path, headers, query }: WebhookRequest, isOurs: boolean): RequestContextPart {
  const shown = isOurs ? withoutCredentials(headers) : headers
  return {
    method,
    path: `/webhooks/${path}`,
    headers: Object.fromEntries(Object.entries(shown).filter(([name]) => !TRANSPORT.has(name))),
    query: fieldsOf(query),
  }
}
