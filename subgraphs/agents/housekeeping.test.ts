import assert from 'node:assert/strict'
import { after, before, suite, test } from 'node:test'
import { createLog } from '../../schema/log.ts'
import { until } from '../../schema/testing/until.ts'
import { type AgentsUnderTest, names, openAgents, textOf } from './agents.testing.ts'
import { startHousekeeping } from './housekeeping.ts'

suite('housekeeping', () => {
  let fixture: AgentsUnderTest
  let stop: () => Promise<void>
  before(async () => {
    fixture = await openAgents()
    stop = startHousekeeping(fixture.subgraph.database, createLog('silent'), 20)
  })
  after(async () => {
    await stop()
    await fixture[Symbol.asyncDispose]()
  })

  const sql = (text: string, values: unknown[]) => fixture.subgraph.database.query<Record<string, any>>(text, values)
  const turnsOf = (chat: string) => sql('select id from agents.turns where chat_id = $1', [chat])
  const eventsOf = (turn: string) => sql('select 1 from agents.turn_events where turn_id = $1', [turn])
  const isGone = async (chat: string) => (await sql('select 1 from agents.chats where id = $1', [chat])).length === 0

  test('deletes chats that have expired, with all that belongs to them, and no others', async () => {
    const [brief, lasting] = [await fixture.chat({}, { expires_in: 1 }), await fixture.chat({}, { expires_in: 3600 })]
    for (const chat of [brief, lasting]) await fixture.send(chat, 'Hi')
    const [turn] = await turnsOf(brief)
    assert.ok((await eventsOf(turn!.id)).length > 0)
    await until(() => isGone(brief))
    for (const table of ['messages', 'turns', 'approvals'])
      assert.deepEqual(await sql(`select 1 from agents.${table} where chat_id = $1`, [brief]), [], table)
    assert.deepEqual(await eventsOf(turn!.id), [])
    assert.equal((await fixture.messages(lasting)).length, 2)
  })

  test('ends the turn of a chat that expires in the middle of it: who watches is told', async () => {
    const chat = await fixture.chat({}, { expires_in: 1 })
    fixture.model.script({ text: ['So ', 'long'], hold: { before: 2, until: new Promise(() => {}) } })
    const events = await fixture.send(chat, 'Hi')
    assert.ok(await isGone(chat))
    assert.equal(textOf(events), 'So ')
    assert.deepEqual(events.at(-1)!.data, { error: 'The chat was deleted', details: 'NOT_FOUND' })
    assert.deepEqual(names(events), ['message', 'error'])
  })

  test('forgets the streams of turns a day after they ended, and keeps their messages', async () => {
    const chat = await fixture.chat()
    await fixture.send(chat, 'Hi')
    const [turn] = await turnsOf(chat)
    await sql(`update agents.turns set finished_at = now() - interval '25 hours' where id = $1`, [turn!.id])
    await until(async () => (await eventsOf(turn!.id)).length === 0)
    assert.equal((await fixture.messages(chat)).length, 2)
    assert.deepEqual(await Array.fromAsync(fixture.stream('WatchTurn', { id: chat, channel_id: turn!.id, last_id: '0' })), [])
  })
})
