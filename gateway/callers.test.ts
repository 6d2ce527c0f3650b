// Every field, route and tool, as each of four callers: what comes of it is what docs/access.md says. New ones are in both by themselves.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, before, describe, test } from 'node:test'
import { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js'
import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js'
import { buildClientSchema, getIntrospectionQuery, type IntrospectionQuery } from 'graphql'
import type { Admission } from '../schema/auth-scopes.ts'
import { loadOperations } from '../schema/operations.ts'
import { type AccessRow, accessPage, accessRows, CALLERS, type CallerName, KEY_GRANTS } from '../scripts/access-table.ts'
import { documentedOperations, leastOf, requestsOf } from './documented.testing.ts'
import { type Credential, firstResult } from './first-result.testing.ts'
import { ADMIN, startTestGateway, type TestGateway } from './gateway.testing.ts'
import { type RootField, rootFields } from './root-fields.testing.ts'

const NAMES = Object.keys(CALLERS) as CallerName[]

let gateway: TestGateway
let credentials: Record<CallerName, Credential>
const rows = new Map(accessRows().map((row) => [row.field, row]))

before(async () => {
  // No other host is contacted: the resolver refuses such addresses.
  gateway = await startTestGateway({ ALLOW_PACKAGE_INSTALLATION: 'false' })
  const user = { token: (await gateway.login('user@example.com')).access_token }
  const body = { name: 'narrow', permissions: { [KEY_GRANTS]: true } }
  const { key } = (await gateway.request('POST', '/api/v1/api-keys', { ...user, body })).body
  credentials = {
    stranger: {},
    user,
    key: { headers: { 'x-api-key': key } },
    administrator: { token: (await gateway.login(ADMIN)).access_token },
  }
})
after(() => gateway.close())

/** What of an answer is said by the door; `foreign`: that the thing that was asked for is not theirs. */
type Verdict = 'login' | 'no' | 'foreign' | 'in'

function verdictOf(code: string | undefined, message: string): Verdict {
  if (code === 'UNAUTHENTICATED') return 'login'
  if (code !== 'FORBIDDEN') return 'in'
  return /:all is required$/.test(message) ? 'foreign' : 'no'
}

/** Is this what the table says? */
function isAsTold(verdict: Verdict, admission: Admission, name: CallerName): boolean {
  if (admission === 'login') return verdict === 'login'
  if (admission === 'no') return verdict === 'no' || verdict === 'foreign'
  if (admission === 'own' || admission === 'group') return verdict === 'in' || verdict === 'foreign'
  // Where each is shown what is theirs, a field may say that this is not.
  return verdict === 'in' || (admission === 'yes' && (name === 'user' || name === 'key') && verdict !== 'login')
}

test('the page that says who may do what is up to date', () => {
  const page = readFileSync(new URL('../docs/access.md', import.meta.url), 'utf8')
  assert.ok(page === accessPage(), 'run npm run docs')
})

describe('every root field', () => {
  let fields: RootField[]
  before(async () => {
    const { access_token } = await gateway.login(ADMIN)
    const { data } = await gateway.graphql<IntrospectionQuery>(getIntrospectionQuery({ oneOf: true }), {}, access_token)
    fields = rootFields(buildClientSchema(data!))
  })

  test('is on the page', () => {
    assert.deepEqual(fields.map(({ name }) => name).toSorted(), [...rows.keys()].toSorted())
  })

  for (const name of NAMES)
    test(`answers ${name} as the page says`, async () => {
      const wrong: string[] = []
      for (const { name: field, source } of fields) {
        const { errors } = await firstResult(gateway, { query: source }, credentials[name])
        const [error] = errors ?? []
        const verdict = verdictOf(error?.extensions.code, error?.message ?? '')
        const told = rows.get(field)!.admission[name]
        if (!isAsTold(verdict, told, name)) wrong.push(`${field}: ${verdict}, the page says ${told}: ${error?.message}`)
      }
      assert.deepEqual(wrong, [])
    })
})

describe('every route', () => {
  const operations = loadOperations()
  const rowsOf = (operation: string): AccessRow[] => operations.get(operation)!.rootFields.map((field) => rows.get(field)!)

  for (const name of NAMES)
    test(`answers ${name} as the page says of its field, by each of its paths`, async () => {
      const wrong: string[] = []
      for (const operation of await documentedOperations(gateway)) {
        const told = rowsOf(operation.operationId).map(({ admission }) => admission[name])
        for (const { method, path, body } of requestsOf(operation)) {
          const verdict = await verdictAt(method, path, body, credentials[name])
          if (!told.some((admission) => isAsTold(verdict, admission, name)))
            wrong.push(`${method} ${path}: ${verdict}, the page says ${told}`)
        }
      }
      assert.deepEqual(wrong, [])
    })

  /** Without the body of a success: a stream would have no end. */
  async function verdictAt(method: string, path: string, body: unknown, { token, headers }: Credential): Promise<Verdict> {
    const response = await fetch(gateway.url + path, {
      method,
      headers: {
        ...(token && { authorization: `Bearer ${token}` }),
        ...headers,
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && method !== 'GET' && method !== 'HEAD' && { body: JSON.stringify(body) }),
    })
    const { status } = response
    if (method === 'HEAD') return status === 401 ? 'login' : status === 403 ? 'foreign' : 'in'
    if (status < 400) {
      await response.body?.cancel()
      return 'in'
    }
    const { code, detail } = (await response.json().catch(() => ({}))) as { code?: string; detail?: unknown }
    return verdictOf(code, String(detail))
  }
})

describe('every tool of /mcp', () => {
  /** By what its field asks, where that does not depend on its arguments. */
  const toolsFor = (name: CallerName) =>
    [...rows.values()].flatMap(({ tools, asks, admission }) => (admission[name] === 'no' && !asks.includes('{') ? [] : tools)).toSorted()
  const every = [...rows.values()].flatMap(({ tools }) => tools).toSorted()

  async function connect({ token, headers }: Credential): Promise<Client> {
    const client = new Client({ name: 'test', version: '1.0.0' })
    const requestInit = { headers: { ...(token && { authorization: `Bearer ${token}` }), ...headers } }
    await client.connect(new StreamableHTTPClientTransport(new URL(`${gateway.url}/mcp`), { requestInit }) as Transport)
    return client
  }

  test('is nothing to a stranger', async () => {
    await assert.rejects(connect(credentials.stranger), /401|Not authenticated/)
  })

  for (const name of NAMES.slice(1))
    test(`is offered to ${name} where the page says so, and is not there else`, async () => {
      const client = await connect(credentials[name])
      // Functions and agents are tools by their names, as tests of theirs show.
      const tools = (await client.listTools()).tools.filter((tool) => every.includes(tool.name))
      assert.deepEqual(tools.map((tool) => tool.name).toSorted(), toolsFor(name))
      for (const tool of every.filter((candidate) => !toolsFor(name).includes(candidate)))
        await assert.rejects(client.callTool({ name: tool, arguments: {} }), /Unknown tool/, tool)
      for (const { name: tool, inputSchema } of tools) {
        const row = [...rows.values()].find(({ tools }) => tools.includes(tool))!
        const result = await client.callTool({ name: tool, arguments: leastOf(inputSchema) as Record<string, unknown> })
        const text = JSON.stringify(result.content)
        const verdict = verdictOf(/Not authorized/.test(text) ? 'FORBIDDEN' : undefined, /Not authorized[^"]*/.exec(text)?.[0] ?? '')
        assert.ok(isAsTold(verdict, row.admission[name], name), `${tool}: ${text}`)
      }
      await client.close()
    })
})

test('/ready tells strangers that functions can run, and those who may read it of the system how well they are isolated', async () => {
  const told = async (name: CallerName) =>
    Object.keys((await gateway.request('GET', '/ready', credentials[name])).body.dependencies.functions)
  for (const name of ['stranger', 'user', 'key'] as const) assert.deepEqual(await told(name), ['status', 'milliseconds'], name)
  assert.ok((await told('administrator')).includes('layers'))
})
