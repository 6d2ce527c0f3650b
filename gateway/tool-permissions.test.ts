// An agent does nothing that its user may not, and nothing to its user that its editors could not: every kind of tool, tried by a user who may
// talk with the agent and do nothing else, and by an administrator with an agent that a plain user wrote.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js'
import { startMcpServer, type TestServer } from '../subgraphs/mcp/mcp.testing.ts'
import { type ChatPlatform, openChatPlatform, type TestUser } from './chats.testing.ts'
import { eventIn, receive, type StreamedEvent } from './event-stream.testing.ts'

const ADD = 'def handler(input, context):\n    return {"sum": input["a"] + input["b"]}\n'
const ASK = 'def handler(input, context):\n    answer = yield {"prompt": "How old?"}\n    return {"age": answer["age"]}\n'
const SECRET = 'what only those who may read it know'
const NUMBERS = { a: 1, b: 2 }
const TOOLS = {
  enabled_functions: ['may/add', 'may/guarded', 'may/ask'],
  enabled_skills: ['may/secret', { skill: 'may/other', preload: true }],
  enabled_agents: ['may/closed'],
  enabled_mcp_tools: ['may.*'],
  state_namespaces_readwrite: ['may'],
}

let platform: ChatPlatform
let mcp: TestServer
let pokes = 0
let agent: string
/** May talk with agents. Until a moment ago they were a member of `Users`, and left things behind. */
let weak: TestUser
let able: TestUser
let paused: string
const offered = new Set<string>()

function addTools(server: McpServer): void {
  const poke = async () => ({ content: [{ type: 'text' as const, text: `poke ${++pokes}` }] })
  server.registerTool('poke', { description: 'Pokes.' }, poke)
  server.registerTool('guarded_poke', { description: 'Pokes, if a person agrees.' }, poke)
}

before(async () => {
  mcp = await startMcpServer(addTools)
  platform = await openChatPlatform({ MCP_ALLOWED_HOSTS: '127.0.0.1' })
  able = platform.admin
  await addTargets()
  agent = await platform.agent(able, TOOLS)
  weak = await platform.user()
  await weak.call('POST', '/states', { namespace: 'may', key: 'kept', value: { secret: SECRET }, relevance_score: 1 })
  await able.call('POST', '/states', { namespace: 'may', key: 'kept', value: {} })
  assert.equal((await kept()).length, 2)
  paused = await pausedExecution(weak)
  await demote(weak)
})
after(async () => {
  await platform[Symbol.asyncDispose]()
  await mcp[Symbol.asyncDispose]()
})

async function addTargets(): Promise<void> {
  for (const [name, code, settings] of [
    ['add', ADD, {}],
    ['guarded', ADD, { requires_approval: true }],
    ['ask', ASK, {}],
  ] as const)
    await able.call('POST', '/api/v1/functions', { namespace: 'may', name, code, ...settings })
  for (const name of ['secret', 'other'])
    await able.call('POST', '/api/v1/skills', { namespace: 'may', name, description: 'Secret.', content: SECRET })
  await able.call('POST', '/api/v1/agents', { namespace: 'may', name: 'closed' })
  await able.call('POST', '/api/v1/mcp-servers', { name: 'may', url: mcp.url, requires_approval: ['guarded_poke'] })
}

/** Everything of `Users` is taken from them; what stays is to talk with any agent. */
async function demote({ id }: TestUser): Promise<void> {
  await able.call('POST', '/api/v1/groups', { name: 'Talkers' })
  for (const permission_key of ['sinas.agents/test/*.chat:all', 'sinas.chats.*:own'])
    await able.call('POST', '/api/v1/groups/Talkers/permissions', { permission_key, permission_value: true })
  await able.call('POST', '/api/v1/groups/Talkers/members', { user_id: id })
  await able.call('DELETE', `/api/v1/groups/Users/members/${id}`)
}

