// How requests arrive at /graphql, and what belongs to it: on a whole platform, over HTTP.
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, before, describe, test } from 'node:test'
import { WebSocket } from 'ws'
import { VERSION } from '../schema/version.ts'
import { ADMIN, startTestGateway, type TestGateway } from './gateway.testing.ts'

const MINE = 'query Mine { me { email } }\n'
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

let gateway: TestGateway
let token: string
let folder: string
before(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'sinas-documents-'))
  await writeFile(path.join(folder, 'Mine.graphql'), MINE)
  await writeFile(path.join(folder, 'relay.json'), JSON.stringify({ abc123: '{ me { id } }' }))
  await writeFile(
    path.join(folder, 'apollo.json'),
    JSON.stringify({ operations: [{ id: 'Groups', body: '{ groups { nodes { name } } }' }] }),
  )
  gateway = await startTestGateway({ GRAPHQL_TRUSTED_DOCUMENTS: folder })
  token = (await gateway.login(ADMIN)).access_token
})
after(async () => {
  await gateway.close()
  await rm(folder, { recursive: true })
})

describe('the schema at /schema.graphql', () => {
  test('is the committed one, for who is logged in', async () => {
    const { status, body, headers } = await gateway.request('GET', '/schema.graphql', { token })
    assert.equal(status, 200)
    assert.equal(body, await readFile(new URL('../schema/schema.graphql', import.meta.url), 'utf8'))
    const again = await gateway.request('GET', '/schema.graphql', { token, headers: { 'if-none-match': headers.get('etag')! } })
    assert.equal(again.status, 304)
  })

  test('is not shown to strangers', async () => {
    const { status, body } = await gateway.request('GET', '/schema.graphql')
    assert.deepEqual([status, body.code], [401, 'INTROSPECTION_REFUSED'])
  })
})

describe('a document', () => {
  const post = async (body: object, to = gateway) => {
    const { body: answer, status } = await to.request('POST', '/graphql', {
      token,
      body,
      headers: { accept: 'application/graphql-response+json' },
    })
    return { status, data: answer.data, code: answer.errors?.[0]?.extensions.code as string | undefined }
  }

  test('that is trusted is asked for by its hash, its file, or its name in a manifest', async () => {
    for (const documentId of [`sha256:${sha256(MINE)}`, 'Mine']) assert.equal((await post({ documentId })).data.me.email, ADMIN)
    assert.ok((await post({ documentId: 'abc123' })).data.me.id)
    assert.ok((await post({ documentId: `sha256:${sha256('{ groups { nodes { name } } }')}` })).data.groups.nodes.length > 0)
    assert.ok((await post({ documentId: 'Groups' })).data.groups.nodes.length > 0)
    const { status, code } = await post({ documentId: 'Nothing' })
    assert.deepEqual([status, code], [404, 'DOCUMENT_NOT_FOUND'])
  })

  test('that was sent with its hash is remembered, as documentId and as Apollo’s clients do it', async () => {
    const query = '{ me { email id } }'
    const documentId = `sha256:${sha256(query)}`
    assert.equal((await post({ documentId })).code, 'DOCUMENT_NOT_FOUND')
    assert.equal((await post({ documentId, query })).data.me.email, ADMIN)
    assert.equal((await post({ documentId })).data.me.email, ADMIN)

    const other = 'query ($n: Int!) { groups(first: $n) { nodes { name } } }'
    const extensions = { persistedQuery: { version: 1, sha256Hash: sha256(other) } }
    const unknown = await gateway.request('POST', '/graphql', { token, body: { extensions }, headers: { accept: 'application/json' } })
    assert.equal(unknown.status, 200)
    assert.equal(unknown.body.errors[0].message, 'PersistedQueryNotFound')
    assert.equal(unknown.body.errors[0].extensions.code, 'PERSISTED_QUERY_NOT_FOUND')
    for (const body of [{ extensions, query: other }, { extensions }])
      assert.equal((await post({ ...body, variables: { n: 1 } })).data.groups.nodes.length, 1)
  })

  test('is not remembered under a hash that is not its own', async () => {
    const hash = sha256('{ me { id } } ')
    for (const body of [
      { documentId: `sha256:${hash}` },
      { documentId: 'Mine' },
      { extensions: { persistedQuery: { version: 1, sha256Hash: hash } } },
      { extensions: { persistedQuery: { version: 2, sha256Hash: hash } } },
      { documentId: 7 },
    ])
      assert.deepEqual(await post({ ...body, query: '{ me { email } }' }), { status: 400, data: undefined, code: 'BAD_REQUEST' })
    assert.equal((await post({ documentId: `sha256:${hash}` })).code, 'DOCUMENT_NOT_FOUND')
  })

  test('that is not trusted is refused, where the operator wants only those', async () => {
    await using strict = await startTestGateway({ GRAPHQL_TRUSTED_DOCUMENTS: folder, GRAPHQL_ONLY_TRUSTED_DOCUMENTS: 'true' })
    const { access_token } = await strict.login(ADMIN)
    const ask = async (body: object) => (await strict.request('POST', '/graphql', { token: access_token, body })).body
    const query = '{ me { email } groups { nodes { id } } }'
    const documentId = `sha256:${sha256(query)}`
    for (const body of [{ query }, { query, documentId }]) assert.equal((await ask(body)).errors[0].extensions.code, 'UNTRUSTED_DOCUMENT')
    assert.equal((await ask({ documentId })).errors[0].extensions.code, 'DOCUMENT_NOT_FOUND')
    for (const body of [{ query: MINE }, { documentId: 'Mine' }]) assert.equal((await ask(body)).data.me.email, ADMIN)
    assert.equal((await ask({ documentId: 'Platform' })).data.platform.version, VERSION, 'our own pages work')
    assert.equal((await strict.request('GET', '/api/v1/auth/me', { token: access_token })).status, 200)
  })
})

