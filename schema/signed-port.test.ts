// What a port between our processes does with those who have no key, seen from a bare socket.
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { request as httpRequest } from 'node:http'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { text as textOf } from 'node:stream/consumers'
import { after, before, test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { internalRequest } from './context.ts'
import { ENVELOPE_HEADER, signEnvelope } from './identity-envelope.ts'
import { createSignedPort, type SignedRequest } from './signed-port.ts'

const KEY = 'a key for this test alone'
const MAX_BYTES = 100_000
const GOOD = '{"hello":"world"}'

let port: number
let probed = 0
const answered: SignedRequest[] = []
const server = createSignedPort({
  key: KEY,
  maxBytes: MAX_BYTES,
  audienceOf: (path) => (path === '/echo' ? 'echo' : undefined),
  probes: {
    '/ready': async () => {
      probed++
      await new Promise((resolve) => setTimeout(resolve, 50))
      return [200, { status: 'ready' }]
    },
  },
  answer(request, response) {
    answered.push(request)
    response.end(JSON.stringify(request.body))
  },
})

before(async () => {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  port = (server.address() as AddressInfo).port
})
after(() => {
  server.closeAllConnections()
  server.close()
})

const sign = (body: string, audience = 'echo') => signEnvelope(KEY, internalRequest(null, 'r'), audience, body)

function post(body: string | Buffer, envelope: string, more: Record<string, string> = {}): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-length': String(Buffer.byteLength(body)), [ENVELOPE_HEADER]: envelope, ...more }
    const call = httpRequest({ port, path: '/echo', method: 'POST', headers }, (response) => {
      textOf(response).then((text) => resolve({ status: response.statusCode!, text }), reject)
    })
    call.on('error', reject)
    call.end(body)
  })
}

/** Says these lines and then waits for the port to hang up. @returns what it answered, and after how long */
async function speak(head: string[], then?: (socket: Socket) => void): Promise<{ answer: string; tookMs: number; socket: Socket }> {
  const socket = connect(port, '127.0.0.1')
  let answer = ''
  socket.on('data', (chunk) => (answer += chunk))
  // A port that hangs up while one speaks resets the connection.
  socket.on('error', () => undefined)
  const began = performance.now()
  const closed = new Promise((resolve) => socket.once('close', resolve))
  socket.write(head.join('\r\n'))
  then?.(socket)
  await closed
  return { answer, tookMs: performance.now() - began, socket }
}

test('a signed request is answered, and its connection kept', async () => {
  assert.deepEqual(await post(GOOD, sign(GOOD)), { status: 200, text: GOOD })
})

test('the same request a second time is refused', async () => {
  const envelope = sign(GOOD)
  assert.equal((await post(GOOD, envelope)).status, 200)
  const again = await post(GOOD, envelope)
  assert.equal(again.status, 401)
  assert.match(again.text, /was made before/)
})

test('a request with another body, audience, path or method is refused', async () => {
  const before = answered.length
  assert.match((await post('{"hello":"moon"}', sign(GOOD))).text, /another body/)
  assert.match((await post(GOOD, sign(GOOD, 'other'))).text, /meant for other/)
  const url = `http://127.0.0.1:${port}`
  const headers = { [ENVELOPE_HEADER]: sign('') }
  assert.equal((await fetch(`${url}/echo`, { headers })).status, 405)
  assert.equal((await fetch(`${url}/echo?a=b`, { method: 'POST', headers })).status, 404)
  assert.equal((await fetch(`${url}/ready`, { method: 'POST', headers })).status, 404)
  assert.equal(answered.length, before)
})

