// What every route has in common: errors, credentials, headers, limits, and what is never told.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import pg from 'pg'
import { ADMIN, startTestGateway, type TestGateway, type TestResponse } from './gateway.testing.ts'

let gateway: TestGateway
let token: string
let refreshToken: string

before(async () => {
  gateway = await startTestGateway({ MAX_BODY_BYTES: '20000' })
  ;({ access_token: token, refresh_token: refreshToken } = await gateway.login(ADMIN))
})
after(() => gateway.close())

const ask = (method: string, path: string, body?: unknown) => gateway.request(method, path, { token, ...(body !== undefined && { body }) })

/** Status and code, and the text of the error, or the `type` and `loc` of the first issue. */
function told({ status, body: { detail, code } }: TestResponse): unknown[] {
  return Array.isArray(detail) ? [status, code, detail[0].type, detail[0].loc] : [status, code, detail]
}

describe('errors', () => {
  test('have the status and the text of the contract', async () => {
    const member = (await gateway.login('http-member@example.com')).access_token
    await ask('POST', '/api/v1/groups', { name: 'taken' })
    const answers = [
      await gateway.request('GET', '/api/v1/users'),
      await gateway.request('GET', '/api/v1/users', { token: member }),
      await ask('GET', `/api/v1/groups/${crypto.randomUUID()}`),
      await ask('POST', '/api/v1/groups', { name: 'taken' }),
    ]
    assert.deepEqual(answers.map(told), [
      [401, 'UNAUTHENTICATED', 'Not authenticated'],
      [403, 'FORBIDDEN', 'Not authorized: sinas.users.read:all is required'],
      [404, 'NOT_FOUND', 'Group not found'],
      [400, 'ALREADY_EXISTS', 'A group of this name already exists'],
    ])
  })

  test('have over REST the code and the text that they have over GraphQL', async () => {
    const nobody = crypto.randomUUID()
    const session = { session_id: nobody, otp_code: '000000' }
    const pairs: [method: string, path: string, body: unknown, query: string][] = [
      ['PATCH', `/api/v1/groups/${nobody}`, {}, `mutation { updateGroup(input: { group: { id: "${nobody}" } }) { group { id } } }`],
      ['POST', '/api/v1/groups', { name: 'Admins' }, 'mutation { createGroup(input: { name: "Admins" }) { group { id } } }'],
      ['DELETE', '/api/v1/groups/Admins', undefined, 'mutation { deleteGroup(input: { group: { name: "Admins" } }) { group { id } } }'],
      ['PATCH', `/api/v1/users/${nobody}`, {}, `mutation { updateUser(input: { user: { id: "${nobody}" } }) { user { id } } }`],
      ['DELETE', `/api/v1/api-keys/${nobody}`, undefined, `mutation { revokeApiKey(input: { id: "${nobody}" }) { apiKey { id } } }`],
      [
        'POST',
        '/api/v1/auth/refresh',
        { refresh_token: 'x' },
        'mutation { refreshAccessToken(input: { refreshToken: "x" }) { token { expiresIn } } }',
      ],
      [
        'POST',
        '/api/v1/auth/verify-otp',
        session,
        `mutation { verifyOtp(input: { sessionId: "${nobody}", otpCode: "000000" }) { session { accessToken } } }`,
      ],
      ['POST', '/api/v1/groups', { name: '' }, 'mutation { createGroup(input: { name: "" }) { group { id } } }'],
    ]
    for (const [method, path, body, query] of pairs) {
      const rest = await ask(method, path, body)
      const { errors } = await gateway.graphql(query, {}, token)
      assert.ok(rest.status >= 400, `${method} ${path} answers ${rest.status}`)
      const [{ message = '', extensions } = { extensions: {} as Record<string, unknown> }] = errors ?? []
      assert.equal(rest.body.code, extensions.code, `${method} ${path}: ${message}`)
      if (typeof rest.body.detail === 'string') assert.equal(rest.body.detail, message)
    }
  })

  test('of a path that is unknown, or that is not for this method', async () => {
    for (const path of ['/nothing', '/api/v1/nothing', '/api/v1/users/a/b/c']) {
      const answer = await ask('GET', path)
      assert.deepEqual(told(answer), [404, 'ROUTE_NOT_FOUND', 'Not Found'], path)
    }
    for (const path of ['/%ff', '/%', '/api/v1/users/%']) {
      const answer = await ask('GET', path)
      assert.deepEqual([answer.status, answer.body.code], [400, 'BAD_REQUEST'], path)
    }
    const large = await ask('POST', '/nothing', `{"broken": "${'x'.repeat(30_000)}`)
    assert.deepEqual(told(large), [404, 'ROUTE_NOT_FOUND', 'Not Found'], 'whatever its body is')
    assert.equal((await ask('QUERY', '/api/v1/users')).status, 405)
    const wrong = await ask('PATCH', '/api/v1/users')
    assert.deepEqual(told(wrong), [405, 'METHOD_NOT_ALLOWED', 'Method Not Allowed'])
    assert.deepEqual(wrong.headers.get('allow')?.split(', ').sort(), ['GET', 'HEAD', 'POST'])
  })

  test('of input name every fault, its place and its kind', async () => {
    const user = crypto.randomUUID()
    const refused: [method: string, path: string, body: unknown, type: string, loc: (string | number)[]][] = [
      ['POST', '/api/v1/auth/login', {}, 'missing', ['body', 'email']],
      ['POST', '/api/v1/auth/login', undefined, 'missing', ['body', 'email']],
      ['POST', '/api/v1/auth/login', { email: 1 }, 'string_type', ['body', 'email']],
      ['POST', '/api/v1/auth/login', { email: 'nobody' }, 'value_error', ['body', 'email']],
      ['POST', '/api/v1/auth/login', [], 'model_attributes_type', ['body']],
      ['POST', '/api/v1/auth/login', '{"email":', 'json_invalid', ['body', 9]],
      ['POST', '/api/v1/auth/verify-otp', { session_id: 'x', otp_code: '1' }, 'uuid_parsing', ['body', 'session_id']],
      ['POST', '/api/v1/auth/check-permissions', { permissions: [], logic: 'XOR' }, 'enum', ['body', 'logic']],
      ['POST', '/api/v1/auth/check-permissions', { permissions: ['a', 1] }, 'string_type', ['body', 'permissions', 1]],
      ['POST', '/api/v1/groups', { name: '' }, 'string_too_short', ['body', 'name']],
      ['POST', '/api/v1/groups', { name: 'x'.repeat(256) }, 'string_too_long', ['body', 'name']],
      ['POST', '/api/v1/skills', { name: 'no spaces', description: 'd', content: 'c' }, 'string_pattern_mismatch', ['body', 'name']],
      ['POST', '/api/v1/api-keys', { name: 'k', expires_at: 'soon' }, 'datetime_from_date_parsing', ['body', 'expires_at']],
      ['GET', '/api/v1/users?limit=many', undefined, 'int_parsing', ['query', 'limit']],
      ['GET', '/api/v1/users?limit=0', undefined, 'greater_than_equal', ['query', 'limit']],
      ['GET', '/api/v1/users?limit=1001', undefined, 'less_than_equal', ['query', 'limit']],
      ['GET', '/api/v1/users/nobody', undefined, 'uuid_parsing', ['path', 'id']],
      ['DELETE', `/api/v1/groups/x/members/${user}x`, undefined, 'uuid_parsing', ['path', 'user_id']],
    ]
    for (const [method, path, body, type, loc] of refused) {
      const answer = await ask(method, path, body)
      assert.deepEqual(told(answer), [422, 'VALIDATION', type, loc], `${method} ${path} ${JSON.stringify(body)}`)
      if (type === 'value_error') assert.match(answer.body.detail[0].msg, /^Value error, /)
    }
    const two = await ask('POST', '/api/v1/auth/verify-otp', { session_id: 'x' })
    assert.deepEqual(
      two.body.detail.map(({ type }: { type: string }) => type),
      ['uuid_parsing', 'missing'],
    )
  })

  test('that were not foreseen tell neither stack nor SQL', async () => {
    const database = new pg.Client(gateway.gateway.process.platform.databaseUrl)
    await database.connect()
    try {
      await database.query('alter table identity.groups rename to elsewhere')
      const rest = await ask('GET', '/api/v1/groups')
      assert.deepEqual([rest.status, rest.body], [500, 'Internal Server Error'])
      const graphql = await gateway.graphql('{ groups { nodes { id } } }', {}, token)
      assert.deepEqual(
        graphql.errors?.map(({ message, extensions }) => [message, extensions]),
        [['Internal Server Error', { code: 'INTERNAL' }]],
      )
    } finally {
      await database.query('alter table identity.elsewhere rename to groups')
      await database.end()
    }
    assert.equal((await ask('GET', '/api/v1/groups')).status, 200)
    const logged = gateway.logs.findLast(({ level }) => level === 50)
    assert.match(JSON.stringify(logged), /identity\.groups.+does not exist/, 'the cause is in the log alone')
  })
})

