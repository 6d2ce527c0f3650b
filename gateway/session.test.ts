// A browser's session: one cookie for every door, which no other page can misuse, and which ends everywhere at once.
import assert from 'node:assert/strict'
import { request as httpRequest } from 'node:http'
import { after, before, describe, test } from 'node:test'
import { until } from '../schema/testing/until.ts'
import { startTestGateway, type TestGateway } from './gateway.testing.ts'

let gateway: TestGateway
const CSRF = { 'sinas-csrf': '1' }
const READ_ME = '{ me { email } }'

before(async () => {
  gateway = await startTestGateway({ TRUST_PROXY: 'loopback', RATE_LIMIT_OTP_IP_MAX: '500', CORS_ORIGINS: 'https://friend.example' })
})
after(() => gateway.close())

interface Browser {
  email: string
  /** What it would send. */
  cookie: string
  setCookie: string
}

async function begin(email: string, headers: Record<string, string> = {}) {
  const { body } = await gateway.request('POST', '/auth/login', { body: { email } })
  return gateway.request('POST', '/session', { body: { session_id: body.session_id, otp_code: gateway.otp(email) }, headers })
}

async function logIn(email = `user${Date.now()}x${Math.random().toString(36).slice(2)}@example.com`): Promise<Browser> {
  const { status, headers, body } = await begin(email)
  assert.equal(status, 200, JSON.stringify(body))
  assert.equal(body.user.email, email)
  const [setCookie] = headers.getSetCookie()
  return { email, cookie: setCookie!.split(';')[0]!, setCookie: setCookie! }
}

const ask = (method: string, path: string, { cookie }: Pick<Browser, 'cookie'>, headers: Record<string, string> = {}, body?: unknown) =>
  gateway.request(method, path, { headers: { cookie, ...headers }, body })

/** With headers that `fetch` sets by itself. */
function raw(
  method: string,
  path: string,
  headers: Record<string, string>,
  body?: string,
): Promise<{ status: number; headers: Record<string, unknown>; body: string }> {
  const { promise, resolve, reject } = Promise.withResolvers<{ status: number; headers: Record<string, unknown>; body: string }>()
  const sending = httpRequest(`${gateway.url}${path}`, { method, headers }, (response) => {
    let text = ''
    response.on('data', (chunk) => (text += chunk))
    response.on('end', () => resolve({ status: response.statusCode!, headers: response.headers, body: text }))
  })
  sending.on('error', reject)
  sending.end(body)
  return promise
}

describe('the cookie', () => {
  test('is for this host alone, and for no script', async () => {
    const { setCookie } = await logIn()
    assert.match(setCookie, /^sinas_session=[\w-]{43}; Path=\/; Max-Age=34560000; HttpOnly; SameSite=Strict$/)
  })

  test('is pinned to the host where the browser speaks HTTPS', async () => {
    const { headers } = await begin('secure@example.com', { 'x-forwarded-proto': 'https' })
    const [setCookie] = headers.getSetCookie()
    assert.match(setCookie!, /^__Host-sinas_session=[\w-]{43}; Path=\/; Max-Age=34560000; HttpOnly; SameSite=Strict; Secure$/)
    const cookie = setCookie!.split(';')[0]!
    assert.equal((await ask('GET', '/session', { cookie }, { 'x-forwarded-proto': 'https' })).status, 200)
    // A neighbour of the domain could have set one of the plain name.
    const planted = cookie.replace('__Host-', '')
    assert.equal((await ask('GET', '/session', { cookie: planted }, { 'x-forwarded-proto': 'https' })).status, 401)
  })

  test('is kept as its hash alone, and is good in no header', async () => {
    const { cookie } = await logIn()
    const token = cookie.split('=')[1]!
    const { database } = gateway.gateway.process.running.find(({ name }) => name === 'identity')!
    assert.equal((await database.query(`select 1 from identity.browser_sessions s where s::text like '%' || $1 || '%'`, [token])).length, 0)
    for (const headers of [{ authorization: `Bearer ${token}` }, { 'x-api-key': token }])
      assert.equal((await gateway.request('GET', '/api/v1/auth/me', { headers })).status, 401)
    assert.equal((await gateway.request('POST', '/auth/refresh', { body: { refresh_token: token } })).status, 401)
  })

  test('that is wrong is none: who may ask without a login still may', async () => {
    const wrong = { cookie: `sinas_session=${'x'.repeat(43)}` }
    assert.equal((await ask('GET', '/ready', wrong)).status, 200)
    assert.equal((await ask('GET', '/api/v1/auth/me', wrong)).status, 401)
    const { status, headers } = await ask('GET', '/session', wrong)
    assert.equal(status, 401)
    assert.match(headers.getSetCookie()[0]!, /^sinas_session=; Path=\/; Max-Age=0;/, 'the browser forgets it')
    assert.deepEqual((await gateway.request('GET', '/session')).headers.getSetCookie(), [])
  })
})

