import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { SinasError } from '../../../schema/errors.ts'
import { dedupKey, fingerprint, otherBody } from './dedup.ts'
import { functionInput, normalPath, requestContext, type WebhookRequest } from './request.ts'
import { responseOf } from './response.ts'

const request = (over: Partial<WebhookRequest> = {}): WebhookRequest => ({
  method: 'POST',
  path: 'x',
  query: '',
  headers: {},
  body: '',
  bodyIsBase64: false,
  ...over,
})
const json = { 'content-type': 'application/json; charset=utf-8' }
const form = { 'content-type': 'application/x-www-form-urlencoded' }

test('lays the body over the query over the defaults', async () => {
  const input = await functionInput(
    { a: 'default', b: 'default', c: 'default' },
    request({ query: 'b=query&c=query', headers: json, body: '{"c":"body"}' }),
  )
  assert.deepEqual(input, { a: 'default', b: 'query', c: 'body' })
})

test('reads JSON, forms, text and bytes', async () => {
  const cases: [Partial<WebhookRequest>, Record<string, unknown>][] = [
    [{ headers: json, body: '{"a":{"b":[1,null]}}' }, { a: { b: [1, null] } }],
    [{ headers: { 'content-type': 'application/cloudevents+json' }, body: '{"id":"1"}' }, { id: '1' }],
    [{ headers: json, body: '[1,2]' }, { input: [1, 2] }],
    [{ headers: json, body: '"text"' }, { input: 'text' }],
    [{ headers: json, body: 'null' }, { input: null }],
    [{ headers: json, body: '' }, {}],
    [
      { headers: form, body: 'a=1&b=x+y&b=%C3%A9' },
      { a: '1', b: ['x y', 'é'] },
    ],
    [{ headers: form, body: '{"a": 1}' }, { a: 1 }],
    [{ body: '{"a": 1}' }, { a: 1 }],
    [{ body: '{a' }, { raw: '{a' }],
    [{ headers: { 'content-type': 'text/plain' }, body: '{"a": 1}' }, { raw: '{"a": 1}' }],
    [{ headers: { 'content-type': 'application/octet-stream' }, body: '/wA=', bodyIsBase64: true }, { raw_base64: '/wA=' }],
    [
      { method: 'GET', query: 'a=1&tag=x&tag=y&empty=' },
      { a: '1', tag: ['x', 'y'], empty: '' },
    ],
  ]
  for (const [given, expected] of cases) assert.deepEqual(await functionInput({}, request(given)), expected, JSON.stringify(given))
})

test('says what is wrong with JSON that is none, and takes no prototype for a field', async () => {
  const refused = (error: SinasError) => error.code === 'BAD_REQUEST' && error.message.startsWith('The body is not valid JSON')
  await assert.rejects(functionInput({}, request({ headers: json, body: '{"a":' })), refused)
  await assert.rejects(functionInput({}, request({ headers: json, body: '/w==', bodyIsBase64: true })), refused)
  const input = await functionInput({}, request({ headers: json, body: '{"__proto__":{"polluted":true}}' }))
  assert.equal((input as { polluted?: boolean }).polluted, undefined)
  assert.equal(({} as { polluted?: boolean }).polluted, undefined)
})

test('shows a function the request, without a credential for the platform', () => {
  const headers = { authorization: 'Bearer secret', 'x-api-key': 'sk', cookie: 'c', host: 'h', 'user-agent': 'u', 'x-event': 'push' }
  const asked = request({ path: 'a/b', query: 'q=1', headers })
  assert.deepEqual(requestContext(asked, true), {
    method: 'POST',
    path: '/webhooks/a/b',
    headers: { 'x-event': 'push' },
    query: { q: '1' },
  })
  assert.equal(requestContext(asked, false).headers.authorization, 'Bearer secret')
})

test('takes paths with and without slashes at their ends for the same', () => {
  for (const path of ['a/b', '/a/b', 'a/b/', '//a/b//']) assert.equal(normalPath(path), 'a/b')
})

