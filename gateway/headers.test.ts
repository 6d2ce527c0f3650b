// What every answer tells a browser, by whatever door it comes.
import assert from 'node:assert/strict'
import { request as httpRequest } from 'node:http'
import { after, before, describe, test } from 'node:test'
import Fastify from 'fastify'
import { loadConfig } from '../schema/config.ts'
import { ADMIN, startTestGateway, type TestGateway } from './gateway.testing.ts'
import { registerSecurityHeaders } from './security-headers.ts'

let gateway: TestGateway
let token: string
before(async () => {
  gateway = await startTestGateway({
    CORS_ORIGINS: 'https://app.example.com',
    PUBLIC_URL: 'https://sinas.example.com',
    HSTS_MAX_AGE_DAYS: '180',
  })
  token = (await gateway.login(ADMIN)).access_token
})
after(() => gateway.close())

const PAGES = ['/', '/docs', '/api/v1/docs', '/graphql']
/** An answer of each kind: JSON, errors of every layer, what answers past the framework, files, documents. */
const OTHERS = [
  ...[
    '/health',
    '/ready',
    '/api/v1/auth/me',
    '/api/v1/nothing',
    '/api/v1/users/x',
    '/openapi.json',
    '/api/v1/openapi.json',
    '/scheduler/status',
  ],
  ...[
    '/graphql/assets/events.js',
    '/docs/assets/docs.css',
    '/graphql/assets/start.js',
    '/graphql?query={__typename}',
    '/graphql/stream?query={nothing}',
  ],
  ...['/webhooks/nothing', '/mcp', '/%zz'],
]

const policyOf = (headers: Headers) =>
  new Map(
    headers
      .get('content-security-policy')!
      .split('; ')
      .map((directive) => [directive.split(' ')[0]!, directive.split(' ').slice(1)]),
  )

describe('every answer', () => {
  test('is what its type says, runs nothing, and is framed nowhere', async () => {
    for (const path of OTHERS) {
      for (const as of [{}, { token }]) {
        const { headers } = await gateway.request('GET', path, as)
        assert.equal(headers.get('x-content-type-options'), 'nosniff', path)
        assert.equal(headers.get('x-frame-options'), 'DENY', path)
        assert.equal(headers.get('referrer-policy'), 'no-referrer', path)
        assert.ok(headers.has('cross-origin-resource-policy'), path)
        const policy = policyOf(headers)
        assert.deepEqual([policy.get('default-src'), policy.get('frame-ancestors')], [["'none'"], ["'none'"]], path)
        assert.equal(policy.get('script-src'), undefined, path)
      }
    }
  })

  test('to a credential, and with one, is not cached but by its client, where that asks each time', async () => {
    for (const path of ['/api/v1/auth/me', '/api/v1/users', '/api/v1/nothing', '/graphql?query={nothing}', '/webhooks/nothing'])
      assert.match((await gateway.request('GET', path, { token })).headers.get('cache-control')!, /no-store/, path)
    const login = await gateway.request('POST', '/api/v1/auth/login', { body: { email: 'new@example.com' } })
    assert.equal(login.headers.get('cache-control'), 'no-store')
    for (const path of ['/openapi.json', '/graphql?query={me{id}}', '/schema.graphql']) {
      const { headers } = await gateway.request('GET', path, { token })
      assert.equal(headers.get('cache-control'), 'private, no-cache', path)
      assert.match(headers.get('vary')!, /authorization.*x-api-key/, path)
    }
  })

  test('tells browsers to come by https alone, where the operator says so and the platform is at an https URL', async () => {
    assert.equal((await gateway.request('GET', '/health')).headers.get('strict-transport-security'), 'max-age=15552000')
    for (const environment of [{ HSTS_MAX_AGE_DAYS: '180' }, { PUBLIC_URL: 'https://sinas.example.com' }]) {
      const server = Fastify()
      registerSecurityHeaders(server, loadConfig({ ...environment }))
      server.get('/', async () => '')
      assert.equal((await server.inject('/')).headers['strict-transport-security'], undefined)
    }
  })
})

describe('every page', () => {
  test('runs what carries its nonce, which is another one each time, and nothing else of this address', async () => {
    for (const path of PAGES) {
      const load = () => gateway.request('GET', path, { headers: { accept: 'text/html' } })
      const { headers, body, status } = await load()
      assert.equal(status, 200)
      const policy = policyOf(headers)
      const [source, ...more] = policy.get('script-src')!
      const [, nonce] = /^'nonce-([\w+/]{20,})'$/.exec(source!) ?? []
      assert.ok(nonce, source)
      assert.deepEqual(more, [])
      const scripts = [...body.matchAll(/<script\b([^>]*)>([^<]*)/g)]
      assert.ok(scripts.length > 0)
      for (const [, attributes, text] of scripts) {
        assert.ok(attributes.includes(`nonce="${nonce}"`) && attributes.includes('src="/'), attributes)
        assert.equal(text, '')
      }
      for (const name of ['base-uri', 'form-action', 'frame-ancestors']) assert.deepEqual(policy.get(name), ["'none'"], `${path} ${name}`)
      assert.deepEqual(policy.get('connect-src'), ["'self'"])
      assert.equal(headers.get('cross-origin-opener-policy'), 'same-origin')
      assert.match(headers.get('permissions-policy')!, /camera=\(\)/)
      assert.notEqual((await load()).headers.get('content-security-policy'), headers.get('content-security-policy'))
    }
  })
})

