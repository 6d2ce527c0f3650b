import assert from 'node:assert/strict'
import { after, before, suite, test } from 'node:test'
import type { VariablesOf } from '../../../schema/graph.ts'
import { openTestPlatform, type TestPlatform, testRequest } from '../../../schema/testing/platform.ts'
import { until } from '../../../schema/testing/until.ts'
import { type AgentsUnderTest, openAgents, type SeenEvent, textOf } from '../agents.testing.ts'
import { agents } from '../index.ts'

const words = Array.from({ length: 200 }, (_, i) => `${i} “é😀\n" `)

suite('the stream of a turn', () => {
  let fixture: AgentsUnderTest
  let elsewhere: TestPlatform
  before(async () => {
    fixture = await openAgents()
    elsewhere = await openTestPlatform({ DATABASE_URL: fixture.platform.databaseUrl })
    await elsewhere.start(agents)
  })
  after(async () => {
    await elsewhere.close()
    await fixture[Symbol.asyncDispose]()
  })

  async function* watchElsewhere(variables: VariablesOf<'WatchChat'>, signal?: AbortSignal): AsyncGenerator<SeenEvent> {
    for await (const { result } of elsewhere.graph.subscribe('WatchChat', variables, testRequest(fixture.user, signal)))
      yield result as SeenEvent
  }

  /** Reads on from `lastId` until `count` events are seen or the stream is over, then leaves. */
  async function readSome(chat: string, lastId: string | undefined, count: number, isElsewhere: boolean): Promise<SeenEvent[]> {
    const leaving = new AbortController()
    const variables = { id: chat, last_event_id: lastId }
    const stream = isElsewhere ? watchElsewhere(variables, leaving.signal) : fixture.stream('WatchChat', variables, leaving.signal)
    const seen: SeenEvent[] = []
    for await (const event of stream) {
      seen.push(event)
      if (seen.length === count) leaving.abort()
    }
    return seen
  }

  test('is whole, byte for byte, for readers that lose it 200 times at random, here and in another process', async () => {
    let losses = 0
    while (losses < 200) {
      const chat = await fixture.chat()
      fixture.model.script({ text: words, pace: 1 })
      const whole = fixture.send(chat, 'Go')
      await until(async () => (await fixture.run('Chat', { id: chat })).active_channel_id)
      const readers = Array.from({ length: 10 }, async (_, i) => {
        const seen: SeenEvent[] = []
        while (seen.at(-1)?.event !== 'done') {
          const before = seen.length
          seen.push(...(await readSome(chat, seen.at(-1)?.id, 1 + Math.floor(Math.random() * 20), i % 2 === 1)))
          if (seen.length > before && seen.at(-1)!.event !== 'done') losses++
        }
        return seen
      })
      const expected = JSON.stringify(await whole)
      for (const seen of await Promise.all(readers)) assert.equal(JSON.stringify(seen), expected)
      assert.equal(textOf(await whole), words.join(''))
      // And once more, when all is over.
      assert.equal(JSON.stringify(await readSome(chat, undefined, Number.POSITIVE_INFINITY, true)), expected)
    }
  })

  test('is not slowed down by a reader that does not read', async () => {
    const chat = await fixture.chat()
    fixture.model.script({ text: words })
    const turn = fixture.stream('SendAndStream', { id: chat, content: 'Go' })
    const { value: first } = await turn.next()
    await until(async () => !(await fixture.run('Chat', { id: chat })).active_channel_id)
    const rest = await Array.fromAsync(turn)
    assert.equal(rest.at(-1)!.event, 'done')
    assert.equal(first.data.content + textOf(rest), words.join(''))
  })

  test('is stored before it is seen', async () => {
    const chat = await fixture.chat()
    fixture.model.script({ text: words.slice(0, 50), pace: 1 })
    for await (const event of fixture.stream('SendAndStream', { id: chat, content: 'Go' })) {
      const [turnId, seq] = event.id.split(':')
      const stored = await fixture.subgraph.database.query('select data from agents.turn_events where turn_id = $1 and seq = $2', [
        turnId,
        Number(seq),
      ])
      assert.equal(stored[0]!.data, JSON.stringify(event.data))
    }
  })

  test('can be cancelled from another process', async () => {
    const chat = await fixture.chat()
    fixture.model.script({ text: words, hold: { before: 20, until: new Promise(() => {}) } })
    const turn = fixture.send(chat, 'Go')
    await until(async () => (await fixture.run('Chat', { id: chat })).active_channel_id)
    await elsewhere.graph.execute('CancelTurn', { id: chat }, testRequest(fixture.user))
    assert.equal((await turn).at(-1)!.data.status, 'cancelled')
  })

  test('refuses an id that is none, and knows when there is nothing to watch', async () => {
    const chat = await fixture.chat()
    await assert.rejects(readSome(chat, undefined, 1, false), /turn of this chat not found/)
    await fixture.send(chat, 'Go')
    await assert.rejects(readSome(chat, 'tomorrow', 1, false), /not valid/)
    const turnId = (await readSome(chat, undefined, 1, false))[0]!.id.split(':')[0]!
    const other = await fixture.chat()
    await assert.rejects(Array.fromAsync(fixture.stream('WatchTurn', { id: other, channel_id: turnId, last_id: '0' })), /Turn not found/)
    const replay = await Array.fromAsync(fixture.stream('WatchTurn', { id: chat, channel_id: turnId, last_id: '0' }))
    assert.equal(textOf(replay), 'ok')
  })

  test('ends with an error when its process is stopped in order', async () => {
    const chat = await fixture.chat()
    fixture.model.script({ text: words, hold: { before: 2, until: new Promise(() => {}) } })
    const other = await openTestPlatform({ DATABASE_URL: fixture.platform.databaseUrl })
    await other.start(agents)
    const seen: SeenEvent[] = []
    for await (const { result } of other.graph.subscribe('SendAndStream', { id: chat, content: 'Go' }, testRequest(fixture.user))) {
      if (seen.push(result) === 1) void other.close()
    }
    assert.equal(seen.at(-1)!.event, 'error')
    assert.match(seen.at(-1)!.data.error, /server was stopped/)
    assert.equal((await fixture.messages(chat)).at(-1).content, textOf(seen))
  })
})