describe('the login', () => {
  test('is refused as verify-otp is', async () => {
    const { body } = await gateway.request('POST', '/auth/login', { body: { email: 'guess@example.com' } })
    const wrong = { session_id: body.session_id, otp_code: gateway.otp('guess@example.com') === '000000' ? '111111' : '000000' }
    for (const input of [wrong, {}, { session_id: 'no id', otp_code: '1' }, { session_id: body.session_id, otp_code: 5 }]) {
      const [one, other] = [
        await gateway.request('POST', '/session', { body: input }),
        await gateway.request('POST', '/auth/verify-otp', { body: input }),
      ]
      assert.ok(one.status === 400 || one.status === 422, String(one.status))
      assert.deepEqual([one.status, one.body], [other.status, other.body])
      assert.deepEqual(one.headers.getSetCookie(), [])
    }
    // The tries of both are counted together.
    const code = gateway.otp('guess@example.com')
    for (let i = 0; i < 10; i++) await gateway.request('POST', '/session', { body: wrong })
    assert.equal((await gateway.request('POST', '/session', { body: { ...wrong, otp_code: code } })).status, 400)
  })

  test('has the limits of verify-otp', async () => {
    const limited = await startTestGateway({ RATE_LIMIT_OTP_IP_MAX: '2' })
    const body = { session_id: crypto.randomUUID(), otp_code: '000000' }
    const statuses = []
    for (const path of ['/session', '/auth/verify-otp', '/session', '/auth/verify-otp'])
      statuses.push((await limited.request('POST', path, { body })).status)
    await limited.close()
    assert.deepEqual(statuses, [400, 400, 429, 429])
  })

  test('is not made by another page', async () => {
    for (const headers of [{ origin: 'https://evil.example' }, { origin: 'null' }, { 'sec-fetch-site': 'cross-site' }] as Record<
      string,
      string
    >[]) {
      const { status, body, headers: answered } = await begin('victim@example.com', headers)
      assert.deepEqual([status, body.code, answered.getSetCookie()], [403, 'CSRF_REFUSED', []])
    }
  })
})

describe('every door', () => {
  let browser: Browser
  before(async () => {
    browser = await logIn()
  })

  test('reads the cookie', async () => {
    const { body } = await ask('GET', '/session', browser)
    assert.equal(body.user.email, browser.email)
    assert.deepEqual(Object.keys(body.user).toSorted(), ['created_at', 'email', 'groups', 'id', 'is_active', 'last_login_at', 'roles'])
    assert.equal((await ask('GET', '/api/v1/auth/me', browser)).body.email, browser.email)
    assert.equal((await ask('GET', '/chats', browser)).status, 200)
    const byGet = await ask('GET', `/graphql?query=${encodeURIComponent(READ_ME)}`, browser, { accept: 'application/json' })
    assert.equal(byGet.body.data.me.email, browser.email)
    assert.match(byGet.headers.get('vary')!, /\bcookie\b/)
    assert.equal((await ask('POST', '/graphql', browser, CSRF, { query: READ_ME })).body.data.me.email, browser.email)
    const state = { namespace: 'session', key: 'a', value: { n: 1 } }
    assert.equal((await ask('POST', '/states', browser, CSRF, state)).status, 200)
    assert.equal((await ask('DELETE', '/states/session/a', browser, CSRF)).status, 200)
  })

  test('prefers another credential, with which no header is needed', async () => {
    const other = await gateway.login('other@example.com')
    const headers = { authorization: `Bearer ${other.access_token}` }
    assert.equal((await ask('GET', '/api/v1/auth/me', browser, headers)).body.email, 'other@example.com')
    assert.equal((await ask('POST', '/graphql', browser, headers, { query: READ_ME })).body.data.me.email, 'other@example.com')
    assert.equal((await ask('GET', '/api/v1/auth/me', browser, { authorization: 'Bearer stale' })).status, 401)
    assert.equal((await ask('GET', '/session', browser, headers)).status, 401, 'that is no session')
  })

  test('but MCP and webhooks', async () => {
    const initialize = { jsonrpc: '2.0', id: 1, method: 'initialize', params: {} }
    assert.equal((await ask('POST', '/mcp', browser, CSRF, initialize)).status, 401)
    const admin = await logIn('admin@example.com')
    const code = 'def handler(input, context):\n    return context["request"]["headers"]\n'
    await ask('POST', '/api/v1/functions', admin, CSRF, { namespace: 'session', name: 'echo', code })
    const hook = { path: 'session-echo', function_namespace: 'session', function_name: 'echo' }
    assert.equal((await ask('POST', '/api/v1/webhooks', admin, CSRF, { ...hook, requires_auth: false })).status, 201)
    const both = { cookie: `theme=dark; ${admin.cookie}; __Host-sinas_session=abc; lang=en` }
    const seen = await ask('POST', '/webhooks/session-echo', both, CSRF, {})
    assert.equal(seen.status, 200, JSON.stringify(seen.body))
    assert.equal(seen.body.result.cookie, 'theme=dark; lang=en', 'its code does not see who is logged in')
    assert.equal((await ask('POST', '/webhooks/session-echo', admin, CSRF, {})).body.result.cookie, undefined)
    await ask('PATCH', '/api/v1/webhooks/session-echo', admin, CSRF, { requires_auth: true })
    assert.equal((await ask('POST', '/webhooks/session-echo', admin, CSRF, {})).status, 401)
  })
})