describe('a query by GET', () => {
  const get = (parameters: Record<string, string>, headers: Record<string, string> = {}) =>
    gateway.request('GET', `/graphql?${new URLSearchParams(parameters)}`, { token, headers })

  test('may be kept by its client, and is sent again only where it has changed', async () => {
    const first = await get({ documentId: 'Mine' })
    assert.equal(first.body.data.me.email, ADMIN)
    assert.equal(first.headers.get('cache-control'), 'private, no-cache')
    for (const name of ['authorization', 'x-api-key', 'accept']) assert.match(first.headers.get('vary')!, new RegExp(`\\b${name}\\b`))
    const etag = first.headers.get('etag')!
    const again = await get({ documentId: 'Mine' }, { 'if-none-match': etag })
    assert.deepEqual([again.status, again.body, again.headers.get('etag')], [304, '', etag])
    assert.notEqual((await get({ documentId: 'abc123' })).headers.get('etag'), etag)
  })

  test('has variables and extensions in its URL', async () => {
    const query = 'query ($n: Int!) { groups(first: $n) { nodes { name } } }'
    const { body } = await get({ query, variables: '{"n":1}', extensions: '{"cost":true}' })
    assert.deepEqual([body.data.groups.nodes.length, body.extensions.cost.nodes], [1, 1])
  })

  test('that fails is kept by no cache, and a mutation is not run', async () => {
    const failed = await get({ query: '{ user(id: "00000000-0000-4000-8000-000000000000") { id } }' })
    assert.equal(failed.headers.get('cache-control'), 'no-store')
    assert.equal(failed.headers.get('etag'), null)
    const mutation = await get({ query: 'mutation { createGroup(input: { name: "by-get" }) { id } }' })
    assert.equal(mutation.status, 405)
    assert.ok(!JSON.stringify((await gateway.graphql('{ groups { nodes { name } } }', {}, token)).data).includes('by-get'))
  })
})

test('a WebSocket is refused with the way that subscriptions go', async () => {
  for (const place of ['/graphql', '/graphql/stream']) {
    const socket = new WebSocket(gateway.url.replace('http', 'ws') + place, 'graphql-transport-ws')
    const [, response] = await once(socket, 'unexpected-response')
    let text = ''
    for await (const chunk of response) text += chunk
    socket.once('error', () => undefined).terminate()
    assert.equal(response.statusCode, 400)
    assert.match(JSON.parse(text).errors[0].message, /no WebSockets here\. Subscriptions come as server-sent events: .* graphql-sse/)
  }
})

test('the version is told by /version, /health and the graph', async () => {
  const { body } = await gateway.request('GET', '/version')
  assert.deepEqual(body, { version: VERSION, commit: body.commit, api_version: 'v1', node: process.versions.node })
  assert.deepEqual((await gateway.request('GET', '/health')).body, { status: 'healthy', version: VERSION })
  const { data } = await gateway.graphql('{ platform { version commit apiVersion node } }')
  assert.deepEqual(data.platform, { version: VERSION, commit: body.commit, apiVersion: 'v1', node: body.node })
})
