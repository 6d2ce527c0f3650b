// How requests arrive at /graphql, and what belongs to it: on a whole platform, over HTTP.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, before, describe, test } from 'node:test'
import { ADMIN, startTestGateway, type TestGateway } from './gateway.testing.ts'

let gateway: TestGateway
let token: string
before(async () => {
  gateway = await startTestGateway()
  token = (await gateway.login(ADMIN)).access_token
})
after(() => gateway.close())

describe('the schema at /schema.graphql', () => {
  test('is the committed one, for who is logged in', async () => {
    const { status, body, headers } = await gateway.request('GET', '/schema.graphql', { token })
    assert.equal(status, 200)
    assert.equal(body, readFileSync(new URL('../schema/schema.graphql', import.meta.url), 'utf8'))
    const again = await gateway.request('GET', '/schema.graphql', { token, headers: { 'if-none-match': headers.get('etag')! } })
    assert.equal(again.status, 304)
  })

  test('is not shown to strangers', async () => {
    const { status, body } = await gateway.request('GET', '/schema.graphql')
    assert.deepEqual([status, body.code], [401, 'INTROSPECTION_REFUSED'])
  })
})