describe('what another page can make a browser send', () => {
  let browser: Browser
  before(async () => {
    browser = await logIn()
  })

  const foreign: Record<string, Record<string, string>> = {
    'without the header': {},
    'with another value of it': { 'sinas-csrf': '0' },
    'from another site': { ...CSRF, 'sec-fetch-site': 'cross-site' },
    'from another port of this machine': { ...CSRF, 'sec-fetch-site': 'same-site' },
    'from another origin': { ...CSRF, origin: 'https://evil.example' },
    'from an origin that is allowed to call the API': { ...CSRF, origin: 'https://friend.example' },
    'from an origin that is none': { ...CSRF, origin: 'null' },
  }

  for (const [name, headers] of Object.entries(foreign))
    test(`changes nothing ${name}`, async () => {
      const before = await ask('GET', '/states', browser)
      const mutation = { query: 'mutation { createGroup(input: {name: "x"}) { group { id } } }' }
      const attempts = [
        ['POST', '/states', { namespace: 'a', key: 'b', value: {} }],
        ['PATCH', '/states/a/b', { value: {} }],
        ['PUT', '/states/a/b', { value: {} }],
        ['DELETE', '/states/a/b', undefined],
        ['POST', '/graphql', mutation],
        ['POST', '/graphql', { query: READ_ME }],
        ['POST', '/graphql/stream', { query: 'subscription { executionChanges { id } }' }],
        ['DELETE', '/session', undefined],
      ] as const
      for (const [method, path, body] of attempts) {
        const answered = await ask(method, path, browser, headers, body)
        // A method that no route has changes nothing either.
        if (answered.status === 404 || answered.status === 405) continue
        assert.equal(answered.status, 403, `${method} ${path}: ${answered.status}`)
        const { code, message } = answered.body.errors?.[0]
          ? { ...answered.body.errors[0], code: answered.body.errors[0].extensions.code }
          : { code: answered.body.code, message: answered.body.detail }
        assert.equal(code, 'CSRF_REFUSED')
        assert.match(message, /Sinas-CSRF: 1|API key there/)
      }
      assert.deepEqual((await ask('GET', '/states', browser)).body, before.body)
      assert.equal((await ask('GET', '/session', browser)).status, 200)
    })

  test('is not a read of who is logged in, from another site', async () => {
    assert.equal((await ask('GET', '/api/v1/auth/me', browser, { 'sec-fetch-site': 'cross-site' })).status, 401)
    assert.equal((await ask('GET', '/api/v1/auth/me', browser, { origin: 'https://evil.example' })).status, 401)
    for (const site of ['same-origin', 'none'])
      assert.equal((await ask('GET', '/api/v1/auth/me', browser, { 'sec-fetch-site': site })).status, 200)
  })

  test('opens no stream by GET', async () => {
    const subscription = `/graphql/stream?query=${encodeURIComponent('subscription { executionChanges { id } }')}`
    const refused = await ask('GET', subscription, browser, { accept: 'text/event-stream' })
    assert.match(JSON.stringify(refused.body), /CSRF_REFUSED/)
  })

  test('is told that this host is what it is called by itself, or by PUBLIC_URL', async () => {
    const own = { cookie: browser.cookie, ...CSRF, 'content-type': 'application/json' }
    const body = JSON.stringify({ query: READ_ME })
    const host = new URL(gateway.url).host
    assert.equal((await raw('POST', '/graphql', { ...own, origin: gateway.url, 'sec-fetch-site': 'same-origin' }, body)).status, 200)
    assert.equal(
      (await raw('POST', '/graphql', { ...own, host: 'sinas.lan:80', origin: 'http://sinas.lan:80' }, body)).status,
      403,
      'a default port is not in a host',
    )
    assert.equal((await raw('POST', '/graphql', { ...own, host: 'sinas.lan', origin: 'http://sinas.lan' }, body)).status, 200)
    assert.equal((await raw('POST', '/graphql', { ...own, host, origin: gateway.config.publicUrl }, body)).status, 200)
  })

  test('is refused by a browser before it is sent: no origin is allowed to send cookies', async () => {
    for (const origin of ['https://evil.example', 'https://friend.example']) {
      const asked = await raw('OPTIONS', '/graphql', {
        origin,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'sinas-csrf,content-type',
      })
      assert.equal(asked.headers['access-control-allow-credentials'], undefined)
      const answered = await ask('GET', '/health', browser, { origin })
      assert.equal(answered.headers.get('access-control-allow-credentials'), null)
    }
  })
})

