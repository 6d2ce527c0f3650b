import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Caller } from '../../schema/context.ts'
import type { OperationName } from '../../schema/graph.ts'
import type { RunningSubgraph, Subgraph } from '../../schema/subgraph.ts'
import { administrator, openTestPlatform, type TestPlatform, testCaller, testRequest } from '../../schema/testing/platform.ts'
import type { Services } from './builder.ts'
import { logs } from './index.ts'
import type { NewRequestLogRow } from './request-log-row.ts'

let platform: TestPlatform
let subgraph: RunningSubgraph
let services: Services
before(async () => {
  platform = await openTestPlatform()
  subgraph = await platform.start({
    ...logs,
    async start(...dependencies) {
      const started = await logs.start(...dependencies)
      services = started.services
      return started
    },
  } as Subgraph)
})
after(() => platform.close())

const reader = (over: Partial<Caller> = {}) => testCaller(['sinas.logs.get:own'], over)

async function query(caller: Caller | null, variables: Record<string, unknown> = {}, operation: OperationName = 'RequestLogs') {
  return platform.perform(operation, variables, testRequest(caller))
}

async function record(rows: NewRequestLogRow[], batch: string = crypto.randomUUID()): Promise<number> {
  return (
    await platform.graph.execute('RecordRequests', { rows: rows.map((row) => JSON.stringify(row)).join('\n'), batch }, testRequest(null))
  ).kept
}

const row = (over: Partial<NewRequestLogRow>): NewRequestLogRow => ({
  request_id: crypto.randomUUID(),
  timestamp: new Date().toISOString(),
  method: 'GET',
  path: '/states',
  status_code: 200,
  has_permission: true,
  ...over,
})

/** A time of yesterday: what is older than the retention is not kept. @param time minutes and seconds */
const instant = (time: string) => `${YESTERDAY}T03:${time}Z`
const YESTERDAY = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10)

const fails = (code: string) => (error: { code?: string }) => {
  assert.equal(error.code, code)
  return true
}

test('gives back what was recorded, and empty text for what was not', async () => {
  const caller = reader()
  const full = {
    request_id: 'request-1',
    timestamp: instant('04:05.678'),
    user_id: caller.userId,
    user_email: caller.email,
    permission_used: 'sinas.states.create:own',
    has_permission: true,
    method: 'POST',
    path: '/states',
    query_params: '{"a":"b"}',
    request_body: '{"text":"it\'s\\n\\"ünï\\" \\\\ \\t"}',
    user_agent: 'curl/8',
    referer: 'https://example.com/',
    ip_address: '127.0.0.1',
    status_code: 201,
    response_time_ms: 12,
    response_size_bytes: 5_000_000_000,
    resource_type: 'states',
    resource_id: 'ns/key',
    group_id: crypto.randomUUID(),
    error_message: '',
    error_type: '',
    metadata: '{}',
  }
  const bare = row({ user_id: caller.userId, timestamp: instant('04:05.000').replace('.000Z', 'Z') })
  assert.equal(await record([full, bare]), 2)
  const [first, second] = await query(caller)
  assert.deepEqual(first, full)
  assert.equal(second.request_id, bare.request_id)
  assert.equal(second.timestamp, instant('04:05.000'))
  assert.deepEqual([second.request_body, second.user_agent, second.response_time_ms], ['', '', 0])
})

test('keeps a batch that is sent twice once', async () => {
  const caller = reader()
  const rows = [row({ user_id: caller.userId }), row({ user_id: caller.userId })]
  const batch = crypto.randomUUID()
  await record(rows, batch)
  await record(rows, batch)
  assert.equal((await query(caller)).length, 2)
})

test('refuses rows that are none', async () => {
  await assert.rejects(record([{ path: '/' } as NewRequestLogRow]), fails('VALIDATION'))
  await assert.rejects(record([row({ timestamp: "'; DROP TABLE request_logs" })]), fails('VALIDATION'))
})

