// Two gateways on one database: a chat is the same at both, and goes on where one of them is killed.
import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, before, describe, test } from 'node:test'
import { freePort } from '../schema/free-port.ts'
import { until } from '../schema/testing/until.ts'
import { CHAT_EVENTS, chatEventIn } from './chat-events.testing.ts'
import { type ChatPlatform, openChatPlatform, type TestUser } from './chats.testing.ts'
import { eventIn, receive, type StreamedEvent } from './event-stream.testing.ts'

const KEYS = { SECRET_KEY: 'a secret key for tests only', ENCRYPTION_KEY: 'an encryption key for tests only' }
/** Seconds in which those who watch the turn of a gateway that was killed are told: its lease is ten, looked at every 2.5. */
const TIMEOUT_SECONDS = 15
const WORDS = Array.from({ length: 60 }, (_, i) => `${i} “é😀\n" `)

let platform: ChatPlatform
let folder: string
let child: ChildProcess
/** The same user at the gateway of this process, and at the one that will be killed. */
let here: TestUser
let there: TestUser
let urlThere: string

before(async () => {
  platform = await openChatPlatform(KEYS)
  folder = await mkdtemp(path.join(tmpdir(), 'sinas-two-'))
  const port = await freePort()
  urlThere = `http://127.0.0.1:${port}`
  child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', 'gateway/main.ts'], {
    cwd: path.resolve(import.meta.dirname, '..'),
    stdio: ['ignore', 'ignore', 'inherit'],
    env: {
      ...{ PATH: process.env.PATH, HOME: process.env.HOME, TMPDIR: folder, UV_THREADPOOL_SIZE: '16', LOG_LEVEL: 'silent' },
      ...{ APP_HOST: '127.0.0.1', APP_PORT: String(port), SINAS_DATA_DIR: folder, ...KEYS },
      DATABASE_URL: platform.gateway.gateway.process.platform.databaseUrl,
    },
  })
  here = await platform.user()
  there = platform.as(here.token, here.id, urlThere)
  await until(async () => (await fetch(`${urlThere}/ready`).catch(() => null))?.ok, 'the other gateway to be ready', 60)
})
after(async () => {
  if (child.exitCode === null && child.signalCode === null) {
    const gone = once(child, 'exit')
    child.kill('SIGKILL')
    await gone
  }
  await platform[Symbol.asyncDispose]()
  await rm(folder, { recursive: true, force: true })
})

interface Stream {
  events: StreamedEvent[]
  /** Settles when the stream is over, or its connection broke. */
  over: Promise<void>
}

/** Opens a stream and collects its events as they come. */
function open(url: string, path: string, options: { body?: unknown; lastId?: string } = {}): Stream {
  const events: StreamedEvent[] = []
  const headers = {
    authorization: `Bearer ${here.token}`,
    ...(options.lastId && { 'last-event-id': options.lastId }),
    ...(options.body !== undefined && { 'content-type': 'application/json' }),
  }
  const read = async () => {
    const method = options.body === undefined ? 'GET' : 'POST'
    const response = await fetch(`${url}${path}`, {
      method,
      headers,
      ...(options.body !== undefined && { body: JSON.stringify(options.body) }),
    })
    assert.equal(response.status, 200)
    let rest = ''
    for await (const text of response.body!.pipeThrough(new TextDecoderStream())) {
      const blocks = (rest + text).split(/(?<=\n\n)/)
      rest = blocks.at(-1)!.endsWith('\n\n') ? '' : blocks.pop()!
      events.push(...blocks.map((block) => eventIn(block)!))
    }
  }
  return { events, over: read() }
}

const textOf = (events: StreamedEvent[]) => events.map(({ event, data }) => (event === 'message' ? (data.content ?? '') : '')).join('')
const send = (url: string, chat: string) => open(url, `/chats/${chat}/messages/stream`, { body: { content: 'Go' } })
const watch = (url: string, chat: string, lastId?: string) => open(url, `/chats/${chat}/stream`, lastId ? { lastId } : {})
const isRunning = (chat: string) => until(async () => (await here.call('GET', `/chats/${chat}`)).active_channel_id)

/** The model says `words` and then nothing until it is released. */
function holdAfter(words: number): () => void {
  const { promise, resolve } = Promise.withResolvers<void>()
  platform.model.script({ text: WORDS, hold: { before: words + 1, until: promise } })
  return resolve
}