describe('the end', () => {
  /** Opens a stream of the user's. @returns settles when it is over */
  async function openStream(path: string, { cookie }: Browser): Promise<{ over: Promise<unknown> }> {
    const response = await fetch(`${gateway.url}${path}`, {
      method: 'POST',
      headers: { cookie, ...CSRF, 'content-type': 'application/json', accept: 'text/event-stream' },
      body: JSON.stringify({ query: 'subscription { executionChanges { id } }' }),
    })
    assert.equal(response.status, 200)
    return { over: response.text().catch(() => undefined) }
  }

  test('of a session is at once, for every tab and every stream', async () => {
    const browser = await logIn()
    const elsewhere = await logIn(browser.email)
    const streams = [await openStream('/graphql', browser), await openStream('/graphql/stream', browser)]
    const other = await openStream('/graphql', elsewhere)
    let isOtherOver = false
    void other.over.then(() => (isOtherOver = true))
    assert.equal((await ask('GET', '/api/v1/auth/me', browser)).status, 200)

    const ended = await ask('DELETE', '/session', browser, CSRF)
    assert.equal(ended.status, 204)
    assert.match(ended.headers.getSetCookie()[0]!, /^sinas_session=; Path=\/; Max-Age=0; HttpOnly; SameSite=Strict$/)
    assert.equal((await ask('GET', '/api/v1/auth/me', browser)).status, 401)
    assert.equal((await ask('GET', '/session', browser)).status, 401)
    await Promise.all(streams.map(({ over }) => over))
    assert.equal((await ask('DELETE', '/session', browser, CSRF)).status, 204, 'and again')

    assert.equal((await ask('GET', '/session', elsewhere)).status, 200)
    assert.equal(isOtherOver, false, 'another browser of the user goes on')
    await ask('DELETE', '/session', elsewhere, CSRF)
    await other.over
  })

  test('comes with the user’s, whose streams end as well', async () => {
    const admin = await logIn('admin@example.com')
    const browser = await logIn()
    const { over } = await openStream('/graphql', browser)
    const { user } = (await ask('GET', '/session', browser)).body
    assert.equal((await ask('PATCH', `/api/v1/users/${user.id}`, admin, CSRF, { is_active: false })).status, 200)
    assert.equal((await ask('GET', '/session', browser)).status, 401)
    await over
    await ask('DELETE', `/api/v1/users/${user.id}`, admin, CSRF)
    const { database } = gateway.gateway.process.running.find(({ name }) => name === 'identity')!
    assert.equal((await database.query('select 1 from identity.browser_sessions where user_id = $1', [user.id])).length, 0)
  })

  test('is where it was not used for REFRESH_TOKEN_EXPIRE_DAYS; each use moves it', async () => {
    const browser = await logIn()
    const { user } = (await ask('GET', '/session', browser)).body
    const { database } = gateway.gateway.process.running.find(({ name }) => name === 'identity')!
    const age = (days: number) =>
      database.query('update identity.browser_sessions set last_used_at = now() - make_interval(days => $2) where user_id = $1', [
        user.id,
        days,
      ])
    const unusedDays = async () => {
      const sql = `select extract(epoch from now() - last_used_at)::float8 / 86400 as days from identity.browser_sessions where user_id = $1`
      return (await database.query(sql, [user.id]))[0]!.days as number
    }
    await age(gateway.config.REFRESH_TOKEN_EXPIRE_DAYS - 1)
    // What is known for a second is asked again.
    await until(async () => {
      assert.equal((await ask('GET', '/session', browser)).status, 200)
      return (await unusedDays()) < 1
    }, 'the use to be written down')
    await age(gateway.config.REFRESH_TOKEN_EXPIRE_DAYS)
    await until(async () => (await ask('GET', '/session', browser)).status === 401, 'the session to be over', 3)
  })
})