describe('requests', () => {
  test('with a slash too many are sent on, with their method and query', async () => {
    const { status, headers } = await ask('GET', '/api/v1/users/?limit=5')
    assert.deepEqual([status, headers.get('location')], [307, '/api/v1/users?limit=5'])
    assert.equal((await ask('GET', '/nothing/')).status, 404)
  })

  test('are not sent on to another host', async () => {
    for (const path of ['//evil.example/', '//evil.example//', '/\\evil.example/']) {
      const { headers } = await ask('GET', path)
      assert.doesNotMatch(headers.get('location') ?? '', /^[/\\]{2}/, path)
    }
  })

  test('leave alone what they set to null', async () => {
    const { id } = (await ask('POST', '/api/v1/groups', { name: 'nulls', description: 'kept' })).body
    const { status, body } = await ask('PATCH', `/api/v1/groups/${id}`, { description: null, email_domain: 'example.com', unknown: 1 })
    assert.deepEqual([status, body.description, body.email_domain], [200, 'kept', 'example.com'])
  })

  test('whose body is too large are refused, over REST and GraphQL, whether they say their size or not', async () => {
    const large = JSON.stringify({ query: `{ me { id } } # ${'x'.repeat(21_000)}`, name: 'large' })
    for (const path of ['/api/v1/groups', '/graphql']) {
      const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` }
      const sized = await fetch(gateway.url + path, { method: 'POST', headers, body: large })
      assert.equal(sized.status, 413, path)
      const chunked = new ReadableStream({
        start(controller) {
          controller.enqueue(new TextEncoder().encode(large))
          controller.close()
        },
      })
      const unsized = await fetch(gateway.url + path, { method: 'POST', headers, body: chunked, duplex: 'half' } as RequestInit)
      assert.equal(unsized.status, 413, `${path}, chunked`)
      assert.match(await unsized.text(), /larger than the limit of 20000 bytes/)
    }
  })

  test('leave a row in the request log, also where a character is cut in half to fit', async () => {
    const emojis = '😀'.repeat(160)
    const { headers } = await ask('DELETE', `/api/v1/groups/${emojis}/members/${emojis}`)
    const id = headers.get('x-request-id')!
    const row = (await rowsUntil(id)).find(({ request_id }) => request_id === id)
    assert.match(row.resource_id, /😀\ufffd$/)
  })

  test('by HEAD are answered as those by GET, without the body', async () => {
    for (const path of ['/health', '/api/v1/auth/me', '/openapi.json', '/', '/api/v1/groups/Admins']) {
      const [get, head] = [await ask('GET', path), await ask('HEAD', path)]
      assert.deepEqual([head.status, head.body, head.headers.get('content-type')], [get.status, '', get.headers.get('content-type')], path)
    }
    assert.equal((await gateway.request('HEAD', '/api/v1/auth/me')).status, 401)
  })

  test('have an id: the client’s, where it is one, else a new one', async () => {
    const idFor = async (given: string) =>
      (await gateway.request('GET', '/health', { headers: { 'x-request-id': given } })).headers.get('x-request-id')
    assert.equal(await idFor('trace-1:a.b'), 'trace-1:a.b')
    for (const given of ['has space', '<script>', 'x'.repeat(129), 'ünïcode'.normalize('NFKD').replace(/[^\x20-\x7e]/g, '"')])
      assert.match((await idFor(given)) ?? '', /^[0-9a-f-]{36}$/)
    const { headers } = await gateway.request('GET', '/api/v1/users', { headers: { 'x-request-id': 'refused-1' } })
    assert.equal(headers.get('x-request-id'), 'refused-1', 'in errors too')
  })

  test('may carry a trace, and one that is malformed does no harm', async () => {
    for (const traceparent of ['00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01', 'nonsense', '00-xyz']) {
      assert.equal((await gateway.request('GET', '/api/v1/auth/me', { token, headers: { traceparent } })).status, 200)
    }
  })

  test('may come from the page of any origin, but with no cookies', async () => {
    const origin = 'https://app.example.com'
    const preflight = await gateway.request('OPTIONS', '/api/v1/groups', {
      headers: { origin, 'access-control-request-method': 'PATCH', 'access-control-request-headers': 'x-api-key, content-type' },
    })
    assert.equal(preflight.status, 204)
    assert.match(preflight.headers.get('access-control-allow-methods') ?? '', /PATCH/)
    assert.match(preflight.headers.get('access-control-allow-headers') ?? '', /x-api-key/)
    for (const path of ['/api/v1/users', '/nothing', '/graphql?query={__typename}', '/webhooks/none']) {
      const { headers } = await gateway.request('GET', path, { headers: { origin } })
      assert.equal(headers.get('access-control-allow-origin'), '*', path)
      assert.equal(headers.get('access-control-allow-credentials'), null, path)
      assert.match(headers.get('access-control-expose-headers') ?? '', /x-request-id/, path)
    }
  })
})

describe('an API key', () => {
  const create = async (body: object) => (await ask('POST', '/api/v1/api-keys', body)).body
  const me = (headers: Record<string, string>) => gateway.request('GET', '/api/v1/auth/me', { headers })
  const inBothWays = async (key: string) => [
    (await me({ 'x-api-key': key })).status,
    (await me({ authorization: `Bearer ${key}` })).status,
    (await me({ authorization: `bearer  ${key}` })).status,
  ]

  test('is taken from X-API-Key and from Authorization, until it is revoked', async () => {
    const { id, key } = await create({ name: 'both ways', permissions: { 'sinas.users.read:own': true } })
    assert.deepEqual(await inBothWays(key), [200, 200, 200])
    assert.equal((await ask('DELETE', `/api/v1/api-keys/${id}`)).status, 204)
    assert.deepEqual(await inBothWays(key), [401, 401, 401])
  })

  test('ends when it expires', async () => {
    const { key } = await create({ name: 'short', permissions: {}, expires_at: new Date(Date.now() + 700).toISOString() })
    assert.equal((await me({ 'x-api-key': key })).status, 200)
    const deadline = Date.now() + 5000
    while ((await me({ 'x-api-key': key })).status === 200) assert.ok(Date.now() < deadline, 'it lives on')
    assert.equal((await me({ 'x-api-key': key })).status, 401)
  })

  test('can do only what it was made for, and can’t be given more than its maker may do', async () => {
    const { key } = await create({ name: 'narrow', permissions: { 'sinas.groups.read:all': true } })
    const withKey = (method: string, path: string, body?: unknown) =>
      gateway.request(method, path, { headers: { 'x-api-key': key }, ...(body !== undefined && { body }) })
    assert.equal((await withKey('GET', '/api/v1/groups/Admins')).status, 200)
    assert.equal((await withKey('GET', '/api/v1/users')).status, 403)
    assert.equal((await withKey('POST', '/api/v1/api-keys', { name: 'wider', permissions: { 'sinas.*:all': true } })).status, 403)
    const member = (await gateway.login('key-maker@example.com')).access_token
    const wider = await gateway.request('POST', '/api/v1/api-keys', {
      token: member,
      body: { name: 'wider', permissions: { 'sinas.*:all': true } },
    })
    assert.equal(wider.status, 400)
  })

  test('goes with its owner', async () => {
    const { access_token, user } = await gateway.login('leaver@example.com')
    const { key } = (
      await gateway.request('POST', '/api/v1/api-keys', {
        token: access_token,
        body: { name: 'k', permissions: { 'sinas.users.read:own': true } },
      })
    ).body
    assert.equal((await me({ 'x-api-key': key })).status, 200)
    assert.equal((await ask('PATCH', `/api/v1/users/${user.id}`, { is_active: false })).status, 200)
    assert.deepEqual(
      [(await me({ 'x-api-key': key })).status, (await gateway.request('GET', '/api/v1/auth/me', { token: access_token })).status],
      [401, 401],
    )
    assert.equal((await ask('DELETE', `/api/v1/users/${user.id}`)).status, 204)
    assert.equal((await me({ 'x-api-key': key })).status, 401)
  })
})

describe('secrets', () => {
  test('are in no row of the request log, and in no line of the server’s', async () => {
    const { body: login } = await gateway.request('POST', '/api/v1/auth/login', { body: { email: 'secretive@example.com' } })
    const otp_code = gateway.otp('secretive@example.com')
    assert.match(otp_code, /^\d{6}$/)
    const session = (await gateway.request('POST', '/api/v1/auth/verify-otp', { body: { session_id: login.session_id, otp_code } })).body
    const { key } = (await ask('POST', '/api/v1/api-keys', { name: 'logged', permissions: {} })).body
    const secret = `sk-${crypto.randomUUID()}`
    await ask('POST', '/api/v1/llm-providers', { name: 'secretive', provider_type: 'openai', api_key: secret })
    await ask('POST', '/states', { namespace: 'secretive', key: 'k', value: secret, encrypted: true })
    await gateway.request('POST', '/api/v1/auth/refresh', { body: { refresh_token: session.refresh_token } })
    await gateway.request('GET', `/api/v1/auth/me?access_token=${session.access_token}&api_key=${key}&token=${secret}`, {
      headers: { 'x-api-key': key },
    })
    await gateway.graphql(`mutation { refreshAccessToken(input: { refreshToken: "${refreshToken}" }) { token { expiresIn } } }`)
    await gateway.graphql('mutation ($t: String!) { refreshAccessToken(input: { refreshToken: $t }) { token { expiresIn } } }', {
      t: session.refresh_token,
    })
    await gateway.graphql('mutation ($t: String!) { logout(input: { refreshToken: $t }) { user { id } } }', { t: session.refresh_token })
    const last = crypto.randomUUID()
    await gateway.request('GET', `/graphql?query=${encodeURIComponent('{ me { id } }')}&api_key=${secret}`, {
      token,
      headers: { 'x-request-id': last },
    })

    const rows = await rowsUntil(last)
    const secrets = {
      otp_code,
      access: session.access_token,
      refresh: session.refresh_token,
      key,
      secret,
      adminToken: token,
      adminRefresh: refreshToken,
    }
    for (const [name, value] of Object.entries(secrets)) {
      assert.ok(!JSON.stringify(rows).includes(value), `${name} is in the request log`)
      if (name !== 'otp_code') assert.ok(!JSON.stringify(gateway.logs).includes(value), `${name} is in the server's log`)
    }
    const login_row = rows.find(({ path, request_body }) => path === '/api/v1/auth/verify-otp' && request_body.includes(login.session_id))
    assert.match(login_row?.request_body ?? '', /REDACTED/)
  })
})

