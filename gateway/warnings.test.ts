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
