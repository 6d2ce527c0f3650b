// A whole platform for a test: the gateway and all subgraphs on a free port, with its data in a temporary folder.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Writable } from 'node:stream'
import { pino } from 'pino'
import { type Config, loadConfig } from '../schema/config.ts'
import { type RunningGateway, startGateway } from './start.ts'

export interface TestGateway extends AsyncDisposable {
  url: string
  config: Config
  gateway: RunningGateway
  /** Every line that was logged, parsed. */
  logs: Record<string, unknown>[]
  /** The login code that was sent to this address last. */
  otp(email: string): string
  /** Logs in by the code from the log. @returns the answer of verify-otp */
  login(email: string): Promise<{ access_token: string; refresh_token: string; user: { id: string; email: string } }>
  /** Logs in as a browser does. @returns the cookie: its name, `=` and its value */
  openSession(email: string): Promise<string>
  /** A JSON request. @param options token: sent as bearer; url: of another gateway */
  request(
    method: string,
    path: string,
    options?: { token?: string; body?: unknown; headers?: Record<string, string>; url?: string },
  ): Promise<TestResponse>
  graphql<Data = any>(
    query: string,
    variables?: Record<string, unknown>,
    token?: string,
  ): Promise<{ data?: Data; errors?: { message: string; extensions: Record<string, unknown> }[] }>
  close(): Promise<void>
}

export interface TestResponse {
  status: number
  headers: Headers
  /** Parsed where it is JSON. */
  body: any
}

export const ADMIN = 'admin@example.com'

/** @param environment variables, as a user would set them */
export async function startTestGateway(environment: Record<string, string> = {}): Promise<TestGateway> {
  const folder = await mkdtemp(path.join(tmpdir(), 'sinas-gateway-'))
  const config = loadConfig({
    SINAS_DATA_DIR: folder,
    APP_PORT: '0',
    APP_HOST: '127.0.0.1',
    SUPERADMIN_EMAIL: ADMIN,
    RATE_LIMIT_LOGIN_IP_MAX: '1000',
    RATE_LIMIT_LOGIN_EMAIL_MAX: '1000',
    RATE_LIMIT_OTP_IP_MAX: '1000',
    RATE_LIMIT_ANONYMOUS_MAX: '0',
    ...environment,
  })
  const logs: Record<string, unknown>[] = []
  const sink = new Writable({
    write(chunk, _encoding, done) {
      for (const line of String(chunk).split('\n')) if (line) logs.push(JSON.parse(line))
      done()
    },
  })
  const gateway = await startGateway(config, pino({ level: 'info' }, sink))
  const url = `http://127.0.0.1:${gateway.port}`

  const request: TestGateway['request'] = async (method, target, { token, body, headers, url: base = url } = {}) => {
    const response = await fetch(`${base}${target}`, {
      method,
      redirect: 'manual',
      headers: {
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...(token && { authorization: `Bearer ${token}` }),
        ...headers,
      },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
    const text = await response.text()
    const isJson = response.headers.get('content-type')?.includes('json')
    return { status: response.status, headers: response.headers, body: isJson && text ? JSON.parse(text) : text }
  }

  function otp(email: string): string {
    const line = logs.findLast(({ msg }) => typeof msg === 'string' && msg.includes('OTP') && msg.includes(email))
    return /\b\d{6,12}\b/.exec(String(line?.msg))?.[0] ?? ''
  }

  async function close() {
    await gateway.stop()
    await rm(folder, { recursive: true, force: true })
  }

  return {
    url,
    config,
    gateway,
    logs,
    request,
    otp,
    async login(email) {
      const { body } = await request('POST', '/api/v1/auth/login', { body: { email } })
      const verified = await request('POST', '/api/v1/auth/verify-otp', { body: { session_id: body.session_id, otp_code: otp(email) } })
      if (verified.status !== 200) throw new Error(`login of ${email} failed: ${JSON.stringify(verified.body)}`)
      return verified.body
    },
    async openSession(email) {
      const { body } = await request('POST', '/api/v1/auth/login', { body: { email } })
      const { status, headers } = await request('POST', '/session', { body: { session_id: body.session_id, otp_code: otp(email) } })
      const [cookie] = headers.getSetCookie()
      if (status !== 200 || !cookie) throw new Error(`no session for ${email}: ${status}`)
      return cookie.split(';')[0]!
    },
    async graphql(query, variables, token) {
      return (await request('POST', '/graphql', { body: { query, variables }, ...(token && { token }) })).body
    },
    close,
    [Symbol.asyncDispose]: close,
  }
}