test('shows each user their own rows, and an administrator those of all users', async () => {
  const [alice, bob] = [reader(), reader()]
  await record([row({ user_id: alice.userId }), row({ user_id: bob.userId }), row({ path: '/nobody' })])
  for (const caller of [alice, bob]) {
    for (const variables of [{}, { user_id: caller.userId }]) {
      assert.deepEqual(
        (await query(caller, variables)).map((found: { user_id: string }) => found.user_id),
        [caller.userId],
      )
    }
  }
  await assert.rejects(query(alice, { user_id: bob.userId }), fails('FORBIDDEN'))
  await assert.rejects(query(alice, { user_id: bob.userId }, 'RequestLogStats'), fails('FORBIDDEN'))
  assert.equal((await query(administrator(), { user_id: bob.userId })).length, 1)
  assert.equal((await query(administrator(), { path_pattern: '/nobody' })).length, 1)
  await assert.rejects(query(testCaller([]), {}), fails('FORBIDDEN'))
  await assert.rejects(query(null, {}), fails('UNAUTHENTICATED'))
})

test('filters by time, permission, path and status, newest first, page by page', async () => {
  const caller = reader()
  const at = (second: number) => instant(`05:0${second}.500`)
  await record([
    row({ user_id: caller.userId, timestamp: at(1), path: '/a/1', permission_used: 'p:own' }),
    row({ user_id: caller.userId, timestamp: at(3), path: '/a/2', status_code: 404 }),
    row({ user_id: caller.userId, timestamp: at(2), path: "/b/it's", permission_used: 'q:own' }),
  ])
  const paths = async (variables: object) => (await query(caller, { ...variables })).map((found: { path: string }) => found.path)
  assert.deepEqual(await paths({}), ['/a/2', "/b/it's", '/a/1'])
  assert.deepEqual(await paths({ start_time: at(2) }), ['/a/2', "/b/it's"])
  assert.deepEqual(await paths({ end_time: at(2) }), ["/b/it's", '/a/1'])
  assert.deepEqual(await paths({ start_time: '0001-01-01', end_time: '9999-12-31' }), ['/a/2', "/b/it's", '/a/1'])
  assert.deepEqual(await paths({ permission: 'p:own' }), ['/a/1'])
  assert.deepEqual(await paths({ path_pattern: '/a/%' }), ['/a/2', '/a/1'])
  assert.deepEqual(await paths({ path_pattern: "/b/it's" }), ["/b/it's"])
  assert.deepEqual(await paths({ status_code: 404 }), ['/a/2'])
  assert.deepEqual(await paths({ limit: 1, offset: 1 }), ["/b/it's"])
})

test('takes nothing in a filter for SQL', async () => {
  const caller = reader()
  await record([row({ user_id: caller.userId })])
  for (const text of [`' OR 1=1 --`, `{user:String}`, `\\'`, `%\\\\`, 'a\tb\nc', '\0']) {
    assert.deepEqual(await query(caller, { permission: text }), [], text)
    assert.deepEqual(await query(caller, { path_pattern: text }), [], text)
  }
  await assert.rejects(query(caller, { path_pattern: 'a\\' }), fails('VALIDATION'))
  for (const wrong of [{ limit: 0 }, { limit: 1001 }, { offset: -1 }]) await assert.rejects(query(caller, wrong), fails('VALIDATION'))
})

