import assert from 'node:assert/strict'
import { after, before, suite, test } from 'node:test'
import type { Caller } from '../../../schema/context.ts'
import { may } from '../../../schema/permissions.ts'
import { testCaller, testRequest } from '../../../schema/testing/platform.ts'
import { until } from '../../../schema/testing/until.ts'
import { functions } from '../../functions/index.ts'
import { identity } from '../../identity/index.ts'
import { states } from '../../states/index.ts'
import { type AgentsUnderTest, names, openAgents, type SeenEvent, textOf } from '../agents.testing.ts'
import { grant, person } from '../people.testing.ts'

const ADD = 'def add(input, context):\n    return {"sum": input["a"] + input["b"]}\n'
const FAIL = 'def fail(input, context):\n    raise ValueError("no such thing")\n'
const WHO =
  'def who(input, context):\n    return {"user": context["user_id"], "trigger": context["trigger_type"], "chat": context["chat_id"]}\n'
const NUMBERS = { type: 'object', properties: { a: { type: 'integer' }, b: { type: 'integer' } }, required: ['a', 'b'] }

const resultsOf = (events: SeenEvent[]) =>
  Object.fromEntries(events.filter(({ event }) => event === 'tool_end').map(({ data }) => [data.tool_call_id, parsed(data.result)]))