test('tells deliveries apart by the key, by the sender, by the user', () => {
  const base = { rule: null, signature: null, headers: {}, input: {}, userId: 'u1' }
  const github = { scheme: 'github', tolerance: 300 } as const
  const stripe = { scheme: 'stripe', tolerance: 300 } as const
  assert.equal(dedupKey(base), null)
  const one = dedupKey({ ...base, headers: { 'idempotency-key': 'k' } })!
  assert.equal(one.ttlSeconds, 86_400)
  assert.equal(dedupKey({ ...base, headers: { 'idempotency-key': 'k' } })!.key, one.key)
  assert.notEqual(dedupKey({ ...base, headers: { 'idempotency-key': 'other' } })!.key, one.key)
  assert.notEqual(dedupKey({ ...base, headers: { 'idempotency-key': 'k' }, userId: 'u2' })!.key, one.key)
  assert.ok(dedupKey({ ...base, signature: github, headers: { 'x-github-delivery': 'd' } }))
  assert.equal(dedupKey({ ...base, signature: github, headers: { 'idempotency-key': 'k' } }), null)
  assert.ok(dedupKey({ ...base, signature: stripe, input: { id: 'evt_1' } }))
  const rule = { key: '$.order.id', ttlSeconds: 60 }
  assert.deepEqual(dedupKey({ ...base, rule, input: { order: { id: 7 } } })!.ttlSeconds, 60)
  assert.equal(dedupKey({ ...base, rule, input: { order: {} } }), null)
  assert.equal(dedupKey({ ...base, rule: { key: '$.constructor.name', ttlSeconds: 60 } }), null)
  assert.ok(dedupKey({ ...base, rule: { key: 'header:X-Event', ttlSeconds: 60 }, headers: { 'x-event': 'e' } }))
})

test('tells requests apart by all that a function is given of them', () => {
  const base = request({ query: 'a=1', headers: json, body: '{}' })
  assert.equal(fingerprint(base), fingerprint({ ...base, headers: { ...json, 'user-agent': 'another' } }))
  for (const over of [{ query: 'a=2' }, { body: '[]' }, { headers: form }, { bodyIsBase64: true }])
    assert.notEqual(fingerprint({ ...base, ...over }), fingerprint(base), JSON.stringify(over))
})

test('believes another body of one sender alone', () => {
  const signature = { scheme: 'github', tolerance: 300 } as const
  const rule = { key: '$.id', ttlSeconds: 60 }
  const cases = [
    [{ rule, signature, requiresAuth: false }, 'answer'],
    [{ rule: null, signature, requiresAuth: false }, 'answer'],
    [{ rule, signature: null, requiresAuth: true }, 'answer'],
    [{ rule, signature: null, requiresAuth: false }, 'acknowledge'],
    [{ rule: null, signature: null, requiresAuth: true }, 'refuse'],
    [{ rule: null, signature: null, requiresAuth: false }, 'refuse'],
  ] as const
  for (const [webhook, expected] of cases) assert.equal(otherBody(webhook), expected, JSON.stringify(webhook))
})

const RUN = { executionId: 'e', status: 'COMPLETED', output: null, error: null, prompt: null, schema: null } as const

const run = (output: unknown) => responseOf({ ...RUN, output })
const completed = (output: unknown) => run(output).response

test('answers with the result, a pause or a failure', () => {
  assert.deepEqual(JSON.parse(completed({ a: 1 }).body), { success: true, execution_id: 'e', result: { a: 1 } })
  assert.deepEqual(JSON.parse(completed(null).body), { success: true, execution_id: 'e', result: null })
  const failure = responseOf({ ...RUN, status: 'FAILED', error: 'ValueError: no' }).response
  assert.deepEqual([failure.status, JSON.parse(failure.body)], [500, { detail: 'ValueError: no', code: 'EXECUTION_FAILED' }])
  const pause = responseOf({ ...RUN, status: 'AWAITING_INPUT', prompt: 'Sure?' }).response
  assert.deepEqual(JSON.parse(pause.body).result, { status: 'awaiting_input', execution_id: 'e', prompt: 'Sure?' })
})

test('lets a function set status, headers and body', () => {
  const csv = completed({
    $response: { status: 201, headers: { 'Content-Type': 'text/csv', 'X-Rows': 2, Link: ['a', 'b'] }, body: 'a,b\n' },
  })
  assert.equal(csv.status, 201)
  assert.equal(csv.body, 'a,b\n')
  assert.equal(csv.headers['content-type'], 'text/csv')
  assert.equal(csv.headers['x-rows'], '2')
  assert.deepEqual(csv.headers.link, ['a', 'b'])
  assert.match(String(csv.headers['content-security-policy']), /^sandbox/)
  const image = completed({ $response: { headers: { 'content-type': 'image/png' }, body_base64: 'iVBORw==' } })
  assert.deepEqual([image.status, image.body, image.bodyIsBase64], [200, 'iVBORw==', true])
  const object = completed({ $response: { body: { challenge: 'x' } } })
  assert.deepEqual([object.body, object.headers['content-type']], ['{"challenge":"x"}', 'application/json; charset=utf-8'])
  assert.equal(completed({ $response: { status: 204 } }).body, '')
  assert.equal(JSON.parse(completed({ $response: {}, more: 1 }).body).success, true)
})

