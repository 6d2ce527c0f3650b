// The seam between subgraphs that are here and subgraphs that are behind a URL: the same tests, both ways.
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, request as httpRequest, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { after, before, describe, test } from 'node:test'
import { type GraphQLError, type GraphQLSchema, parse } from 'graphql'
import { createClient } from 'graphql-sse'
import { buildSubgraph, createBuilder } from '../../schema/builder.ts'
import { loadConfig } from '../../schema/config.ts'
import type { Caller, RequestInfo, SubgraphDependencies } from '../../schema/context.ts'
import { SinasError } from '../../schema/errors.ts'
import type { SubgraphEndpoint } from '../../schema/graph.ts'
import { localSubgraph } from '../../schema/local-subgraph.ts'
import { createLog } from '../../schema/log.ts'
import { remoteSubgraph } from '../../schema/remote-subgraph.ts'
import { cancellable } from '../../schema/streams.ts'
import { testCaller } from '../../schema/testing/platform.ts'
import { serveSubgraphs } from '../../subgraphs/serve.ts'
import { composeSupergraph } from '../compose.ts'
import { PersistedDocuments } from '../documents/persisted-documents.ts'
import { OpenStreams } from '../open-streams.ts'
import { LazyRuntime } from './lazy-runtime.ts'
import { createGateway } from './runtime.ts'
import { createStraightPath } from './straight-path.ts'

const SECRET = 'a secret for this test alone'

/** What the generators of the subscription did. */
const generators = { started: 0, ended: 0 }

function authors() {
  const builder = createBuilder()
  const Author = builder.objectRef<{ id: string; name: string }>('Author').implement({
    fields: (t) => ({
      id: t.exposeID('id'),
      name: t.exposeString('name'),
      secret: t.string({ authScopes: { can: 'authors.read' }, nullable: true, resolve: () => 'hidden' }),
    }),
  })
  builder.asEntity(Author, { key: builder.selection<{ id: string }>('id'), resolveReference: ({ id }) => ({ id, name: `Author ${id}` }) })
  builder.queryFields((t) => ({
    whoAmI: t.string({ nullable: true, authScopes: { public: true }, resolve: (_root, _args, context) => context.caller?.email ?? null }),
    requestId: t.string({
      authScopes: { public: true },
      resolve: (_root, _args, context) => `${context.requestId} ${context.traceparent}`,
    }),
    secret: t.string({ authScopes: { can: 'authors.read' }, resolve: () => 'hidden' }),
    internal: t.string({ inaccessible: true, resolve: () => 'for the platform alone' }),
  }))
  return buildSubgraph(builder)
}

function books() {
  const builder = createBuilder()
  const Author = builder
    .externalRef('Author', builder.selection<{ id: string }>('id'))
    .implement({ externalFields: (t) => ({ id: t.id({ nullable: false }) }) })
  const Book = builder.objectRef<{ id: string; authorId: string }>('Book').implement({
    fields: (t) => ({
      id: t.exposeID('id'),
      author: t.field({ type: Author, resolve: (book) => ({ id: book.authorId }) }),
      price: t.string({
        nullable: false,
        resolve: () => {
          throw new SinasError('QUEUE_FULL', { retryAfter: 3 })
        },
      }),
    }),
  })
  const Shelf = builder.objectRef<object>('Shelf').implement({ fields: (t) => ({ books: t.field({ type: [Book], resolve: () => [] }) }) })
  builder.queryFields((t) => ({
    shelves: t.field({ type: [Shelf], args: { limit: t.arg.int() }, authScopes: { public: true }, resolve: () => [] }),
    books: t.field({
      type: [Book],
      authScopes: { public: true },
      resolve: () => [
        { id: 'b1', authorId: 'a1' },
        { id: 'b2', authorId: 'a2' },
      ],
    }),
    rare: t.field({ type: [Book], nullable: true, authScopes: { public: true }, resolve: () => [{ id: 'b1', authorId: 'a1' }] }),
    leak: t.string({
      nullable: true,
      authScopes: { public: true },
      resolve: () => {
        throw new Error('select password from users failed: hunter2')
      },
    }),
    full: t.string({
      nullable: true,
      authScopes: { public: true },
      resolve: () => {
        throw new SinasError('QUEUE_FULL', { retryAfter: 3 })
      },
    }),
  }))
  builder.subscriptionFields((t) => ({
    ticks: t.field({
      type: 'Int',
      args: { count: t.arg.int({ required: true }), failAfter: t.arg.int() },
      authScopes: { public: true },
      subscribe: (_root, { count, failAfter }) =>
        cancellable(async function* (signal) {
          generators.started++
          try {
            for (let i = 0; i < count; i++) {
              if (i === failAfter) throw new Error('hunter2')
              yield i
            }
            await new Promise<void>((resolve) => (count === 3 ? resolve() : signal.addEventListener('abort', () => resolve())))
          } finally {
            generators.ended++
          }
        }),
      resolve: (i) => i,
    }),
  }))
  return buildSubgraph(builder)
}

