import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { ADMIN, startTestGateway, type TestGateway } from './gateway.testing.ts'

let gateway: TestGateway
let token: string

before(async () => {
  gateway = await startTestGateway({ MAX_BODY_BYTES: '100000' })
  token = (await gateway.login(ADMIN)).access_token
  await createFunction('echo', 'return {"input": input, "request": context["request"]}')
  await createFunction('answer', 'return {"$response": input["wish"]}')
})
after(async () => gateway.close())

async function createFunction(name: string, body: string) {
  const code = `def handler(input, context):\n    ${body}\n`
  const { status } = await gateway.request('POST', '/api/v1/functions', { token, body: { name, code } })
  assert.equal(status, 201)
}

async function hook(over: Record<string, unknown> = {}): Promise<{ id: string; path: string }> {
  const path = `hook/${crypto.randomUUID().slice(0, 8)}`
  const { status, body } = await gateway.request('POST', '/api/v1/webhooks', {
    token,
    body: { path, function_name: 'echo', requires_auth: false, ...over },
  })
  assert.equal(status, 201, JSON.stringify(body))
  return body
}

test('serves a webhook at its path and at the older ones', async () => {
  const { path } = await hook()
  for (const prefix of ['/webhooks', '/h', '/api/v1/h']) {
    const { status, body } = await gateway.request('POST', `${prefix}/${path}?q=1`, { body: { n: 1 } })
    assert.equal(status, 200)
    assert.deepEqual(body.result.input, { q: '1', n: 1 })
    assert.deepEqual(Object.keys(body), ['success', 'execution_id', 'result'])
  }
})

test('serves every method, and only the one that the webhook has', async () => {
  for (const method of ['GET', 'POST', 'PUT', 'DELETE', 'PATCH']) {
    const { path } = await hook({ http_method: method })
    for (const other of ['GET', 'POST', 'PUT', 'DELETE', 'PATCH']) {
      const { status, body, headers } = await gateway.request(other, `/webhooks/${path}?a=1`)
      assert.equal(status, other === method ? 200 : 405, `${other} on ${method}`)
      assert.equal(headers.get('allow'), other === method ? null : method)
      if (other === method) assert.deepEqual(body.result.input, { a: '1' })
    }
  }
  const missing = await gateway.request('POST', '/webhooks/nothing/here', { body: {} })
  assert.deepEqual([missing.status, missing.body], [404, { detail: 'Webhook not found', code: 'NOT_FOUND' }])
})

test('asks for a login where the webhook does, and takes any header for its function where not', async () => {
  const guarded = await hook({ requires_auth: true })
  const nobody = await gateway.request('POST', `/webhooks/${guarded.path}`, { body: {} })
  assert.deepEqual(
    [nobody.status, nobody.body, nobody.headers.get('www-authenticate')],
    [401, { detail: 'Not authenticated', code: 'UNAUTHENTICATED' }, 'Bearer'],
  )
  assert.equal((await gateway.request('POST', `/webhooks/${guarded.path}`, { body: {}, token: 'wrong' })).status, 401)
  assert.equal((await gateway.request('POST', `/webhooks/${guarded.path}`, { body: {}, token })).status, 200)

  const open = await hook()
  const basic = await gateway.request('POST', `/webhooks/${open.path}`, { body: {}, headers: { authorization: 'Basic c2VuZGVy' } })
  assert.deepEqual([basic.status, basic.body.result.request.headers.authorization], [200, 'Basic c2VuZGVy'])
})

test('hands over bodies of every kind, byte by byte', async () => {
  const { path } = await hook()
  const send = async (bytes: Uint8Array<ArrayBuffer> | string, type: string) => {
    const response = await fetch(`${gateway.url}/webhooks/${path}`, { method: 'POST', headers: { 'content-type': type }, body: bytes })
    return { status: response.status, body: (await response.json()) as any }
  }
  assert.deepEqual((await send('a=1&b=%C3%A9', 'application/x-www-form-urlencoded')).body.result.input, { a: '1', b: 'é' })
  assert.deepEqual((await send('plain ✓', 'text/plain')).body.result.input, { raw: 'plain ✓' })
  const bytes = Uint8Array.from({ length: 256 }, (_, i) => i)
  assert.deepEqual((await send(bytes, 'application/octet-stream')).body.result.input, { raw_base64: Buffer.from(bytes).toString('base64') })
  const bad = await send('{"a":', 'application/json')
  assert.equal(bad.status, 400)
  assert.match(bad.body.detail, /^The body is not valid JSON/)
})

