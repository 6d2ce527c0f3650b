// The examples of the OpenAPI documents, sent as they stand: each is answered with a success that the documents describe.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import type { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js'
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { z } from 'zod'
import { IDS } from '../schema/operations/examples.ts'
import { answerOf } from '../sdks/testing/model.ts'
import { type WheelIndex, wheelIndex } from '../subgraphs/functions/packages/wheels.testing.ts'
import { startMcpServer } from '../subgraphs/mcp/mcp.testing.ts'
import { type ChatPlatform, openChatPlatform } from './chats.testing.ts'
import { inPlace } from './documented.testing.ts'

interface Example {
  /** `x-operation`. */
  operation: string
  method: string
  path: string
  parameters: { name: string; in: string; required: boolean; example?: unknown }[]
  requestBody?: { content: { 'application/json': { example?: unknown } } }
  responses: Record<string, { content?: Record<string, { schema: object; 'x-itemSchema'?: object }> }>
  deprecated?: boolean
}

/** The order in which a newcomer makes the world; then come all reads, then what changes it, and what deletes it last. */
const FIRST = [
  ...['Login', 'VerifyOtp', 'RefreshAccessToken', 'CreateUser', 'CreateGroup', 'AddGroupMember', 'SetGroupPermission', 'CreateRole'],
  ...['AddRoleMember', 'SetRolePermission', 'CreateApiKey', 'CreateLlmProvider', 'CreateSkill', 'CreateFunction', 'ExecuteFunction'],
  ...['ExecuteFunctionAsync', 'CreateAgent', 'CreateBudget', 'CreateChat', 'SendAndStream', 'SendMessage', 'CreateWebhook'],
  ...['CreateSchedule', 'CreateState', 'CreateStoreState', 'CreateMcpServer', 'InstallPackage', 'PutSecret'],
]
const LAST = ['Logout', 'DeleteUser', 'DeleteAgent', 'DeleteState']

/** Another party, or time, would have to make what these name: they are answered with an error that is documented. */
const REFUSED: Record<string, number> = {
  ExternalAuth: 503,
  CompleteMcpLogin: 400,
  // A job fails for good after minutes.
  RetryDeadLetter: 404,
  CancelQueuedJob: 404,
}
/** Two that name one thing: the other deletes it. */
const DELETED_BY_ANOTHER = new Set(['DeleteAgentById', 'DeleteStateById', 'RemoveDependency'])

let platform: ChatPlatform
let index: WheelIndex
let mcp: AsyncDisposable & { url: string }
let examples: Example[]
/** What the platform gave, for what the examples say. */
const given = new Map<string, string>()

before(async () => {
  index = wheelIndex()
  index.add({ name: 'humanize', version: '4.12.3' })
  mcp = await startMcpServer(calculator)
  platform = await openChatPlatform({ ...index.environment, MCP_ALLOWED_HOSTS: '127.0.0.1' })
  platform.model.fallback = answerOf
  given.set('https://mcp.example.com/mcp', mcp.url)
  examples = (await Promise.all(['/api/v1/openapi.json', '/openapi.json'].map(examplesOf))).flat()
})
after(async () => {
  await platform?.[Symbol.asyncDispose]()
  await mcp?.[Symbol.asyncDispose]()
  await index?.[Symbol.asyncDispose]()
})

function calculator(server: McpServer): void {
  server.registerTool('double', { inputSchema: { n: z.number() } }, ({ n }) => ({ content: [{ type: 'text', text: String(2 * n) }] }))
  server.registerResource('units', 'docs://units', {}, ({ href }) => ({ contents: [{ uri: href, text: 'None.' }] }))
  const prompt = (text: string) => ({ messages: [{ role: 'user' as const, content: { type: 'text' as const, text } }] })
  server.registerPrompt('explain', { argsSchema: { topic: z.string() } }, ({ topic }) => prompt(`Explain ${topic}.`))
}

async function examplesOf(document: string): Promise<Example[]> {
  const { paths, components } = (await platform.gateway.request('GET', document)).body
  return Object.entries<any>(paths).flatMap(([path, item]) =>
    Object.entries<any>(item).map(([method, operation]) => ({
      ...(inPlace({ parameters: [], ...operation }, components) as Omit<Example, 'operation' | 'method' | 'path'>),
      operation: operation['x-operation'],
      method: method.toUpperCase(),
      path,
    })),
  )
}

test('every operation has a value for each parameter that it requires, and a body where it takes one', () => {
  const lacking = examples.filter(
    ({ parameters, requestBody }) =>
      parameters.some(({ required, example }) => required && example === undefined) ||
      (requestBody && requestBody.content['application/json'].example === undefined && requestBody.content),
  )
  assert.deepEqual(
    lacking.map(({ operation, path }) => `${operation} ${path}`),
    [],
  )
})

