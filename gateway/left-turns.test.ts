// Clients stop an agent by closing the stream, and then send the next message.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { until } from '../schema/testing/until.ts'
import { type ChatPlatform, openChatPlatform, type TestUser, unique } from './chats.testing.ts'

let platform: ChatPlatform
let user: TestUser
before(async () => {
  platform = await openChatPlatform()
  user = await platform.user()
})
after(() => platform[Symbol.asyncDispose]())

/** The model says “One” and then nothing until it is released. */
function holdAfterOne(): () => void {
  const { promise, resolve } = Promise.withResolvers<void>()
  platform.model.script({ text: ['One', ' two'], hold: { before: 2, until: promise } })
  return resolve
}

/** A client that streams, and has read some text. @returns closes the stream */
async function watching(path: string, body?: unknown): Promise<() => void> {
  const stop = new AbortController()
  const response = await fetch(platform.gateway.url + path, {
    method: body ? 'POST' : 'GET',
    signal: stop.signal,
    headers: { authorization: `Bearer ${user.token}`, 'content-type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
  assert.equal(response.status, 200)
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader()
  for (let text = ''; !text.includes('One'); ) {
    const { value, done } = await reader.read()
    assert.ok(!done, `the stream ended: ${text}`)
    text += value
  }
  reader.read().catch(() => undefined)
  return () => stop.abort()
}

const begin = (chat: string) => watching(`/chats/${chat}/messages/stream`, { content: 'Count' })
const next = (chat: string) => user.request('POST', `/chats/${chat}/messages`, { content: 'Something else' })
const contents = async (chat: string) => (await user.call('GET', `/chats/${chat}`)).messages.map(({ content }: any) => content)

test('a message after the stream was closed ends the turn, and what was said stays', async () => {
  const chat = await platform.chat(user)
  holdAfterOne()
  const stop = await begin(chat)
  platform.model.script({ text: ['Gladly.'] })
  stop()
  const answer = await next(chat)
  assert.deepEqual([answer.status, answer.body.content], [200, 'Gladly.'])
  assert.deepEqual(await contents(chat), ['Count', 'One', 'Something else', 'Gladly.'])
})

test('a turn that another client watches goes on, until that one has left as well', async () => {
  const chat = await platform.chat(user)
  holdAfterOne()
  const stopFirst = await begin(chat)
  const stopSecond = await watching(`/chats/${chat}/stream`)
  stopFirst()
  const refused = await next(chat)
  assert.deepEqual([refused.status, refused.body.code], [409, 'CONFLICT'])
  platform.model.script({ text: ['Gladly.'] })
  stopSecond()
  assert.equal((await next(chat)).body.content, 'Gladly.')
  assert.deepEqual(await contents(chat), ['Count', 'One', 'Something else', 'Gladly.'])
})

test('a client that comes back keeps the turn', async () => {
  const chat = await platform.chat(user)
  const release = holdAfterOne()
  const stop = await begin(chat)
  stop()
  const stopAgain = await watching(`/chats/${chat}/stream`)
  assert.equal((await next(chat)).status, 409)
  release()
  await until(async () => (await contents(chat)).at(-1) === 'One two')
  stopAgain()
})

test('a chat with keep_alive goes on without its client', async () => {
  const { id: chat } = await user.call('POST', `/agents/${await platform.agent(user)}/chats`, { keep_alive: true })
  const release = holdAfterOne()
  const stop = await begin(chat)
  stop()
  assert.equal((await next(chat)).status, 409)
  release()
  await until(async () => (await contents(chat)).at(-1) === 'One two')
})

test('a request that waits for its answer watches like a stream', async () => {
  const chat = await platform.chat(user)
  holdAfterOne()
  const leaving = new AbortController()
  const sent = fetch(`${platform.gateway.url}/chats/${chat}/messages`, {
    method: 'POST',
    signal: leaving.signal,
    headers: { authorization: `Bearer ${user.token}`, 'content-type': 'application/json' },
    body: '{"content": "Count"}',
  }).catch(() => undefined)
  await until(async () => (await user.call('GET', `/chats/${chat}`)).active_channel_id)
  const refused = await next(chat)
  assert.equal(refused.status, 409)
  platform.model.script({ text: ['Gladly.'] })
  leaving.abort()
  await sent
  assert.equal((await next(chat)).body.content, 'Gladly.')
})

test('a turn ends also while a function that it called goes on', async () => {
  const name = unique('slow')
  const code = 'import time\ndef handler(input, context):\n    time.sleep(60)\n'
  await user.call('POST', '/api/v1/functions', { namespace: 'left', name, code })
  const chat = await platform.chat(user, { enabled_functions: [`left/${name}`] })
  platform.model.script({ text: ['One'], calls: [{ id: 'c1', name: `left__${name}`, arguments: ['{}'] }] }, { text: ['Gladly.'] })
  const stop = await begin(chat)
  await until(async () => (await user.call('GET', `/executions?function_name=${name}&status=RUNNING`)).length === 1)
  stop()
  const asked = performance.now()
  assert.equal((await next(chat)).body.content, 'Gladly.')
  assert.ok(performance.now() - asked < 10_000)
  const [execution] = await user.call('GET', `/executions?function_name=${name}`)
  await user.call('POST', `/executions/${execution.id}/cancel`, {})
})

test('a call that waits for approval is decided first', async () => {
  const name = unique('gated')
  const code = 'def handler(input, context):\n    return {}\n'
  await user.call('POST', '/api/v1/functions', { namespace: 'left', name, code, requires_approval: true })
  const chat = await platform.chat(user, { enabled_functions: [`left/${name}`] })
  platform.model.script({ text: ['One'], calls: [{ id: 'c1', name: `left__${name}`, arguments: ['{}'] }] })
  const stop = await begin(chat)
  await until(async () => (await user.call('GET', `/chats/${chat}`)).pending_approvals.length === 1)
  stop()
  const refused = await next(chat)
  assert.equal(refused.status, 409)
  assert.match(refused.body.detail, /approve or reject/)
  assert.deepEqual(refused.body.pending_approvals, [{ tool_call_id: 'c1', function_namespace: 'left', function_name: name, arguments: {} }])
  // Approved, it goes on without a client: none has watched it yet.
  const release = holdAfterOne()
  await user.call('POST', `/chats/${chat}/approve-tool/c1`, { approved: true })
  assert.equal((await next(chat)).status, 409)
  release()
  await until(async () => (await contents(chat)).at(-1) === 'One two')
})
