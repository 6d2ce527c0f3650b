import assert from 'node:assert/strict'
import { after, before, suite, test } from 'node:test'
import pg from 'pg'
import { SinasError } from '../../../schema/errors.ts'
import { testCaller } from '../../../schema/testing/platform.ts'
import { until } from '../../../schema/testing/until.ts'
import { type AgentsUnderTest, addProvider, names, openAgents, textOf, USER_PERMISSIONS } from '../agents.testing.ts'

const rejectsWith = (code: string, message: RegExp) => (error: unknown) => {
  assert.ok(error instanceof SinasError, String(error))
  assert.equal(error.code, code)
  assert.match(error.message, message)
  return true
}

suite('a turn', () => {
  let fixture: AgentsUnderTest
  before(async () => {
    fixture = await openAgents({ environment: { MAX_TOOL_ITERATIONS: '3', MAX_HISTORY_MESSAGES: '6' } })
    await fixture.run('CreateSkill', { namespace: 'test', name: 'long', description: 'Long.', content: 'x'.repeat(30_000) })
    await fixture.run('CreateSkill', { namespace: 'test', name: 'short', description: 'Short.', content: 'short' })
  })
  after(() => fixture[Symbol.asyncDispose]())

  test('streams text as it comes, and stores it', async () => {
    const chat = await fixture.chat({ system_prompt: 'Be kind.' })
    fixture.model.script({ text: ['Hello', ', ', 'Ada', '!'], pace: 5, usage: { prompt: 12, completion: 4 } })
    const events = await fixture.send(chat, 'Hi')
    assert.equal(textOf(events), 'Hello, Ada!')
    assert.deepEqual(new Set(names(events)), new Set(['message', 'done']))
    assert.deepEqual(events.at(-2)!.data, { content: null, tool_calls: null, finish_reason: 'stop' })
    assert.deepEqual(events.at(-1)!.data, { status: 'completed', usage: { prompt_tokens: 12, completion_tokens: 4, total_tokens: 16 } })
    const messages = await fixture.messages(chat)
    assert.deepEqual(
      messages.map(({ role, content }) => ({ role, content })),
      [
        { role: 'user', content: 'Hi' },
        { role: 'assistant', content: 'Hello, Ada!' },
      ],
    )
    const { body, headers } = fixture.model.requests.at(-1)!
    assert.equal(headers.authorization, 'Bearer sk-test')
    assert.deepEqual(body.messages, [
      { role: 'system', content: 'Be kind.' },
      { role: 'user', content: 'Hi' },
    ])
    assert.equal(body.temperature, 0.7)
  })

  test('answers without a stream, too', async () => {
    const chat = await fixture.chat()
    fixture.model.script({ text: ['At ', 'once.'] })
    const message = await fixture.run('SendMessage', { id: chat, content: 'Now?' })
    assert.equal(message.role, 'assistant')
    assert.equal(message.content, 'At once.')
  })

  test('renders its prompts with the input of the chat', async () => {
    const settings = {
      system_prompt: 'You serve {{ guest.name }} <b>.',
      input_schema: { type: 'object', properties: { guest: { type: 'object' } } },
      initial_messages: [{ role: 'assistant', content: 'Welcome, {{ guest.name }}!' }],
    }
    const chat = await fixture.chat(settings, { input: { guest: { name: 'Ada & Co' } } })
    await fixture.send(chat, 'Hi')
    assert.deepEqual(fixture.model.requests.at(-1)!.body.messages.slice(0, 2), [
      { role: 'system', content: 'You serve Ada & Co <b>.' },
      { role: 'assistant', content: 'Welcome, Ada & Co!' },
    ])
  })

  test('says to which URL there is no connection, and why', async () => {
    const errorOf = async (api_endpoint: string) => {
      const { id } = await addProvider(fixture, 'openai', { api_endpoint })
      const events = await fixture.send(await fixture.chat({ llm_provider_id: id }), 'Hi')
      return events.find(({ event }) => event === 'error')!.data.error as string
    }
    assert.match(await errorOf('http://127.0.0.1:9/v1'), /no connection to http:\/\/127\.0\.0\.1:9: HTTP clients refuse this port/)
    assert.match(await errorOf('http://127.0.0.1:2/v1'), /no connection to http:\/\/127\.0\.0\.1:2: .*ECONNREFUSED/)
  })

  test('sends the same system message with every round', async () => {
    const chat = await fixture.chat({ system_prompt: 'Rules.', enabled_skills: [{ skill: 'test/short', preload: true }, 'test/long'] })
    fixture.model.script({ calls: [{ name: 'get_skill_test_long', arguments: [] }] }, { text: ['Done.'] })
    await fixture.send(chat, 'Go')
    const [first, second] = fixture.model.requests.slice(-2).map(({ body }) => body.messages[0])
    assert.match(first.content, /Rules\.[\s\S]*# Preloaded skills[\s\S]*# test\/short\n\nshort/)
    assert.deepEqual(second, first)
  })

  test('gives the model what it may call, and an error for anything else', async () => {
    const chat = await fixture.chat({ enabled_skills: ['test/short'] })
    fixture.model.script(
      {
        calls: [
          { name: 'get_skill_test_long', arguments: ['{}'] },
          { name: 'get_skill_test_short', arguments: ['{"a": '] },
          { name: 'get_skill_test_short', arguments: ['[1]'] },
        ].map((call, i) => ({ ...call, id: `call_bad_${i}` })),
      },
      { text: ['I see.'] },
    )
    const events = await fixture.send(chat, 'Go')
    assert.equal(textOf(events), 'I see.')
    const results = Object.fromEntries(
      events.filter(({ event }) => event === 'tool_end').map(({ data }) => [data.tool_call_id, data.result]),
    )
    assert.match(results.call_bad_0, /There is no tool named get_skill_test_long/)
    assert.match(results.call_bad_1, /not a JSON object/)
    assert.match(results.call_bad_2, /not a JSON object/)
  })

  test('is stopped after so many rounds of calls', async () => {
    const chat = await fixture.chat({ enabled_skills: ['test/short'] })
    let round = 0
    fixture.model.fallback = () => ({ calls: [{ id: `call_round_${round++}`, name: 'get_skill_test_short', arguments: [] }] })
    const events = await fixture.send(chat, 'For ever')
    fixture.model.fallback = () => ({ text: ['ok'] })
    assert.equal(events.filter(({ event }) => event === 'tool_end').length, 3)
    assert.match(events.at(-1)!.data.error, /stopped after 3 rounds/)
    assert.equal(textOf(await fixture.send(chat, 'Again')), 'ok')
  })

  test('shows long results in part, and reads on with retrieve_tool_result', async () => {
    const chat = await fixture.chat({ enabled_skills: ['test/long'] })
    fixture.model.script(
      { calls: [{ id: 'call_long', name: 'get_skill_test_long', arguments: [] }] },
      ({ body }) => {
        assert.ok(body.tools.some((tool: any) => tool.function.name === 'retrieve_tool_result'))
        const shown = body.messages.at(-1).content
        assert.match(shown, /Cut after 10000 of 30000 characters/)
        return { calls: [{ id: 'call_more', name: 'retrieve_tool_result', arguments: ['{"tool_call_id": "call_long", "offset": 29990}'] }] }
      },
      ({ body }) => ({ text: [body.messages.at(-1).content] }),
    )
    assert.deepEqual(JSON.parse(textOf(await fixture.send(chat, 'Read'))), { text: 'x'.repeat(10) })
  })

  test('sends only the latest messages, and mends calls without a result', async () => {
    const chat = await fixture.chat()
    for (let i = 0; i < 5; i++) await fixture.send(chat, `message ${i}`)
    const sent = fixture.model.requests.at(-1)!.body.messages
    assert.equal(sent.length, 6)
    assert.equal(sent.at(-1).content, 'message 4')
    await fixture.subgraph.database.query(
      `update agents.messages set tool_calls = '[{"id":"call_lost","type":"function","function":{"name":"gone","arguments":"{}"}}]'
       where id = (select id from agents.messages where chat_id = $1 and role = 'assistant' order by position desc limit 1)`,
      [chat],
    )
    await fixture.send(chat, 'After')
    const after = fixture.model.requests.at(-1)!.body.messages
    assert.deepEqual(after.at(-2).tool_call_id, 'call_lost')
    assert.match(after.at(-2).content, /interrupted/)
  })

  test('refuses a second message while it goes on', async () => {
    const chat = await fixture.chat()
    const { promise: held, resolve: release } = Promise.withResolvers<void>()
    fixture.model.script({ text: ['One', ' two'], hold: { before: 2, until: held } })
    const first = fixture.send(chat, 'Count')
    const second = fixture.stream('WatchChat', { id: chat })
    await until(async () => (await fixture.run('Chat', { id: chat })).active_channel_id)
    await assert.rejects(fixture.send(chat, 'And now?'), rejectsWith('CONFLICT', /still answering/))
    release()
    assert.equal(textOf(await first), 'One two')
    assert.equal(textOf(await Array.fromAsync(second)), 'One two')
    assert.equal((await fixture.messages(chat)).length, 2)
    assert.equal((await fixture.run('Chat', { id: chat })).active_channel_id, null)
  })

  test('answers the conversation as it is when the message is stored, though the model is asked before', async () => {
    const chat = await fixture.chat()
    const other = new pg.Client(fixture.platform.databaseUrl)
    await other.connect()
    // Chats can be read, and turns can't begin.
    await other.query('begin; lock table agents.turns in share row exclusive mode')
    fixture.model.script({ text: ['Too early'] }, { text: ['In time'] })
    const asked = fixture.model.requests.length
    const sent = fixture.send(chat, 'Go')
    await until(() => fixture.model.requests.length > asked)
    await other.query(
      `insert into agents.messages (id, chat_id, role, content, created_at) values ($1, $2, 'assistant', 'Meanwhile', now())`,
      [crypto.randomUUID(), chat],
    )
    await other.query('commit')
    await other.end()
    assert.equal(textOf(await sent), 'In time')
    const said = fixture.model.requests.at(-1)!.body.messages.map(({ content }: { content: string }) => content)
    assert.deepEqual(said.slice(-2), ['Meanwhile', 'Go'])
    const stored = await fixture.messages(chat)
    assert.deepEqual(
      stored.map(({ content }) => content),
      ['Meanwhile', 'Go', 'In time'],
    )
  })

  test('of two messages at once begins for one', async () => {
    const chat = await fixture.chat()
    const { promise: held, resolve: release } = Promise.withResolvers<void>()
    fixture.model.script({ text: ['One', ' two'], hold: { before: 2, until: held } })
    const sending = ['One', 'Two'].map((content) => fixture.send(chat, content))
    await assert.rejects(Promise.all(sending), rejectsWith('CONFLICT', /still answering/))
    release()
    const sent = await Promise.allSettled(sending)
    assert.deepEqual(sent.map(({ status }) => status).toSorted(), ['fulfilled', 'rejected'])
    assert.equal((await fixture.messages(chat)).length, 2)
  })

  test('goes on when its client leaves', async () => {
    const chat = await fixture.chat()
    const { promise: held, resolve: release } = Promise.withResolvers<void>()
    fixture.model.script({ text: ['One', ' two'], hold: { before: 2, until: held } })
    const leaving = new AbortController()
    const seen = []
    for await (const event of fixture.stream('SendAndStream', { id: chat, content: 'Count' }, leaving.signal)) {
      seen.push(event)
      leaving.abort()
    }
    assert.equal(textOf(seen), 'One')
    release()
    const rest = await Array.fromAsync(fixture.stream('SendAndStream', { id: chat, content: 'Count', last_event_id: seen.at(-1)!.id }))
    assert.equal(textOf(rest), ' two')
    assert.deepEqual(
      (await fixture.messages(chat)).map(({ content }) => content),
      ['Count', 'One two'],
    )
  })

  test('can be cancelled, and keeps what was said', async () => {
    const chat = await fixture.chat()
    const { promise: held, resolve: release } = Promise.withResolvers<void>()
    fixture.model.script({ text: ['One', ' two'], hold: { before: 2, until: held } })
    const seen = []
    for await (const event of fixture.stream('SendAndStream', { id: chat, content: 'Count' })) {
      seen.push(event)
      if (seen.length === 1) assert.equal((await fixture.run('CancelTurn', { id: chat })).status, 'cancelled')
    }
    release()
    assert.deepEqual(names(seen), ['message', 'done'])
    assert.equal(seen.at(-1)!.data.status, 'cancelled')
    assert.equal((await fixture.messages(chat)).at(-1).content, 'One')
    assert.equal((await fixture.run('CancelTurn', { id: chat })).status, 'idle')
    assert.equal(textOf(await fixture.send(chat, 'Go on')), 'ok')
  })

  test('ends when it takes too long', async () => {
    const chat = await fixture.chat({}, { job_timeout: 1 })
    fixture.model.script({ text: ['One', ' two'], hold: { before: 2, until: new Promise(() => {}) } })
    const events = await fixture.send(chat, 'Count')
    assert.match(events.at(-1)!.data.error, /took longer than 1 seconds/)
    assert.equal(events.at(-1)!.data.details, 'TIMEOUT')
    fixture.model.script({ text: [], hold: { before: 0, until: new Promise(() => {}) } })
    await assert.rejects(fixture.run('SendMessage', { id: chat, content: 'Again' }), rejectsWith('TIMEOUT', /longer than 1/))
  })

  test('belongs to the one who owns the chat', async () => {
    const chat = await fixture.chat()
    const stranger = testCaller(['sinas.*:all'])
    await assert.rejects(fixture.send(chat, 'Hi', stranger), rejectsWith('FORBIDDEN', /ownership/))
    await assert.rejects(
      Array.fromAsync(fixture.stream('WatchChat', { id: chat }, undefined, stranger)),
      rejectsWith('FORBIDDEN', /ownership/),
    )
    await assert.rejects(fixture.run('Chat', { id: chat }, stranger), rejectsWith('NOT_FOUND', /Chat/))
    await assert.rejects(fixture.run('CancelTurn', { id: chat }, stranger), rejectsWith('NOT_FOUND', /Chat/))
    await assert.rejects(fixture.send(crypto.randomUUID(), 'Hi'), rejectsWith('NOT_FOUND', /Chat/))
  })

  test('needs the permission to talk with the agent at every message', async () => {
    const chat = await fixture.chat()
    const demoted = { ...fixture.user, permissions: { 'sinas.chats.*:own': true } }
    await assert.rejects(fixture.send(chat, 'Hi', demoted), rejectsWith('FORBIDDEN', /agents\/test/))
    assert.equal((await fixture.messages(chat)).length, 0)
  })

  test('stops where a budget is spent, also in the middle', async () => {
    const spender = testCaller(USER_PERMISSIONS)
    await fixture.run('CreateSkill', { namespace: 'test', name: 'dear', description: 'Dear.', content: 'dear' }, spender)
    const agent = await fixture.agent({ enabled_skills: ['test/dear'] }, spender)
    const chat = (await fixture.run('CreateChat', { namespace: agent.namespace, name: agent.name }, spender)).id
    const budget = await fixture.run('CreateBudget', { user_id: spender.userId, period: 'day', max_tokens: 100 }, fixture.admin)
    fixture.model.script(
      { calls: [{ name: 'get_skill_test_dear', arguments: [] }], usage: { prompt: 90, completion: 20 } },
      { text: ['never'] },
    )
    const events = await fixture.send(chat, 'Spend', spender)
    assert.equal(events.at(-1)!.event, 'error')
    assert.equal(events.at(-1)!.data.details, 'BUDGET_EXCEEDED')
    assert.match(events.at(-1)!.data.error, /100 tokens a day is spent: 110 tokens/)
    await assert.rejects(fixture.send(chat, 'More', spender), rejectsWith('BUDGET_EXCEEDED', /100 tokens a day/))
    await fixture.run('UpdateBudget', { id: budget.id, max_tokens: 1000 }, fixture.admin)
    assert.equal((await fixture.send(chat, 'More', spender)).at(-1)!.event, 'done')
  })

  test('counts tokens and cost', async () => {
    const prices = { 'priced-model': { input: 2, output: 8 } }
    const { id } = await addProvider(fixture, 'openai', { default_model: 'priced-model', config: { prices } })
    const chat = await fixture.chat({ llm_provider_id: id })
    fixture.model.requests.length = 0
    fixture.model.script({ text: ['Paid.'], usage: { prompt: 1000, completion: 500 } })
    await fixture.send(chat, 'Go')
    const found = await fixture.run('Messages', { search: 'Paid.' })
    assert.equal(found.total, 1)
    assert.deepEqual(
      [found.messages[0].prompt_tokens, found.messages[0].completion_tokens, found.messages[0].cost, found.messages[0].model],
      [1000, 500, 0.006, 'priced-model'],
    )
    const usage = (await fixture.run('MessageStatistics', {})).model_usage.find((row: any) => row.model === 'priced-model')
    assert.deepEqual([usage.calls, usage.prompt_tokens, usage.completion_tokens, usage.cost], [1, 1000, 500, 0.006])
    const cheap = await fixture.run(
      'CreateBudget',
      { agent_id: (await fixture.run('Chat', { id: chat })).agent_id, period: 'total', max_cost: 0.005 },
      fixture.admin,
    )
    await assert.rejects(fixture.send(chat, 'More'), rejectsWith('BUDGET_EXCEEDED', /\$0\.005 is spent: \$0\.0060/))
    await fixture.run('DeleteBudget', { id: cheap.id }, fixture.admin)
  })

  test('takes images, sound and files, each as the provider wants them', async () => {
    const chat = await fixture.chat()
    const pixel = 'iVBORw0KGgo='
    await fixture.send(chat, [
      { type: 'text', text: 'What is this?' },
      { type: 'image', image: `data:image/png;base64,${pixel}` },
      { type: 'image', image: 'https://example.com/a.png' },
      { type: 'audio', data: 'UklGRg==', format: 'wav' },
      { type: 'file', file_data: 'JVBERg==', filename: 'a.pdf', mime_type: 'application/pdf' },
      { type: 'file', file_data: Buffer.from('plain').toString('base64'), filename: 'a.txt', mime_type: 'text/plain' },
    ])
    const { content } = fixture.model.requests.at(-1)!.body.messages.at(-1)
    assert.deepEqual(
      content.map((part: any) => part.type),
      ['text', 'image_url', 'image_url', 'input_audio', 'file', 'text'],
    )
    assert.equal(content[1].image_url.url, `data:image/png;base64,${pixel}`)
    assert.equal(content[2].image_url.url, 'https://example.com/a.png')
    assert.deepEqual(content[3].input_audio, { data: 'UklGRg==', format: 'wav' })
    assert.equal(content[4].file.file_data, 'data:application/pdf;base64,JVBERg==')
    assert.match(content[5].text, /a\.txt:\n\nplain/)
    assert.equal(JSON.parse((await fixture.messages(chat))[0].content).length, 6)
    await assert.rejects(fixture.send(chat, [{ type: 'image', image: 'file:///etc/passwd' }]), rejectsWith('VALIDATION', /not valid/))
    await assert.rejects(fixture.send(chat, ''), rejectsWith('VALIDATION', /not valid/))
  })

  test('holds characters that databases do not like', async () => {
    const chat = await fixture.chat()
    fixture.model.script({ text: ['a\0b', '\ud83d', '\ude00'] })
    const events = await fixture.send(chat, 'Go')
    assert.equal(textOf(events), 'a\ufffdb😀')
    assert.equal((await fixture.messages(chat)).at(-1).content, 'a\ufffdb😀')
  })
})
