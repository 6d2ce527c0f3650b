import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import Fastify from 'fastify'
import { loadConfig } from '../schema/config.ts'
import { startTestGateway, type TestGateway } from './gateway.testing.ts'
import { trustProxy } from './trust-proxy.ts'

let gateway: TestGateway

before(async () => {
  gateway = await startTestGateway({ TRUST_PROXY: 'true', RATE_LIMIT_OTP_IP_MAX: '2' })
})
after(() => gateway.close())

/** The address as which a client counts. @param forwarded `X-Forwarded-For`, from the client on the left to the nearest proxy on the right */
async function countedAs(setting: string, remoteAddress: string, forwarded: string): Promise<string> {
  await using server = Fastify({ trustProxy: trustProxy(loadConfig({ TRUST_PROXY: setting }).TRUST_PROXY) })
  server.get('/', async (request) => request.ip)
  return (await server.inject({ url: '/', remoteAddress, headers: { 'x-forwarded-for': forwarded } })).body
}

test('of X-Forwarded-For counts what trusted proxies have written, and nothing that stands left of it', async () => {
  const [spoofed, client, near] = ['192.0.2.66', '198.51.100.1', '10.0.0.2']
  const chain = `${spoofed}, ${client}`
  assert.equal(await countedAs('', '10.0.0.1', chain), '10.0.0.1')
  assert.equal(await countedAs('false', '10.0.0.1', chain), '10.0.0.1')
  assert.equal(await countedAs('true', '10.0.0.1', chain), client)
  assert.equal(await countedAs('1', '10.0.0.1', chain), client)
  assert.equal(await countedAs('2', '10.0.0.1', `${chain}, ${near}`), client)
  assert.equal(await countedAs('10.0.0.0/8', '10.0.0.1', `${chain}, ${near}`), client)
  assert.equal(await countedAs('10.0.0.0/8', '203.0.113.1', chain), '203.0.113.1')
  assert.equal(await countedAs('uniquelocal', '10.0.0.1', `${chain}, ${near}`), client)
})

test('a client behind the proxy can’t get around a limit by naming addresses', async () => {
  const guess = (forwarded: string) =>
    gateway.request('POST', '/api/v1/auth/verify-otp', {
      body: { session_id: crypto.randomUUID(), otp_code: '000000' },
      headers: { 'x-forwarded-for': forwarded },
    })
  const statuses = []
  for (let i = 1; i <= 3; i++) statuses.push((await guess(`192.0.2.${i}, 198.51.100.9`)).status)
  assert.deepEqual(statuses, [400, 400, 429])
  assert.equal((await guess('192.0.2.1, 198.51.100.10')).status, 400)
})