test('who has no good envelope is answered from the headers, and hung up on before the body', async () => {
  for (const envelope of ['', 'x.y', sign(GOOD, 'other')]) {
    const head = ['POST /echo HTTP/1.1', 'host: x', `${ENVELOPE_HEADER}: ${envelope}`, 'content-length: 10000000000', '', '']
    // Not a byte of the body follows, and still the port does not wait for it.
    const { answer, tookMs, socket } = await speak(head)
    assert.match(answer, /^HTTP\/1.1 401/)
    assert.match(answer, /connection: close/i)
    assert.ok(tookMs < 1000, `${tookMs} ms`)
    assert.ok(socket.destroyed)
  }
})

test('who sends on without an envelope is not listened to', async () => {
  const head = ['POST /echo HTTP/1.1', 'host: x', 'transfer-encoding: chunked', '', '']
  const block = Buffer.alloc(1 << 20)
  let sent = 0
  const before = process.memoryUsage.rss()
  await speak(head, function more(socket) {
    if (sent > 500 << 20) return
    socket.write(`${block.length.toString(16)}\r\n`)
    socket.write(block)
    socket.write('\r\n', (error) => {
      if (error) return
      sent += block.length
      more(socket)
    })
  })
  assert.ok(sent < 100 << 20, `${sent} bytes were taken`)
  assert.ok(process.memoryUsage.rss() - before < 100 << 20)
})

test('a body is counted while it arrives', async () => {
  const large = JSON.stringify('x'.repeat(MAX_BYTES))
  assert.equal((await post(large, sign(large))).status, 413)
  const head = ['POST /echo HTTP/1.1', 'host: x', `${ENVELOPE_HEADER}: ${sign(large)}`, 'transfer-encoding: chunked', '', '']
  const { answer } = await speak(head, (socket) => socket.write(`${(MAX_BYTES + 1).toString(16)}\r\n${'x'.repeat(MAX_BYTES + 1)}\r\n`))
  assert.match(answer, /^HTTP\/1.1 413/)
  const fits = JSON.stringify('x'.repeat(MAX_BYTES - 2))
  assert.equal((await post(fits, sign(fits))).status, 200)
})

test('a compressed body is not inflated', async () => {
  const bomb = gzipSync(Buffer.alloc(50 << 20))
  assert.ok(bomb.length < MAX_BYTES)
  const envelope = signEnvelope(KEY, internalRequest(null, 'r'), 'echo', bomb as unknown as string)
  const answer = await post(bomb, envelope, { 'content-encoding': 'gzip', 'content-type': 'application/json' })
  assert.deepEqual(answer, { status: 400, text: '{"errors":[{"message":"the body is not JSON"}]}' })
})

test('a caller with thousands of permissions fits into an envelope', async () => {
  const permissions = Object.fromEntries(Array.from({ length: 3000 }, (_, i) => [`sinas.functions/namespace${i}/*.execute:all`, true]))
  const caller = { userId: 'u', email: 'ada@example.com', groupIds: [], permissions }
  const envelope = signEnvelope(KEY, internalRequest(caller, 'r'), 'echo', GOOD)
  assert.equal((await post(GOOD, envelope)).status, 200)
  assert.deepEqual(answered.at(-1)!.envelope.request.caller, caller)
})

test('headers that dribble in, or never come, end the request when the time is up', { timeout: 30_000 }, async () => {
  let dribble: NodeJS.Timeout | undefined
  const silent = speak([''])
  const { answer, tookMs } = await speak(['POST /echo HTTP/1.1', 'host: x', ''], (socket) => {
    dribble = setInterval(() => socket.write('x-a: b\r\n'), 500)
  })
  clearInterval(dribble)
  assert.match(answer, /^HTTP\/1.1 408/)
  assert.ok(tookMs < 10_000, `${tookMs} ms`)
  assert.ok((await silent).tookMs < 10_000)
})

test('what is asked by many at once is found out once', async () => {
  const before = probed
  const answers = await Promise.all(Array.from({ length: 20 }, () => fetch(`http://127.0.0.1:${port}/ready`)))
  assert.ok(answers.every(({ status }) => status === 200))
  assert.equal(probed, before + 1)
})