function parsed(text: string): any {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

suite('tools', () => {
  let fixture: AgentsUnderTest
  before(async () => {
    fixture = await openAgents({ others: [identity, states, functions] })
    const create = (name: string, code: string, settings = {}) =>
      fixture.run('CreateFunction', { namespace: 'tools', name, code, description: `Does ${name}.`, ...settings })
    await create('add', ADD, { input_schema: NUMBERS })
    await create('fail', FAIL)
    await create('who', WHO)
    await create('guarded', ADD.replace('add', 'guarded'), { requires_approval: true, input_schema: NUMBERS })
  })
  after(() => fixture[Symbol.asyncDispose]())

  const calls = (...asked: { id: string; name: string; arguments: string[] }[]) => ({ calls: asked })
  const call = (id: string, name: string, args: unknown) => ({ id, name, arguments: [JSON.stringify(args)] })

  test('of functions are called as the user, side by side, and what goes wrong is a result', async () => {
    const chat = await fixture.chat({ enabled_functions: ['tools/add', 'tools/fail', 'tools/who', 'tools/gone'] })
    fixture.model.script(
      calls(
        call('c1', 'tools__add', { a: 2, b: 3 }),
        call('c2', 'tools__fail', {}),
        call('c3', 'tools__who', {}),
        call('c4', 'tools__add', { a: 'x' }),
        call('c5', 'tools__gone', {}),
      ),
      { text: ['5'] },
    )
    const events = await fixture.send(chat, 'Add')
    const [request] = fixture.model.requests.slice(-2)
    const offered = request!.body.tools.map((tool: any) => tool.function)
    assert.deepEqual(
      offered.map((tool: any) => tool.name),
      ['tools__add', 'tools__fail', 'tools__who'],
    )
    assert.deepEqual(offered[0].parameters.properties, NUMBERS.properties)
    const results = resultsOf(events)
    assert.deepEqual(results.c1, { sum: 5 })
    assert.match(results.c2.error, /no such thing/)
    assert.deepEqual(results.c3, { user: fixture.user.userId, trigger: 'AGENT', chat })
    assert.match(results.c4.error, /b/)
    assert.match(results.c5.error, /no tool named tools__gone/)
    assert.equal(textOf(events), '5')
  })

  test('of functions are those that the author may execute, and meant when the list was set', async () => {
    const owner = await person(fixture)
    const author = await person(fixture, 'sinas.functions.read:all', 'sinas.functions.execute:all')
    const name = 'shifty'
    const create = (user: Caller, code = ADD) =>
      fixture.run('CreateFunction', { namespace: 'tools', name, code: code.replace('add', name) }, user)
    const offered = async (agent: { namespace: string; name: string }, user: Caller) => {
      const { id } = await fixture.run('CreateChat', { namespace: agent.namespace, name: agent.name }, user)
      await fixture.send(id, 'Hi', user)
      return fixture.model.requests.at(-1)!.body.tools?.map((tool: any) => tool.function.name) ?? []
    }
    await create(owner)
    await assert.rejects(fixture.agent({ enabled_functions: [`tools/${name}`] }), (error: any) => {
      assert.match(JSON.stringify(error.extensions.issues), /tools\/shifty is not a function that you may execute/)
      return true
    })
    const agent = await fixture.agent({ enabled_functions: [`tools/${name}`] }, author)
    assert.deepEqual(await offered(agent, author), [`tools__${name}`])

    await fixture.run('DeleteFunction', { namespace: 'tools', name }, owner)
    await create(await person(fixture))
    assert.deepEqual(await offered(agent, author), [])
    await fixture.run('UpdateAgentById', { id: agent.id, enabled_functions: [`tools/${name}`] }, author)
    assert.deepEqual(await offered(agent, author), [`tools__${name}`])

    // What is not there yet is the author's to make.
    const early = await fixture.agent({ enabled_functions: ['tools/own_later', 'tools/of_another'] }, author)
    await fixture.run('CreateFunction', { namespace: 'tools', name: 'own_later', code: ADD }, author)
    await fixture.run('CreateFunction', { namespace: 'tools', name: 'of_another', code: ADD }, owner)
    assert.deepEqual(await offered(early, author), ['tools__own_later'])
  })

  test('of functions run with a token that is limited by who wrote the agent and the function', async () => {
    const [author, editor] = [await person(fixture), await person(fixture, 'sinas.agents.update:all')]
    const user = await person(fixture, 'sinas.agents.chat:all', 'sinas.functions.execute:all')
    const code = 'def leak(input, context):\n    yield {"prompt": context["access_token"]}\n'
    await fixture.run('CreateFunction', { namespace: 'tools', name: 'leak', code }, author)
    const agent = await fixture.agent({ enabled_functions: ['tools/leak'] }, author)
    await fixture.run('UpdateAgentById', { id: agent.id, system_prompt: 'Leak.' }, editor)
    const { id } = await fixture.run('CreateChat', { namespace: agent.namespace, name: agent.name }, user)
    const leak = async () => {
      const call_id = crypto.randomUUID()
      fixture.model.script(calls(call(call_id, 'tools__leak', {})), { text: ['ok'] })
      return resultsOf(await fixture.send(id, 'Go', user))[call_id]
    }
    // The editor could not run the author's function, and so their prompt can't have it run either.
    assert.match((await leak()).error, /functions\/tools\/leak.execute:all, held by everyone who shaped this run/)
    await grant(fixture, editor.userId, 'sinas.functions.execute:all')
    const { prompt: credential } = await leak()
    const { caller } = (await fixture.platform.graph.execute('Authenticate', { credential }, testRequest(null))).authentication!
    assert.ok(caller)
    assert.equal(caller.userId, user.userId)
    assert.deepEqual(caller.shapers!.map(({ userId }) => userId).toSorted(), [author.userId, editor.userId].toSorted())
    assert.deepEqual(
      ['sinas.states.read:own', 'sinas.chats.create:own', 'sinas.functions.execute:own'].map((permission) => may(caller, permission)),
      [false, false, false],
    )
  })

  test('of functions get arguments filled in beforehand; locked ones are not the model’s to see or change', async () => {
    const chat = await fixture.chat(
      {
        enabled_functions: ['tools/add'],
        input_schema: { type: 'object', properties: { base: { type: 'string' } } },
        function_parameters: { 'tools/add': { a: { value: 40, locked: true }, b: 2 } },
        status_templates: { 'function:tools/add': 'Adding {{ b }}' },
      },
      { input: { base: 'x' } },
    )
    fixture.model.script(calls(call('c1', 'tools__add', { a: 1 }), call('c2', 'tools__add', { b: 1 })), { text: ['ok'] })
    const events = await fixture.send(chat, 'Add')
    const { parameters } = fixture.model.requests.at(-2)!.body.tools[0].function
    assert.deepEqual(parameters.properties, { b: { type: 'integer', default: 2 } })
    assert.deepEqual(parameters.required, [])
    assert.deepEqual(resultsOf(events), { c1: { sum: 42 }, c2: { sum: 41 } })
    assert.equal(events.find(({ data }) => data.type === 'tool_start' && data.tool_call_id === 'c2')!.data.description, 'Adding 1')
  })

  test('whose names meet once they are cut are all there, each by a name of its own', async () => {
    const long = 'a'.repeat(70)
    for (const name of [`${long}_one`, `${long}_two`]) {
      await fixture.run('CreateFunction', {
        namespace: 'tools',
        name,
        code: `def ${name}(input, context):\n    return {"is": "${name.slice(-3)}"}\n`,
      })
      await fixture.run('CreateSkill', { namespace: 'tools', name: name.replace('_', '-'), description: name, content: name.slice(-3) })
    }
    for (const name of ['brew-tea', 'brew_tea'])
      await fixture.run('CreateSkill', { namespace: 'tools', name, description: name, content: `as ${name}` })
    const chat = await fixture.chat({
      enabled_functions: [`tools/${long}_one`, `tools/${long}_two`],
      enabled_skills: ['tools/brew-tea', 'tools/brew_tea', `tools/${long}-one`, `tools/${long}-two`],
    })
    await fixture.send(chat, 'Hi')
    const names: string[] = fixture.model.requests.at(-1)!.body.tools.map((tool: any) => tool.function.name)
    assert.equal(new Set(names).size, 6)
    for (const name of names) assert.match(name, /^[a-zA-Z0-9_-]{1,64}$/)
    fixture.model.script(calls(...names.map((name, i) => call(`m${i}`, name, {}))), { text: ['ok'] })
    const results = Object.values(resultsOf(await fixture.send(chat, 'All'))).map((result: any) => result.is ?? result)
    assert.deepEqual(results.toSorted(), ['as brew-tea', 'as brew_tea', 'one', 'one', 'two', 'two'])
  })

  test('of functions that ask for input go on with it, also in a later turn', async () => {
    const source = 'def ask(input, context):\n    answer = yield {"prompt": "How old?"}\n    return {"age": answer["age"]}\n'
    await fixture.run('CreateFunction', { namespace: 'tools', name: 'ask', code: source })
    const chat = await fixture.chat({ enabled_functions: ['tools/ask'] })
    const shown: any[] = []
    fixture.model.script(calls(call('c1', 'tools__ask', {})), ({ body }) => {
      shown.push(...body.tools.filter((tool: any) => tool.function.name === 'continue_execution'))
      return { text: ['How old are you?'] }
    })
    const { c1 } = resultsOf(await fixture.send(chat, 'Ask'))
    assert.deepEqual([c1.status, c1.prompt], ['awaiting_input', 'How old?'])
    fixture.model.script(calls(call('c2', 'continue_execution', { execution_id: c1.execution_id, input: { age: 36 } })), { text: ['36.'] })
    assert.deepEqual(resultsOf(await fixture.send(chat, '36')).c2, { age: 36 })
    assert.deepEqual(shown[0].function.parameters.properties.execution_id.enum, [c1.execution_id])
    // It has ended: nothing waits any more.
    await fixture.send(chat, 'Thanks')
    assert.deepEqual(
      fixture.model.requests.at(-1)!.body.tools.map((tool: any) => tool.function.name),
      ['tools__ask'],
    )
  })

  test('that need approval wait for every decision of the batch, and then go on', async () => {
    const chat = await fixture.chat({ enabled_functions: ['tools/guarded', 'tools/add'] })
    fixture.model.script(
      calls(
        call('c1', 'tools__guarded', { a: 1, b: 1 }),
        call('c2', 'tools__guarded', { a: 2, b: 2 }),
        call('c3', 'tools__add', { a: 3, b: 3 }),
      ),
      { text: ['Went on.'] },
    )
    const first = await fixture.send(chat, 'Go')
    assert.deepEqual(
      names(first).filter((name) => name !== 'message'),
      ['approval_required', 'approval_required', 'done'],
    )
    const open = await fixture.run('Chat', { id: chat })
    assert.deepEqual(
      open.pending_approvals.map((approval: any) => [approval.tool_call_id, approval.function_name, approval.arguments]),
      [
        ['c1', 'guarded', { a: 1, b: 1 }],
        ['c2', 'guarded', { a: 2, b: 2 }],
      ],
    )
    await assert.rejects(fixture.send(chat, 'And?'), /waits for the approval of tools\/guarded/)
    await assert.rejects(
      fixture.run('ApproveTool', { id: chat, tool_call_id: 'c1', approved: true }, testCaller(['sinas.*:all'])),
      /ownership/,
    )

    const watching = Array.fromAsync(fixture.stream('WatchTurn', { id: chat, channel_id: open.active_channel_id, last_id: '0' }))
    const decision = await fixture.run('ApproveTool', { id: chat, tool_call_id: 'c1', approved: true })
    assert.deepEqual([decision.status, decision.channel_id], ['approved', open.active_channel_id])
    assert.equal((await fixture.run('Chat', { id: chat })).active_channel_id, open.active_channel_id)
    await fixture.run('ApproveTool', { id: chat, tool_call_id: 'c2', approved: false })
    const second = await watching
    assert.deepEqual(resultsOf(second), { c1: { sum: 2 }, c3: { sum: 6 } })
    assert.equal(second.find(({ event }) => event === 'tool_rejected')!.data.tool_call_id, 'c2')
    assert.equal(textOf(second), 'Went on.')
    const rows = await fixture.messages(chat)
    assert.match(rows.find((row) => row.tool_call_id === 'c2').content, /rejected/)
    assert.equal(rows.filter((row) => row.role === 'tool').length, 3)
    await assert.rejects(fixture.run('ApproveTool', { id: chat, tool_call_id: 'c2', approved: true }), /not found/)
  })

  test('that need approval are decided by several at once exactly once', async () => {
    const chat = await fixture.chat({ enabled_functions: ['tools/guarded'] })
    const ids = Array.from({ length: 5 }, (_, i) => `many${i}`)
    fixture.model.script(calls(...ids.map((id) => call(id, 'tools__guarded', { a: 1, b: 1 }))), { text: ['Once.'] })
    await fixture.send(chat, 'Go')
    const decisions = await Promise.all(ids.map((id) => fixture.run('ApproveTool', { id: chat, tool_call_id: id, approved: true })))
    assert.equal(decisions.filter(({ message }) => message === 'The agent goes on').length, 1)
    const events = await Array.fromAsync(fixture.stream('WatchTurn', { id: chat, channel_id: decisions[0].channel_id }))
    assert.equal(Object.keys(resultsOf(events)).length, 5)
    assert.equal(textOf(events), 'Once.')
  })

  test('that need approval can be let go by cancelling, and are said to be needed by what does not stream', async () => {
    const chat = await fixture.chat({ enabled_functions: ['tools/guarded'] })
    fixture.model.script(calls(call('c1', 'tools__guarded', { a: 1, b: 1 })))
    await assert.rejects(
      fixture.run('SendMessage', { id: chat, content: 'Go' }),
      /waits for the approval of tools\/guarded \(tool call c1\)/,
    )
    const { active_channel_id } = await fixture.run('Chat', { id: chat })
    assert.equal((await fixture.run('CancelTurn', { id: chat })).channel_id, active_channel_id)
    const end = await Array.fromAsync(fixture.stream('WatchTurn', { id: chat, channel_id: active_channel_id }))
    assert.equal(end.at(-1)!.data.status, 'cancelled')
    assert.equal(textOf(await fixture.send(chat, 'Never mind')), 'ok')
  })

  test('of states remember, for the namespaces that the agent was given', async () => {
    const settings = { state_namespaces_readwrite: ['notes'], state_namespaces_readonly: ['facts'] }
    await fixture.run('CreateState', {
      namespace: 'facts',
      key: 'moon',
      value: { made_of: 'rock' },
      description: 'What the moon is',
      relevance_score: 0.9,
    })
    const chat = await fixture.chat(settings)
    fixture.model.script(
      calls(
        call('c1', 'save_context', { namespace: 'notes', key: 'n1', value: { x: 1 } }),
        call('c2', 'save_context', { namespace: 'facts', key: 'f', value: {} }),
      ),
      calls(
        call('c3', 'save_context', { namespace: 'notes', key: 'n1', value: { x: 2 } }),
        call('c4', 'retrieve_context', { namespace: 'notes' }),
        call('c5', 'retrieve_context', { namespace: 'others' }),
      ),
      calls(
        call('c6', 'update_context', { namespace: 'notes', key: 'n1', value: { x: 3 } }),
        call('c7', 'update_context', { namespace: 'notes', key: 'none', value: {} }),
      ),
      calls(call('c8', 'delete_context', { namespace: 'notes', key: 'n1' })),
      { text: ['Done.'] },
    )
    const results = resultsOf(await fixture.send(chat, 'Remember'))
    assert.equal(results.c1.success, true)
    assert.deepEqual(results.c2.allowed_namespaces, ['notes'])
    assert.deepEqual(results.c3.existing_value, { x: 1 })
    assert.deepEqual(
      results.c4.contexts.map(({ key, value }: any) => [key, value]),
      [['n1', { x: 1 }]],
    )
    assert.deepEqual(results.c5.allowed_namespaces, ['facts', 'notes'])
    assert.deepEqual(results.c6.value, { x: 3 })
    assert.match(results.c7.error, /not found/)
    assert.equal(results.c8.success, true)
    const system = fixture.model.requests.at(-1)!.body.messages[0].content
    assert.match(system, /## Stored context\n\n- facts\/moon: What the moon is\n {2}\{"made_of":"rock"\}/)
  })

  test('of agents ask another agent, which answers in a chat of its own', async () => {
    const helper = await fixture.agent({
      description: 'Helps.',
      system_prompt: 'You are the helper of {{ topic }}.',
      input_schema: { type: 'object', properties: { topic: { type: 'string' } } },
    })
    const name = `call_agent_test__${helper.name}`
    const chat = await fixture.chat({ enabled_agents: ['test/*'] })
    fixture.model.script(
      calls(call('c1', name, { prompt: 'Help', topic: 'tea' })),
      ({ body }) => ({ text: [`As ${body.messages[0].content}`] }),
      ({ body }) => {
        const { chat_id } = JSON.parse(body.messages.at(-1).content)
        return calls(call('c2', name, { prompt: 'More', _chat_id: chat_id }))
      },
      { text: ['More help.'] },
      { text: ['Thanks.'] },
    )
    const events = await fixture.send(chat, 'Ask')
    const { c1, c2 } = resultsOf(events)
    assert.deepEqual([c1.agent_name, c1.response], [`test/${helper.name}`, 'As You are the helper of tea.'])
    assert.deepEqual([c2.chat_id, c2.response], [c1.chat_id, 'More help.'])
    assert.equal(textOf(events), 'Thanks.')
    const sub = await fixture.run('Chat', { id: c1.chat_id })
    assert.equal(sub.title, `Sub-chat: test/${helper.name}`)
    assert.equal(sub.messages.length, 4)
  })

  test('of agents stop where agents ask each other without end', async () => {
    const one = await fixture.agent({ enabled_agents: ['*/*'] })
    const two = await fixture.agent({ enabled_agents: ['*/*'] })
    const chat = (await fixture.run('CreateChat', one)).id
    let n = 0
    fixture.model.fallback = ({ body }) => {
      const tool = body.tools?.find(
        (offered: any) =>
          offered.function.name.startsWith('call_agent') && [one.name, two.name].some((name) => offered.function.name.endsWith(name)),
      )
      const asked = body.messages.at(-1).role === 'user'
      return tool && asked ? calls(call(`deep${n++}`, tool.function.name, { prompt: 'You do it' })) : { text: ['bottom'] }
    }
    const events = await fixture.send(chat, 'Go')
    fixture.model.fallback = () => ({ text: ['ok'] })
    assert.equal(textOf(events), 'bottom')
    assert.equal(n, 4)
  })

  test('of agents are stopped with the turn that asked', async () => {
    const helper = await fixture.agent()
    const chat = await fixture.chat({ enabled_agents: [`test/${helper.name}`] })
    fixture.model.script(calls(call('c1', `call_agent_test__${helper.name}`, { prompt: 'Help' })), {
      text: ['thinking', '...'],
      hold: { before: 2, until: new Promise(() => {}) },
    })
    const seen: SeenEvent[] = []
    for await (const event of fixture.stream('SendAndStream', { id: chat, content: 'Ask' })) {
      seen.push(event)
      if (event.event === 'tool_start') await fixture.run('CancelTurn', { id: chat })
    }
    assert.equal(seen.at(-1)!.data.status, 'cancelled')
    const isIdle = async () => (await fixture.run('Chats', {})).every((row: any) => row.active_channel_id === null)
    await until(isIdle)
  })
})