/** These have no database. */
const dependencies = { services: {}, log: createLog('silent') } as unknown as SubgraphDependencies

const served = (name: string, schema: GraphQLSchema) => ({ name, ready: async () => ({}), ...localSubgraph(schema, dependencies) })

interface Setup {
  url: string
  stopSubgraphs(): void
  close(): Promise<void>
}

async function listen(server: Server): Promise<string> {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

async function setUp({ remote, straight }: { remote: boolean; straight: boolean }): Promise<Setup> {
  const local = [served('identity', authors()), served('states', books())]
  const subgraphServer = serveSubgraphs(local, { secretKey: SECRET, maxBodyBytes: 1 << 20 })
  const subgraphUrl = await listen(subgraphServer)
  const endpoints = new Map<string, SubgraphEndpoint>(
    local.map((subgraph) => [
      subgraph.name,
      remote
        ? remoteSubgraph({
            name: subgraph.name,
            url: `${subgraphUrl}/${subgraph.name}/graphql`,
            schema: subgraph.schema,
            secretKey: SECRET,
          })
        : subgraph,
    ]),
  )
  const config = loadConfig({})
  const log = createLog('silent')
  const persisted = new PersistedDocuments(config)
  const supergraph = parse(composeSupergraph(local.map(({ name, schema }) => [name, schema])))
  const gateway = createGateway(supergraph, endpoints, { config, log, streams: new OpenStreams(config), persisted })
  const runtime = new LazyRuntime(async () => gateway)
  const schema = await gateway.getSchema()
  const straightPath = createStraightPath(supergraph, { schema, runtime, endpoints, config, log, persisted })
  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const controller = new AbortController()
    response.on('close', () => controller.abort())
    const email = request.headers['x-test-email'] as string | undefined
    const caller: Caller | null = email ? testCaller(email === 'reader@example.com' ? ['sinas.authors.read:own'] : [], { email }) : null
    const info: RequestInfo = {
      caller,
      requestId: 'request-1',
      traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
      signal: controller.signal,
      decisions: [],
    }
    const body = JSON.parse(await text(request))
    const { method = '', url = '', headers } = request
    const given = straight ? await straightPath.answer({ method, url, headers, body, info }) : undefined
    if (given) return void response.writeHead(given.status, { 'content-type': given.contentType }).end(given.body)
    await gateway(Object.assign(request, { body }), response, { requestInfo: info })
  }
  const server = createServer((request, response) => void answer(request, response))
  const url = await listen(server)
  const stopSubgraphs = () => {
    subgraphServer.closeAllConnections()
    subgraphServer.close()
  }
  return {
    url,
    stopSubgraphs,
    async close() {
      server.closeAllConnections()
      server.close()
      await gateway[Symbol.asyncDispose]()
      stopSubgraphs()
    },
  }
}

