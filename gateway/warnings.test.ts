// What a client sends is done, refused, or named in a warning: never dropped in silence.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type ChatPlatform, openChatPlatform, type TestUser, unique } from './chats.testing.ts'

let platform: ChatPlatform
let user: TestUser
before(async () => {
  platform = await openChatPlatform()
  user = await platform.user()
})
after(() => platform[Symbol.asyncDispose]())

test('an agent is saved with a warning for each function and MCP tool that it lists in vain', async () => {
  const name = unique('there')
  await user.call('POST', '/api/v1/functions', { namespace: 'warn', name, code: 'def handler(input, context):\n    return 1\n' })
  const agent = { name: unique('agent'), enabled_functions: [`warn/${name}`, 'warn/missing'], enabled_mcp_tools: ['files.read'] }
  const { warnings } = await user.call('POST', '/api/v1/agents', agent)
  assert.deepEqual(warnings, [
    'enabled_functions: there is no active function warn/missing',
    'enabled_mcp_tools: no MCP server that you may use has a tool files.read',
  ])
})

test('a name in the body of PUT renames agents and skills', async () => {
  const [agent, skill] = [unique('agent'), unique('skill')]
  await user.call('POST', '/api/v1/agents', { namespace: 'names', name: agent })
  await user.call('POST', '/api/v1/skills', { namespace: 'names', name: skill, description: 'd', content: 'c' })
  for (const [kind, name] of [
    ['agents', agent],
    ['skills', skill],
  ] as const) {
    const to = unique('renamed')
    const renamed = await user.call('PUT', `/api/v1/${kind}/names/${name}`, { namespace: 'other', name: to })
    assert.deepEqual([renamed.namespace, renamed.name], ['other', to])
    assert.equal((await user.request('GET', `/api/v1/${kind}/names/${name}`)).status, 404)
    assert.equal((await user.call('GET', `/api/v1/${kind}/other/${to}`)).id, renamed.id)
  }
})

test('what a request has that is not known is named, with what was probably meant', async () => {
  const body = { name: unique('f'), code: 'def handler(input, context):\n    return 1\n', requirments: [], icon: null, nonsense: 1 }
  const { status, headers } = await user.request('POST', '/api/v1/functions?dry_run=1', body)
  assert.equal(status, 201)
  assert.deepEqual(headers.get('warning')!.split(', '), [
    '299 - "Ignored in the body: requirments is not known: did you mean requirements?"',
    '299 - "Ignored in the body: nonsense is not known"',
    '299 - "Ignored in the query: dry_run is not known"',
  ])
  const list = await user.request('GET', '/api/v1/functions?limt=1')
  assert.match(list.headers.get('warning')!, /did you mean limit\?/)
  const known = await user.request('GET', '/api/v1/functions?limit=1')
  assert.equal(known.headers.get('warning'), null)
})

test('a name that no header can hold is shown without what it can not hold', async () => {
  const { headers } = await user.request('POST', '/states', { namespace: 'n', key: unique('k'), value: 1, '"\r\nset-cookie: é': 1 })
  assert.equal(headers.get('warning'), '299 - "Ignored in the body: ???set-cookie: ? is not known"')
  assert.equal(headers.get('set-cookie'), null)
})

test('it is refused under handling=strict', async () => {
  const key = unique('k')
  const body = { namespace: 'n', key, value: 1, tag: ['a'] }
  for (const prefer of ['handling=strict', 'return=minimal, Handling="strict";x=y']) {
    const refused = await user.request('POST', '/states', body, { prefer })
    assert.equal(refused.status, 422)
    assert.equal(refused.headers.get('preference-applied'), 'handling=strict')
    const [issue] = refused.body.detail
    assert.deepEqual([issue.type, issue.loc], ['extra_forbidden', ['body', 'tag']])
    assert.match(issue.msg, /did you mean tags\?/)
  }
  assert.equal((await user.request('GET', `/states/n/${key}`)).status, 404)
  const { tag, ...right } = body
  const taken = await user.request('POST', '/states', { ...right, tags: tag }, { prefer: 'handling=strict' })
  assert.deepEqual([taken.status, taken.headers.get('preference-applied')], [200, 'handling=strict'])
  assert.equal((await user.request('POST', '/states', { ...body, key: unique('k') }, { prefer: 'handling=lenient' })).status, 200)
})

test('streams warn as well, and browsers of other origins may read it', async () => {
  const chat = await platform.chat(user)
  const response = await fetch(`${platform.gateway.url}/chats/${chat}/messages/stream?model=big`, {
    method: 'POST',
    headers: { authorization: `Bearer ${user.token}`, 'content-type': 'application/json', origin: 'https://example.com' },
    body: JSON.stringify({ content: 'Hi', temperature: 1 }),
  })
  await response.text()
  assert.match(response.headers.get('warning')!, /in the body: temperature .*in the query: model/)
  assert.match(response.headers.get('access-control-expose-headers')!, /warning, ?preference-applied/i)
})

test('what the contract has and this version lacks is said to come, or refused where it would be missed', async () => {
  const agent = await user.request('POST', '/api/v1/agents', { name: unique('agent'), hooks: {}, enabled_queries: [] })
  assert.equal(agent.status, 201)
  assert.match(agent.headers.get('warning')!, /hooks comes with a later version".*enabled_queries comes with a later version/)
  const name = unique('f')
  await user.call('POST', '/api/v1/functions', { name, code: 'def handler(input, context):\n    return 1\n' })
  const refused = await user.request('POST', `/functions/default/${name}/execute/async`, { callback_url: 'https://example.com' })
  assert.deepEqual([refused.status, refused.body.detail[0].loc], [422, ['body', 'callback_url']])
  assert.deepEqual(await user.call('GET', `/executions?function_name=${name}`), [])
})
