// What holds for every turn of an agent, as its users see it: limits, budgets, templates, locked parameters, skills, the archive.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { until } from '../schema/testing/until.ts'
import { type ChatPlatform, openChatPlatform, type TestUser, unique } from './chats.testing.ts'
import { eventIn, receive, type StreamedEvent } from './event-stream.testing.ts'

const ECHO = 'def handler(input, context):\n    return input\n'

let platform: ChatPlatform
let user: TestUser
before(async () => {
  platform = await openChatPlatform()
  user = await platform.user()
  const properties = { to: { type: 'string' }, text: { type: 'string' }, options: { type: 'object' } }
  const input_schema = { type: 'object', properties, required: ['to', 'text'] }
  await user.call('POST', '/api/v1/functions', { namespace: 'turns', name: 'send', code: ECHO, input_schema })
})
after(() => platform[Symbol.asyncDispose]())

async function send(chat: string, content: unknown = 'Go', by = user): Promise<StreamedEvent[]> {
  const url = `${platform.gateway.url}/chats/${chat}/messages/stream`
  const { status, blocks } = await receive({ url, method: 'POST', headers: { authorization: `Bearer ${by.token}` }, body: { content } })
  assert.equal(status, 200, blocks.join(''))
  return blocks.map((block) => eventIn(block)!)
}

const textOf = (events: StreamedEvent[]) => events.map(({ event, data }) => (event === 'message' ? (data.content ?? '') : '')).join('')
const resultsOf = (events: StreamedEvent[]) => events.flatMap(({ event, data }) => (event === 'tool_end' ? [JSON.parse(data.result)] : []))
const call = (name: string, args: unknown) => ({ id: unique('call'), name, arguments: [JSON.stringify(args)] })
const lastBody = () => platform.model.requests.at(-1)!.body
const systemOf = (body: any): string => body.messages[0].content

test('a turn is stopped after 25 rounds of tool calls, and the chat goes on', async () => {
  const chat = await platform.chat(user, { enabled_functions: ['turns/send'] })
  const asked = platform.model.requests.length
  platform.model.fallback = () => ({ calls: [call('turns__send', { to: 'ada', text: 'again' })] })
  const events = await send(chat)
  platform.model.fallback = () => ({ text: ['ok'] })
  assert.equal(resultsOf(events).length, 25)
  assert.equal(platform.model.requests.length - asked, 26)
  assert.equal(events.at(-1)!.event, 'error')
  assert.equal(events.at(-1)!.data.error, 'The turn was stopped after 25 rounds of tool calls')
  assert.equal(textOf(await send(chat, 'Enough')), 'ok')
  // The calls that were not made have a result that says so: providers refuse a conversation in which one is open.
  const { messages } = lastBody()
  const results = new Set(messages.flatMap((message: any) => message.tool_call_id ?? []))
  for (const { id } of messages.flatMap((message: any) => message.tool_calls ?? [])) assert.ok(results.has(id), id)
})

