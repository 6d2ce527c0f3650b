import assert from 'node:assert/strict'
import { after, before, suite, test } from 'node:test'
import { testCaller } from '../../../schema/testing/platform.ts'
import { type AgentsUnderTest, openAgents, textOf, USER_PERMISSIONS } from '../agents.testing.ts'

suite('chats', () => {
  let fixture: AgentsUnderTest
  before(async () => {
    fixture = await openAgents()
  })
  after(() => fixture[Symbol.asyncDispose]())

  test('begin with an agent, a title and what the agent says first', async () => {
    const { namespace, name } = await fixture.agent({
      initial_messages: [
        { role: 'assistant', content: 'Hello!' },
        { role: 'user', content: 'Hm.' },
      ],
    })
    const chat = await fixture.run('CreateChat', { namespace, name })
    assert.equal(chat.user_email, fixture.user.email)
    assert.deepEqual(
      [chat.agent_namespace, chat.agent_name, chat.title, chat.user_id, chat.archived, chat.active_channel_id],
      [namespace, name, `Chat with ${namespace}/${name}`, fixture.user.userId, false, null],
    )
    assert.deepEqual(
      (await fixture.run('Chat', { id: chat.id })).messages.map((row: any) => row.content),
      ['Hello!', 'Hm.'],
    )
    await assert.rejects(fixture.run('CreateChat', { namespace, name: 'nobody' }), { code: 'NOT_FOUND', message: /nobody/ })
  })

  test('take an input that fits the schema, and make it fit where that is plain', async () => {
    const input_schema = { type: 'object', properties: { age: { type: 'integer' }, vip: { type: 'boolean' } }, required: ['age'] }
    const { namespace, name } = await fixture.agent({ input_schema, system_prompt: '{{ age }} {{ vip }}' })
    const chat = await fixture.run('CreateChat', { namespace, name, input: { age: '41', vip: 'true' } })
    await fixture.send(chat.id, 'Hi')
    assert.equal(fixture.model.requests.at(-1)!.body.messages[0].content, '41 True')
    await assert.rejects(fixture.run('CreateChat', { namespace, name, input: { vip: true } }), {
      code: 'BAD_REQUEST',
      message: /input_schema.*age/,
    })
    await fixture.run('CreateChat', { namespace, name })
  })

  test('are listed, renamed, archived and deleted', async () => {
    const user = testCaller(USER_PERMISSIONS)
    const { namespace, name } = await fixture.agent({}, user)
    const [one, two] = [
      await fixture.run('CreateChat', { namespace, name, title: 'One' }, user),
      await fixture.run('CreateChat', { namespace, name, title: 'Two' }, user),
    ]
    const titles = async (variables = {}) => (await fixture.run('Chats', variables, user)).map((chat: any) => chat.title)
    assert.deepEqual(await titles(), ['Two', 'One'])
    await fixture.run('UpdateChat', { id: one.id, title: 'First' }, user)
    assert.deepEqual(await titles(), ['First', 'Two'])
    await fixture.run('DeleteChat', { id: two.id }, user)
    assert.deepEqual(await titles(), ['First'])
    assert.deepEqual([await titles({ q: 'IRS' }), await titles({ q: 'ir_t' })], [['First'], []])
    assert.deepEqual(await titles({ include_archived: true }), ['Two', 'First'])
    await fixture.send(one.id, 'Hi', user)
    await fixture.run('DeleteChat', { id: one.id, permanent: true }, user)
    await assert.rejects(fixture.run('Chat', { id: one.id }, user), { code: 'NOT_FOUND' })
    for (const table of ['messages', 'turns'])
      assert.deepEqual(await fixture.subgraph.database.query(`select 1 from agents.${table} where chat_id = $1`, [one.id]), [])
  })

  test('are closed to a key of their owner that was made for something else', async () => {
    const { namespace, name } = await fixture.agent()
    const id = (await fixture.run('CreateChat', { namespace, name })).id
    await fixture.send(id, 'Hi')
    const withKey = (...permissions: string[]) => ({
      ...fixture.user,
      apiKey: { id: crypto.randomUUID(), permissions: Object.fromEntries(permissions.map((text) => [text, true])) },
    })
    const key = withKey('sinas.states.read:own')
    for (const operation of ['Chats', 'Chat', 'ChatMessages', 'UpdateChat', 'DeleteChat', 'CancelTurn'] as const)
      await assert.rejects(fixture.run(operation, { id }, key), { code: 'FORBIDDEN' }, operation)
    await assert.rejects(fixture.send(id, 'Hi', key), { code: 'FORBIDDEN' })
    await assert.rejects(Array.fromAsync(fixture.stream('WatchChat', { id }, undefined, key)), { code: 'FORBIDDEN' })
    const reader = withKey('sinas.chats.read:own')
    assert.equal((await fixture.run('Chat', { id }, reader)).id, id)
    await assert.rejects(fixture.send(id, 'Hi', reader), { code: 'FORBIDDEN' })
    const talker = withKey(`sinas.agents/${namespace}/${name}.chat:own`)
    assert.equal(textOf(await fixture.send(id, 'Hi', talker)), 'ok')
    assert.equal((await fixture.run('Chat', { id }, talker)).id, id)
  })

  test('are gone when they have expired', async () => {
    const id = await fixture.chat({}, { expires_in: 1 })
    assert.equal(textOf(await fixture.send(id, 'Hi')), 'ok')
    await fixture.subgraph.database.query(`update agents.chats set expires_at = now() - interval '1 second' where id = $1`, [id])
    await assert.rejects(fixture.run('Chat', { id }), { code: 'NOT_FOUND' })
    await assert.rejects(fixture.send(id, 'Hi'), { code: 'NOT_FOUND' })
    assert.ok((await fixture.run('Chats', {})).every((chat: any) => chat.id !== id))
  })

  test('answer in one call, in the chat of a session', async () => {
    const { namespace, name } = await fixture.agent()
    const invoke = (variables: Record<string, unknown>, caller = fixture.user) =>
      fixture.run('InvokeAgent', { namespace, name, message: 'Hi', ...variables }, caller)
    fixture.model.script({ text: ['Hello.'], usage: { prompt: 3, completion: 2 } })
    const once = await invoke({})
    assert.deepEqual(
      [once.reply, once.session_key, once.usage],
      ['Hello.', null, { prompt_tokens: 3, completion_tokens: 2, total_tokens: 5 }],
    )
    const first = await invoke({ session_key: 's' })
    assert.equal((await invoke({ session_key: 's' })).chat_id, first.chat_id)
    const fresh = await invoke({ session_key: 's', reset: true })
    assert.notEqual(fresh.chat_id, first.chat_id)
    assert.equal((await invoke({ session_key: 's' })).chat_id, fresh.chat_id)
    const other = testCaller([...USER_PERMISSIONS, 'sinas.agents.chat:all'])
    await assert.rejects(invoke({ session_key: 's' }, other), { code: 'FORBIDDEN', message: /session/ })
    assert.equal((await fixture.messages(fresh.chat_id)).length, 4)
  })

  test('of a session are one, however many begin it at once', async () => {
    const { namespace, name } = await fixture.agent()
    const answers = await Promise.allSettled(
      Array.from({ length: 5 }, () => fixture.run('InvokeAgent', { namespace, name, message: 'Hi', session_key: 'race' })),
    )
    const chats = new Set(answers.flatMap((answer) => (answer.status === 'fulfilled' ? [answer.value.chat_id] : [])))
    assert.equal(chats.size, 1)
    for (const answer of answers) if (answer.status === 'rejected') assert.equal(answer.reason.code, 'CONFLICT')
  })

  test('are begun by schedules, once for each time', async () => {
    const { namespace, name } = await fixture.agent()
    const id = crypto.randomUUID()
    const variables = { id, title: 'daily — 2026-11-23 09:00', namespace, name, content: 'Report', input: {} }
    const run = () =>
      fixture.platform.graph.execute('RunAgentSchedule', variables, {
        caller: fixture.user,
        requestId: 'r',
        signal: new AbortController().signal,
        decisions: [],
      })
    assert.equal((await run()).chat.id, id)
    await Array.fromAsync(fixture.stream('WatchChat', { id }))
    await run()
    const chat = await fixture.run('Chat', { id })
    assert.deepEqual([chat.title, chat.messages.map((row: any) => row.content)], [variables.title, ['Report', 'ok']])
  })

  test('are counted for their users, and for administrators', async () => {
    const user = testCaller(USER_PERMISSIONS)
    const agent = await fixture.agent({}, user)
    const chat = (await fixture.run('CreateChat', agent, user)).id
    fixture.model.script({ text: ['100% sure_thing'] })
    await fixture.send(chat, 'Sure?', user)
    const found = await fixture.run('Messages', { search: '% sure_' }, user)
    assert.deepEqual(
      found.messages.map((row: any) => [row.role, row.content, row.agent]),
      [['assistant', '100% sure_thing', `test/${agent.name}`]],
    )
    assert.equal((await fixture.run('Messages', { agent: `test/${agent.name}` }, user)).total, 2)
    assert.equal((await fixture.run('Messages', { agent: `test/${agent.name}`, role: 'user' }, fixture.admin)).total, 1)
    assert.equal((await fixture.run('Messages', { agent: `test/${agent.name}` }, testCaller(USER_PERMISSIONS))).total, 0)
    assert.deepEqual(found.messages[0].chat, { agent_namespace: 'test', agent_name: agent.name })
    assert.equal(found.messages[0].user.id, user.userId)
    const { model_usage: models, ...counts } = await fixture.run('MessageStatistics', { days: 2 }, user)
    assert.equal(models[0].prompt_tokens, 10)
    assert.deepEqual(counts, {
      total_messages: 2,
      tool_calls: 0,
      activity_by_day: [
        { date: new Date(Date.now() - 86_400_000).toISOString().slice(0, 10), count: 0 },
        { date: new Date().toISOString().slice(0, 10), count: 2 },
      ],
      role_distribution: [
        { role: 'assistant', count: 1 },
        { role: 'user', count: 1 },
      ],
      agent_usage: [{ agent: `test/${agent.name}`, agent_namespace: 'test', agent_name: agent.name, count: 2 }],
    })
    await assert.rejects(fixture.run('Messages', {}, testCaller([])), { code: 'FORBIDDEN' })
  })
})
