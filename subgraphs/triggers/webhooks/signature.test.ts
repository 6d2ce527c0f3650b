import assert from 'node:assert/strict'
import { createHmac, generateKeyPairSync, randomBytes, sign } from 'node:crypto'
import { test } from 'node:test'
import { Webhook as StandardSender } from 'standardwebhooks'
import { type Headers, type SignatureRule, secretFault, signatureFault } from './signature.ts'

const body = Buffer.from('{"type":"user.created","data":{"name":"Åsa 🌍"}}')
const standard: SignatureRule = { scheme: 'standard_webhooks', tolerance: 300 }

function check(rule: SignatureRule, secret: string, headers: Headers, now: number, bytes = body) {
  return signatureFault(rule, { secret, headers, body: bytes, now })
}

test('takes what the Standard Webhooks library signs, and nothing that was changed', () => {
  for (let i = 0; i < 50; i++) {
    const key = randomBytes(24 + i).toString('base64')
    const secret = i % 2 ? key : `whsec_${key}`
    const payload = Buffer.from(JSON.stringify({ i, text: randomBytes(i).toString('base64'), emoji: '🪝' }))
    const at = new Date(1_700_000_000_000 + i * 1000)
    const id = `msg_${i}`
    const signature = new StandardSender(secret).sign(id, at, payload.toString())
    const now = at.getTime() / 1000
    const headers = { 'webhook-id': id, 'webhook-timestamp': String(now), 'webhook-signature': signature }
    assert.equal(check(standard, secret, headers, now + 5, payload), null)
    assert.match(check(standard, secret, headers, now, Buffer.concat([payload, Buffer.from(' ')]))!, /does not match/)
    assert.match(check(standard, secret, { ...headers, 'webhook-id': 'msg_other' }, now, payload)!, /does not match/)
    assert.match(check(standard, secret, { ...headers, 'webhook-timestamp': String(now + 1) }, now, payload)!, /does not match/)
    assert.match(check(standard, `whsec_${randomBytes(24).toString('base64')}`, headers, now, payload)!, /does not match/)
  }
})

// The vector that the reference implementations of Standard Webhooks, and Svix's, publish.
test('takes the published vector of Standard Webhooks', () => {
  const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'
  const headers = {
    'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    'webhook-timestamp': '1614265330',
    'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
  }
  const payload = Buffer.from('{"test": 2432232314}')
  assert.equal(check(standard, secret, headers, 1_614_265_330, payload), null)
  const svix = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.replace('webhook', 'svix'), value]))
  assert.equal(check(standard, secret, svix, 1_614_265_330, payload), null)
  const rotated = { ...headers, 'webhook-signature': `v1,${randomBytes(32).toString('base64')} v2,abc ${headers['webhook-signature']}` }
  assert.equal(check(standard, secret, rotated, 1_614_265_330, payload), null)
  const renamed = { ...headers, 'webhook-signature': headers['webhook-signature'].replace('v1,', 'v2,') }
  assert.match(check(standard, secret, renamed, 1_614_265_330, payload)!, /does not match/)
})

test('takes asymmetric Standard Webhooks signatures', () => {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519')
  const secret = `whpk_${publicKey.export({ format: 'der', type: 'spki' }).subarray(-32).toString('base64')}`
  assert.equal(secretFault('standard_webhooks', secret), null)
  const signature = sign(null, Buffer.concat([Buffer.from('msg_1.1700000000.'), body]), privateKey).toString('base64')
  const headers = { 'webhook-id': 'msg_1', 'webhook-timestamp': '1700000000', 'webhook-signature': `v1a,${signature}` }
  assert.equal(check(standard, secret, headers, 1_700_000_000), null)
  assert.match(check(standard, secret, headers, 1_700_000_000, Buffer.from('{}'))!, /does not match/)
  assert.match(check(standard, secret, { ...headers, 'webhook-signature': `v1,${signature}` }, 1_700_000_000)!, /does not match/)
})

test('refuses a timestamp outside the replay window, in both directions, and headers that are not there', () => {
  const secret = `whsec_${randomBytes(24).toString('base64')}`
  const headersAt = (seconds: number) => ({
    'webhook-id': 'msg_1',
    'webhook-timestamp': String(seconds),
    'webhook-signature': new StandardSender(secret).sign('msg_1', new Date(seconds * 1000), body.toString()),
  })
  const now = 1_700_000_000
  assert.equal(check(standard, secret, headersAt(now - 300), now), null)
  assert.match(check(standard, secret, headersAt(now - 301), now)!, /too old/)
  assert.equal(check(standard, secret, headersAt(now + 300), now), null)
  assert.match(check(standard, secret, headersAt(now + 301), now)!, /future/)
  assert.match(check({ ...standard, tolerance: 10 }, secret, headersAt(now - 11), now)!, /too old/)
  assert.match(check(standard, secret, { ...headersAt(now), 'webhook-timestamp': 'NaN' }, now)!, /timestamp/)
  assert.match(check(standard, secret, {}, now)!, /required/)
})