test('refuses a body over the limit with 413', async () => {
  const { path } = await hook()
  const { status, body } = await gateway.request('POST', `/webhooks/${path}`, { body: { text: 'x'.repeat(100_001) } })
  assert.equal(status, 413)
  assert.match(body.detail, /100000 bytes/)
  const chunks = new ReadableStream({
    start(controller) {
      controller.enqueue(new Uint8Array(100_001))
      controller.close()
    },
  })
  const unsized = await fetch(`${gateway.url}/webhooks/${path}`, { method: 'POST', body: chunks, duplex: 'half' } as RequestInit)
  assert.equal(unsized.status, 413)
})

test('answers with the status, headers and body that a function asks for', async () => {
  const { path } = await hook({ function_name: 'answer' })
  const headers = { 'content-type': 'application/json' }
  const answer = (wish: unknown) =>
    fetch(`${gateway.url}/webhooks/${path}`, { method: 'POST', headers, body: JSON.stringify({ wish }), redirect: 'manual' })

  const page = await answer({
    status: 418,
    headers: { 'Content-Type': 'text/html', 'X-Pot': ['tea', 'coffee'], 'Set-Cookie': 'a=1' },
    body: '<h1>Teapot</h1>',
  })
  assert.deepEqual([page.status, page.headers.get('content-type'), await page.text()], [418, 'text/html', '<h1>Teapot</h1>'])
  assert.deepEqual([page.headers.get('x-pot'), page.headers.getSetCookie()], ['tea, coffee', []])
  assert.match(page.headers.get('content-security-policy')!, /^sandbox/)

  const bytes = await answer({ headers: { 'content-type': 'image/png' }, body_base64: 'AAEC/w==' })
  assert.deepEqual(Buffer.from(await bytes.arrayBuffer()), Buffer.from([0, 1, 2, 255]))
  const redirect = await answer({ status: 302, headers: { location: 'https://example.com/' } })
  assert.deepEqual([redirect.status, redirect.headers.get('location')], [302, 'https://example.com/'])
  assert.equal((await answer({ status: 204 })).status, 204)
  assert.equal((await answer({ status: 'no' })).status, 500)
})

test('manages webhooks by id and by path over REST', async () => {
  const { id, path } = await hook({ dedup: { key: '$.id', ttl_seconds: 60 } })
  for (const reference of [id, path]) {
    const { status, body } = await gateway.request('GET', `/api/v1/webhooks/${reference}`, { token })
    assert.deepEqual([status, body.id, body.dedup], [200, id, { key: '$.id', ttl_seconds: 60 }])
    const patched = await gateway.request('PATCH', `/api/v1/webhooks/${reference}`, {
      token,
      body: { description: reference, http_method: null },
    })
    assert.deepEqual([patched.status, patched.body.description, patched.body.http_method], [200, reference, 'POST'])
  }
  await gateway.request('POST', `/webhooks/${path}`, { body: { id: 1 } })
  const deliveries = await gateway.request('GET', `/api/v1/webhooks/${id}/deliveries?status=SUCCEEDED`, { token })
  assert.deepEqual([deliveries.status, deliveries.body.length, deliveries.body[0].response_status], [200, 1, 200])
  const replay = await gateway.request('POST', `/api/v1/webhook-deliveries/${deliveries.body[0].id}/replay`, { token })
  assert.deepEqual([replay.status, replay.body.replay_of, replay.body.status], [201, deliveries.body[0].id, 'SUCCEEDED'])

  const taken = await gateway.request('POST', '/api/v1/webhooks', { token, body: { path, function_name: 'echo' } })
  assert.deepEqual([taken.status, taken.body.detail], [400, `Webhook with path '${path}' already exists`])
  const bad = await gateway.request('POST', '/api/v1/webhooks', {
    token,
    body: { path: 'a b', http_method: 'BREW', dedup: { key: '$.a', ttl_seconds: 'x' } },
  })
  const places = bad.body.detail.map(({ loc }: { loc: unknown[] }) => loc.join('.')).sort()
  assert.deepEqual([bad.status, places], [422, ['body.dedup.ttl_seconds', 'body.function_name', 'body.http_method']])
  const pattern = await gateway.request('POST', '/api/v1/webhooks', { token, body: { path: 'a b', function_name: 'echo' } })
  assert.deepEqual(
    [pattern.status, pattern.body.detail[0].type, pattern.body.detail[0].loc],
    [422, 'string_pattern_mismatch', ['body', 'path']],
  )
})

