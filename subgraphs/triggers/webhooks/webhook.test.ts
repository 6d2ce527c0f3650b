import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { administrator, testCaller } from '../../../schema/testing/platform.ts'
import { newPath, openWebhooks } from './webhooks.testing.ts'

const { platform, owner, other, echo, hook, executions, deliveries } = await openWebhooks()
after(() => platform[Symbol.asyncDispose]())

test('creates, shows, changes and deletes a webhook, by id and by path', async () => {
  const path = `team/${newPath()}`
  const created = await platform.run(
    'CreateWebhook',
    { path: `/${path}/`, function_name: echo, default_values: { a: 1 }, dedup: { key: '$.id' } },
    owner,
  )
  assert.equal(created.path, path)
  assert.deepEqual(
    { ...created, id: '', created_at: '', updated_at: '' },
    {
      ...{
        id: '',
        path,
        http_method: 'POST',
        function_namespace: 'default',
        function_name: echo,
        description: null,
        default_values: { a: 1 },
      },
      ...{ requires_auth: true, response_mode: 'sync', dedup: { key: '$.id', ttl_seconds: 300 }, signature: null, rate_limit: null },
      ...{
        user_rate_limit: null,
        is_active: true,
        is_listed: false,
        created_at: '',
        updated_at: '',
        editor_id: owner.userId,
        editor_key_id: null,
      },
    },
  )
  assert.equal((await platform.run('Webhook', { webhook: created.id }, owner)).path, path)
  assert.equal((await platform.run('Webhook', { webhook: path }, owner)).id, created.id)
  const changed = await platform.run('UpdateWebhook', { webhook: path, description: 'new', dedup: { key: '' }, is_active: false }, owner)
  assert.deepEqual([changed.description, changed.dedup, changed.is_active], ['new', null, false])
  assert.ok((await platform.run('Webhooks', {}, owner)).some(({ id }: { id: string }) => id === created.id))
  assert.deepEqual(await platform.run('DeleteWebhook', { webhook: path }, owner), { id: created.id })
  await assert.rejects(platform.run('Webhook', { webhook: created.id }, owner), { code: 'NOT_FOUND' })
})

test('refuses a path that is taken, a function that is not there, and paths and rules that make no sense', async () => {
  const { path } = await hook()
  await assert.rejects(hook({ path }), { code: 'ALREADY_EXISTS' })
  await assert.rejects(hook({ path }, other), { code: 'ALREADY_EXISTS' })
  await assert.rejects(hook({ function_name: 'nothing' }), { code: 'NOT_FOUND' })
  await assert.rejects(hook({}, other), { code: 'NOT_FOUND' }, "another user's function")
  for (const bad of [
    { path: 'a b' },
    { path: '//' },
    { path: '' },
    { dedup: { key: 'x' } },
    { dedup: { key: '$.a', ttl_seconds: 0 } },
    { signature: { scheme: 'github' } },
  ]) {
    await assert.rejects(hook(bad), { code: 'VALIDATION' }, JSON.stringify(bad))
  }
})

test("shows and gives no user another user's webhook, except to administrators", async () => {
  const { id, path } = await hook()
  for (const operation of ['Webhook', 'UpdateWebhook', 'DeleteWebhook', 'WebhookDeliveries'] as const) {
    for (const webhook of [id, path]) await assert.rejects(platform.run(operation, { webhook }, other), { code: 'NOT_FOUND' })
  }
  assert.ok((await platform.run('Webhooks', {}, other)).every((webhook: { id: string }) => webhook.id !== id))
  assert.equal((await platform.run('Webhook', { webhook: id }, administrator())).id, id)
  await assert.rejects(platform.run('Webhooks', {}, testCaller(['sinas.webhooks.create:own'])), { code: 'FORBIDDEN' })
  await assert.rejects(platform.run('CreateWebhook', { path: newPath(), function_name: echo }, testCaller(['sinas.webhooks.read:own'])), {
    code: 'FORBIDDEN',
  })
})

test('runs the function with defaults, query and body, and shows it the request', async () => {
  const { id, path } = await hook({ default_values: { a: 'default', b: 'default' } })
  const { status, body } = await platform.post(path, { b: 'body' }, { query: 'q=1', headers: { 'x-event': 'push' } })
  assert.equal(status, 200)
  assert.equal(body.success, true)
  assert.deepEqual(body.result.input, { a: 'default', b: 'body', q: '1' })
  assert.deepEqual(body.result.request.query, { q: '1' })
  assert.deepEqual(
    [body.result.request.method, body.result.request.path, body.result.request.headers['x-event']],
    ['POST', `/webhooks/${path}`, 'push'],
  )
  assert.deepEqual([body.result.user, body.result.chat], [owner.userId, null])
  const [execution] = await executions(id)
  assert.deepEqual([execution!.status, execution!.chat_id], ['COMPLETED', null])
})

