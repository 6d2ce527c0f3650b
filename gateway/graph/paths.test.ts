// The straight path and the runtime are two ways to one answer: requests of every kind are sent both ways, and what comes back and is logged is compared.
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { after, before, describe, test } from 'node:test'
import { buildSchema, parse } from 'graphql'
import { type Config, loadConfig } from '../../schema/config.ts'
import { createLog } from '../../schema/log.ts'
import type { NewRequestLogRow } from '../../subgraphs/logs/index.ts'
import { PersistedDocuments } from '../documents/persisted-documents.ts'
import { ADMIN, startTestGateway, type TestGateway } from '../gateway.testing.ts'
import { KnownCallers } from '../known-callers.ts'
import { OpenStreams } from '../open-streams.ts'
import { listRoutes } from '../rest.ts'
import { createServer } from '../server.ts'
import { LazyRuntime } from './lazy-runtime.ts'
import { createGateway } from './runtime.ts'
import { createStraightPath } from './straight-path.ts'

/** One way to the platform. */
interface Way {
  name: 'runtime' | 'straight'
  /** What its requests call what they make: both ways write into the same tables. */
  mark: string
  url: string
  /** Rows of the request log. */
  rows: NewRequestLogRow[]
  /** Whether the last request was answered by the straight path. */
  wasStraight(): boolean
  close(): Promise<void>
}

let platform: TestGateway
let token: string
let ways: Way[]
before(async () => {
  platform = await startTestGateway()
  token = (await platform.login(ADMIN)).access_token
  ways = await Promise.all([openWay('runtime'), openWay('straight')])
})
after(async () => {
  for (const way of ways) await way.close()
  await platform.close()
})

/** A server of its own before the same subgraphs. */
async function openWay(name: Way['name'], environment: Record<string, string> = {}): Promise<Way> {
  const config: Config = { ...platform.config, ...pick(loadConfig(environment), environment) }
  const { endpoints, operations, platform: shared } = platform.gateway.process
  const schemas = new Map([...endpoints].map(([name, endpoint]) => [name, endpoint.schema] as const))
  const [log, streams, persisted] = [createLog('silent'), new OpenStreams(config), new PersistedDocuments(config)]
  const supergraph = parse(readFileSync(new URL('../../schema/supergraph.graphql', import.meta.url), 'utf8'))
  const runtime = new LazyRuntime(async () => createGateway(supergraph, endpoints, { config, log, streams, persisted }))
  const schema = buildSchema(readFileSync(new URL('../../schema/schema.graphql', import.meta.url), 'utf8'))
  const rows: NewRequestLogRow[] = []
  const requestLog = { record: (row: NewRequestLogRow) => void rows.push(row), flush: async () => {}, close: async () => {}, dropped: 0 }
  let wasStraight = false
  const straightPath =
    name === 'straight' ? createStraightPath(supergraph, { schema, runtime, endpoints, config, log, persisted }) : undefined
  if (straightPath) {
    const answer = straightPath.answer.bind(straightPath)
    straightPath.answer = async (request) => {
      const given = await answer(request)
      wasStraight = given !== undefined
      return given
    }
  }
  const server = createServer({
    config,
    log,
    graph: shared.graph,
    callers: new KnownCallers(),
    runtime,
    straightPath,
    streams,
    routes: listRoutes(operations.values(), schemas),
    requestLog,
    checks: {},
  })
  const url = await server.listen({ port: 0, host: '127.0.0.1' })
  return {
    name,
    mark: { runtime: 'way_1', straight: 'way_2' }[name],
    url,
    rows,
    wasStraight: () => wasStraight,
    async close() {
      await server.close()
      await runtime.close()
    },
  }
}

const pick = (config: Config, names: object) =>
  Object.fromEntries(Object.entries(config).filter(([name]) => name in names)) as Partial<Config>

interface Options {
  /** What the request says of who asks: an administrator, where it is absent. */
  authorization?: string | undefined
  accept?: string
  contentType?: string
  /** Several subgraphs are asked at once: which of them is heard first differs. */
  isUnordered?: true
  /** How many times it is sent: the second finds its document. */
  times?: number
}