test('every example is answered as the documents say', { timeout: 140_000 }, async () => {
  const faults: string[] = []
  for (const example of examples.filter(isToBeSent).toSorted((a, b) => rank(a) - rank(b))) {
    await BEFORE[example.operation]?.()
    const fault = await send(example)
    if (fault) faults.push(`${example.method} ${example.path} (${example.operation}): ${fault}`)
  }
  assert.deepEqual(faults, [])
  for (const event of ['message', 'done', 'status']) assert.ok(seen.has(event), `no event ${event} came`)
})

test('every event of a turn with tools is as the documents say', async () => {
  const stream = examples.find(({ operation }) => operation === 'WatchTurn')!.responses[200]!.content!['text/event-stream']!
  const turnOf = async (chat: string, method: string, path: string, body?: unknown) => {
    const { body: text } = await platform.admin.request(method, `/chats/${chat}${path}`, body)
    assert.equal(faultOfStream(text, stream['x-itemSchema']!), undefined)
  }
  const code = 'def handler(input, context):\n    return {}\n'
  for (const [name, requires_approval] of Object.entries({ look: false, pay_later: true }))
    await platform.admin.call('POST', '/api/v1/functions', { namespace: 'shop', name, code, requires_approval })
  const chat = await platform.chat(platform.admin, { enabled_functions: ['shop/look', 'shop/pay_later'] })
  await turnOf(chat, 'POST', '/messages/stream', { content: 'call shop__look {}' })
  await turnOf(chat, 'POST', '/messages/stream', { content: 'call shop__pay_later {}' })
  const [{ tool_call_id }] = (await platform.admin.call('GET', `/chats/${chat}`)).pending_approvals
  const { channel_id } = await platform.admin.call('POST', `/chats/${chat}/approve-tool/${tool_call_id}`, { approved: false })
  await turnOf(chat, 'GET', `/stream/${channel_id}`)
  await turnOf(chat, 'POST', '/messages/stream', { content: 'fail' })
  assert.deepEqual(
    ['tool_start', 'tool_end', 'approval_required', 'tool_rejected', 'error'].filter((event) => !seen.has(event)),
    [],
  )
})

/** A thing can be read by each of its paths, and made and deleted once. */
function isToBeSent(example: Example): boolean {
  const isFirst = examples.find(({ operation }) => operation === example.operation) === example
  return !DELETED_BY_ANOTHER.has(example.operation) && (example.method === 'GET' || isFirst)
}

function rank({ operation, method }: Example): number {
  if (FIRST.includes(operation)) return FIRST.indexOf(operation)
  if (LAST.includes(operation)) return 2000 + LAST.indexOf(operation)
  if (/^(Delete|Remove|Revoke)/.test(operation)) return 1000 + (/(Member|Permission)$/.test(operation) ? 0 : 1)
  return method === 'GET' ? 100 : 200
}

async function send(example: Example): Promise<string | undefined> {
  const { operation, method, responses } = example
  const [url, body] = requestOf(example)
  const response = await fetch(platform.gateway.url + url, {
    method,
    headers: { authorization: `Bearer ${platform.admin.token}`, ...(body !== undefined && { 'content-type': 'application/json' }) },
    ...(body !== undefined && { body }),
  })
  const { status } = response
  const type = response.headers.get('content-type')?.split(';')[0] ?? ''
  // What pip prints has no end of its own.
  const isEndless = operation === 'FollowPackageInstallation'
  const text = isEndless ? '' : await response.text()
  if (isEndless) await response.body!.cancel()
  const expected = REFUSED[operation] ?? Number(Object.keys(responses).find((code) => code.startsWith('2')))
  if (status !== expected) return `${status} ${text.slice(0, 300)}`
  const schema = responses[status]?.content?.[type]?.schema
  if (status !== 204 && !schema) return `${type} is not documented for ${status}`
  if (type === 'text/event-stream') return faultOfStream(text, responses[status]!.content![type]!['x-itemSchema'] as object)
  if (type !== 'application/json') return undefined
  const answer = JSON.parse(text)
  if (!REFUSED[operation]) await MADE[operation]?.(answer)
  const validate = ajv.compile(schema!)
  return validate(answer) ? undefined : `${ajv.errorsText(validate.errors)} in ${text.slice(0, 300)}`
}

const ajv = addFormats.default(new Ajv2020({ strict: false, allErrors: true }))
ajv.addFormat('int32', true)
ajv.addFormat('int64', true)

interface EventSchema {
  oneOf?: EventSchema[]
  properties: { event: { const: string }; data: { contentSchema?: object } }
}