test('matches path and method exactly', async () => {
  const { path } = await hook({ http_method: 'GET' })
  const got = await platform.post(path, undefined, { method: 'GET', query: 'name=x&tag=a&tag=b' })
  assert.deepEqual(got.body.result.input, { name: 'x', tag: ['a', 'b'] })
  const other = await platform.post(path, {})
  assert.deepEqual([other.status, other.headers.allow], [405, 'GET'])
  assert.equal((await platform.post(`${path}/more`, undefined, { method: 'GET' })).status, 404)
  assert.equal((await platform.post(`/${path}/`, undefined, { method: 'GET' })).status, 200)
})

test('asks for a login and for the permission to execute, where it is not public', async () => {
  const { id, path } = await hook({ requires_auth: true })
  const nobody = await platform.post(path, {})
  assert.deepEqual([nobody.status, nobody.body.detail, nobody.headers['www-authenticate']], [401, 'Not authenticated', 'Bearer'])
  assert.equal((await platform.post(path, {}, { caller: testCaller(['sinas.webhooks.read:all']) })).status, 403)
  const served = await platform.post(path, {}, { caller: owner, headers: { authorization: 'Bearer secret' } })
  assert.deepEqual([served.status, served.body.result.user], [200, owner.userId])
  assert.equal(served.body.result.request.headers.authorization, undefined)
  assert.equal((await executions(id)).length, 1)
})

test('says so where the owner of a public webhook is deactivated', async () => {
  const user = await platform.user()
  const name = await platform.fn(user, 'return {}')
  const { path } = await hook({ function_name: name }, user)
  assert.equal((await platform.post(path, {})).status, 200)
  await platform.setActive(user, false)
  const { status, body } = await platform.post(path, {})
  assert.deepEqual([status, body.detail], [403, 'The owner of this webhook is deactivated or no longer exists'])
})

test('counts a change at once: the next request sees it', async () => {
  const { path, id } = await hook({ default_values: { n: 0 } })
  for (let n = 0; n < 5; n++) {
    await platform.run('UpdateWebhook', { webhook: id, default_values: { n } }, owner)
    assert.equal((await platform.post(path, {})).body.result.input.n, n)
  }
  await platform.run('UpdateWebhook', { webhook: id, requires_auth: true }, owner)
  assert.equal((await platform.post(path, {})).status, 401)
  await platform.run('UpdateWebhook', { webhook: id, requires_auth: false }, owner)
  assert.equal((await platform.post(path, {})).status, 200, 'what was remembered does not refuse either')
  await platform.run('UpdateWebhook', { webhook: id, is_active: false }, owner)
  assert.equal((await platform.post(path, {})).status, 404)
  await platform.run('UpdateWebhook', { webhook: id, is_active: true }, owner)
  assert.equal((await platform.post(path, {})).status, 200)
  await platform.run('DeleteWebhook', { webhook: id }, owner)
  assert.equal((await platform.post(path, {})).status, 404)
})

test('answers 500 with what the function raised', async () => {
  const name = await platform.fn(owner, 'raise ValueError("no such order")')
  const webhook = await hook({ function_name: name })
  const { status, body } = await platform.post(webhook.path, {})
  assert.equal(status, 500)
  assert.match(body.detail, /no such order/)
  const [delivery] = await deliveries(webhook)
  assert.deepEqual([delivery.status, delivery.response_status], ['FAILED', 500])
  assert.match(delivery.error, /no such order/)
})

test('answers as the function wishes', async () => {
  const name = await platform.fn(owner, 'return {"$response": {"status": 201, "headers": {"content-type": "text/csv"}, "body": "a,b\\n"}}')
  const { path } = await hook({ function_name: name })
  const { status, headers, body } = await platform.post(path, {})
  assert.deepEqual([status, headers['content-type'], body], [201, 'text/csv', 'a,b\n'])
})

test('refuses JSON that is none with a clear 400', async () => {
  const { path } = await hook()
  const { status, body } = await platform.post(path, '{"a":')
  assert.equal(status, 400)
  assert.match(body.detail, /^The body is not valid JSON/)
})