describe('a chat that is begun at one gateway', () => {
  test('is followed live at the other', async () => {
    const chat = await platform.chat(here)
    const release = holdAfter(30)
    const sender = send(urlThere, chat)
    await isRunning(chat)
    const follower = watch(platform.gateway.url, chat)
    const half = WORDS.slice(0, 30).join('')
    await until(async () => textOf(follower.events) === half)
    release()
    await Promise.all([sender.over, follower.over])
    assert.equal(textOf(follower.events), WORDS.join(''))
    assert.deepEqual(follower.events, sender.events)
    assert.equal(follower.events.at(-1)!.event, 'done')
  })

  test('is refused a second message at the other while it is answered, and takes it afterwards', async () => {
    const chat = await platform.chat(here)
    const release = holdAfter(1)
    const sender = send(urlThere, chat)
    await isRunning(chat)
    const early = await here.request('POST', `/chats/${chat}/messages`, { content: 'And?' })
    assert.equal(early.status, 409)
    release()
    await sender.over
    platform.model.script({ text: ['Next.'] })
    assert.equal((await here.call('POST', `/chats/${chat}/messages`, { content: 'And?' })).content, 'Next.')
    assert.equal((await there.call('GET', `/chats/${chat}`)).messages.length, 4)
  })

  test('is ended by a message at the other, once no client watches at either', async () => {
    const chat = await platform.chat(here)
    holdAfter(1)
    const leave = [urlThere, platform.gateway.url].map(() => new AbortController())
    const watchAt = async (url: string, path: string, signal: AbortSignal, body?: unknown) => {
      const headers = { authorization: `Bearer ${here.token}`, 'content-type': 'application/json' }
      const response = await fetch(url + path, {
        ...{ headers, signal, method: body ? 'POST' : 'GET' },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      })
      await response.body!.getReader().read()
    }
    await watchAt(urlThere, `/chats/${chat}/messages/stream`, leave[0]!.signal, { content: 'Go' })
    await watchAt(platform.gateway.url, `/chats/${chat}/stream`, leave[1]!.signal)
    leave[0]!.abort()
    assert.equal((await here.request('POST', `/chats/${chat}/messages`, { content: 'And?' })).status, 409)
    platform.model.script({ text: ['Next.'] })
    leave[1]!.abort()
    assert.equal((await here.call('POST', `/chats/${chat}/messages`, { content: 'And?' })).content, 'Next.')
    assert.equal((await there.call('GET', `/chats/${chat}`)).messages[1].content, WORDS[0])
  })

  test('is cancelled at the other', async () => {
    const chat = await platform.chat(here)
    holdAfter(5)
    const sender = send(urlThere, chat)
    await until(async () => textOf(sender.events) === WORDS.slice(0, 5).join(''))
    assert.equal((await here.call('POST', `/chats/${chat}/cancel`)).status, 'cancelled')
    const asked = performance.now()
    await sender.over
    assert.ok(performance.now() - asked < 1000, 'at once: by a notification, and not by the next look')
    assert.deepEqual(sender.events.at(-1)!.data.status, 'cancelled')
    assert.equal((await here.call('GET', `/chats/${chat}`)).messages.at(-1).content, textOf(sender.events))
  })

  test('is given an approval at the other, and goes on for those who watch at either', async () => {
    const code = 'def guarded(input, context):\n    return {"did": input["what"]}\n'
    await here.call('POST', '/api/v1/functions', { namespace: 'two', name: 'guarded', code, requires_approval: true })
    const chat = await platform.chat(here, { enabled_functions: ['two/guarded'] })
    const call = (id: string) => ({ id, name: 'two__guarded', arguments: [JSON.stringify({ what: id })] })
    platform.model.script({ calls: [call('c1'), call('c2')] }, { text: ['Done.'] })
    const asked = send(urlThere, chat)
    await asked.over
    assert.equal(asked.events.filter(({ event }) => event === 'approval_required').length, 2)
    const { active_channel_id, pending_approvals } = await here.call('GET', `/chats/${chat}`)
    assert.equal(pending_approvals.length, 2)
    const watchers = [urlThere, platform.gateway.url].map((url) => open(url, `/chats/${chat}/stream/${active_channel_id}?last_id=0`))
    await here.call('POST', `/chats/${chat}/approve-tool/c1`, { approved: true })
    await there.call('POST', `/chats/${chat}/approve-tool/c2`, { approved: false })
    for (const { events, over } of watchers) {
      await over
      assert.deepEqual(events, watchers[0]!.events)
      assert.deepEqual(JSON.parse(events.find(({ event }) => event === 'tool_end')!.data.result), { did: 'c1' })
      assert.equal(events.find(({ event }) => event === 'tool_rejected')!.data.tool_call_id, 'c2')
      assert.equal(textOf(events), 'Done.')
    }
  })
})

test('clients that watch at the other are told when a gateway is killed in mid-turn, and the chat goes on there', {
  timeout: 60_000,
}, async () => {
  const chat = await platform.chat(here)
  holdAfter(20)
  const sender = send(urlThere, chat)
  const half = WORDS.slice(0, 20).join('')
  await isRunning(chat)
  const follower = watch(platform.gateway.url, chat)
  const subscriber = subscribe(chat)
  await until(async () => textOf(follower.events) === half && textOf(sender.events) === half)

  child.kill('SIGKILL')
  await assert.rejects(sender.over)
  const killed = performance.now()
  const returned = watch(platform.gateway.url, chat, sender.events.at(-1)!.id)
  assert.equal((await here.request('POST', `/chats/${chat}/messages`, { content: 'Still there?' })).status, 409)
  await Promise.all([follower.over, returned.over])
  assert.ok(performance.now() - killed < TIMEOUT_SECONDS * 1000, `${Math.round(performance.now() - killed)} ms`)

  const last = follower.events.at(-1)!
  assert.equal(last.event, 'error')
  assert.match(last.data.error, /server that ran this turn stopped/)
  assert.deepEqual([...sender.events, ...returned.events], follower.events)
  assert.deepEqual(await subscriber, follower.events)
  const { messages, active_channel_id } = await here.call('GET', `/chats/${chat}`)
  assert.equal(active_channel_id, null)
  assert.equal(messages.at(-1).content, half)
  platform.model.script({ text: ['Here.'] })
  assert.equal((await here.call('POST', `/chats/${chat}/messages`, { content: 'Go on' })).content, 'Here.')
})

/** The same over GraphQL, to its end. */
async function subscribe(chat: string): Promise<StreamedEvent[]> {
  const headers = { authorization: `Bearer ${here.token}`, accept: 'text/event-stream' }
  const { blocks } = await receive({
    url: `${platform.gateway.url}/graphql`,
    method: 'POST',
    headers,
    body: { query: CHAT_EVENTS, variables: { chat } },
  })
  return blocks.flatMap((block) => chatEventIn(block) ?? [])
}
