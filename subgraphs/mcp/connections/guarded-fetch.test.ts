import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { listen, type McpUnderTest, openMcp, type TestServer } from '../mcp.testing.ts'
import { isAllowedHost, isPublicAddress } from './addresses.ts'
import { createGuardedFetch } from './guarded-fetch.ts'

const PRIVATE = [
  '127.0.0.1',
  '127.255.0.3',
  '0.0.0.0',
  '10.1.2.3',
  '100.64.0.1',
  '169.254.169.254',
  '172.16.0.1',
  '172.31.255.255',
  '192.168.0.1',
  '198.18.0.1',
  '224.0.0.1',
  '255.255.255.255',
  '::',
  '::1',
  '::ffff:127.0.0.1',
  '::ffff:7f00:1',
  '::ffff:a9fe:a9fe',
  '::127.0.0.1',
  '64:ff9b::7f00:1',
  '64:ff9b:1::7f00:1',
  '2002:7f00:1::',
  '2001:0:4136:e378:8000:63bf:3fff:fdd2',
  'fc00::1',
  'fd12:3456:789a::1',
  'fe80::1',
  'fe80::1%eth0',
  'fec0::1',
  'ff02::1',
  'no address',
]
const PUBLIC = ['1.1.1.1', '8.8.8.8', '172.15.0.1', '172.32.0.1', '100.63.0.1', '::ffff:8.8.8.8', '2606:4700:4700::1111', '2a00:1450::1']

describe('which addresses are public', () => {
  for (const address of PRIVATE) test(`${address} is not`, () => assert.equal(isPublicAddress(address), false))
  for (const address of PUBLIC) test(`${address} is`, () => assert.equal(isPublicAddress(address), true))
})

test('a host is allowed by name alone or with its port', () => {
  assert.equal(isAllowedHost(['tools.local'], 'TOOLS.local', '80'), true)
  assert.equal(isAllowedHost(['tools.local:8080'], 'tools.local', '8080'), true)
  assert.equal(isAllowedHost(['tools.local:8080'], 'tools.local', '80'), false)
  assert.equal(isAllowedHost(['::1'], '[::1]', '80'), true)
  assert.equal(isAllowedHost(['[::1]:81'], '[::1]', '81'), true)
  assert.equal(isAllowedHost(['local'], 'tools.local', '80'), false)
})

describe('what a fetch may reach', () => {
  let secret: TestServer
  let visits = 0

  before(async () => {
    secret = await listen((_, response) => {
      visits++
      response.end('secret')
    })
  })
  after(() => secret[Symbol.asyncDispose]())

  const refused =
    (url: string, allowed: string[] = []) =>
    async () => {
      const guard = createGuardedFetch(allowed)
      try {
        const before = visits
        await assert.rejects(guard.fetch(url), /is not a public address/)
        assert.equal(visits, before, 'the server was reached')
      } finally {
        await guard.close()
      }
    }

  test('not an address of this machine', () => refused(`${secret.url}/`)())
  test('not one that is written as a number', () => refused(`http://2130706433:${secret.port}/`)())
  test('not one that is written in octal', () => refused(`http://0177.0.0.1:${secret.port}/`)())
  test('not one that is mapped into IPv6', () => refused(`http://[::ffff:127.0.0.1]:${secret.port}/`)())
  test('not a name that DNS resolves to one', () => refused(`http://localhost:${secret.port}/`)())
  test('not by a redirect from a host that is allowed', async () => {
    await using open = await listen((_, response) => response.writeHead(307, { location: `http://localhost:${secret.port}/` }).end())
    await refused(open.url, [`127.0.0.1:${open.port}`])()
  })
  test('but an address that is allowed', async () => {
    const guard = createGuardedFetch([`127.0.0.1:${secret.port}`])
    assert.equal(await (await guard.fetch(secret.url)).text(), 'secret')
    await guard.close()
  })
})

describe('servers that may not be reached', () => {
  let fixture: McpUnderTest
  before(async () => {
    fixture = await openMcp({ MCP_ALLOWED_HOSTS: '' })
  })
  after(() => fixture[Symbol.asyncDispose]())

  for (const settings of [
    { url: 'http://127.0.0.1:4711/mcp' },
    { url: 'http://localhost:4711/mcp' },
    { url: 'http://localhost:4711/sse', protocol: 'sse' },
    { url: 'ws://127.0.0.1:4711/', protocol: 'websocket' },
    { url: 'http://169.254.169.254/latest/meta-data' },
  ])
    test(`${settings.url} is registered with the reason`, async () => {
      const server = await fixture.register(settings)
      assert.equal(server.connection_status, 'error')
      assert.match(server.error_message, /is not a public address.*MCP_ALLOWED_HOSTS/)
    })
})