/** Each event is one of those that are documented, and its data is what is said of it. */
function faultOfStream(text: string, schema: object): string | undefined {
  const known = (schema as EventSchema).oneOf ?? [schema as EventSchema]
  for (const block of text.split('\n\n').filter((part) => part.includes('data:'))) {
    const event = /^event: (.*)$/m.exec(block)?.[1]
    const data = block.match(/(?<=^data: ).*$/gm)!.join('\n')
    const member = known.find(({ properties }) => properties.event.const === event)
    if (!member) return `an event that is not documented: ${event}`
    seen.add(event!)
    const { contentSchema } = member.properties.data
    const validate = contentSchema && ajv.compile(contentSchema)
    if (validate && !validate(JSON.parse(data))) return `${ajv.errorsText(validate.errors)} in ${block}`
  }
  return undefined
}

/** Names of events that came. */
const seen = new Set<string>()

function requestOf({ path, parameters, requestBody }: Example): [url: string, body: string | undefined] {
  const exampleOf = (name: string) => translate(String(parameters.find((parameter) => parameter.name === name)?.example))
  const query = parameters.filter((parameter) => parameter.in === 'query' && parameter.required)
  const search = new URLSearchParams(query.map(({ name }) => [name, exampleOf(name)])).toString()
  const body = requestBody?.content['application/json'].example
  const url = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(exampleOf(name)))
  return [search ? `${url}?${search}` : url, body === undefined ? undefined : translate(JSON.stringify(body))]
}

function translate(text: string): string {
  for (const [example, real] of given) text = text.replaceAll(example, real)
  return text
}

const idIs =
  (id: string, field = 'id') =>
  (answer: Record<string, string>) =>
    void given.set(id, answer[field]!)

/** What is kept of an answer. */
const MADE: Record<string, (answer: any) => unknown> = {
  async Login({ session_id }) {
    given.set(IDS.session, session_id)
    given.set('123456', platform.gateway.otp('ada@example.com'))
  },
  VerifyOtp({ refresh_token, user }) {
    given.set('a-refresh-token', refresh_token)
    given.set(IDS.user, user.id)
  },
  RefreshAccessToken: idIs('a-refresh-token', 'refresh_token'),
  CreateUser: idIs(IDS.colleague),
  CreateApiKey: idIs(IDS.api_key),
  CreateFunction: idIs(IDS.function),
  ExecuteFunction: idIs(IDS.execution, 'execution_id'),
  async ExecuteFunctionAsync({ execution_id }) {
    given.set(IDS.execution, execution_id)
    while ((await platform.admin.call('GET', `/jobs/${execution_id}`)).status !== 'completed') await sleep(50)
  },
  CreateAgent: idIs(IDS.agent),
  CreateBudget: idIs(IDS.budget),
  CreateChat: idIs(IDS.chat),
  async CreateWebhook() {
    await platform.admin.call('POST', '/webhooks/orders', { quantity: 3 })
    const [delivery] = await platform.admin.call('GET', '/api/v1/webhooks/orders/deliveries')
    given.set(IDS.delivery, delivery.id)
  },
  CreateState: idIs(IDS.state),
  InstallPackage: idIs(IDS.package),
}

/** What must have happened meanwhile. */
const BEFORE: Record<string, () => Promise<void>> = {
  async WatchTurn() {
    const { headers } = await platform.admin.request('POST', `/chats/${given.get(IDS.chat)}/messages/stream`, { content: 'Hello' })
    given.set(IDS.turn, headers.get('x-stream-channel')!)
  },
  async ApproveTool() {
    const code = 'def handler(input, context):\n    return {}\n'
    await platform.admin.call('POST', '/api/v1/functions', { namespace: 'shop', name: 'pay', code, requires_approval: true })
    const chat = await platform.chat(platform.admin, { enabled_functions: ['shop/pay'] })
    await platform.admin.request('POST', `/chats/${chat}/messages/stream`, { content: 'call shop__pay {}' })
    const { pending_approvals: pending } = await platform.admin.call('GET', `/chats/${chat}`)
    given.set(IDS.chat, chat)
    given.set('call_1', pending[0].tool_call_id)
  },
  async ContinueExecution() {
    const code = 'def handler(input, context):\n    answer = yield {"prompt": "Sure?"}\n    return answer\n'
    await platform.admin.call('POST', '/api/v1/functions', { namespace: 'shop', name: 'ask', code })
    idIs(IDS.execution, 'execution_id')(await platform.admin.call('POST', '/functions/shop/ask/execute', {}))
  },
  async CancelExecution() {
    const code = 'import time\ndef handler(input, context):\n    time.sleep(60)\n'
    await platform.admin.call('POST', '/api/v1/functions', { namespace: 'shop', name: 'wait', code })
    idIs(IDS.execution, 'execution_id')(await platform.admin.call('POST', '/functions/shop/wait/execute/async', {}))
  },
}
