import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ADMIN, startTestGateway } from './gateway.testing.ts'

test('strangers of one network are answered so many queries a minute, and who is logged in any number', async () => {
  await using limited = await startTestGateway({ RATE_LIMIT_ANONYMOUS_MAX: '5' })
  const { access_token } = await limited.login(ADMIN)
  const query = () => limited.request('POST', '/graphql', { body: { query: '{ __typename }' } })
  const statuses: number[] = []
  for (let i = 0; i < 4; i++) statuses.push((await query()).status)
  statuses.push((await limited.request('GET', '/openapi.json')).status)
  assert.deepEqual(statuses, [200, 200, 200, 200, 200])
  const { status, headers, body } = await query()
  assert.deepEqual([status, body.errors[0].extensions.code], [429, 'RATE_LIMITED'])
  assert.ok(Number(headers.get('retry-after')) >= 1)
  for (const path of ['/graphql/stream?query={__typename}', '/openapi.json', '/scheduler/status'])
    assert.equal((await limited.request('GET', path)).status, 429, path)
  for (let i = 0; i < 10; i++)
    assert.equal((await limited.request('POST', '/graphql', { token: access_token, body: { query: '{ __typename }' } })).status, 200)
  // What costs nothing is not counted.
  for (const path of ['/health', '/', '/docs', '/api/v1/openapi.json']) assert.equal((await limited.request('GET', path)).status, 200, path)
  assert.equal((await limited.request('GET', '/api/v1/users')).status, 401)
})
