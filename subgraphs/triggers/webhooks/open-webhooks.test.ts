// Public webhooks: what strangers can take, leave behind, and learn of each other.
import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { after, describe, test } from 'node:test'
import type { Caller } from '../../../schema/context.ts'
import { testCaller, testRequest } from '../../../schema/testing/platform.ts'
import { clean } from '../housekeeping.ts'
import { openWebhooks } from './webhooks.testing.ts'

const { platform, owner, hook, executions, deliveries } = await openWebhooks({
  ...{ WEBHOOK_RATE_LIMIT: '12', WEBHOOK_RATE_LIMIT_NETWORK: '4', WEBHOOK_BODY_QUOTA_MB: '1' },
})
after(() => platform[Symbol.asyncDispose]())

const SIGNED = { scheme: 'github', secret: 'a shared secret' }
const signed = (body: string) => ({ 'x-hub-signature-256': `sha256=${createHmac('sha256', SIGNED.secret).update(body).digest('hex')}` })

/** Statuses of so many requests of one network. */
async function statuses(path: string, count: number, ip: string, headers: Record<string, string> = {}): Promise<number[]> {
  const found = []
  for (let i = 0; i < count; i++) found.push((await platform.post(path, '{}', { ip, headers })).status)
  return found
}

describe('a flood', () => {
  test('of one network is turned away, and takes nothing from others', async () => {
    const { path, id } = await hook()
    assert.deepEqual(await statuses(path, 6, '192.0.2.1'), [200, 200, 200, 200, 429, 429])
    assert.deepEqual(await statuses(path, 1, '::ffff:192.0.2.1'), [429], 'the same address')
    assert.deepEqual(await statuses(path, 5, '2001:db8:1:2::1'), [200, 200, 200, 200, 429])
    assert.deepEqual(await statuses(path, 1, '2001:db8:1:2:ffff::2'), [429], 'the same network')
    const refused = await platform.post(path, {}, { ip: '192.0.2.1' })
    assert.ok(Number(refused.headers['retry-after']) >= 1 && Number(refused.headers['retry-after']) <= 15)
    assert.equal((await executions(id)).length, 8)
    assert.deepEqual(await statuses((await hook()).path, 1, '192.0.2.1'), [200], 'another webhook')
  })

  test('of many networks is turned away too', async () => {
    const { path } = await hook()
    const found = []
    for (let i = 0; i < 14; i++) found.push(...(await statuses(path, 1, `192.0.2.${i}`)))
    assert.deepEqual(found.slice(12), [429, 429])
  })

  test('of those who sign counts for the webhook alone, and one that is not signed counts for nothing', async () => {
    const { path } = await hook({ signature: SIGNED })
    assert.deepEqual(new Set(await statuses(path, 20, '192.0.2.9')), new Set([401]))
    assert.deepEqual(await statuses(path, 13, '192.0.2.9', signed('{}')), [...Array(12).fill(200), 429])
  })

  test('is for the owner to bound otherwise, at once', async () => {
    const { path, id } = await hook()
    await statuses(path, 5, '192.0.2.1')
    await platform.run('UpdateWebhook', { webhook: id, rate_limit: { requests: 1000 } }, owner)
    assert.deepEqual(new Set(await statuses(path, 15, '192.0.2.1')), new Set([200]))
  })

  test('does not count who logs in', async () => {
    const { path } = await hook({ requires_auth: true })
    for (let i = 0; i < 15; i++) assert.equal((await platform.post(path, {}, { caller: owner, ip: '192.0.2.1' })).status, 200)
  })
})

describe('a key of a sender', () => {
  const post = (path: string, body: unknown, over: object = {}) =>
    platform.post(path, body, { headers: { 'idempotency-key': 'k' }, ...over })

  test('gives the first answer to none who sends something else', async () => {
    const { path, id } = await hook()
    const first = await post(path, { secret: 'of the first' })
    const other = await post(path, { secret: 'guessed' })
    assert.deepEqual([other.status, other.body.code], [422, 'IDEMPOTENCY_KEY_REUSED'])
    assert.deepEqual([(await post(path, { secret: 'of the first' }, { query: 'a=1' })).status], [422])
    assert.deepEqual((await post(path, { secret: 'of the first' })).body, first.body, 'repeated in whole')
    assert.equal((await executions(id)).length, 1)
    const [delivery] = await deliveries({ id })
    assert.equal(delivery.duplicates, 1, 'what was refused is no duplicate')
  })

  test('that the owner chose is told no more than that it is taken care of', async () => {
    const { path, id } = await hook({ dedup: { key: '$.order' } })
    const first = await platform.post(path, { order: 7, card: '4111' })
    assert.deepEqual((await platform.post(path, { order: 7 })).body, { deduplicated: true })
    assert.deepEqual((await platform.post(path, { order: 7, card: '4111' })).body, first.body)
    assert.equal((await executions(id)).length, 1)
  })

  test('is believed of one who signs, whatever the body', async () => {
    const { path } = await hook({ signature: SIGNED })
    const send = (body: string) => platform.post(path, body, { headers: { ...signed(body), 'x-github-delivery': 'd' } })
    const first = await send('{"pending": 2}')
    assert.deepEqual((await send('{"pending": 1}')).body, first.body)
  })

  test('is of one user where they log in, who hears of a mistake', async () => {
    const { path } = await hook({ requires_auth: true })
    assert.equal((await post(path, { n: 1 }, { caller: owner })).status, 200)
    assert.equal((await post(path, { n: 2 }, { caller: owner })).status, 422)
  })
})