test('manages schedules by id and by name over REST', async () => {
  const input = {
    name: 'every morning',
    function_name: 'echo',
    cron_expression: '0 9 * * MON-FRI',
    timezone: 'Europe/Amsterdam',
    input_data: { A_b: 1 },
  }
  const { status, body } = await gateway.request('POST', '/api/v1/schedules', { token, body: input })
  assert.deepEqual([status, body.target_name, body.input_data], [201, 'echo', { A_b: 1 }])
  assert.equal((await gateway.request('GET', `/api/v1/schedules/${encodeURIComponent(body.name)}`, { token })).body.id, body.id)
  const patched = await gateway.request('PATCH', `/api/v1/schedules/${body.id}`, { token, body: { is_active: false, timezone: null } })
  assert.deepEqual([patched.status, patched.body.next_run, patched.body.timezone], [200, null, 'Europe/Amsterdam'])
  assert.equal((await gateway.request('POST', `/api/v1/schedules/${body.id}/resume`, { token })).body.next_run, body.next_run)
  const run = await gateway.request('POST', `/api/v1/schedules/${body.id}/run`, { token })
  assert.deepEqual([run.status, run.body.status], [202, 'FIRED'])
  const slots = await gateway.request('GET', `/api/v1/schedules/${body.id}/slots`, { token })
  assert.deepEqual(slots.body, [run.body])

  const bad = await gateway.request('PATCH', `/api/v1/schedules/${body.id}`, { token, body: { cron_expression: '* * * * * *' } })
  assert.deepEqual([bad.status, bad.body.detail[0].loc, bad.body.detail[0].type], [422, ['body', 'cron_expression'], 'value_error'])
  assert.match(bad.body.detail[0].msg, /^Value error, Invalid cron expression: .* five fields/)
  const missing = await gateway.request('POST', '/api/v1/schedules', { token, body: { name: 'x', cron_expression: '* * * * *' } })
  assert.deepEqual([missing.status, missing.body.detail[0].loc], [422, ['body', 'function_name']])

  const scheduler = await gateway.request('GET', '/scheduler/status')
  assert.deepEqual([scheduler.status, scheduler.body.status, scheduler.body.jobs], [200, 'running', []])
  const { jobs } = (await gateway.request('GET', '/scheduler/status', { token })).body
  assert.deepEqual([jobs[0].name, jobs[0].trigger], ['every morning', '0 9 * * MON-FRI'])
  assert.equal((await gateway.request('DELETE', `/api/v1/schedules/${body.id}`, { token })).status, 204)
})

test('lists the permission under which a webhook was served in the request log', async () => {
  const { path } = await hook()
  await gateway.request('POST', `/webhooks/${path}`, { body: {} })
  const rows = async () => (await gateway.request('GET', '/api/v1/request-logs?limit=50', { token })).body
  const deadline = Date.now() + 10_000
  for (;;) {
    const found = await rows()
    if (Array.isArray(found) && found.some((row: { permission_used: string }) => row.permission_used === `webhook.public:${path}`)) return
    assert.ok(Date.now() < deadline, JSON.stringify(found).slice(0, 500))
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
})
