import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { parse } from 'graphql'
import type { Caller } from '../../../schema/context.ts'
import { testCaller, testRequest } from '../../../schema/testing/platform.ts'
import { type AgentsUnderTest, openAgents, USER_PERMISSIONS } from '../agents.testing.ts'

let fixture: AgentsUnderTest
before(async () => {
  fixture = await openAgents()
})
after(() => fixture[Symbol.asyncDispose]())

const CHANGES = 'subscription ($chat: ID) { chatChanges(chatId: $chat) { chatId chat { title activeTurnId archived } } }'

/** What a subscriber hears, as it comes. */
async function watch(caller: Caller, chat?: string) {
  const ending = new AbortController()
  const request = { ...testRequest(caller), signal: ending.signal }
  const stream = await fixture.subgraph.subscribe(parse(CHANGES), chat ? { chat } : {}, request)
  assert.ok(Symbol.asyncIterator in stream, JSON.stringify(stream))
  const heard: { chatId: string; chat: { title: string; activeTurnId: string | null; archived: boolean } | null }[] = []
  const hearing = (async () => {
    for await (const { data } of stream) heard.push(JSON.parse(JSON.stringify(data)).chatChanges)
  })()
  const until = async (met: (last: (typeof heard)[number]) => boolean) => {
    while (!heard.some(met)) await new Promise((resolve) => setTimeout(resolve, 5))
    return heard.find(met)!
  }
  return {
    heard,
    until,
    async end() {
      ending.abort()
      await hearing.catch(() => undefined)
    },
  }
}

test('tells of a chat that begins, of its turns, of a new title, the archive and its end', { timeout: 20_000 }, async () => {
  const all = await watch(fixture.user)
  const chat = await fixture.chat()
  await all.until(({ chatId }) => chatId === chat)
  const one = await watch(fixture.user, chat)
  fixture.model.script({ text: ['Hello'] })
  await fixture.send(chat, 'Hi')
  await one.until((change) => change.chat?.activeTurnId !== null)
  await one.until((change) => change.chat?.activeTurnId === null)
  await fixture.run('UpdateChat', { id: chat, title: 'Renamed' })
  await one.until((change) => change.chat?.title === 'Renamed')
  await fixture.run('UpdateChat', { id: chat, archived: true })
  await one.until((change) => change.chat?.archived === true)
  await fixture.run('DeleteChat', { id: chat, permanent: true })
  await one.until((change) => change.chat === null)
  assert.ok(one.heard.every(({ chatId }) => chatId === chat))
  await Promise.all([all.end(), one.end()])
})

test('tells no other user, whatever their permissions', { timeout: 20_000 }, async () => {
  const stranger = await watch(testCaller(['sinas.*:all']))
  const mine = await watch(fixture.user)
  const chat = await fixture.chat()
  await mine.until(({ chatId }) => chatId === chat)
  assert.deepEqual(stranger.heard, [])
  await Promise.all([stranger.end(), mine.end()])
})

test('a key that may not list chats watches one that it may use, and not all', { timeout: 20_000 }, async () => {
  const key = (permissions: string[]): Caller => ({
    ...fixture.user,
    apiKey: { id: crypto.randomUUID(), permissions: Object.fromEntries(permissions.map((text) => [text, true])) },
  })
  assert.ok(USER_PERMISSIONS.includes('sinas.chats.*:own'))
  const refused = async (caller: Caller, chat?: string) => {
    const stream = await fixture.subgraph.subscribe(parse(CHANGES), chat ? { chat } : {}, testRequest(caller))
    if (!(Symbol.asyncIterator in stream)) throw stream.errors![0]
  }
  await assert.rejects(refused(key(['sinas.agents.chat:own'])), /sinas\.chats\.read/)
  const chat = await fixture.chat()
  const allowed = await watch(key(['sinas.agents.chat:own']), chat)
  await assert.rejects(refused(key(['sinas.skills.read:own']), chat), /sinas\.chats\.read:own is required/)
  await assert.rejects(refused(testCaller(['sinas.*:all']), chat), /Chat not found/)
  await fixture.run('DeleteChat', { id: chat, permanent: true })
  assert.deepEqual(await allowed.until((change) => change.chat === null), { chatId: chat, chat: null })
  await allowed.end()
})