describe('CORS', () => {
  test('is for the origins that are named, never with cookies', async () => {
    for (const path of ['/api/v1/users', '/graphql?query={__typename}', '/webhooks/none', '/openapi.json']) {
      const ours = await gateway.request('GET', path, { headers: { origin: 'https://app.example.com' } })
      assert.equal(ours.headers.get('access-control-allow-origin'), 'https://app.example.com', path)
      const theirs = await gateway.request('GET', path, { headers: { origin: 'https://evil.example.com' } })
      assert.notEqual(theirs.headers.get('access-control-allow-origin'), 'https://evil.example.com', path)
      for (const { headers } of [ours, theirs]) {
        assert.equal(headers.get('access-control-allow-credentials'), null)
        assert.match(headers.get('vary')!, /origin/i, path)
      }
    }
  })
})

describe('the documents', () => {
  const DOCUMENTS = ['/openapi.json', '/api/v1/openapi.json']

  test('are sent once to who keeps them, and small', async () => {
    for (const path of [...DOCUMENTS, '/docs/assets/swagger-ui-bundle.js', '/docs/assets/docs.js']) {
      const first = await gateway.request('GET', path)
      const etag = first.headers.get('etag')!
      const again = await gateway.request('GET', path, { headers: { 'if-none-match': etag } })
      assert.deepEqual([again.status, again.body, again.headers.get('etag')], [304, '', etag], path)
      const [small, whole] = await Promise.all(['gzip', 'identity'].map((encoding) => lengthOf(path, encoding)))
      assert.ok(small! * 2 < whole!, `${path}: ${small} of ${whole}`)
    }
  })

  /** Bytes of an answer as they came. */
  function lengthOf(path: string, encoding: string): Promise<number> {
    const { promise, resolve, reject } = Promise.withResolvers<number>()
    httpRequest(gateway.url + path, { headers: { 'accept-encoding': encoding } }, (response) => {
      let length = 0
      response.on('data', (chunk: Buffer) => {
        length += chunk.length
      })
      response.on('end', () => resolve(length))
    })
      .on('error', reject)
      .end()
    return promise
  }
})

describe('an answer of a webhook', () => {
  const HOOK = `def handler(input, context):
    return {"$response": {"headers": {"Content-Type": "text/html", "Set-Cookie": "a=1", "Clear-Site-Data": "\\"*\\"", "Vary": "Accept",
        "Cache-Control": "max-age=5", "Access-Control-Allow-Origin": "null", "Strict-Transport-Security": "max-age=0"}, "body": "<h1>Hi</h1>"}}
`
  before(async () => {
    await gateway.request('POST', '/api/v1/functions', { token, body: { name: 'page', code: HOOK } })
    const body = { path: 'page', function_name: 'page', http_method: 'GET', requires_auth: false }
    assert.equal((await gateway.request('POST', '/api/v1/webhooks', { token, body })).status, 201)
  })

  test('has an origin of its own, and speaks for no other answer of this address', async () => {
    const { headers, body } = await gateway.request('GET', '/webhooks/page', { headers: { origin: 'https://app.example.com' } })
    assert.equal(body, '<h1>Hi</h1>')
    assert.match(headers.get('content-security-policy')!, /^sandbox/)
    for (const name of ['set-cookie', 'clear-site-data']) assert.equal(headers.get(name), null, name)
    assert.equal(headers.get('strict-transport-security'), 'max-age=15552000', 'ours')
    assert.equal(headers.get('access-control-allow-origin'), 'https://app.example.com', 'ours')
    assert.equal(headers.get('x-content-type-options'), 'nosniff')
    assert.equal(headers.get('cache-control'), 'max-age=5')
    assert.equal(headers.get('cross-origin-resource-policy'), 'cross-origin')
    assert.deepEqual(headers.get('vary')!.split(', ').toSorted(), ['accept', 'origin'])
  })

  test('is no service worker', async () => {
    const { status, body } = await gateway.request('GET', '/webhooks/page', { headers: { 'service-worker': 'script' } })
    assert.deepEqual([status, body.code], [403, 'REFUSED'])
  })
})