async function pausedExecution(user: TestUser): Promise<string> {
  const name = `ask_${user.id.slice(0, 8)}`
  await user.call('POST', '/api/v1/functions', { namespace: 'may', name, code: ASK })
  return (await user.call('POST', `/functions/may/${name}/execute`, { input: {} })).execution_id
}

/** The model calls one tool. @returns its result, and all that the model was sent */
async function attempt(user: TestUser, name: string, args: unknown, chat?: string): Promise<{ result: any; sent: string }> {
  const id = chat ?? (await user.call('POST', `/agents/${agent}/chats`, {})).id
  const call = { id: crypto.randomUUID(), name, arguments: [JSON.stringify(args)] }
  const { length } = platform.model.requests
  platform.model.script({ calls: [call] })
  let events = await stream(user, 'POST', `/chats/${id}/messages/stream`, { content: 'Try' })
  if (events.some(({ event }) => event === 'approval_required')) {
    // Their own word is theirs to give; it grants them nothing.
    const { channel_id } = await user.call('POST', `/chats/${id}/approve-tool/${call.id}`, { approved: true })
    events = await stream(user, 'GET', `/chats/${id}/stream/${channel_id}?last_id=0`)
  }
  assert.equal(events.at(-1)!.event, 'done', JSON.stringify(events.at(-1)))
  const { result } = events.find(({ event }) => event === 'tool_end')!.data
  const requests = platform.model.requests.slice(length)
  for (const { body } of requests) for (const tool of body.tools ?? []) offered.add(tool.function.name)
  return { result: parsed(result), sent: JSON.stringify(requests) }
}

async function stream({ token }: TestUser, method: 'GET' | 'POST', path: string, body?: unknown): Promise<StreamedEvent[]> {
  const url = `${platform.gateway.url}${path}`
  const { blocks } = await receive({ url, method, headers: { authorization: `Bearer ${token}` }, ...(body !== undefined && { body }) })
  return blocks.flatMap((block) => eventIn(block) ?? [])
}

