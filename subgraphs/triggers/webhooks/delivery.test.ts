import assert from 'node:assert/strict'
import { createHmac, randomBytes } from 'node:crypto'
import { after, test } from 'node:test'
import { Webhook as StandardSender } from 'standardwebhooks'
import { until } from '../../../schema/testing/until.ts'
import { openWebhooks } from './webhooks.testing.ts'

const { platform, owner, other, hook, executions, deliveries } = await openWebhooks()
after(() => platform[Symbol.asyncDispose]())

test('answers an asynchronous webhook once its execution is stored', async () => {
  const webhook = await hook({ response_mode: 'async' })
  const { status, body } = await platform.post(webhook.path, { n: 1 })
  assert.equal(status, 202)
  assert.deepEqual(Object.keys(body), ['execution_id'])
  assert.equal((await executions(webhook.id)).length, 1)
  await until(async () => (await executions(webhook.id))[0]!.status === 'COMPLETED')
  const [delivery] = await deliveries(webhook)
  assert.deepEqual([delivery.status, delivery.execution_id], ['QUEUED', body.execution_id])
})

test('answers a duplicate from the first delivery, and runs it once', async () => {
  const webhook = await hook({ dedup: { key: '$.order.id', ttl_seconds: 60 } })
  const first = await platform.post(webhook.path, { order: { id: 7 } })
  const second = await platform.post(webhook.path, { order: { id: 7 } })
  assert.deepEqual(second.body, first.body)
  await platform.post(webhook.path, { order: { id: 8 } })
  await platform.post(webhook.path, { order: {} })
  await platform.post(webhook.path, { order: {} })
  assert.equal((await executions(webhook.id)).length, 4)
  const duplicates = (await deliveries(webhook)).map((delivery: { duplicates: number }) => delivery.duplicates)
  assert.deepEqual(duplicates.sort(), [0, 0, 0, 1])
})

test('runs one of many duplicates that come at the same time', async () => {
  const webhook = await hook()
  const answers = await Promise.all(
    Array.from({ length: 12 }, () => platform.post(webhook.path, {}, { headers: { 'idempotency-key': 'one' } })),
  )
  assert.ok(answers.every(({ status, body }) => status === 200 && (body.deduplicated || body.success)))
  assert.equal((await executions(webhook.id)).length, 1)
})

test('lets a delivery be sent again after it failed, and after it was forgotten', async () => {
  const name = await platform.fn(owner, 'if input.get("bad"): raise ValueError("bad")\nreturn {}')
  const webhook = await hook({ function_name: name, dedup: { key: 'header:X-Id', ttl_seconds: 60 } })
  const headers = { 'x-id': 'a' }
  assert.equal((await platform.post(webhook.path, { bad: true }, { headers })).status, 500)
  assert.equal((await platform.post(webhook.path, {}, { headers })).status, 200)
  assert.equal((await executions(webhook.id)).length, 2)
  await platform.triggers.database.query("update triggers.dedup_keys set expires_at = now() - interval '1 second' where webhook_id = $1", [
    webhook.id,
  ])
  await platform.post(webhook.path, {}, { headers })
  assert.equal((await executions(webhook.id)).length, 3)
})

test("gives one user's answer to no other by the same key", async () => {
  const { path } = await hook({ requires_auth: true })
  const headers = { 'idempotency-key': 'same' }
  const admin = await platform.user('Admins')
  const first = await platform.post(path, {}, { caller: owner, headers })
  const second = await platform.post(path, {}, { caller: admin, headers })
  assert.deepEqual([first.body.result.user, second.body.result.user], [owner.userId, admin.userId])
})

test('takes only requests that are signed, once each, and keeps the secret to itself', async () => {
  const secret = `whsec_${randomBytes(24).toString('base64')}`
  const webhook = await hook({ signature: { scheme: 'standard_webhooks', secret } })
  assert.deepEqual(webhook.signature, {
    scheme: 'standard_webhooks',
    tolerance: 300,
    header: null,
    prefix: null,
    algorithm: null,
    encoding: null,
  })
  const [row] = await platform.triggers.database.query('select signature, signature_secret from triggers.webhooks where id = $1', [
    webhook.id,
  ])
  assert.ok(!JSON.stringify(row).includes(secret))

  const send = (id: string, body: string, at = new Date()) => {
    const signature = new StandardSender(secret).sign(id, at, body)
    const timestamp = String(Math.floor(at.getTime() / 1000))
    return platform.post(webhook.path, body, {
      headers: { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signature },
    })
  }
  const first = await send('msg_1', '{"n": 1}')
  assert.deepEqual([first.status, first.body.result.input], [200, { n: 1 }])
  assert.equal((await send('msg_1', '{"n": 1}')).body.execution_id, first.body.execution_id, 'replayed')
  assert.equal((await send('msg_2', '{}', new Date(Date.now() - 301_000))).status, 401)
  const unsigned = await platform.post(webhook.path, {})
  assert.equal(unsigned.status, 401)
  assert.match(unsigned.body.detail, /webhook-signature are required/)
  assert.equal((await executions(webhook.id)).length, 1)
  const rejected = (await deliveries(webhook)).filter(({ status }: { status: string }) => status === 'REJECTED')
  assert.equal(rejected.length, 1, 'of many rejections one is kept')

  const rotated = `whsec_${randomBytes(24).toString('base64')}`
  await platform.run('UpdateWebhook', { webhook: webhook.id, signature: { scheme: 'standard_webhooks', secret: rotated } }, owner)
  assert.equal((await send('msg_3', '{}')).status, 401, 'signed with the old secret')
  const removed = await platform.run('UpdateWebhook', { webhook: webhook.id, signature: { scheme: 'none' } }, owner)
  assert.equal(removed.signature, null)
  assert.equal((await platform.post(webhook.path, {})).status, 200)
})

