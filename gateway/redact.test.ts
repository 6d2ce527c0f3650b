import assert from 'node:assert/strict'
import { test } from 'node:test'
import { redactBody, redactGraphql, redactQuery } from './redact.ts'

const R = '***REDACTED***'

test('takes secrets out of a body, however deep and however they are spelt', () => {
  const body = {
    email: 'a@b.c',
    password: 'p',
    otp_code: '123456',
    apiKey: 'k',
    config: { 'X-API-Key': 'k', calls: [{ Authorization: 'Bearer x', accept: 'y' }], github_token: { a: 1 } },
    refresh_token: 't',
  }
  assert.deepEqual(JSON.parse(redactBody(body)), {
    email: 'a@b.c',
    password: R,
    otp_code: R,
    apiKey: R,
    config: { 'X-API-Key': R, calls: [{ Authorization: R, accept: 'y' }], github_token: R },
    refresh_token: R,
  })
  assert.equal(body.password, 'p')
})

test('leaves what only sounds like a secret', () => {
  const body = { key: 'settings', values: 1, max_tokens: 5, tokens: [1], secretary: 'x', otpional: 1 }
  assert.deepEqual(JSON.parse(redactBody(body)), body)
})

test('takes out what a state holds, which may be encrypted at rest', () => {
  assert.equal(redactBody({ key: 'pin', value: { a: 1 } }), `{"key":"pin","value":"${R}"}`)
})

test('takes secrets out of a GraphQL request, from its variables and from its text', () => {
  const query = 'query ($token: String) { states(filter: { search: $token }) { nodes { id value } } }'
  assert.deepEqual(JSON.parse(redactBody({ query, variables: { input: { token: 't', name: 'n' } } })), {
    query,
    variables: { input: { token: R, name: 'n' } },
  })
  const mutation =
    'mutation { verifyOtp(input: { sessionId: "s", otp: "12\\"34", otpCode: 99 }) { session { expiresIn } } createState(input: { key: "k", value: { pin: ["1"] } }) { id } }'
  assert.equal(
    redactGraphql(mutation).replace(/\s+/g, ' '),
    `mutation { verifyOtp( input: {sessionId: "s", otp: "${R}", otpCode: "${R}"} ) { session { expiresIn } } createState(input: {key: "k", value: "${R}"}) { id } }`,
  )
  assert.equal(
    redactGraphql('{ states(first: 5, filter: { namespace: "token" }) { nodes { id } } }'),
    '{ states(first: 5, filter: { namespace: "token" }) { nodes { id } } }',
  )
  assert.equal(
    redactGraphql('query ($otp: String! = "1") { a(otp: $otp) }').replace(/\s+/g, ' '),
    `query ($otp: String! = "${R}") { a(otp: $otp) }`,
  )
  assert.equal(redactGraphql('{ verifyOtp(input: { otp: "1234"'), R)
})

test('takes out of a GraphQL request the variables that go where a secret goes', () => {
  const query =
    'mutation ($t: String!, $n: String) { logout(input: { refreshToken: $t }) { user { id } } a(input: { name: $n, api_key : $k }) { id } }'
  assert.deepEqual(JSON.parse(redactBody({ query, variables: { t: 'secret', n: 'name', k: { deep: 'secret' } } })).variables, {
    t: R,
    n: 'name',
    k: R,
  })
  assert.deepEqual(JSON.parse(JSON.parse(redactQuery({ query, variables: '{"t":"secret","n":"name"}' })).variables), { t: R, n: 'name' })
})

test('takes secrets out of a query string', () => {
  assert.equal(redactQuery({ limit: '5', token: 't', key: 'k', code: 'c' }), `{"limit":"5","token":"${R}","key":"${R}","code":"${R}"}`)
  assert.equal(
    redactQuery({ query: '{ a(otp: "1") }', variables: '{"password":"p"}' }),
    JSON.stringify({ query: `{\n  a(otp: "${R}")\n}`, variables: `{"password":"${R}"}` }),
  )
  assert.equal(redactQuery({ variables: '{"password":' }), `{"variables":"${R}"}`)
  assert.equal(redactQuery({}), '')
})

test('keeps no body that is none, too large or too deep', () => {
  for (const body of [undefined, null, 'text', 5, Buffer.from('{}')]) assert.equal(redactBody(body), '')
  assert.equal(redactBody({ text: 'x'.repeat(33_000) }), '')
  assert.notEqual(redactBody({ text: 'x'.repeat(32_000) }), '')
  assert.equal(redactBody(JSON.parse('['.repeat(16_000) + ']'.repeat(16_000))).length <= 32 * 1024, true)
})

test('takes no longer for texts made to be slow', () => {
  const start = performance.now()
  for (const part of ['a', ' ', 'a ', '$a', '$a:', 'a:', ',', '='])
    for (const length of [1, 2]) redactGraphql(part.repeat(32_000 / part.length / length))
  assert.ok(performance.now() - start < 1000)
})

test('what an MCP server is given is secret whatever its name', () => {
  const body = { name: 'tools', headers: { 'X-Team': 'blue' }, env: { GH_PAT: 'ghp_x' }, oauth_client_secret: 'x' }
  const hidden = '***REDACTED***'
  assert.deepEqual(JSON.parse(redactBody(body)), { name: 'tools', headers: hidden, env: hidden, oauth_client_secret: hidden })
})