/** What a request is answered with by one way, without what differs from request to request. */
async function askBy(way: Way, body: unknown, { accept, contentType = 'application/json', ...options }: Options) {
  const authorization = 'authorization' in options ? options.authorization : `Bearer ${token}`
  const text = (typeof body === 'string' ? body : JSON.stringify(body)).replaceAll('WAY', way.mark)
  const headers = { 'content-type': contentType, ...(authorization && { authorization }), ...(accept && { accept }) }
  way.rows.length = 0
  const response = await fetch(`${way.url}/graphql`, { method: 'POST', headers, body: text })
  const answer = (await response.text()).replaceAll(/way_[12]/g, 'WAY').replaceAll(UUID, 'UUID')
  while (way.rows.length === 0) await new Promise((resolve) => setImmediate(resolve))
  const { request_id: _, timestamp: __, response_time_ms: ___, response_size_bytes: ____, ...row } = way.rows[0]!
  const { date: _____, 'x-request-id': ______, 'content-length': _______, ...rest } = Object.fromEntries(response.headers)
  const logged = JSON.parse(
    JSON.stringify(row)
      .replaceAll(/way_[12]/g, 'WAY')
      .replaceAll(UUID, 'UUID'),
  )
  return { status: response.status, headers: rest, body: answer.startsWith('{') ? JSON.parse(answer) : answer, logged }
}

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g
const NOBODY = '00000000-0000-4000-8000-000000000000'
const stranger = { authorization: undefined }
const strict = { accept: 'application/graphql-response+json' }

/** @returns the answer of both @throws where they differ */
async function askBoth(body: unknown, options: Options = {}, [runtime, straight] = ways as [Way, Way]) {
  let answer: Awaited<ReturnType<typeof askBy>>
  for (let time = 0; time < (options.times ?? 1); time++) {
    const expected = await askBy(runtime!, body, options)
    answer = await askBy(straight!, body, options)
    assert.deepEqual(ordered(answer, options), ordered(expected, options))
  }
  return answer!
}

type Answer = Awaited<ReturnType<typeof askBy>>

function ordered({ body, logged, ...answer }: Answer, { isUnordered }: Options) {
  if (!isUnordered) return { ...answer, body, logged }
  const { permission_used: _, ...row } = logged
  const errors = body.errors?.toSorted((one: Fault, other: Fault) => one.path.join().localeCompare(other.path.join()))
  return { ...answer, body: { ...body, errors }, logged: row }
}

interface Fault {
  path: string[]
}

type Case = [what: string, body: unknown, options?: Options]

function compare(isStraight: boolean, cases: Case[]): void {
  for (const [what, body, options] of cases)
    test(what, async () => {
      await askBoth(body, options)
      assert.equal(ways[1]!.wasStraight(), isStraight)
    })
}