describe('locked parameters', () => {
  const open = async (parameters: Record<string, unknown>, input: Record<string, unknown>) => {
    const settings = {
      enabled_functions: ['turns/send'],
      function_parameters: { 'turns/send': parameters },
      input_schema: { type: 'object' },
    }
    const agent = await platform.agent(user, settings)
    return (await user.call('POST', `/agents/${agent}/chats`, { input })).id as string
  }
  const to = { value: '{{ guest }}@example.com', locked: true }

  test('hold whatever the model and the input say, and are not shown to the model', async () => {
    const options = { value: { copy: ['{{ guest }}'], note: 'fixed' }, locked: true }
    const chat = await open({ to, options }, { guest: '{{ 7 * 7 }}{% raw %}"}, "to": "eve' })
    platform.model.script({ calls: [call('turns__send', { to: 'eve@example.com', text: 'hi', options: { copy: [] } })] })
    const [sent] = resultsOf(await send(chat))
    const guest = '{{ 7 * 7 }}{% raw %}"}, "to": "eve'
    assert.deepEqual(sent, { to: `${guest}@example.com`, text: 'hi', options: { copy: [guest], note: 'fixed' } })
    const { parameters } = lastBody().tools[0].function
    assert.deepEqual([Object.keys(parameters.properties), parameters.required], [['text'], ['text']])
  })

  test('keep the tool from being called where they can’t be rendered', async () => {
    const chat = await open({ to }, { other: 'x' })
    platform.model.script({ calls: [call('turns__send', { to: 'eve@example.com', text: 'hi' })] })
    const events = await send(chat)
    assert.match(resultsOf(events)[0].error, /a locked parameter has no value.*'guest' is undefined/)
    assert.equal(textOf(events), 'ok')
    assert.equal((await user.call('GET', `/api/v1/executions?chat_id=${chat}`)).length, 0)
  })

  test('that are not locked give way to the model', async () => {
    const chat = await open({ to: '{{ guest }}@example.com', text: { value: 'hello' } }, { guest: 'ada' })
    platform.model.script({ calls: [call('turns__send', {}), call('turns__send', { to: 'bob' })] })
    const sent = resultsOf(await send(chat))
    const byTo = sent.toSorted((a, b) => a.to.localeCompare(b.to))
    assert.deepEqual(byTo, [
      { to: 'ada@example.com', text: 'hello' },
      { to: 'bob', text: 'hello' },
    ])
  })
})

describe('templates', () => {
  const HOSTILE = [
    '{{ "".constructor.constructor("return process.env")() }}',
    '{{ config }}{{ self.__init__.__globals__ }}',
    '{% include "/etc/passwd" %}',
    '{% for a in range(99999999) %}x{% endfor %}',
    '{% set s = "x" %}'.concat('{% set s = s ~ s %}'.repeat(64), '{{ s }}'),
    '{{ guest.__proto__.polluted }}',
    '{{ unclosed',
  ]

  test('that are hostile are refused when they are saved, or when a chat begins with them, and no model is sent them', async () => {
    const asked = platform.model.requests.length
    for (const template of HOSTILE) {
      const name = unique('hostile')
      const began = performance.now()
      const saved = await user.request('POST', '/api/v1/agents', { namespace: 'test', name, system_prompt: template })
      const refused = saved.status === 422 ? saved : await user.request('POST', `/agents/test/${name}/chats`, { input: { guest: {} } })
      assert.ok(performance.now() - began < 6000, template.slice(0, 40))
      assert.ok([400, 422].includes(refused.status), JSON.stringify(refused.body))
      assert.match(JSON.stringify(refused.body), /template.*(line 1|takes longer|memory)/)
    }
    assert.equal(platform.model.requests.length, asked)
  })

  test('show what users put in, and do not run it', async () => {
    const settings = {
      system_prompt: 'Serve {{ guest.name }}, who likes {% for like in guest.likes %}{{ like }};{% endfor %}',
      initial_messages: [{ role: 'assistant', content: 'Hello {{ guest.name }}' }],
      input_schema: { type: 'object' },
    }
    const agent = await platform.agent(user, settings)
    for (const name of [...HOSTILE, '<script>alert(1)</script>', '"; drop table agents.chats; --', '\u202e{{ guest }}', '__proto__']) {
      const input = JSON.parse(
        `{"guest": {"name": ${JSON.stringify(name)}, "likes": [${JSON.stringify(name)}], "__proto__": {"admin": true}}}`,
      )
      const { id } = await user.call('POST', `/agents/${agent}/chats`, { input })
      assert.equal(textOf(await send(id)), 'ok')
      assert.equal(systemOf(lastBody()), `Serve ${name}, who likes ${name};`)
      assert.equal(lastBody().messages[1].content, `Hello ${name}`)
    }
    assert.equal(({} as { admin?: boolean }).admin, undefined)
  })

  test('of status lines see what the model asked for, and nothing else', async () => {
    const status_templates = { 'function:turns/send': 'Writing to {{ to }}' }
    const chat = await platform.chat(user, { enabled_functions: ['turns/send'], status_templates })
    platform.model.script({ calls: [call('turns__send', { to: '{{ 7 * 7 }}', text: 'x' })] })
    const started = (await send(chat)).find(({ event }) => event === 'tool_start')!
    assert.equal(started.data.description, 'Writing to {{ 7 * 7 }}')
  })
})

