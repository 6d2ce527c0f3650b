// Webhooks that are told which chat they belong to: `X-Chat-ID` is a claim of the sender, and is believed only about chats of the user as whom it runs.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { until } from '../schema/testing/until.ts'
import { type ChatPlatform, openChatPlatform, type TestUser, unique } from './chats.testing.ts'

const WHERE = 'def where(input, context):\n    return {"chat": context["chat_id"], "user": context["user_id"]}\n'

let platform: ChatPlatform
let owner: TestUser
let other: TestUser
let chats: { ofOwner: string; ofOther: string }
before(async () => {
  platform = await openChatPlatform()
  owner = await platform.user()
  other = await platform.user()
  await owner.call('POST', '/api/v1/functions', { namespace: 'test', name: 'where', code: WHERE })
  chats = { ofOwner: await platform.chat(owner), ofOther: await platform.chat(other) }
})
after(() => platform[Symbol.asyncDispose]())

async function webhook(over: Record<string, unknown> = {}): Promise<{ id: string; path: string }> {
  const target = { function_namespace: 'test', function_name: 'where', requires_auth: false }
  return owner.call('POST', '/api/v1/webhooks', { path: unique('hook'), ...target, ...over })
}

const post = (path: string, chat: string, token?: string) =>
  platform.gateway.request('POST', `/webhooks/${path}`, { body: {}, headers: { 'x-chat-id': chat }, ...(token && { token }) })
const executionsOf = ({ id }: { id: string }) => owner.call<any[]>('GET', `/api/v1/executions?trigger_id=${id}`)
const deliveriesOf = ({ id }: { id: string }) => owner.call<any[]>('GET', `/api/v1/webhooks/${id}/deliveries`)

test('the function gets the chat of the user as whom it runs, and executions of the chat can be listed', async () => {
  for (const [over, token] of [
    [{}, undefined],
    [{ requires_auth: true }, owner.token],
  ] as const) {
    const hook = await webhook(over)
    const { status, body } = await post(hook.path, chats.ofOwner.toUpperCase(), token)
    assert.deepEqual([status, body.result], [200, { chat: chats.ofOwner, user: owner.id }])
    const found = await owner.call<any[]>('GET', `/api/v1/executions?chat_id=${chats.ofOwner}`)
    assert.ok(found.some(({ id, chat_id }) => id === body.execution_id && chat_id === chats.ofOwner))
  }
})

test('also where it is answered before it runs', async () => {
  const hook = await webhook({ response_mode: 'async' })
  const { status, body } = await post(hook.path, chats.ofOwner)
  assert.equal(status, 202)
  const execution = await until(async () => {
    const found = await owner.call('GET', `/api/v1/executions/${body.execution_id}`)
    return found.status === 'COMPLETED' && found
  })
  assert.deepEqual([execution.chat_id, execution.output_data.chat], [chats.ofOwner, chats.ofOwner])
})

test('a chat of another user is not found, like a missing one: nothing runs, and the delivery says why', async () => {
  await platform.admin.call('POST', '/api/v1/groups/Users/permissions', {
    permission_key: 'sinas.functions/test/where.execute:all',
    permission_value: true,
  })
  for (const [hook, chat, token] of [
    [await webhook(), chats.ofOther, undefined],
    [await webhook(), crypto.randomUUID(), undefined],
    [await webhook({ response_mode: 'async' }), chats.ofOther, undefined],
    [await webhook({ requires_auth: true }), chats.ofOwner, other.token],
    [await webhook({ requires_auth: true }), chats.ofOther, platform.admin.token],
  ] as const) {
    const { status, body } = await post(hook.path, chat, token)
    assert.deepEqual([status, body.detail], [404, 'Chat not found'])
    assert.deepEqual(await executionsOf(hook), [])
    const [delivery] = await deliveriesOf(hook)
    assert.deepEqual([delivery.status, delivery.error], ['FAILED', 'Chat not found'])
  }
  const { messages } = await other.call('GET', `/chats/${chats.ofOther}`)
  assert.deepEqual(messages, [])
})

test('a chat that has expired, or was deleted, is not found either', async () => {
  const agent = await platform.agent(owner)
  const hook = await webhook()
  const { id } = await owner.call('POST', `/agents/${agent}/chats`, { expires_in: 1 })
  assert.equal((await post(hook.path, id)).status, 200)
  await until(async () => (await owner.request('GET', `/chats/${id}`)).status === 404)
  assert.equal((await post(hook.path, id)).status, 404)
  const deleted = await platform.chat(owner)
  await owner.call('DELETE', `/chats/${deleted}?permanent=true`)
  assert.equal((await post(hook.path, deleted)).status, 404)
})

test('what is no id is refused, and nothing is kept of it', async () => {
  const hook = await webhook()
  for (const chat of ['today', `${chats.ofOwner}x`, `${chats.ofOwner},${chats.ofOther}`, "' or 1=1 --", '{}']) {
    const { status, body } = await post(hook.path, chat)
    assert.deepEqual([status, body.detail], [400, 'X-Chat-ID is not a UUID'])
  }
  assert.deepEqual(await deliveriesOf(hook), [])
  const { body } = await platform.gateway.request('POST', `/webhooks/${hook.path}`, { body: {} })
  assert.equal(body.result.chat, null)
})

test('a key that is not for chats says so, and none of another chat', async () => {
  const hook = await webhook({ requires_auth: true })
  const key = (permissions: Record<string, boolean>) =>
    owner.call('POST', '/api/v1/auth/api-keys', { name: unique('key'), permissions }).then(({ key }) => key)
  const execute = { 'sinas.functions/test/where.execute:own': true }
  const refused = await post(hook.path, chats.ofOwner, await key(execute))
  assert.deepEqual([refused.status, refused.body.detail], [403, 'Not authorized: sinas.chats.read:own is required'])
  const reader = await key({ ...execute, 'sinas.chats.read:own': true })
  assert.equal((await post(hook.path, chats.ofOwner, reader)).status, 200)
  assert.equal((await post(hook.path, chats.ofOther, reader)).status, 404)
})