describe('by the straight path', () => {
  compare(true, [
    [
      'mutations of two subgraphs',
      {
        query:
          'mutation ($code: String!) { createGroup(input: {name: "WAY four"}) { group { name } } createFunction(input: {name: "WAY", code: $code}) { function { name owner { email } } } }',
        variables: { code: 'def handler(input, context):\n    return 1\n' },
      },
    ],
    ['one subgraph', { query: '{ me { email groups { nodes { name } } } }' }],
    ['twice', { query: '{ me { id } }' }, { times: 2 }],
    ['two subgraphs at the root', { query: '{ me { email } functions { nodes { name } totalCount } }' }],
    ['from one subgraph to another', { query: '{ me { email executions(first: 2) { nodes { id status } totalCount } } }' }],
    [
      'there and back',
      {
        query:
          '{ functions { nodes { name owner { email groups { totalCount } } authors { id email } } } users(first: 5) { nodes { email } } }',
      },
    ],
    ['an empty list', { query: '{ executions { nodes { id user { email } } edges { cursor } pageInfo { hasNextPage } } }' }],
    ['the name of types', { query: '{ __typename me { __typename email groups { __typename } } }' }],
    ['nothing but the name of the root', { query: '{ __typename }' }],
    ['the name of types of two subgraphs', { query: '{ __typename me { __typename executions(first: 1) { __typename } } }' }],
    ['aliases', { query: '{ a: me { x: email y: email } b: me { email } }' }],
    [
      'aliases over two',
      { query: '{ a: me { x: email p: executions(first: 1) { n: totalCount } } f: functions(first: 1) { n: totalCount } }' },
      { isUnordered: true },
    ],
    [
      'fragments',
      {
        query:
          'query Q { me { ...F ... on User { id } ... { email } } } fragment F on User { email ...G } fragment G on User { createdAt }',
      },
    ],
    ['the same field twice', { query: '{ me { groups { nodes { name } } } me { groups { nodes { id } totalCount } } }' }],
    [
      'directives',
      {
        query:
          'query ($yes: Boolean!, $no: Boolean!) { me { email @include(if: $yes) id @skip(if: $yes) groups @include(if: $no) { totalCount } } }',
        variables: { yes: true, no: false },
      },
    ],
    ['a default of a variable', { query: 'query ($n: Int = 1) { groups(first: $n) { nodes { name } } }' }],
    ['a variable', { query: 'query ($n: Int) { groups(first: $n) { nodes { name } totalCount } }', variables: { n: 1 } }],
    ['a variable that is null', { query: 'query ($n: Int) { groups(first: $n) { totalCount } }', variables: { n: null } }],
    ['a variable of an input', { query: 'query ($by: UserReference!) { user(by: $by) { email } }', variables: { by: { email: ADMIN } } }],
    ['a variable that nothing uses', { query: '{ me { email } }', variables: { other: { deep: [1] } } }],
    [
      'variables over two subgraphs',
      { query: 'query ($n: Int!) { me { executions(first: $n) { totalCount } } groups(first: $n) { totalCount } }', variables: { n: 3 } },
    ],
    [
      'one of several operations',
      { query: 'query A { me { id } } query B { me { email } } mutation C { __typename }', operationName: 'B' },
    ],
    ['what is null is absent', { query: '{ me { email } }', variables: null, operationName: null, extensions: null, documentId: null }],
    ['what it costs', { query: '{ groups(first: 3) { nodes { id } } }', extensions: { cost: true } }],
    [
      'what it costs over two',
      { query: 'query ($n: Int) { me { executions(first: $n) { nodes { id } } } }', variables: { n: 7 }, extensions: { cost: true } },
    ],
    ['no error, as the standard has it', { query: '{ me { email } }' }, strict],
    ['a stranger', { query: '{ platform { apiVersion } }' }, stranger],
    ['who is not logged in', { query: '{ me { email } a: users { totalCount } }' }, stranger],
    ['who is not logged in, as the standard has it', { query: '{ me { email } }' }, { ...stranger, ...strict }],
    ['who is not logged in, over two', { query: '{ me { email } functions { totalCount } }' }, { ...stranger, isUnordered: true }],
    ['what is not there', { query: `{ me { email } x: user(by: {id: "${NOBODY}"}) { email } }` }],
    ['what is not there, as the standard has it', { query: `{ user(by: {id: "${NOBODY}"}) { email } }` }, strict],
    ['what is not there, over two', { query: `{ functions { totalCount } user(by: {id: "${NOBODY}"}) { executions { totalCount } } }` }],
    ['an input that is refused', { query: '{ user(by: {id: "x"}) { email } }' }],
    ['a mutation', { query: 'mutation { createGroup(input: {name: "WAY one"}) { group { name members { totalCount } } } }' }],
    [
      'mutations of which one is refused',
      {
        query:
          'mutation { a: createGroup(input: {name: "WAY two"}) { group { name } } b: createGroup(input: {name: "WAY two"}) { group { name } } c: createGroup(input: {name: "WAY three"}) { group { name } } }',
      },
    ],
    ['a mutation of a stranger', { query: 'mutation { createGroup(input: {name: "x"}) { group { id } } }' }, stranger],
    [
      'secrets in variables',
      { query: 'mutation ($t: String!) { logout(input: {refreshToken: $t}) { __typename } }', variables: { t: 'hush' } },
    ],
    ['any type', { query: '{ me { email } }' }, { accept: '*/*' }],
    ['the types of Apollo', { query: '{ me { email } }' }, { accept: 'application/graphql-response+json, application/json;q=0.9' }],
    [
      'the types of urql',
      { query: '{ me { email } }' },
      { accept: 'application/graphql-response+json, application/graphql+json, application/json, text/event-stream, multipart/mixed' },
    ],
    ['any JSON', { query: '{ me { email } }' }, { accept: 'text/html, application/*;q=0.5' }],
    ['a charset', { query: '{ me { email } }' }, { contentType: 'application/json; charset=utf-8' }],
  ])
})

