import assert from 'node:assert/strict'
import { after, before, suite, test } from 'node:test'
import { names, openRoom, type Room, textOf } from '../testing/room.ts'

suite('a turn', () => {
  let room: Room
  before(async () => {
    room = await openRoom()
  })
  after(() => room[Symbol.asyncDispose]())

  test('streams text as it comes, and stores it', async () => {
    const chat = await room.chat({ system_prompt: 'Be kind.' })
    room.model.script({ text: ['Hello', ', ', 'Ada', '!'], usage: { prompt: 12, completion: 4 } })
    const events = await room.send(chat, 'Hi')
    assert.equal(textOf(events), 'Hello, Ada!')
    assert.deepEqual(names(events), ['message', 'message', 'message', 'message', 'message', 'done'])
    assert.deepEqual(events.at(-2)!.data, { content: null, tool_calls: null, finish_reason: 'stop' })
    assert.deepEqual(events.at(-1)!.data, { status: 'completed', usage: { prompt_tokens: 12, completion_tokens: 4, total_tokens: 16 } })
    const messages = await room.messages(chat)
    assert.deepEqual(
      messages.map(({ role, content }) => ({ role, content })),
      [
        { role: 'user', content: 'Hi' },
        { role: 'assistant', content: 'Hello, Ada!' },
      ],
    )
    const { body, headers } = room.model.requests.at(-1)!
    assert.equal(headers.authorization, 'Bearer sk-test')
    assert.deepEqual(body.messages, [
      { role: 'system', content: 'Be kind.' },
      { role: 'user', content: 'Hi' },
    ])
    assert.equal(body.temperature, 0.7)
    assert.equal(body.stream, true)
  })
})