test('counts', async () => {
  const [caller, other] = [reader(), reader()]
  const minute = { start_time: instant('06:00.000'), end_time: instant('06:59.999') }
  const on = (over: Partial<NewRequestLogRow>) => row({ timestamp: instant('06:30.000'), ...over })
  await record([
    on({ user_id: caller.userId, path: '/a', response_time_ms: 10, permission_used: 'p' }),
    on({ user_id: caller.userId, path: '/b', response_time_ms: 20, permission_used: 'p', status_code: 500 }),
    on({ user_id: other.userId, path: '/b', response_time_ms: 60, permission_used: 'q', status_code: 401 }),
    on({ path: '/b', response_time_ms: 30 }),
  ])
  assert.deepEqual(await query(administrator(), minute, 'RequestLogStats'), {
    total_requests: 4,
    unique_users: 2,
    avg_response_time_ms: 30,
    error_rate: 0.5,
    top_paths: [
      { path: '/b', count: 3 },
      { path: '/a', count: 1 },
    ],
    top_permissions: [
      { permission: 'p', count: 2 },
      { permission: 'q', count: 1 },
    ],
  })
  const own = await query(caller, minute, 'RequestLogStats')
  assert.deepEqual([own.total_requests, own.unique_users, own.error_rate], [2, 1, 0.5])
  const none = await query(reader(), {}, 'RequestLogStats')
  assert.deepEqual([none.total_requests, none.avg_response_time_ms, none.error_rate, none.top_paths], [0, 0, 0, []])
})

const graphql = async (source: string, variables: Record<string, unknown>, caller: Caller) =>
  JSON.parse(JSON.stringify(await platform.run(subgraph, source, variables, caller)))

const PAGE = `query ($first: Int, $after: String, $last: Int, $before: String) {
  requestLogs(first: $first, after: $after, last: $last, before: $before) {
    totalCount nodes { path } pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
  }
}`

test('pages go both ways, and hold each row once while others come, also of requests in one millisecond under one id', async () => {
  const caller = reader()
  const rows = Array.from({ length: 25 }, (_, i) =>
    row({ user_id: caller.userId, path: `/${i}`, request_id: `same-${i % 2}`, timestamp: instant(`07:0${Math.floor(i / 10)}.123`) }),
  )
  await record(rows)
  const read = async (variables: object) => (await graphql(PAGE, { ...variables }, caller)).requestLogs
  const whole = (await read({ first: 100 })).nodes
  assert.equal(new Set(whole.map(({ path }: { path: string }) => path)).size, 25)
  const seen: unknown[] = []
  for (let after: string | null = null, more = true; more; ) {
    const page: any = await read({ first: 4, after })
    seen.push(...page.nodes)
    after = page.pageInfo.endCursor
    more = page.pageInfo.hasNextPage
    await record([row({ user_id: caller.userId, path: '/later' })])
  }
  assert.deepEqual(seen, whole)

  const last = await read({ last: 3 })
  assert.deepEqual([last.nodes, last.pageInfo.hasPreviousPage, last.pageInfo.hasNextPage], [whole.slice(-3), true, false])
  const beforeIt = await read({ last: 3, before: last.pageInfo.startCursor })
  assert.deepEqual([beforeIt.nodes, beforeIt.totalCount], [whole.slice(-6, -3), 25 + 7])
  await assert.rejects(read({ after: 'nonsense' }), fails('VALIDATION'))
})

test('gives what is known as JSON and as types, and leads to the user and the group', async () => {
  const caller = reader()
  const group = crypto.randomUUID()
  await record([
    row({
      user_id: caller.userId,
      timestamp: instant('08:02.000'),
      query_params: '{"a":["b"]}',
      request_body: '{"n":1}',
      group_id: group,
      metadata: '{"operation":"Who","kind":"mutation"}',
    }),
    row({ user_id: caller.userId, timestamp: instant('08:01.000'), metadata: '{"kind":"query"}' }),
    row({ user_id: caller.userId, timestamp: instant('08:00.000'), group_id: 'no id', request_body: '{"cut' }),
  ])
  const { requestLogs } = await graphql(
    '{ requestLogs { nodes { queryParams requestBody operation { name kind } user { id } group { id } } } }',
    {},
    caller,
  )
  const user = { id: caller.userId }
  const nothing = { queryParams: null, requestBody: null, user, group: null }
  assert.deepEqual(requestLogs.nodes, [
    { queryParams: { a: ['b'] }, requestBody: { n: 1 }, operation: { name: 'Who', kind: 'MUTATION' }, user, group: { id: group } },
    { ...nothing, operation: { name: null, kind: 'QUERY' } },
    { ...nothing, operation: null },
  ])
})