const SETUPS = [
  { name: 'by the runtime, subgraphs in this process', straight: false, remote: false },
  { name: 'by the runtime, subgraphs in another process', straight: false, remote: true },
  { name: 'by the straight path, subgraphs in this process', straight: true, remote: false },
  { name: 'by the straight path, subgraphs in another process', straight: true, remote: true },
]

for (const { name, ...options } of SETUPS) {
  describe(name, () => {
    let setup: Setup
    before(async () => {
      setup = await setUp(options)
    })
    after(() => setup.close())

    const ask = async (query: string, headers: Record<string, string> = {}, more: object = {}) => {
      const response = await fetch(`${setup.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify({ query, ...more }),
      })
      return (await response.json()) as { data: any; errors?: GraphQLError[]; extensions?: object }
    }

    test('an entity is resolved across subgraphs', async () => {
      const { data } = await ask('{ books { id author { name } } }')
      assert.deepEqual(data.books, [
        { id: 'b1', author: { name: 'Author a1' } },
        { id: 'b2', author: { name: 'Author a2' } },
      ])
    })

    test('the caller, the request id and the trace travel along', async () => {
      const { data } = await ask('{ whoAmI requestId }', { 'x-test-email': 'ada@example.com' })
      assert.deepEqual(data, { whoAmI: 'ada@example.com', requestId: 'request-1 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01' })
    })

    test('the same query by two users at once has two answers', async () => {
      const answers = await Promise.all(['ada@example.com', 'bob@example.com'].map((email) => ask('{ whoAmI }', { 'x-test-email': email })))
      assert.deepEqual(
        answers.map(({ data }) => data.whoAmI),
        ['ada@example.com', 'bob@example.com'],
      )
    })

    test('a field is authorised where it is resolved', async () => {
      assert.equal((await ask('{ secret }')).errors?.[0]?.extensions.code, 'UNAUTHENTICATED')
      const denied = (await ask('{ secret }', { 'x-test-email': 'ada@example.com' })).errors?.[0]
      assert.equal(denied?.extensions.code, 'FORBIDDEN')
      assert.match(denied?.message ?? '', /sinas\.authors\.read/)
      assert.equal((await ask('{ secret }', { 'x-test-email': 'reader@example.com' })).data.secret, 'hidden')
    })

    test('what is for the platform alone is not in the API', async () => {
      assert.match((await ask('{ internal }')).errors?.[0]?.message ?? '', /Cannot query field "internal"/)
    })

    test('an error that was not foreseen tells nothing', async () => {
      const answer = await ask('{ leak }')
      assert.equal(answer.errors?.[0]?.message, 'Internal Server Error')
      assert.ok(!JSON.stringify(answer).includes('hunter2'))
      assert.ok(!JSON.stringify(answer).includes('stack'))
    })

    test('an error of ours keeps its code and what belongs to it', async () => {
      const { code, retryAfter } = (await ask('{ full }')).errors![0]!.extensions
      assert.deepEqual({ code, retryAfter }, { code: 'QUEUE_FULL', retryAfter: 3 })
    })

    test('where a field may not be null, what holds it is', async () => {
      const { data, errors } = await ask('{ rare { id price } more: rare { id } }')
      assert.deepEqual(data, { rare: null, more: [{ id: 'b1' }] })
      assert.deepEqual([errors![0]!.path, errors![0]!.extensions.code], [['rare', 0, 'price'], 'QUEUE_FULL'])
    })

    test('a query that is larger than a limit is refused with a code, the number it reached, and the variable that sets the limit', async () => {
      const many = (count: number, text: (i: number) => string) => Array.from({ length: count }, (_, i) => text(i)).join(' ')
      const refused = {
        QUERY_TOO_DEEP: [
          `{ books ${'{ author '.repeat(24)} { id } ${'}'.repeat(24)} }`,
          /has 26 levels of fields, .* 20\. .* GRAPHQL_MAX_DEPTH/,
        ],
        TOO_MANY_ALIASES: [`{ ${many(40, (i) => `a${i}: whoAmI`)} }`, /has 40 aliases, .* 30\. .* GRAPHQL_MAX_ALIASES/],
        TOO_MANY_DIRECTIVES: [`{ whoAmI ${many(60, () => '@include(if: true)')} }`, /has 60 directives, .* 50\. .* GRAPHQL_MAX_DIRECTIVES/],
        QUERY_TOO_LONG: [`{ ${many(2500, () => 'whoAmI')} }`, /has 2502 tokens, .* 2000\. .* GRAPHQL_MAX_TOKENS/],
        QUERY_TOO_COMPLEX: [
          'query ($n: Int = 10000) { shelves(limit: $n) { books { id } } }',
          /may have 210000 nodes in its answer, .* 50000: .* GRAPHQL_MAX_NODES/,
        ],
      } as const
      for (const [code, [query, message]] of Object.entries(refused)) {
        const [error] = (await ask(query)).errors!
        assert.equal(error!.extensions.code, code)
        assert.match(error!.message, message)
      }
    })

    test('what does not fit a request has a code', async () => {
      const code = async (query: string, more?: object) => (await ask(query, {}, more)).errors?.[0]?.extensions.code
      assert.equal(await code('query ($n: Int!) { shelves(limit: $n) { books { id } } }'), 'BAD_REQUEST')
      assert.equal(await code('query A { whoAmI }', { operationName: 'B' }), 'OPERATION_RESOLUTION_FAILURE')
      assert.equal(await code('{ nothing }'), 'GRAPHQL_VALIDATION_FAILED')
      assert.equal(await code('{'), 'GRAPHQL_PARSE_FAILED')
    })

    test('a client that asks for it is told what its query may cost', async () => {
      const { extensions } = await ask('{ books { id } }', {}, { extensions: { cost: true } })
      assert.deepEqual(extensions, { cost: { nodes: 20, maxNodes: 50_000, cost: 21, maxCost: 250_000 } })
      assert.equal((await ask('{ books { id } }')).extensions, undefined)
    })

    const known = { 'x-test-email': 'ada@example.com' }

    test('the schema is shown to who is logged in, and refused to others, in whatever order they ask', async () => {
      const queries = [
        '{ __schema { queryType { name } } }',
        '{ ...F } fragment F on Query { ... { type: __type(name: "Book") { name } } }',
      ]
      for (const headers of [{}, known, {}, known])
        for (const query of queries) {
          const { data, errors } = await ask(query, headers)
          if (headers === known) assert.ok(data.__schema?.queryType.name === 'Query' || data.type.name === 'Book')
          else assert.equal(errors?.[0]?.extensions.code, 'INTROSPECTION_REFUSED')
        }
      assert.equal((await ask('{ __typename }')).data.__typename, 'Query')
    })

    test('who is not logged in learns no name from an error', async () => {
      const misspelt = [
        '{ bokos { id } }',
        '{ books { idd } }',
        'subscription { ticks(cout: 1) }',
        'query ($s: Sting) { shelves(limit: $s) { books { id } } }',
      ]
      for (const query of misspelt)
        for (const headers of [known, {}, known]) {
          const { message, locations } = (await ask(query, headers)).errors![0]!
          assert.equal(/ Did you mean "/.test(message), headers === known, message)
          assert.ok(locations?.length)
        }
      // What the client wrote stays as it is.
      assert.match((await ask('{ books(a: " Did you mean \\"x\\"?") { id } }')).errors![0]!.message, /Unknown argument "a"/)
    })

    test('several operations in one request are refused', async () => {
      const response = await fetch(`${setup.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify([{ query: '{ whoAmI }' }, { query: '{ whoAmI }' }]),
      })
      assert.equal(response.status, 400)
      assert.match(await response.text(), /Batching is not supported/)
    })

    test('a subscription streams over the GraphQL-over-HTTP way of SSE', async () => {
      const response = await fetch(`${setup.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
        body: JSON.stringify({ query: 'subscription { ticks(count: 3) }' }),
      })
      const text = await response.text()
      assert.deepEqual(
        [...text.matchAll(/"ticks":(\d)/g)].map(([, n]) => n),
        ['0', '1', '2'],
      )
      assert.match(text, /event: complete/)
    })

    for (const path of ['/graphql', '/graphql/stream']) {
      test(`the graphql-sse client subscribes at ${path}`, async () => {
        const client = createClient({ url: setup.url + path, retryAttempts: 0 })
        const seen: number[] = []
        for await (const event of client.iterate<{ ticks: number }>({ query: 'subscription { ticks(count: 3) }' }))
          seen.push(event.data!.ticks)
        client.dispose()
        assert.deepEqual(seen, [0, 1, 2])
      })
    }

    test('a source that throws in mid-stream ends the stream with an error that tells nothing', async () => {
      const client = createClient({ url: `${setup.url}/graphql`, retryAttempts: 0 })
      const events: unknown[] = []
      for await (const event of client.iterate({ query: 'subscription { ticks(count: 3, failAfter: 1) }' })) events.push(event)
      client.dispose()
      assert.equal(events.length, 2)
      assert.match(JSON.stringify(events[1]), /Internal Server Error/)
      assert.ok(!JSON.stringify(events).includes('hunter2'))
    })

    test('a client that leaves ends the generator in the subgraph', async () => {
      const before = { ...generators }
      await new Promise<void>((resolve, reject) => {
        const call = httpRequest(
          `${setup.url}/graphql`,
          { method: 'POST', headers: { 'content-type': 'application/json', accept: 'text/event-stream' } },
          (response) => {
            response.on('error', () => undefined)
            let text = ''
            response.on('data', (chunk) => {
              text += chunk
              if (!text.includes('"ticks":1')) return
              call.destroy()
              resolve()
            })
          },
        )
        call.on('error', reject)
        call.end(JSON.stringify({ query: 'subscription { ticks(count: 2) }' }))
      })
      const deadline = Date.now() + 5000
      while (generators.ended < before.ended + 1 && Date.now() < deadline) await new Promise((resolve) => setImmediate(resolve))
      assert.equal(generators.started, before.started + 1)
      assert.equal(generators.ended, before.ended + 1)
    })
  })
}

for (const straight of [false, true]) {
  test(`a subgraph that is away makes its fields null, ${straight ? 'by the straight path' : 'by the runtime'}`, async (t) => {
    const setup = await setUp({ remote: true, straight })
    t.after(() => setup.close())
    setup.stopSubgraphs()
    const ask = async (query: string) => {
      const response = await fetch(`${setup.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query }),
      })
      const { data, errors } = (await response.json()) as { data: unknown; errors: GraphQLError[] }
      return { data, errors: errors.map(({ path, message }) => [path, message]) }
    }
    const away = (subgraph: string) => `The ${subgraph} subgraph is not available: it does not answer`
    assert.deepEqual(await ask('{ a: whoAmI ...F } fragment F on Query { whoAmI }'), {
      data: { a: null, whoAmI: null },
      errors: [
        [['a'], away('identity')],
        [['whoAmI'], away('identity')],
      ],
    })
    assert.deepEqual(await ask('{ rare { id } }'), { data: { rare: null }, errors: [[['rare'], away('states')]] })
  })
}

test('a subgraph refuses requests without a signed envelope', async () => {
  const server = serveSubgraphs([served('identity', authors())], { secretKey: SECRET, maxBodyBytes: 1 << 20 })
  const url = await listen(server)
  const response = await fetch(`${url}/identity/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"query":"{ whoAmI }"}',
  })
  assert.equal(response.status, 401)
  server.closeAllConnections()
  server.close()
})
