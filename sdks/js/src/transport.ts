import type { Credentials } from './credentials.ts'
import { Deadline } from './deadline.ts'
import { AuthenticationError, ConnectionError, errorOf, SinasError, TimeoutError } from './errors.ts'
import { retryDelay, sleep } from './retry.ts'

/** How one call is made. */
export interface CallOptions {
  /** Cancels the call: it throws the signal's reason. */
  signal?: AbortSignal
  /** Milliseconds for each attempt. */
  timeout?: number
  /** Attempts after the first. */
  maxRetries?: number
}

export interface ApiRequest {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** Encoded already: see `path`. */
  path: string
  query?: object | undefined
  body?: unknown
  headers?: Record<string, string | undefined>
  /** It may be carried out twice. By default GET, PUT and DELETE may. */
  isRepeatable?: boolean
  /** It is sent without a credential. */
  isPublic?: boolean
  /** Milliseconds for each attempt, where neither the call's options nor the client's say. */
  timeout?: number
}

export interface TransportOptions {
  baseUrl: string
  timeout: number | undefined
  maxRetries: number
  fetch: typeof fetch
  credentials: Credentials
}

/** An open answer. `deadline` ends it; whoever reads the body clears it. */
export interface OpenResponse {
  response: Response
  deadline: Deadline
}

const TIMEOUT_MS = 60_000

/** For calls that wait until a function or an agent has done its work. */
export const LONG_TIMEOUT_MS = 600_000

/** Makes requests: with a credential, in time, and again where that is safe. */
export class Transport {
  readonly maxRetries: number
  readonly #options: TransportOptions

  constructor(options: TransportOptions) {
    this.#options = options
    this.maxRetries = options.maxRetries
  }

  /** @returns the answer's JSON, its text where it is none, or undefined where there is no body */
  async json<T>(request: ApiRequest, options: CallOptions = {}): Promise<T> {
    return this.#retrying(request, options, async () => {
      const { response, deadline } = await this.open(request, options)
      try {
        const text = await response.text()
        if (text === '') return undefined as T
        return (response.headers.get('content-type')?.includes('json') ? JSON.parse(text) : text) as T
      } catch (error) {
        throw failureOf(error, request, deadline, options.signal)
      } finally {
        deadline.clear()
      }
    })
  }

  get<T>(path: string, query?: object, options?: CallOptions): Promise<T> {
    return this.json({ method: 'GET', path, query }, options)
  }

  send<T>(method: ApiRequest['method'], path: string, body?: unknown, options?: CallOptions): Promise<T> {
    return this.json({ method, path, body }, options)
  }

  /** One attempt, up to the headers of a success. */
  async open(request: ApiRequest, options: CallOptions = {}): Promise<OpenResponse> {
    const token = request.isPublic ? undefined : await this.#options.credentials.current()
    try {
      return await this.#send(request, options, token)
    } catch (error) {
      if (!(error instanceof AuthenticationError) || !token) throw error
      const renewed = await this.#options.credentials.renew(token)
      if (!renewed) throw error
      return this.#send(request, options, renewed)
    }
  }

  async #retrying<T>(request: ApiRequest, { signal, maxRetries = this.maxRetries }: CallOptions, attempt: () => Promise<T>): Promise<T> {
    for (let count = 0; ; count++) {
      try {
        return await attempt()
      } catch (error) {
        const delay = retryDelay(error, count, maxRetries, isRepeatable(request))
        if (delay === undefined) throw error
        await sleep(delay, signal)
      }
    }
  }

  async #send(request: ApiRequest, { signal, timeout }: CallOptions, token: string | undefined): Promise<OpenResponse> {
    const deadline = new Deadline(timeout ?? this.#options.timeout ?? request.timeout ?? TIMEOUT_MS, signal)
    try {
      const response = await this.#options.fetch(urlOf(this.#options.baseUrl, request), {
        method: request.method,
        headers: headersOf(request, token),
        signal: deadline.signal,
        ...(request.body !== undefined && { body: bodyOf(request.body) }),
      })
      if (response.ok) return { response, deadline }
      throw errorOf(response.status, response.headers, await response.text())
    } catch (error) {
      deadline.clear()
      throw failureOf(error, request, deadline, signal)
    }
  }
}

/** A change under a condition is not repeatable: its own success would make the condition fail. */
export function isRepeatable({ method, headers = {}, isRepeatable }: ApiRequest): boolean {
  if (headers['If-Match'] !== undefined) return false
  return isRepeatable ?? (method === 'GET' || method === 'PUT' || method === 'DELETE')
}

/** A path with its parts encoded. A webhook's path may hold slashes: use `encodePath` for it. */
export function path(strings: TemplateStringsArray, ...parts: (string | number)[]): string {
  return strings.reduce((text, string, index) => text + encodeURIComponent(parts[index - 1]!) + string)
}

/** Every part of a path encoded, its slashes kept. */
export const encodePath = (text: string) => text.split('/').map(encodeURIComponent).join('/')

function urlOf(baseUrl: string, { path, query = {} }: ApiRequest): string {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) {
    for (const item of Array.isArray(value) ? value : [value]) {
      if (item !== undefined && item !== null) search.append(name, item instanceof Date ? item.toISOString() : String(item))
    }
  }
  return `${baseUrl}${path}${search.size > 0 ? `?${search}` : ''}`
}

function headersOf({ headers = {}, body }: ApiRequest, token: string | undefined): Record<string, string> {
  const given = Object.entries(headers).filter((entry): entry is [string, string] => entry[1] !== undefined)
  return {
    accept: 'application/json',
    ...(body !== undefined && !isRaw(body) && { 'content-type': 'application/json' }),
    ...(token && { authorization: `Bearer ${token}` }),
    ...Object.fromEntries(given),
  }
}

/** Bytes are sent as they are: a signature covers them. */
const isRaw = (body: unknown): body is Uint8Array<ArrayBuffer> => body instanceof Uint8Array

const bodyOf = (body: unknown) => (isRaw(body) ? body : JSON.stringify(body))

/** What a caller sees of whatever went wrong. */
export function failureOf(error: unknown, { method, path }: ApiRequest, deadline: Deadline, signal: AbortSignal | undefined): unknown {
  if (error instanceof SinasError) return error
  if (signal?.aborted) return signal.reason
  if (deadline.isOver) return new TimeoutError(`${method} ${path}: no answer in time`, { cause: error })
  const { message, code } = reasonOf(error)
  return new ConnectionError(`${method} ${path}: ${message}`, { cause: error, neverSent: NEVER_SENT.has(code ?? '') })
}

const NEVER_SENT = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT'])

/** Node's fetch says only "fetch failed"; the reason is in its cause. */
function reasonOf(error: unknown): { message: string; code: string | undefined } {
  const { message, cause } = error as Error & { cause?: Error & { code?: string } }
  return { message: cause?.message || cause?.code || message, code: cause?.code }
}
