import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { until } from '../schema/testing/until.ts'
import { ADMIN, startTestGateway, type TestGateway } from './gateway.testing.ts'

let gateway: TestGateway
let token: string
let userId: string
before(async () => {
  gateway = await startTestGateway()
  const login = await gateway.login(ADMIN)
  token = login.access_token
  userId = login.user.id
})
after(() => gateway.close())

interface Row {
  [column: string]: string | number | boolean
}

/** The newest row of the path that is wanted, once it is there. */
function rowOf(path: string, isWanted = (_row: Row) => true): Promise<Row> {
  return until(async () => {
    const { status, body } = await gateway.request('GET', `/api/v1/request-logs?path_pattern=${encodeURIComponent(path)}`, { token })
    assert.equal(status, 200)
    return (body as Row[]).find(isWanted)
  }, `a row of ${path}`)
}

test('a request becomes a row, without its secrets', { timeout: 20_000 }, async () => {
  const { status, headers } = await gateway.request('POST', '/states?token=t&x=1', {
    token,
    body: { namespace: 'logged', key: 'k', value: 'hunter2', description: 'd', tags: ['secret'] },
    headers: { 'user-agent': 'a test', referer: 'https://example.com/page?token=t' },
  })
  assert.equal(status, 200)
  const row = await rowOf('/states')
  const { timestamp, response_time_ms, response_size_bytes, ...rest } = row
  assert.ok(Math.abs(Date.parse(timestamp as string) - Date.now()) < 20_000)
  assert.ok(typeof response_time_ms === 'number' && response_time_ms < 10_000)
  assert.ok((response_size_bytes as number) > 100)
  assert.deepEqual(rest, {
    request_id: headers.get('x-request-id'),
    user_id: userId,
    user_email: ADMIN,
    permission_used: 'sinas.states/logged.create:all',
    has_permission: true,
    method: 'POST',
    path: '/states',
    query_params: '{"token":"***REDACTED***","x":"1"}',
    request_body: '{"namespace":"logged","key":"k","value":"***REDACTED***","description":"d","tags":["secret"]}',
    user_agent: 'a test',
    referer: 'https://example.com/page',
    ip_address: '127.0.0.1',
    status_code: 200,
    resource_type: 'states',
    resource_id: '',
    group_id: '',
    error_message: '',
    error_type: '',
    metadata: '',
  })
})

test('an error stands in the row, with the permission that was missing', { timeout: 20_000 }, async () => {
  await gateway.request('GET', '/states/logged/absent', { token })
  const absent = await rowOf('/states/logged/absent')
  assert.deepEqual(
    [absent.status_code, absent.error_type, absent.error_message, absent.resource_id],
    [404, 'NOT_FOUND', 'State not found', 'logged/absent'],
  )

  const stranger = await gateway.login('stranger@example.com')
  await gateway.request('GET', `/api/v1/request-logs?user_id=${userId}`, { token: stranger.access_token })
  const refused = await rowOf('/api/v1/request-logs', (row) => row.user_id === stranger.user.id)
  assert.deepEqual([refused.status_code, refused.error_type, refused.has_permission], [403, 'FORBIDDEN', false])

  await gateway.request('GET', '/states/logged/k')
  const anonymous = await rowOf('/states/logged/k')
  assert.deepEqual([anonymous.status_code, anonymous.user_id, anonymous.has_permission], [401, '', false])

  await gateway.request('POST', '/nowhere', { body: { secret: 's' } })
  const unknown = await rowOf('/nowhere')
  assert.deepEqual([unknown.status_code, unknown.resource_type, unknown.resource_id], [404, '', ''])
})

test('a GraphQL request is known by its operation, and its variables are redacted', { timeout: 20_000 }, async () => {
  const query = 'query Who($token: String) { states(filter: { search: $token }) { nodes { id } } me { email } }'
  const { data } = await gateway.graphql(query, { token: 't' }, token)
  assert.equal(data.me.email, ADMIN)
  const row = await rowOf('/graphql')
  assert.deepEqual([row.method, row.status_code, row.user_id, row.error_type], ['POST', 200, userId, ''])
  assert.deepEqual(JSON.parse(row.request_body as string), { query, variables: { token: '***REDACTED***' } })
  assert.deepEqual(JSON.parse(row.metadata as string), { operation: 'Who', kind: 'query' })

  await gateway.graphql('{ me { email } }')
  const denied = await rowOf('/graphql', (other) => other.request_id !== row.request_id)
  assert.deepEqual([denied.error_type, denied.has_permission], ['UNAUTHENTICATED', false])
})

test('health checks are not logged', { timeout: 20_000 }, async () => {
  for (const path of ['/health', '/ready', '/last']) await gateway.request('GET', path)
  await rowOf('/last')
  const { body } = await gateway.request('GET', '/api/v1/request-logs?limit=1000', { token })
  assert.deepEqual(
    body.filter((row: Row) => row.path === '/health' || row.path === '/ready'),
    [],
  )
})

test('without ClickHouse everything else goes on', { timeout: 20_000 }, async () => {
  await using alone = await startTestGateway({ CLICKHOUSE_URL: 'http://127.0.0.1:9/sinas' })
  const { access_token } = await alone.login(ADMIN)
  for (let n = 0; n < 20; n++) assert.equal((await alone.request('GET', '/api/v1/auth/me', { token: access_token })).status, 200)
  assert.deepEqual((await alone.request('GET', '/api/v1/request-logs', { token: access_token })).body, [])
  assert.equal((await alone.request('GET', '/api/v1/request-logs/stats', { token: access_token })).status, 503)
  assert.equal((await alone.request('GET', '/ready')).status, 200)
  await alone.gateway.stop()
  assert.ok(alone.logs.some(({ msg }) => msg === 'request logs were lost: they could not be stored before the gateway stopped'))
})
