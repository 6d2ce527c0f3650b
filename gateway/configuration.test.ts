import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { ADMIN, startTestGateway, type TestGateway } from './gateway.testing.ts'

let gateway: TestGateway
before(async () => {
  gateway = await startTestGateway({ PUBLIC_URL: 'https://someone:hunter2@example.com', OPENAI_API_KEY: 'sk-never-shown' })
})
after(() => gateway[Symbol.asyncDispose]())

const QUERY = '{ configuration { name value default isSecret isSet description } }'
const STORAGE = '{ storage { folder totalBytes freeBytes isDatabaseEmbedded databaseBytes } }'

test('administrators read what is in force, without secrets', async () => {
  const { access_token: token } = await gateway.login(ADMIN)
  const { body } = await gateway.request('POST', '/graphql', { token, body: { query: QUERY } })
  const of = (name: string) => body.data.configuration.find((each: { name: string }) => each.name === name)
  assert.deepEqual([of('FUNCTION_TIMEOUT').value, of('FUNCTION_TIMEOUT').default, of('FUNCTION_TIMEOUT').isSet], ['300', '300', true])
  assert.deepEqual([of('OPENAI_API_KEY').value, of('OPENAI_API_KEY').isSecret, of('OPENAI_API_KEY').isSet], [null, true, true])
  assert.deepEqual([of('SMTP_HOST').value, of('SMTP_HOST').isSet], [null, false])
  assert.equal(of('PUBLIC_URL').value, 'https://…@example.com')
  assert.ok(!JSON.stringify(body).includes('never-shown') && !JSON.stringify(body).includes('hunter2'))
})

test('others are refused', async () => {
  const { access_token: token } = await gateway.login('plain@example.com')
  const { body } = await gateway.request('POST', '/graphql', { token, body: { query: QUERY } })
  assert.equal(body.errors[0].extensions.code, 'FORBIDDEN')
  assert.equal(body.data?.configuration ?? null, null)
})

test('administrators read how much room there is, others do not', async () => {
  const { access_token: token } = await gateway.login(ADMIN)
  const { storage } = (await gateway.request('POST', '/graphql', { token, body: { query: STORAGE } })).body.data
  assert.ok(storage.freeBytes > 0 && storage.freeBytes <= storage.totalBytes, JSON.stringify(storage))
  assert.ok(storage.databaseBytes > 1_000_000)
  const plain = await gateway.login('plain@example.com')
  const { body } = await gateway.request('POST', '/graphql', { token: plain.access_token, body: { query: STORAGE } })
  assert.equal(body.errors[0].extensions.code, 'FORBIDDEN')
})
