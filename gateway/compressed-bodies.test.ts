import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { ADMIN, startTestGateway, type TestGateway } from './gateway.testing.ts'

let platform: TestGateway
let token: string
before(async () => {
  platform = await startTestGateway()
  token = (await platform.login(ADMIN)).access_token
})
after(() => platform.close())

/** 300 KB that would be 300 MB: far more than the memory of a process sways by. */
const BOMB = gzipSync(Buffer.alloc(300 << 20, ' '))
/** A request that each door would answer well if it inflated bodies. */
const GROUP = gzipSync('{"name": "Inflated"}')

const send = (path: string, body: Buffer) =>
  fetch(`${platform.url}${path}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'content-encoding': 'gzip',
      accept: 'application/json, text/event-stream',
      authorization: `Bearer ${token}`,
    },
    body: new Uint8Array(body),
  })

for (const path of ['/api/v1/groups', '/graphql', '/graphql/stream', '/mcp', '/webhooks/none']) {
  test(`${path} does not inflate a body`, async () => {
    // What a door loads at its first request is not what is measured.
    await (await send(path, GROUP)).text()
    const before = process.memoryUsage.rss()
    const answer = await send(path, BOMB)
    await answer.text()
    assert.ok(answer.status >= 400 && answer.status < 500, `${answer.status}`)
    assert.ok(process.memoryUsage.rss() - before < 200 << 20)
  })
}

test('a compressed body is told to be no JSON, and does nothing', async () => {
  assert.equal((await send('/api/v1/groups', GROUP)).status, 422)
  assert.equal((await platform.request('GET', '/api/v1/groups/Inflated', { token })).status, 404)
})