test('refuses a $response that can not be sent', () => {
  const unfit = [
    null,
    [],
    { status: '200' },
    { status: 99 },
    { status: 200.5 },
    { headers: [] },
    { headers: { 'a b': 'x' } },
    { statusCode: 200 },
  ]
  for (const wish of [
    ...unfit,
    { headers: { a: 'x\r\nset-cookie: y' } },
    { headers: { a: {} } },
    { body: 'x', body_base64: 'eA==' },
    { body_base64: 1 },
  ]) {
    const { status, body } = completed({ $response: wish })
    assert.equal(status, 500, JSON.stringify(wish))
    assert.match(JSON.parse(body).detail, /\$response/)
  }
})

test('lets a function say what its own answer is, and nothing for the whole address', () => {
  const own = {
    ...{
      'Content-Type': 'text/html',
      'Content-Disposition': 'inline',
      'Cache-Control': 'max-age=60',
      ETag: '"1"',
      Vary: 'Accept',
      Location: '/a',
    },
    ...{ Link: '</b>; rel=next', 'Retry-After': '5', 'X-Rows': '2', 'X-Shopify-Topic': 'orders', 'WWW-Authenticate': 'Bearer realm="x"' },
  }
  const allowed = run({ $response: { headers: own, body: '' } })
  assert.equal(allowed.warning, null)
  for (const [name, value] of Object.entries(own)) assert.equal(allowed.response.headers[name.toLowerCase()], value)

  const refused = [
    ...[
      'Set-Cookie',
      'Clear-Site-Data',
      'Strict-Transport-Security',
      'NEL',
      'Report-To',
      'Reporting-Endpoints',
      'Alt-Svc',
      'Refresh',
      'SourceMap',
    ],
    ...['Service-Worker-Allowed', 'Access-Control-Allow-Origin', 'Access-Control-Allow-Credentials', 'Origin-Agent-Cluster', 'Accept-CH'],
    ...[
      'Cross-Origin-Opener-Policy',
      'Permissions-Policy',
      'Content-Security-Policy-Report-Only',
      'Expect-CT',
      'Public-Key-Pins',
      'Set-Login',
    ],
    ...[
      'Transfer-Encoding',
      'Content-Length',
      'Connection',
      'Upgrade',
      'Date',
      'Server',
      'Trailer',
      'Speculation-Rules',
      'Use-As-Dictionary',
    ],
    ...['X-Accel-Redirect', 'X-Sendfile', 'X-Frame-Options', 'X-Content-Type-Options', 'X-Request-ID', 'X-SourceMap', 'X-UA-Compatible'],
    ...['Something-Nobody-Knows-Yet'],
  ]
  for (const name of refused) {
    const { response, warning } = run({ $response: { headers: { [name]: 'x' }, body: '' } })
    assert.deepEqual(Object.keys(response.headers).sort(), ['content-security-policy', 'content-type', 'x-content-type-options'], name)
    assert.notEqual(response.headers[name.toLowerCase()], 'x', name)
    assert.equal(warning, `Headers that a webhook may not send were left out: ${name.toLowerCase()}`)
  }
})

test('asks for no password in the platform’s name', () => {
  for (const scheme of ['Basic realm="x"', 'basic', 'Digest realm="x"', 'Negotiate', 'Bearer, Basic realm="x"', ['Bearer', 'NTLM']]) {
    const { response } = run({ $response: { status: 401, headers: { 'WWW-Authenticate': scheme } } })
    assert.equal(response.headers['www-authenticate'], undefined, String(scheme))
  }
})

test('a function’s own policy stands beside the sandbox, and can’t take its place', () => {
  const { headers } = completed({ $response: { headers: { 'Content-Security-Policy': "default-src 'none'" }, body: '' } })
  assert.equal(headers['content-security-policy']![0], "default-src 'none'")
  assert.match(headers['content-security-policy']![1]!, /^sandbox/)
})