test('counts over time, of what the filter asks for and the caller may see', async () => {
  const caller = reader()
  const on = (second: number, over: Partial<NewRequestLogRow> = {}) =>
    row({ user_id: caller.userId, timestamp: instant(`09:0${second}.000`), method: 'POST', ...over })
  await record([
    on(0, { response_time_ms: 10 }),
    on(1, { response_time_ms: 30, status_code: 500 }),
    on(5, { response_time_ms: 50, request_id: 'the-last' }),
    on(3, { user_id: crypto.randomUUID() }),
  ])
  const read = async (filter: object) =>
    (
      await graphql(
        'query ($filter: RequestLogFilter) { requestLogStats(filter: $filter) { totalRequests p50ResponseTimeMs p99ResponseTimeMs timeline(intervals: 3) { startedAt requests errors p50ResponseTimeMs } } }',
        { filter },
        caller,
      )
    ).requestLogStats
  const span = { startTime: instant('09:00.000'), endTime: instant('09:06.000') }
  const whole = await read(span)
  assert.deepEqual([whole.totalRequests, whole.p50ResponseTimeMs], [3, 30])
  assert.ok(whole.p99ResponseTimeMs > 49)
  assert.deepEqual(whole.timeline, [
    { startedAt: instant('09:00.000'), requests: 2, errors: 1, p50ResponseTimeMs: 20 },
    { startedAt: instant('09:02.000'), requests: 0, errors: 0, p50ResponseTimeMs: null },
    { startedAt: instant('09:04.000'), requests: 1, errors: 0, p50ResponseTimeMs: 50 },
  ])
  const counts = async (filter: object) => (await read(filter)).timeline.map(({ requests }: { requests: number }) => requests)
  assert.deepEqual(await counts({ ...span, endTime: instant('09:05.000') }), [2, 0, 1], 'the last instant is of the last interval')
  assert.deepEqual(await counts({ ...span, minStatusCode: 400 }), [1, 0, 0])
  assert.deepEqual(await counts({ ...span, requestId: 'the-last' }), [0, 0, 1])
  assert.deepEqual(await counts({ ...span, method: 'GET' }), [0, 0, 0])
  assert.equal(
    (await counts({})).reduce((sum: number, count: number) => sum + count),
    3,
    'from the first request on',
  )
  assert.deepEqual(await counts({ method: 'NONE' }), [0, 0, 0])
})

test('the requests of many users are read by one query, and counted by another', async () => {
  const users = Array.from({ length: 200 }, () => crypto.randomUUID())
  await record(
    users.flatMap((user_id, i) => [1, 2, 3].map((n) => row({ user_id, path: `/${i}/${n}`, timestamp: instant(`09:0${n}.000`) }))),
  )
  const source = `query ($all: [_Any!]!) { _entities(representations: $all) { ... on User {
    requestLogs(first: 2, filter: { pathPattern: "/%" }) { totalCount nodes { path } pageInfo { hasNextPage } } } } }`
  const all = users.map((id) => ({ __typename: 'User', id }))
  const queries: string[] = []
  const { requestLogs } = services
  const { select } = requestLogs
  requestLogs.select = (query, ...rest) => {
    queries.push(query)
    return select(query, ...rest)
  }
  try {
    const { _entities } = await graphql(source, { all }, administrator())
    assert.deepEqual(_entities[199], {
      requestLogs: { totalCount: 3, nodes: [{ path: '/199/3' }, { path: '/199/2' }], pageInfo: { hasNextPage: true } },
    })
    assert.equal(queries.length, 2, queries.join('\n'))
  } finally {
    requestLogs.select = select
  }
  const own = await graphql(source, { all: all.slice(0, 1) }, reader())
  assert.deepEqual(own._entities[0].requestLogs.nodes, [], 'of others, nothing')
})
