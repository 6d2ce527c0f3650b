// The templates of agents, as users meet them: when an agent is saved, when a chat begins, and in its turns.
import assert from 'node:assert/strict'
import { after, before, suite, test } from 'node:test'
import { SinasError } from '../../../schema/errors.ts'
import { testRequest } from '../../../schema/testing/platform.ts'
import { functions } from '../../functions/index.ts'
import { identity } from '../../identity/index.ts'
import { type AgentsUnderTest, names, openAgents, textOf } from '../agents.testing.ts'
import { isPlain, renderPlain } from './plain.ts'

const FULL = `{% macro item(x) %}- {{ x | title }}{% endmacro %}
{% for guest in guests if guest.comes %}
{{ item(guest.name) }} ({{ loop.revindex }})
{% endfor %}
{{ guests | selectattr('comes') | map(attribute='name') | list }} {{ guests[0].comes }}`
const GUESTS = [
  { name: 'ada', comes: true },
  { name: 'bob', comes: false },
  { name: 'cy', comes: true },
]

const issuesOf = (error: unknown) => (error as SinasError).extensions.issues as { loc: (string | number)[]; msg: string }[]

suite('templates of agents', () => {
  let fixture: AgentsUnderTest
  before(async () => {
    fixture = await openAgents({ others: [identity, functions] })
    await fixture.run('CreateFunction', {
      namespace: 'default',
      name: 'send',
      code: 'def send(input, context):\n    return input\n',
      input_schema: { type: 'object', properties: { to: { type: 'string' }, tags: { type: 'array' } } },
    })
  })
  after(() => fixture?.[Symbol.asyncDispose]())
  const lastBody = () => fixture.model.requests.at(-1)!.body

  test('are those of Jinja2, with its macros, filters and loops, in prompts and initial messages', async () => {
    const settings = {
      system_prompt: FULL,
      initial_messages: [{ role: 'assistant', content: 'For {{ guests | length }}: {{ guests[1] }}' }],
    }
    const chat = await fixture.chat(settings, { input: { guests: GUESTS } })
    await fixture.send(chat, 'Hi')
    const [system, first] = lastBody().messages
    assert.equal(system.content, "- Ada (2)\n- Cy (1)\n['ada', 'cy'] True")
    assert.equal(first.content, "For 3: {'name': 'bob', 'comes': False}")
  })

  test('are previewed with an input, or it is said why they can’t be rendered', async () => {
    const preview = async (template: string, input: object) => {
      const query = 'query($template: String!, $input: JSON!) { templatePreview(template: $template, input: $input) { text error } }'
      return (await fixture.platform.run(fixture.subgraph, query, { template, input }, fixture.user)).templatePreview
    }
    const served = await preview('Serve {{ guest | upper }}.', { guest: 'ada' })
    assert.deepEqual([served.text, served.error], ['Serve ADA.', null])
    const { text, error } = await preview('Serve\n{{ guest | upper }}.', {})
    assert.equal(text, null)
    assert.match(error, /line 2: 'guest' is undefined/)
  })

  test('are what they say in a chat without input, as the contract has it', async () => {
    const settings = { system_prompt: 'Answer {{ whom }}.', initial_messages: [{ role: 'assistant', content: '{{ who }}' }] }
    const chat = await fixture.chat(settings)
    await fixture.send(chat, 'Hi')
    assert.deepEqual(
      lastBody()
        .messages.slice(0, 2)
        .map(({ content }: { content: string }) => content),
      ['Answer {{ whom }}.', '{{ who }}'],
    )
  })

  test('that the input does not fit are said when the chat begins, with their name and line', async () => {
    const agent = await fixture.agent({ system_prompt: 'Serve\n{{ guest.name }}' })
    const begin = (input: unknown) => fixture.run('CreateChat', { namespace: 'test', name: agent.name, input })
    const reason = `The template of the system prompt of agent test/${agent.name} can't be rendered: line 2: 'dict object' has no attribute 'name'`
    await assert.rejects(begin({ guest: {} }), { code: 'BAD_REQUEST', message: reason })
    const greeter = await fixture.agent({
      initial_messages: [
        { role: 'user', content: 'ok' },
        { role: 'user', content: '{{ who }}' },
      ],
    })
    await assert.rejects(fixture.run('CreateChat', { namespace: 'test', name: greeter.name, input: { other: 1 } }), {
      code: 'BAD_REQUEST',
      message: `The template of initial message 2 of agent test/${greeter.name} can't be rendered: line 1: 'who' is undefined`,
    })
    assert.equal((await fixture.run('Chats', {})).filter((chat: any) => chat.agent_name === greeter.name).length, 0)
  })

  test('that fail in a turn end it with their name and line: the model is never sent a template', async () => {
    const asked = fixture.model.requests.length
    const agent = await fixture.agent({ system_prompt: 'Serve {{ guest.name }}' })
    const { id } = await fixture.run('CreateChat', { namespace: 'test', name: agent.name, input: { guest: { name: 'Ada' } } })
    await fixture.run('UpdateAgent', { namespace: 'test', name: agent.name, system_prompt: 'Serve {{ host.name }}' })
    const events = await fixture.send(id, 'Hi')
    const { data } = events.find(({ event }) => event === 'error')!
    assert.match(data.error, /The template of the system prompt of agent test\/agent_\d+ can't be rendered: line 1: 'host' is undefined/)
    assert.equal(fixture.model.requests.length, asked)
  })

  test('are checked when an agent is saved: each fault has its field and line', async () => {
    const settings = {
      system_prompt: 'a\n{% if %}',
      initial_messages: [
        { role: 'user', content: 'fine {{ x }}' },
        { role: 'user', content: '{{ x | shout }}' },
      ],
      function_parameters: { 'default/send': { to: { value: '{{ unclosed', locked: true }, tags: ['ok', '{% include "x" %}'] } },
      status_templates: { 'function:default/send': '{% for x in y %}' },
    }
    const issues = await fixture.agent(settings).then(
      () => [],
      (error) => issuesOf(error),
    )
    assert.deepEqual(
      issues.map(({ loc }) => loc),
      [
        ['input', 'systemPrompt'],
        ['input', 'initialMessages', 1, 'content'],
        ['input', 'functionParameters', 'default/send', 'to', 'value'],
        ['input', 'functionParameters', 'default/send', 'tags', 1],
        ['input', 'statusTemplates', 'function:default/send'],
      ],
    )
    assert.match(issues[0]!.msg, /is no template that Jinja2 can read: line 2: Expected an expression/)
    assert.match(issues[3]!.msg, /\{% include %\} can't be used: a template stands alone/)
    const { name } = await fixture.agent({ system_prompt: FULL })
    await assert.rejects(fixture.run('UpdateAgent', { namespace: 'test', name, system_prompt: '{{ 1 + }}' }), { code: 'VALIDATION' })
    await fixture.run('UpdateAgent', { namespace: 'test', name, system_prompt: '{% raw %}{{ 1 + }}{% endraw %}' })
  })

  test('fill in parameters and status lines; a locked one that fails keeps its tool from being called', async () => {
    const settings = {
      enabled_functions: ['default/send'],
      function_parameters: { 'default/send': { to: { value: '{{ who | upper }}', locked: true }, tags: ['{{ 1 + 1 }}', 3] } },
      status_templates: { 'function:default/send': '{{ text | truncate(9, true, "..") | upper }}' },
    }
    const call = { calls: [{ id: `call_${Math.random()}`, name: 'default__send', arguments: ['{"text": "a long text indeed"}'] }] }
    const sent = async (input: Record<string, unknown>) => {
      const chat = await fixture.chat(settings, { input })
      fixture.model.script(call, { text: ['ok'] })
      const events = await fixture.send(chat, 'Go')
      assert.equal(textOf(events), 'ok', JSON.stringify(events))
      const [started, ended] = ['tool_start', 'tool_end'].map((name) => events.find(({ event }) => event === name)!.data)
      return { description: started.description, result: JSON.parse(ended.result), events: names(events) }
    }
    const good = await sent({ who: 'ada' })
    assert.deepEqual(good.result, { to: 'ADA', tags: ['2', 3], text: 'a long text indeed' })
    assert.equal(good.description, 'A LONG ..')
    const bad = await sent({ other: 1 })
    assert.match(bad.result.error, /locked parameter has no value.*parameter to of function:default\/send.*line 1: 'who' is undefined/)
  })

  test('that are plain are rendered without Jinja2, to what Jinja2 makes of them', async () => {
    const variables = {
      a: 'x {{ b }} <b>',
      n: { i: 7, f: -0.25, big: 123456789012, t: true, no: false, nil: null, deep: { s: 'end', items: 'hidden' } },
      items: 'own',
      range: 'mine',
    }
    const sources = [
      'no tag at all',
      '{{ a }}',
      'a{{a}}b{{ n.i }}c',
      '{{ n.f }} {{ n.big }} {{ n.t }} {{ n.no }} {{ n.nil }}',
      '{{ n.deep.s }}\n\n',
      '{{ items }} {{ range }}\n',
      '}} {{ a }} %} #}',
    ]
    const order = { templates: sources.map((source) => [source, 0]), variables: [JSON.stringify(variables)] }
    const { renderings } = await fixture.platform.graph.execute('RenderTemplates', order, testRequest(fixture.user))
    for (const [i, source] of sources.entries()) {
      if (source.includes('{{')) assert.deepEqual({ text: renderPlain(source, variables) }, (renderings as unknown[])[i], source)
      assert.ok(isPlain(source), source)
    }
    for (const source of [
      '{{{ a }}}',
      '{{ n.deep.items }}',
      '{{ n.x }}',
      '{{ n }}',
      '{{ a | upper }}',
      '{{- a }}',
      '{% raw %}',
      '{# x #}',
      '{{ self }}',
      '{{ true }}',
      '{{ n.__proto__ }}',
      '{{ n.constructor }}',
    ])
      assert.equal(renderPlain(source, variables), null, source)
  })
})

test('where functions can’t run, plain templates are rendered, and others say why they are not', async () => {
  await using fixture = await openAgents({ others: [identity, functions], environment: { FUNCTION_PYTHON: '/no/python' } })
  const plain = await fixture.chat({ system_prompt: 'Serve {{ guest }}.' }, { input: { guest: 'ada' } })
  await fixture.send(plain, 'Hi')
  assert.equal(fixture.model.requests.at(-1)!.body.messages[0].content, 'Serve ada.')
  const { name } = await fixture.agent({ system_prompt: 'Serve {{ guest | upper }}.' })
  await assert.rejects(fixture.run('CreateChat', { namespace: 'test', name, input: { guest: 'ada' } }), (error: unknown) => {
    assert.ok(error instanceof SinasError)
    assert.equal(error.code, 'UNAVAILABLE')
    assert.match(
      error.message,
      /^Jinja2 is not available: templates are rendered in the sandbox of functions, and the sandbox is not available: .*no Python/,
    )
    return true
  })
})