test('verifies the bytes as they came, whatever they say', async () => {
  const webhook = await hook({ signature: { scheme: 'github', secret: 'a shared secret' } })
  for (const bytes of [Buffer.from('{ "a" :  1.0 }'), Buffer.from('payload=%7B%7D'), Buffer.from([0xff, 0x00, 0x80])]) {
    const signature = createHmac('sha256', 'a shared secret').update(bytes).digest('hex')
    const headers = { 'x-hub-signature-256': `sha256=${signature}`, 'content-type': 'application/octet-stream' }
    const isText = bytes[0] !== 0xff
    const answer = await platform.post(webhook.path, bytes.toString(isText ? 'utf8' : 'base64'), { headers, bodyIsBase64: !isText })
    assert.equal(answer.status, 200)
  }
})

test('limits requests of a webhook and of each user, and says so in headers', async () => {
  const webhook = await hook({ rate_limit: { requests: 2, seconds: 60 } })
  const answers = []
  for (let i = 0; i < 3; i++) answers.push(await platform.post(webhook.path, {}))
  assert.deepEqual(
    answers.map(({ status }) => status),
    [200, 200, 429],
  )
  assert.deepEqual(
    answers.map(({ headers }) => headers['ratelimit-remaining']),
    ['1', '0', '0'],
  )
  assert.equal(answers[0]!.headers['ratelimit-limit'], '2')
  assert.equal(answers[0]!.headers['ratelimit-policy'], '2;w=60')
  const wait = Number(answers[2]!.headers['retry-after'])
  assert.ok(wait > 25 && wait <= 30, `one of two a minute is back after 30 seconds, not ${wait}`)
  assert.equal((await executions(webhook.id)).length, 2)

  const perUser = await hook({ requires_auth: true, user_rate_limit: { requests: 1, seconds: 60 } })
  const admin = await platform.user('Admins')
  assert.equal((await platform.post(perUser.path, {}, { caller: owner })).status, 200)
  assert.equal((await platform.post(perUser.path, {}, { caller: owner })).status, 429)
  assert.equal((await platform.post(perUser.path, {}, { caller: admin })).status, 200)
  await platform.run('UpdateWebhook', { webhook: perUser.id, user_rate_limit: { requests: 0 } }, owner)
  assert.equal((await platform.post(perUser.path, {}, { caller: owner })).status, 200)
})

test('carries a delivery out again, with the webhook as it is then', async () => {
  const webhook = await hook({ default_values: { version: 1 } })
  await platform.post(
    webhook.path,
    { n: 1 },
    { query: 'q=1', headers: { authorization: 'Basic abc', 'idempotency-key': 'k', 'x-event': 'push' } },
  )
  await platform.run('UpdateWebhook', { webhook: webhook.id, default_values: { version: 2 } }, owner)
  const [delivery] = await deliveries(webhook)
  assert.equal(delivery.headers.authorization, undefined)
  const replay = await platform.run('ReplayWebhookDelivery', { id: delivery.id }, owner)
  assert.deepEqual([replay.status, replay.replay_of, replay.response_status], ['SUCCEEDED', delivery.id, 200])
  const { response_body } = await platform.run('WebhookDelivery', { id: replay.id }, owner)
  assert.deepEqual(JSON.parse(response_body).result.input, { version: 2, q: '1', n: 1 })
  assert.equal(JSON.parse(response_body).result.request.headers['x-event'], 'push')
  await assert.rejects(platform.run('ReplayWebhookDelivery', { id: delivery.id }, other), { code: 'NOT_FOUND' })
  await platform.run('UpdateWebhook', { webhook: webhook.id, is_active: false }, owner)
  await assert.rejects(platform.run('ReplayWebhookDelivery', { id: delivery.id }, owner), { code: 'CONFLICT' })
})

test('takes care of deliveries whose process died: as owed to duplicates, or given back to the sender', async () => {
  const webhook = await hook()
  const other = crypto.randomUUID()
  await platform.database.query(
    `insert into ownership.processes (id, host, pid, kinds, seen_at) values ($1, 'elsewhere', 1, '{}', now())`,
    [other],
  )
  /** A delivery in the middle of which the other process is killed. @param key of the sender */
  async function abandoned(key: string) {
    await platform.post(webhook.path, { key }, { headers: { 'idempotency-key': key } })
    const [delivery] = await deliveries(webhook)
    const lost = "status = 'RUNNING', finished_at = null, execution_id = null, response = null, owner = $2"
    await platform.database.query(`update triggers.deliveries set ${lost} where id = $1`, [delivery.id, other])
    return delivery.id as string
  }
  const owed = await abandoned('owed')
  const free = await abandoned('free')
  const duplicate = await platform.post(webhook.path, { key: 'owed' }, { headers: { 'idempotency-key': 'owed' } })
  assert.deepEqual([duplicate.status, duplicate.body], [200, { deduplicated: true }])
  await platform.database.query(`update ownership.processes set seen_at = '-infinity' where id = $1`, [other])

  const status = async (id: string) => (await platform.run('WebhookDelivery', { id }, owner)).status
  await until(async () => (await status(owed)) === 'QUEUED' && (await status(free)) === 'FAILED')
  const runs = async () => (await executions(webhook.id)).filter((run) => run.status === 'COMPLETED').length
  await until(async () => (await runs()) === 3)
  assert.equal((await platform.post(webhook.path, { key: 'free' }, { headers: { 'idempotency-key': 'free' } })).body.success, true)
  assert.equal(await runs(), 4, 'the sender could send it again')
})
