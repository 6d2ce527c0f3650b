import assert from 'node:assert/strict'
import { test } from 'node:test'
import { loadConfig } from './config.ts'
import { parseTrustedProxies, type TrustedProxies } from './trusted-proxies.ts'

test('TRUST_PROXY is one proxy, a number of them, or addresses', () => {
  const read: Record<string, TrustedProxies> = {
    true: 1,
    TRUE: 1,
    false: false,
    '0': false,
    '2': 2,
    '10.0.0.0/8': ['10.0.0.0/8'],
    '192.0.2.1, 2001:db8::/32 ,loopback': ['192.0.2.1', '2001:db8::/32', 'loopback'],
  }
  for (const [text, proxies] of Object.entries(read)) assert.deepEqual(parseTrustedProxies(text), proxies, text)
  assert.equal(loadConfig({}).TRUST_PROXY, undefined)
  assert.equal(loadConfig({ TRUST_PROXY: 'true' }).TRUST_PROXY, 1)
})

test('a server does not start with another TRUST_PROXY, and says what it may be', () => {
  for (const text of [
    'yes',
    '*',
    '0.0.0.0/33',
    '10.0.0.0/8/8',
    '10.0.0.0/',
    'proxy.example',
    '17',
    '-1',
    'loopback,',
    '192.0.2.1 192.0.2.2',
  ])
    assert.throws(() => loadConfig({ TRUST_PROXY: text }), /TRUST_PROXY is ".*": ".*" is no address\. It is true .*loopback/, text)
})