// https://docs.github.com/en/webhooks/using-webhooks/validating-webhook-deliveries#testing-the-webhook-payload-validation
test("takes the vector of GitHub's documentation", () => {
  const rule: SignatureRule = { scheme: 'github', tolerance: 300 }
  const headers = { 'x-hub-signature-256': 'sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17' }
  const secret = "It's a Secret to Everybody"
  assert.equal(check(rule, secret, headers, 0, Buffer.from('Hello, World!')), null)
  assert.match(check(rule, secret, headers, 0, Buffer.from('Hello, World?'))!, /does not match/)
  assert.match(check(rule, 'another secret', headers, 0, Buffer.from('Hello, World!'))!, /does not match/)
  assert.match(
    check(rule, secret, { 'x-hub-signature-256': headers['x-hub-signature-256'].slice(7) }, 0, Buffer.from('Hello, World!'))!,
    /match/,
  )
  assert.match(check(rule, secret, {}, 0)!, /required/)
})

// https://api.slack.com/authentication/verifying-requests-from-slack
test("takes the vector of Slack's documentation", () => {
  const rule: SignatureRule = { scheme: 'slack', tolerance: 300 }
  const headers = {
    'x-slack-request-timestamp': '1531420618',
    'x-slack-signature': 'v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503',
  }
  const payload = Buffer.from(
    'token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c',
  )
  const secret = '8f742231b10e8888abcd99yyyzzz85a5'
  assert.equal(check(rule, secret, headers, 1_531_420_618, payload), null)
  assert.match(check(rule, secret, headers, 1_531_420_618 + 301, payload)!, /too old/)
  assert.match(check(rule, secret, { ...headers, 'x-slack-request-timestamp': '1531420619' }, 1_531_420_618, payload)!, /does not match/)
})

// Stripe publishes the way (https://docs.stripe.com/webhooks#verify-manually), but no vector: signed here as it says, apart from our code.
test('takes signatures as Stripe makes them, also while a secret is rolled', () => {
  const rule: SignatureRule = { scheme: 'stripe', tolerance: 300 }
  const secret = 'whsec_test_secret'
  const now = 1_700_000_000
  const v1 = createHmac('sha256', secret).update(`${now}.${body}`).digest('hex')
  const old = createHmac('sha256', 'whsec_old_secret').update(`${now}.${body}`).digest('hex')
  assert.equal(check(rule, secret, { 'stripe-signature': `t=${now},v1=${v1}` }, now), null)
  assert.equal(check(rule, secret, { 'stripe-signature': `t=${now},v1=${old},v1=${v1},v0=ignored` }, now), null)
  assert.match(check(rule, secret, { 'stripe-signature': `t=${now},v0=${v1}` }, now)!, /does not match/)
  assert.match(check(rule, secret, { 'stripe-signature': `t=${now - 400},v1=${v1}` }, now)!, /too old/)
  assert.match(check(rule, secret, { 'stripe-signature': `v1=${v1}` }, now)!, /timestamp/)
  assert.match(check(rule, secret, {}, now)!, /required/)
})

test('takes an HMAC in a header of choice, in every encoding', () => {
  for (const algorithm of ['sha1', 'sha256', 'sha512'] as const) {
    for (const encoding of ['hex', 'base64', 'base64url'] as const) {
      const rule: SignatureRule = { scheme: 'custom', tolerance: 300, header: 'X-Shop-Hmac', prefix: 'h=', algorithm, encoding }
      const value = createHmac(algorithm, 'a shared secret').update(body).digest(encoding)
      assert.equal(check(rule, 'a shared secret', { 'x-shop-hmac': `h=${value}` }, 0), null)
      assert.match(check(rule, 'a shared secret', { 'x-shop-hmac': value }, 0)!, /does not match/)
    }
  }
})

test('refuses secrets that a scheme can do nothing with', () => {
  assert.equal(secretFault('standard_webhooks', `whsec_${randomBytes(24).toString('base64')}`), null)
  assert.match(secretFault('standard_webhooks', 'not base64!')!, /base64/)
  assert.match(secretFault('standard_webhooks', 'whpk_AAAA')!, /Ed25519/)
  assert.match(secretFault('github', 'short')!, /8 characters/)
})