function parsed(text: string): any {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

const runs = async () => (await able.call<any[]>('GET', '/api/v1/executions?trigger_type=AGENT&limit=1000')).map(({ id }) => id)
const kept = () => able.call<any[]>('GET', '/states?namespace=may')
const chatsWithClosed = async () => {
  const lists = await Promise.all([weak, able].map((user) => user.call<any[]>('GET', '/chats?limit=1000')))
  return lists.flat().filter(({ agent_name }) => agent_name === 'closed')
}

interface Kind {
  arguments(): unknown
  /** Is this the answer to a caller who may use it? */
  works(result: any): boolean
  /** What a call would change, where it changes anything. */
  state?(): Promise<unknown>
}

const KINDS: Record<string, Kind> = {
  may__add: { arguments: () => NUMBERS, works: ({ sum }) => sum === 3, state: runs },
  may__guarded: { arguments: () => NUMBERS, works: ({ sum }) => sum === 3, state: runs },
  may__ask: { arguments: () => ({}), works: ({ status }) => status === 'awaiting_input', state: runs },
  continue_execution: {
    arguments: () => ({ execution_id: paused, input: { age: 3 } }),
    works: ({ age }) => age === 3,
    state: async () => (await able.call('GET', `/api/v1/executions/${paused}`)).status,
  },
  get_skill_may_secret: { arguments: () => ({}), works: (text) => text === SECRET },
  retrieve_context: { arguments: () => ({ namespace: 'may' }), works: ({ contexts }) => contexts.length > 0 },
  save_context: {
    arguments: () => ({ namespace: 'may', key: 'new', value: { n: 1 } }),
    works: ({ success }) => success,
    state: kept,
  },
  update_context: {
    arguments: () => ({ namespace: 'may', key: 'kept', value: { n: 2 } }),
    works: ({ success }) => success,
    state: kept,
  },
  delete_context: { arguments: () => ({ namespace: 'may', key: 'kept' }), works: ({ success }) => success, state: kept },
  call_agent_may__closed: {
    arguments: () => ({ prompt: 'Hi' }),
    works: ({ agent_name }) => agent_name === 'may/closed',
    state: chatsWithClosed,
  },
  poke: { arguments: () => ({}), works: (text) => /^poke \d/.test(text), state: async () => pokes },
  guarded_poke: { arguments: () => ({}), works: (text) => /^poke \d/.test(text), state: async () => pokes },
}

describe('a tool that its user may not use', () => {
  for (const [name, kind] of Object.entries(KINDS))
    test(`${name}: the result is an error, and nothing has happened`, async () => {
      const before = await kind.state?.()
      const { result, sent } = await attempt(weak, name, kind.arguments())
      assert.match(result.error ?? JSON.stringify(result), /^Not authorized/)
      assert.deepEqual(await kind.state?.(), before)
      assert.ok(!sent.includes(SECRET), 'neither in the result nor in the system prompt')
      // The same call of a caller who may.
      const allowed = await attempt(able, name, kind.arguments())
      assert.ok(kind.works(allowed.result), JSON.stringify(allowed.result))
      assert.ok(allowed.sent.includes(SECRET), 'the skill that is preloaded')
    })

  test('is among these, whatever its kind', async () => {
    // One of them is shown to the model only where it is of use: after a function has paused.
    const { id } = await able.call('POST', `/agents/${agent}/chats`, {})
    await attempt(able, 'may__ask', {}, id)
    assert.deepEqual([...offered].toSorted(), Object.keys(KINDS).toSorted())
  })

  test('another chat with the agent is not theirs to go on with, nor are results of other chats', async () => {
    const open = await platform.agent(able)
    const theirs = (await able.call('POST', `/agents/${open}/chats`, {})).id
    agent = await platform.agent(able, { enabled_agents: [open], enabled_skills: ['may/secret'] })
    const asked = await attempt(weak, `call_agent_${open.replace('/', '__')}`, { prompt: 'Hi', _chat_id: theirs })
    assert.equal(asked.result.error, 'Chat not found')
    assert.deepEqual((await able.call('GET', `/chats/${theirs}`)).messages, [])

    const { id } = await able.call('POST', `/agents/${agent}/chats`, {})
    const read = await attempt(able, 'get_skill_may_secret', {}, id)
    assert.equal(read.result, SECRET)
    const tool_call_id = (await able.call('GET', `/chats/${id}`)).messages.find(({ role }: any) => role === 'tool').tool_call_id
    const recalled = await attempt(weak, 'retrieve_tool_result', { tool_call_id })
    assert.equal(recalled.result.error, 'There is no such result in this chat')
  })
})

describe('a tool of an agent that a plain user wrote', () => {
  let author: TestUser
  let theirs: string

  before(async () => {
    author = await platform.user()
    theirs = await platform.agent(author, { system_prompt: 'Call everything that there is.' })
    // The administrator gives it tools. The prompt is what it was, and so is whose it is.
    await able.call('PUT', `/api/v1/agents/${theirs}`, TOOLS)
    paused = await pausedExecution(able)
  })

  for (const [name, kind] of Object.entries(KINDS))
    test(`${name}: an administrator who talks with it, and agrees to the call, gets an error, and nothing has happened`, async () => {
      const { id } = await able.call('POST', `/agents/${theirs}/chats`, {})
      const before = await kind.state?.()
      const { result, sent } = await attempt(able, name, kind.arguments(), id)
      assert.match(result.error ?? JSON.stringify(result), /^Not authorized/)
      assert.deepEqual(await kind.state?.(), before)
      assert.ok(!sent.includes(SECRET), 'neither in the result nor in the system prompt')
    })

  test('works for an administrator who wrote all of it', async () => {
    await able.call('PUT', `/api/v1/agents/${theirs}`, { system_prompt: 'Call what is needed.' })
    const { id } = await able.call('POST', `/agents/${theirs}/chats`, {})
    assert.deepEqual((await attempt(able, 'may__add', NUMBERS, id)).result, { sum: 3 })
  })
})