describe('bodies', () => {
  const later = (id: string, days: number) =>
    platform.database.query(
      'update triggers.deliveries set received_at = received_at - make_interval(days => $2), body_expires_at = body_expires_at - make_interval(days => $2) where webhook_id = $1',
      [id, days],
    )
  const tidy = () => clean({ config: platform.platform.config, database: platform.database })
  const gone = { is_body_kept: false, body: '', response_body: null }
  /** What is kept of the last delivery. */
  async function kept({ id }: { id: string }) {
    const [{ id: delivery }] = await deliveries({ id })
    const { is_body_kept, body, response_body, response_status } = await platform.run('WebhookDelivery', { id: delivery }, owner)
    return { delivery, response_status, kept: { is_body_kept, body, response_body } }
  }

  test('are forgotten after days, large ones sooner, and those of users with the delivery', async () => {
    const hooks = { small: await hook(), large: await hook(), ofUsers: await hook({ requires_auth: true }) }
    await platform.post(hooks.small.path, { n: 1 })
    await platform.post(hooks.large.path, { n: 'x'.repeat(70_000) })
    await platform.post(hooks.ofUsers.path, { n: 'x'.repeat(70_000) }, { caller: owner })
    const states = async () => {
      await tidy()
      return Promise.all(Object.values(hooks).map(async (webhook) => (await kept(webhook)).kept.is_body_kept))
    }
    assert.deepEqual(await states(), [true, true, true])
    for (const { id } of Object.values(hooks)) await later(id, 2)
    assert.deepEqual(await states(), [true, false, true])
    for (const { id } of Object.values(hooks)) await later(id, 6)
    assert.deepEqual(await states(), [false, false, true])
    const { delivery, response_status, kept: left } = await kept(hooks.small)
    assert.deepEqual([response_status, left], [200, gone])
    await assert.rejects(platform.run('ReplayWebhookDelivery', { id: delivery }, owner), {
      code: 'CONFLICT',
      message: /no longer stored/,
    })
    assert.equal((await executions(hooks.small.id)).length, 1)
    for (const { id } of Object.values(hooks)) await later(id, 30)
    await tidy()
    assert.deepEqual(await deliveries(hooks.small), [])
  })

  test('of one owner are kept up to a quota: what comes beyond it runs all the same', async () => {
    const user = await platform.user()
    const name = await platform.fn(user, 'return {"length": len(input["n"])}')
    const webhook = await hook({ function_name: name }, user)
    const results = []
    for (let i = 0; i < 3; i++) {
      const { body } = await platform.post(webhook.path, { n: 'x'.repeat(400_000) }, { ip: `192.0.2.${i}` })
      const [delivery] = await platform.run('WebhookDeliveries', { webhook: webhook.id }, user)
      results.push([body.result.length, delivery.is_body_kept, delivery.status, delivery.response_status])
    }
    assert.deepEqual(results, [
      [400_000, true, 'SUCCEEDED', 200],
      [400_000, true, 'SUCCEEDED', 200],
      [400_000, false, 'SUCCEEDED', 200],
    ])
    const small = await hook()
    await platform.post(small.path, {})
    assert.equal((await kept(small)).kept.is_body_kept, true, 'of another owner')
  })

  test('of what was rejected are not kept, and it can’t be carried out again', async () => {
    const webhook = await hook({ signature: SIGNED })
    assert.equal((await platform.post(webhook.path, { evil: true })).status, 401)
    const { delivery, kept: left } = await kept(webhook)
    assert.deepEqual(left, gone)
    await assert.rejects(platform.run('ReplayWebhookDelivery', { id: delivery }, owner), { code: 'CONFLICT', message: /was rejected/ })
    assert.deepEqual(await executions(webhook.id), [])
  })
})

test('what is refused whatever its body is, is refused before it is read', async () => {
  const refusal = async (path: string, { caller = null, ip }: { caller?: Caller | null; ip?: string } = {}) => {
    const request = { ...testRequest(caller), ip }
    return (await platform.platform.graph.execute('WebhookRefusal', { method: 'POST', path }, request)).response?.status
  }
  assert.equal(await refusal('nothing/here'), 404)
  const guarded = await hook({ requires_auth: true })
  assert.equal(await refusal(guarded.path), 401)
  assert.equal(await refusal(guarded.path, { caller: testCaller([]) }), 403)
  assert.equal(await refusal(guarded.path, { caller: owner }), undefined)
  await platform.run('UpdateWebhook', { webhook: guarded.id, requires_auth: false }, owner)
  assert.equal(await refusal(guarded.path), undefined, 'what was remembered does not refuse')
  for (let i = 0; i < 9; i++) assert.equal(await refusal(guarded.path, { ip: '192.0.2.1' }), undefined, 'asking counts for nothing')
  await statuses(guarded.path, 4, '192.0.2.1')
  assert.equal(await refusal(guarded.path, { ip: '192.0.2.1' }), 429)
})

test('a delivery tells its owner which headers were left out', async () => {
  const wish = '{"$response": {"headers": {"Set-Cookie": "a=1", "Clear-Site-Data": "*", "X-Ok": "1"}, "body": ""}}'
  const name = await platform.fn(owner, `return ${wish}`)
  const webhook = await hook({ function_name: name })
  const { headers } = await platform.post(webhook.path, {})
  assert.deepEqual([headers['x-ok'], headers['set-cookie'], headers['clear-site-data']], ['1', undefined, undefined])
  const [{ warning }] = await deliveries(webhook)
  assert.equal(warning, 'Headers that a webhook may not send were left out: set-cookie, clear-site-data')
})
