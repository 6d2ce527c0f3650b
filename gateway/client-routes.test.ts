// Routes as clients of this API family use them.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type ChatPlatform, openChatPlatform, type TestUser } from './chats.testing.ts'

let platform: ChatPlatform
let user: TestUser
before(async () => {
  platform = await openChatPlatform()
  user = await platform.user()
})
after(() => platform[Symbol.asyncDispose]())

const HANDLER = 'def handler(input, context):\n    return 1\n'

test('a name in place of an id names the function whose name is that of a route', async () => {
  const { id } = await user.call('POST', '/api/v1/functions', { namespace: 'x', name: 'versions', code: HANDLER })
  assert.equal((await user.call('GET', '/api/v1/functions/x/versions')).id, id)
  assert.equal((await user.call('GET', `/api/v1/functions/${id}/versions`))[0].function_id, id)
  assert.equal((await user.call('GET', '/api/v1/functions/x/versions/versions'))[0].function_id, id)
  assert.equal((await user.request('GET', '/api/v1/functions/nobody/versions')).status, 404)
})

test('a webhook is read by a path of any shape', async () => {
  await user.call('POST', '/api/v1/functions', { name: 'hooked', code: HANDLER })
  for (const path of ['orders', 'orders/deliveries', 'a/b/c'])
    await user.call('POST', '/api/v1/webhooks', { path, function_name: 'hooked', requires_auth: false })
  const read = async (path: string) => (await user.call('GET', `/api/v1/webhooks/${path}`)).path
  assert.equal(await read('a/b/c'), 'a/b/c')
  assert.equal(await read('orders%2Fdeliveries'), 'orders/deliveries')
  await platform.gateway.request('POST', '/webhooks/a/b/c', { body: {} })
  assert.equal((await user.call('GET', '/api/v1/webhooks/a%2Fb%2Fc/deliveries')).length, 1)
  assert.deepEqual(await user.call('GET', '/api/v1/webhooks/orders/deliveries'), [])
})

test('a console learns how its users log in', async () => {
  assert.deepEqual((await platform.gateway.request('GET', '/info')).body, { auth_mode: 'otp' })
})
