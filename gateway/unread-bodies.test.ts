// A body takes memory and time: it is read once it is known that a route wants it, and from which caller.
import assert from 'node:assert/strict'
import { type ClientRequest, request as httpRequest, type IncomingMessage } from 'node:http'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { ADMIN, startTestGateway, type TestGateway } from './gateway.testing.ts'

const MEGABYTE = 1024 * 1024

let gateway: TestGateway
let token: string
before(async () => {
  gateway = await startTestGateway()
  token = (await gateway.login(ADMIN)).access_token
  await gateway.request('POST', '/api/v1/functions', {
    token,
    body: { name: 'length', code: 'def handler(input, context):\n    return {"length": len(input["raw"])}\n' },
  })
  for (const [path, requires_auth] of [
    ['open', false],
    ['guarded', true],
  ])
    await gateway.request('POST', '/api/v1/webhooks', { token, body: { path, function_name: 'length', requires_auth } })
})
after(() => gateway.close())

/** Sends the head of a request and a little of its body, and no more. @returns the answer, null where the server waits for the rest */
async function answerBeforeBody(method: string, path: string, headers: Record<string, string>): Promise<number | null> {
  const { promise, resolve } = Promise.withResolvers<number>()
  const sending: ClientRequest = httpRequest(gateway.url + path, { method, headers, agent: false }, (response: IncomingMessage) => {
    response.resume()
    resolve(response.statusCode!)
  })
  sending.on('error', () => undefined)
  sending.write('{')
  const status = await Promise.race([promise, sleep(1500, null, { ref: false })])
  sending.destroy()
  return status
}

const LARGE = { 'content-type': 'application/json', 'content-length': String(10 * MEGABYTE) }
const CHUNKED = { 'content-type': 'application/json', 'transfer-encoding': 'chunked' }

test('is not read for anonymous callers, or where there is no route', async () => {
  for (const headers of [LARGE, CHUNKED]) {
    for (const [method, path, status] of [
      ['POST', '/api/v1/functions', 401],
      ['PUT', `/api/v1/functions/${crypto.randomUUID()}`, 401],
      ['POST', '/functions/default/length/execute', 401],
      ['POST', '/mcp', 401],
      ['POST', '/nothing', 404],
      ['POST', '/health', 405],
      ['PUT', '/graphql/stream', 405],
      ['POST', '/webhooks/nothing', 404],
      ['POST', '/webhooks/guarded', 401],
      ['PUT', '/webhooks/open', 405],
    ] as const)
      assert.equal(await answerBeforeBody(method, path, headers), status, `${method} ${path} with ${JSON.stringify(headers)}`)
  }
})

test('is not read where the credential is false', async () => {
  const authorization = 'Bearer nonsense'
  for (const path of ['/api/v1/functions', '/graphql', '/mcp', '/webhooks/guarded'])
    assert.equal(await answerBeforeBody('POST', path, { ...LARGE, authorization }), 401, path)
})

test('is read of who may send it', async () => {
  const authorization = `Bearer ${token}`
  for (const path of ['/api/v1/functions', '/webhooks/guarded'])
    assert.equal(await answerBeforeBody('POST', path, { ...LARGE, authorization }), null, path)
  assert.equal(await answerBeforeBody('POST', '/webhooks/open', LARGE), null)
})

test('of a stranger is small at the login and in GraphQL, and as large as any at a public webhook', async () => {
  const text = 'x'.repeat(MEGABYTE)
  const statusOf = async (path: string, body: string, headers: Record<string, string>) => {
    const { status, body: answer } = await gateway.request('POST', path, { body, headers })
    return [status, JSON.stringify(answer)] as const
  }
  const json = { 'content-type': 'application/json' }
  for (const [path, body] of [
    ['/api/v1/auth/login', JSON.stringify({ email: text })],
    ['/graphql', JSON.stringify({ query: `{ __typename } # ${text}` })],
  ] as const) {
    const [status, answer] = await statusOf(path, body, json)
    assert.equal(status, 413, path)
    assert.match(answer, /larger than the limit of 262144 bytes/)
  }
  const query = JSON.stringify({ query: '{ __typename }', extensions: { text } })
  assert.equal((await statusOf('/graphql', query, { ...json, authorization: `Bearer ${token}` }))[0], 200)
  const [status, answer] = await statusOf('/webhooks/open', text, { 'content-type': 'text/plain' })
  assert.deepEqual([status, JSON.parse(answer).result.length], [200, MEGABYTE])
})