/** The request log, once it has the row of this request: it is written in batches. */
async function rowsUntil(requestId: string): Promise<any[]> {
  const deadline = Date.now() + 10_000
  for (;;) {
    const { body } = await ask('GET', '/api/v1/request-logs?limit=1000')
    if (body.some((row: { request_id: string }) => row.request_id === requestId)) return body
    assert.ok(Date.now() < deadline, 'the row does not come')
  }
}

describe('too many logins', () => {
  test('are refused for an address and for a mailbox, with the seconds to wait', async () => {
    await using limited = await startTestGateway({
      RATE_LIMIT_LOGIN_EMAIL_MAX: '2',
      RATE_LIMIT_LOGIN_IP_MAX: '4',
      RATE_LIMIT_WINDOW_SECONDS: '60',
    })
    const login = (email: string) => limited.request('POST', '/api/v1/auth/login', { body: { email } })
    const statuses = []
    for (const email of ['a@example.com', 'a@example.com', 'A@example.com ', 'b@example.com', 'c@example.com'])
      statuses.push((await login(email)).status)
    assert.deepEqual(statuses, [200, 200, 429, 200, 429])
    const { headers, body } = await login('d@example.com')
    assert.ok(Number(headers.get('retry-after')) >= 1 && Number(headers.get('retry-after')) <= 60)
    assert.match(body.detail, /Too many requests/)
    const graphql = await limited.graphql('mutation { login(input: { email: "e@example.com" }) { message } }')
    assert.equal(graphql.errors?.[0]?.extensions.code, 'RATE_LIMITED', 'GraphQL is no way around')
  })
})
