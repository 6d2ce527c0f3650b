import assert from 'node:assert/strict'
import { after, before, suite, test } from 'node:test'
import { type AgentsUnderTest, addProvider, names, openAgents, textOf } from '../agents.testing.ts'

const TYPES = ['openai', 'mistral', 'anthropic', 'ollama'] as const
const WORDS: Record<string, { stop: string; calls: string }> = {
  openai: { stop: 'stop', calls: 'tool_calls' },
  mistral: { stop: 'stop', calls: 'tool_calls' },
  anthropic: { stop: 'end_turn', calls: 'tool_use' },
  ollama: { stop: 'stop', calls: 'tool_calls' },
}

/** Pieces that are sent before the second word. */
const FIRST_WORD = { openai: 2, mistral: 2, anthropic: 4, ollama: 1 }

let fixture: AgentsUnderTest
before(async () => {
  fixture = await openAgents()
  for (const name of ['tea', 'coffee'])
    await fixture.run('CreateSkill', { namespace: 'kitchen', name, description: `How to make ${name}.`, content: `# ${name}\nBoil water.` })
})
after(() => fixture[Symbol.asyncDispose]())

for (const type of TYPES)
  suite(`the protocol of ${type}`, () => {
    let provider: string
    before(async () => {
      provider = (await addProvider(fixture, type)).id
    })

    const open = (settings = {}) =>
      fixture.chat({ llm_provider_id: provider, enabled_skills: ['kitchen/tea', 'kitchen/coffee'], ...settings })

    test('streams an answer, and counts its tokens', async () => {
      fixture.model.script({ text: ['One', ' two', ' three'], usage: { prompt: 21, completion: 3 } })
      const events = await fixture.send(await open({ system_prompt: 'Count.', max_tokens: 50, temperature: 0.2 }), 'Go')
      assert.equal(textOf(events), 'One two three')
      assert.equal(events.at(-2)!.data.finish_reason, WORDS[type]!.stop)
      assert.deepEqual(events.at(-1)!.data.usage, { prompt_tokens: 21, completion_tokens: 3, total_tokens: 24 })
      const { body } = fixture.model.requests.at(-1)!
      assert.equal(body.model, 'test-model')
      assert.equal(body.temperature ?? body.options.temperature, 0.2)
      assert.equal(body.max_tokens ?? body.options.num_predict, 50)
      assert.match(JSON.stringify(type === 'anthropic' ? body.system : body.messages[0]), /Count\./)
    })

    test('makes calls that the model asks for, side by side, and gives it their results', async () => {
      const chat = await open()
      fixture.model.script(
        {
          text: ['Let me see.'],
          calls: [
            { name: 'get_skill_kitchen_tea', arguments: ['{', '}'] },
            { name: 'get_skill_kitchen_coffee', arguments: [] },
          ],
        },
        { text: ['Boil water.'] },
      )
      const events = await fixture.send(chat, 'How?')
      assert.equal(textOf(events), 'Let me see.Boil water.')
      assert.deepEqual(
        names(events).filter((name) => name !== 'message'),
        ['tool_start', 'tool_start', 'tool_end', 'tool_end', 'done'],
      )
      const calls = events.flatMap(({ data }) => data.tool_calls ?? [])
      assert.deepEqual(
        calls.flatMap((delta) => delta.function.name ?? []),
        ['get_skill_kitchen_tea', 'get_skill_kitchen_coffee'],
      )
      assert.ok(events.some(({ data }) => data.finish_reason === WORDS[type]!.calls))
      const rows = (await fixture.messages(chat)).map(({ role, name, content }) => ({ role, name, content }))
      assert.deepEqual(
        rows.map(({ role, name, content }) => (role === 'tool' ? role : `${role} ${name} ${content}`)),
        ['user null How?', 'assistant null Let me see.', 'tool', 'tool', 'assistant null Boil water.'],
      )
      // Results that are ready at the same moment may be stored in either order.
      const results = events.flatMap(({ event, data }) => (event === 'tool_end' ? [`${data.name} ${data.result}`] : []))
      assert.deepEqual(
        new Set(rows.flatMap(({ role, name, content }) => (role === 'tool' ? [`${name} ${content}`] : []))),
        new Set(results),
      )
      const [first, second] = fixture.model.requests.slice(-2).map(({ body }) => body)
      assert.equal(first.tools.length, 2)
      const sent = JSON.stringify(second.messages)
      assert.match(sent, /# tea\\nBoil water/)
      assert.match(sent, /# coffee\\nBoil water/)
      assert.match(sent, /Let me see\./)
    })

    for (const how of ['cut', 'end', 'error', 'garbage'] as const)
      test(`ends with an error where the stream breaks (${how}), and keeps what was said`, async () => {
        const chat = await open()
        fixture.model.script({ text: ['Half ', 'an ', 'answer'], breaks: { after: FIRST_WORD[type], how }, error: 'too much to do' })
        const events = await fixture.send(chat, 'Go')
        assert.equal(events.at(-1)!.event, 'error')
        assert.match(events.at(-1)!.data.error, /did not answer to the end/)
        if (how === 'error') assert.match(events.at(-1)!.data.error, /too much to do/)
        const said = textOf(events)
        assert.match(said, /^Half /)
        assert.equal((await fixture.messages(chat)).at(-1).content, said)
        fixture.model.script({ text: ['Whole.'] })
        assert.equal(textOf(await fixture.send(chat, 'Again')), 'Whole.')
      })

    test('says what the provider said when it refuses', async () => {
      fixture.model.script({ status: 401, error: 'no such key' })
      const events = await fixture.send(await open(), 'Go')
      assert.deepEqual(names(events), ['error'])
      assert.match(events[0]!.data.error, /401.*no such key/)
      assert.doesNotMatch(events[0]!.data.error, /sk-test/)
    })

    test('tries again where the provider is busy', async () => {
      fixture.model.script(
        { status: 503, headers: { 'retry-after': '0' } },
        { status: 429, headers: { 'retry-after': '0' } },
        { text: ['Now.'] },
      )
      assert.equal(textOf(await fixture.send(await open(), 'Go')), 'Now.')
    })

    test('asks for JSON that fits the output schema, and checks it', async () => {
      const output_schema = { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] }
      const chat = await open({ output_schema, enabled_skills: [] })
      fixture.model.script({ text: ['{"city"', ': "Delft"}'] }, { text: ['{"town": "Delft"}'] }, { text: ['Delft'] })
      assert.equal((await fixture.send(chat, 'Where?')).at(-1)!.event, 'done')
      const request = JSON.stringify(fixture.model.requests.at(-1)!.body)
      assert.match(request, /"city"/)
      for (const fault of [/output_schema.*city/, /it is not JSON/]) {
        const last = (await fixture.send(chat, 'Where?')).at(-1)!
        assert.equal(last.event, 'error')
        assert.match(last.data.error, fault)
      }
    })
  })