test('skills are read when they are needed, as they are then', async () => {
  const skill = { namespace: 'turns', name: unique('skill'), description: 'How to brew.', content: 'Boil water.' }
  const path = `/api/v1/skills/turns/${skill.name}`
  await user.call('POST', '/api/v1/skills', skill)
  const chat = await platform.chat(user, { enabled_skills: [`turns/${skill.name}`] })
  const name = `get_skill_turns_${skill.name}`
  const offered = () => (lastBody().tools ?? []).map((tool: any) => [tool.function.name, tool.function.description])

  await send(chat, 'Hi')
  assert.deepEqual(offered(), [[name, 'How to brew.']])
  assert.ok(!JSON.stringify(lastBody()).includes('Boil water.'))
  platform.model.script({ calls: [call(name, {})] })
  await send(chat, 'Brew')
  assert.equal(lastBody().messages.at(-1).content, 'Boil water.')
  await user.call('PUT', path, { content: 'Boil milk.' })
  platform.model.script({ calls: [call(name, {})] })
  await send(chat, 'Again')
  assert.equal(lastBody().messages.at(-1).content, 'Boil milk.')
  await user.call('PUT', path, { is_active: false })
  await send(chat, 'And now?')
  assert.deepEqual(offered(), [])
})

describe('budgets', () => {
  const spend = (prompt: number, completion: number) => ({ text: ['dear'], usage: { prompt, completion } })
  const budget = (settings: Record<string, unknown>): Promise<{ id: string }> =>
    platform.admin.call('POST', '/api/v1/budgets', { period: 'day', ...settings })

  test('of a user count what their agents ask other agents for, and stop a turn in the middle', async () => {
    const spender = await platform.user()
    const helper = await platform.agent(spender)
    const chat = await platform.chat(spender, { enabled_agents: [helper] })
    const { id } = await budget({ user_id: spender.id, max_tokens: 100 })
    platform.model.script({
      calls: [call(`call_agent_${helper.replace('/', '__')}`, { prompt: 'Hi' })],
      usage: { prompt: 10, completion: 5 },
    })
    platform.model.script(spend(80, 10))
    const events = await send(chat, 'Go', spender)
    assert.equal(resultsOf(events)[0].response, 'dear')
    assert.equal(events.at(-1)!.data.details, 'BUDGET_EXCEEDED')
    assert.match(events.at(-1)!.data.error, /100 tokens a day is spent: 105 tokens/)
    const refused = await spender.request('POST', `/chats/${chat}/messages`, { content: 'More' })
    assert.equal(refused.status, 402)
    assert.match(refused.body.detail, /100 tokens a day is spent: 105 tokens/)
    const { messages } = await spender.call('GET', `/chats/${chat}`)
    assert.ok(
      messages.every(({ content }: any) => content !== 'More'),
      'what is refused is not stored',
    )
    await platform.admin.call('DELETE', `/api/v1/budgets/${id}`)
    assert.equal((await spender.call('POST', `/chats/${chat}/messages`, { content: 'More' })).content, 'ok')
  })

  test('of an agent count all of its users, and leave other agents alone', async () => {
    const agent = await platform.agent(platform.admin)
    const [namespace, name] = agent.split('/')
    const { id: agent_id } = await platform.admin.call('GET', `/api/v1/agents/${namespace}/${name}`)
    await platform.admin.call('POST', '/api/v1/groups/Users/permissions', {
      permission_key: `sinas.agents/${agent}.chat:all`,
      permission_value: true,
    })
    await budget({ agent_id, max_tokens: 20, period: 'month' })
    const [one, two] = [await platform.user(), await platform.user()]
    const chatOf = async (by: TestUser) => (await by.call('POST', `/agents/${agent}/chats`, {})).id
    platform.model.script(spend(15, 10))
    assert.equal(textOf(await send(await chatOf(one), 'Go', one)), 'dear')
    const refused = await two.request('POST', `/chats/${await chatOf(two)}/messages`, { content: 'Go' })
    assert.equal(refused.status, 402)
    assert.match(refused.body.detail, /20 tokens a month is spent: 25 tokens/)
    assert.equal(textOf(await send(await platform.chat(two), 'Go', two)), 'ok')
  })

  test('are for administrators to see and to change', async () => {
    for (const [method, path] of [
      ['GET', '/api/v1/budgets'],
      ['POST', '/api/v1/budgets'],
      ['DELETE', `/api/v1/budgets/${crypto.randomUUID()}`],
    ] as const)
      assert.equal((await user.request(method, path, method === 'POST' ? { period: 'day', max_tokens: 1 } : undefined)).status, 403)
  })
})