describe('by the runtime', () => {
  compare(false, [
    ['what can’t be parsed', { query: '{' }, { times: 2 }],
    ['what can’t be parsed, as the standard has it', { query: '{ me { ' }, strict],
    ['unknown fields', { query: '{ me { emial } }' }, { times: 2 }],
    ['unknown fields, as the standard has it', { query: '{ nothing }' }, strict],
    ['unknown fields of a stranger', { query: '{ me { emial } }' }, { ...stranger, times: 2 }],
    ['what is for the platform alone', { query: 'query ($n: Int) { executions(skip: $n) { totalCount } }', variables: { n: 1 } }],
    ['@defer', { query: '{ me { id ... @defer { email } } }' }],
    ['a variable that is missing', { query: 'query ($n: Int!) { groups(first: $n) { totalCount } }' }],
    ['a variable that does not fit', { query: 'query ($n: Int!) { groups(first: $n) { totalCount } }', variables: { n: 'x' } }, strict],
    [
      'a variable with a field that is not there',
      { query: 'query ($by: UserReference!) { user(by: $by) { id } }', variables: { by: { nme: 1 } } },
    ],
    ['variables that are a list', { query: '{ me { id } }', variables: [1] }],
    ['variables that are a text', { query: '{ me { id } }', variables: 'x' }],
    ['no operation of the name', { query: 'query A { me { id } }', operationName: 'B' }],
    ['no name of several', { query: 'query A { me { id } } query B { me { id } }' }, strict],
    ['a subscription', { query: 'subscription { stateChanges(namespace: "x") { key } }' }, { accept: 'application/json' }],
    [
      'too many aliases',
      { query: `{ ${Array.from({ length: 40 }, (_, i) => `a${i}: __typename me${i}: me { id }`).join(' ')} }` },
      { times: 2 },
    ],
    ['too deep', { query: `{ me { groups { nodes ${'{ users { nodes { groups { nodes '.repeat(8)} { id } ${'} } } }'.repeat(8)} } } }` }],
    ['too large a page', { query: '{ groups(first: 5000) { totalCount } }' }],
    ['too large a page, by a variable', { query: 'query ($n: Int) { groups(first: $n) { totalCount } }', variables: { n: 5000 } }],
    [
      'too many nodes',
      { query: 'query ($n: Int) { users(first: $n) { nodes { executions(first: 100) { nodes { id } } } } }', variables: { n: 1000 } },
    ],
    ['too long', { query: `{ ${'me { id } '.repeat(600)} }` }],
    ['introspection', { query: '{ __schema { queryType { name } } }' }],
    ['introspection beside other fields', { query: '{ me { email } __type(name: "User") { name } }' }],
    ['introspection of a stranger', { query: '{ ...F } fragment F on Query { __schema { queryType { name } } }' }, stranger],
    ['an unknown member', { query: '{ me { id } }', foo: 1 }],
    ['no document', { variables: {} }],
    ['a document that is none', { query: 5 }],
    ['a batch', [{ query: '{ me { id } }' }]],
    ['an empty object', {}],
    ['no JSON', '{"query":'],
    ['another type of body', { query: '{ me { id } }' }, { contentType: 'text/plain' }],
    ['another type of JSON', { query: '{ me { id } }' }, { contentType: 'application/graphql+json' }],
    ['a type that is not offered', { query: '{ me { id } }' }, { accept: 'text/html' }],
    ['a false credential', { query: '{ me { id } }' }, { authorization: 'Bearer nothing' }],
    ['an id that is unknown', { documentId: 'Nothing' }, strict],
    ['a hash that is another’s', { query: '{ me { id } }', documentId: `sha256:${'0'.repeat(64)}` }],
  ])
})

describe('persisted documents', () => {
  const query = 'query ($n: Int!) { groups(first: $n) { totalCount nodes { name } } }'
  const sha256Hash = createHash('sha256').update(query).digest('hex')
  const variables = { n: 1 }

  test('are found and remembered by both', async () => {
    const extensions = { persistedQuery: { version: 1, sha256Hash } }
    for (const [body, isStraight] of [
      [{ documentId: 'Platform' }, true],
      [{ extensions, variables }, false],
      [{ extensions, variables, query }, true],
      [{ extensions, variables }, true],
      [{ documentId: `sha256:${sha256Hash}`, variables }, true],
    ] as const) {
      await askBoth(body)
      assert.equal(ways[1]!.wasStraight(), isStraight, JSON.stringify(body))
    }
  })

  test('are all that is run, where the operator wants it', async () => {
    const environment = { GRAPHQL_ONLY_TRUSTED_DOCUMENTS: 'true' }
    const closed = await Promise.all([openWay('runtime', environment), openWay('straight', environment)])
    const [refused, known] = [await askBoth({ query, variables }, {}, closed), await askBoth({ documentId: 'Platform' }, {}, closed)]
    assert.equal(refused.body.errors[0].extensions.code, 'UNTRUSTED_DOCUMENT')
    assert.ok(known.body.data.platform)
    for (const way of closed) await way.close()
  })
})