describe('a chat', () => {
  const listed = async (query = '') => (await user.call<any[]>('GET', `/chats${query}`)).map(({ id }) => id)

  test('in the archive is out of the way, and can be read, gone on with and taken out', async () => {
    const chat = await platform.chat(user)
    await send(chat)
    await user.call('DELETE', `/chats/${chat}`)
    assert.ok(!(await listed()).includes(chat))
    assert.ok((await listed('?include_archived=true')).includes(chat))
    assert.equal((await user.call('GET', `/chats/${chat}`)).messages.length, 2)
    assert.equal(textOf(await send(chat)), 'ok')
    await user.call('PUT', `/chats/${chat}`, { archived: false })
    assert.ok((await listed()).includes(chat))
  })

  test('that is archived or deleted in the middle of an answer tells the clients that watch', async () => {
    const removeWhileAnswering = async (query: string) => {
      const chat = await platform.chat(user)
      platform.model.script({ text: ['So ', 'long'], hold: { before: 2, until: new Promise(() => {}) } })
      const answer = send(chat)
      await until(async () => (await user.call('GET', `/chats/${chat}`)).active_channel_id)
      await user.call('DELETE', `/chats/${chat}${query}`)
      return { chat, last: (await answer).at(-1)! }
    }
    const archived = await removeWhileAnswering('')
    assert.deepEqual([archived.last.event, archived.last.data.status], ['done', 'cancelled'])
    assert.equal((await user.request('GET', `/chats/${archived.chat}`)).status, 200)
    // Whether it is cancelled before it is gone is a matter of milliseconds.
    const deleted = await removeWhileAnswering('?permanent=true')
    assert.match(JSON.stringify(deleted.last.data), /cancelled|The chat was deleted/)
    assert.equal((await user.request('GET', `/chats/${deleted.chat}`)).status, 404)
  })

  test('that is to last a second is gone after it, with its stream', async () => {
    const agent = await platform.agent(user)
    const { id, expires_at } = await user.call('POST', `/agents/${agent}/chats`, { expires_in: 1 })
    assert.ok(Math.abs(Date.parse(expires_at) - Date.now() - 1000) < 900)
    assert.equal(textOf(await send(id)), 'ok')
    await until(async () => (await user.request('GET', `/chats/${id}`)).status === 404)
    assert.ok(!(await listed()).includes(id))
    for (const [method, path] of [
      ['POST', 'messages'],
      ['GET', 'messages'],
      ['GET', 'stream'],
      ['POST', 'cancel'],
      ['POST', 'approve-tool/x'],
    ] as const) {
      const body = { messages: { content: 'Hi' }, 'approve-tool/x': { approved: true } }[path as string]
      assert.equal((await user.request(method, `/chats/${id}/${path}`, method === 'POST' ? (body ?? {}) : undefined)).status, 404, path)
    }
    assert.equal((await user.request('POST', `/agents/${agent}/chats`, { expires_in: 0 })).status, 422)
  })
})
