// The runtime document names what its reader may use, and nothing else.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { until } from '../schema/testing/until.ts'
import { findingsIn } from '../scripts/openapi-findings.ts'
import { type ChatPlatform, openChatPlatform, type TestUser } from './chats.testing.ts'
import { inPlace } from './documented.testing.ts'

let platform: ChatPlatform
let owner: TestUser
let other: TestUser
before(async () => {
  platform = await openChatPlatform()
  owner = await platform.user()
  other = await platform.user()
  const code = 'def handler(input, context):\n    return {"total": 1}\n'
  const schemas = { input_schema: ORDER, output_schema: { type: 'object', properties: { total: { type: 'number' } } } }
  await owner.call('POST', '/api/v1/functions', { namespace: 'shop', name: 'order', description: 'Takes an order.', code, ...schemas })
  const target = { function_namespace: 'shop', function_name: 'order' }
  for (const [path, over] of Object.entries({
    listed: { requires_auth: false, is_listed: true, description: 'Orders come in here' },
    'list-ed': { requires_auth: false, is_listed: true, http_method: 'GET' },
    'secret/path': { requires_auth: false, response_mode: 'async' },
    guarded: { requires_auth: true },
  }))
    await owner.call('POST', '/api/v1/webhooks', { path, ...target, ...over })
  await owner.call('POST', '/api/v1/agents', { namespace: 'shop', name: 'seller', description: 'Sells.', input_schema: ORDER })
  await platform.admin.call('POST', '/api/v1/agents', { namespace: 'shop', name: 'manager' })
})
after(() => platform[Symbol.asyncDispose]())

const ORDER = { type: 'object', properties: { item: { type: 'string' } }, required: ['item'] }

interface Reader {
  token?: string
  headers?: Record<string, string>
}

const documentFor = async (reader: Reader = {}) => {
  const { status, body } = await platform.gateway.request('GET', '/openapi.json', reader)
  assert.equal(status, 200)
  return body
}
async function itemOf(path: string, method: string, reader: Reader): Promise<any> {
  const { paths, components } = await documentFor(reader)
  return inPlace(paths[path]?.[method], components)
}

/** Paths that users made: the rest is the same for all. */
async function ownPaths(reader?: Reader): Promise<string[]> {
  const [given, plain] = await Promise.all([documentFor(reader), committed()])
  return Object.keys(given.paths).filter((path) => !(path in plain.paths))
}
const committed = async () => (await import('../sdks/openapi/runtime.json', { with: { type: 'json' } })).default as any

const MINE = [
  '/agents/shop/seller/chats',
  '/functions/shop/order/execute',
  '/webhooks/guarded',
  '/webhooks/list-ed',
  '/webhooks/listed',
  '/webhooks/secret/path',
]

describe('the runtime document', () => {
  test('names to strangers what is listed and public', async () => {
    assert.deepEqual(await ownPaths(), ['/webhooks/list-ed', '/webhooks/listed'])
    assert.ok(!JSON.stringify(await documentFor()).includes('secret/path'))
  })

  test('names to a user what is theirs, and to another nothing of it', async () => {
    assert.deepEqual(await ownPaths(owner), MINE)
    assert.deepEqual(await ownPaths(other), ['/webhooks/list-ed', '/webhooks/listed'])
  })

  test('names to a key what it is for', async () => {
    const keyFor = async (...permissions: string[]) => {
      const body = { name: crypto.randomUUID(), permissions: Object.fromEntries(permissions.map((text) => [text, true])) }
      return { headers: { 'x-api-key': (await owner.call('POST', '/api/v1/api-keys', body)).key } }
    }
    assert.deepEqual(await ownPaths(await keyFor('sinas.states.read:own')), ['/webhooks/list-ed', '/webhooks/listed'])
    assert.deepEqual(await ownPaths(await keyFor('sinas.webhooks.read:own')), MINE.slice(2))
    assert.deepEqual(await ownPaths(await keyFor('sinas.agents/shop/seller.chat:own')), [MINE[0], '/webhooks/list-ed', '/webhooks/listed'])
  })

  test('is refused to a credential that does not hold', async () => {
    assert.equal((await platform.gateway.request('GET', '/openapi.json', { token: 'nonsense' })).status, 401)
  })

  test('tells of an agent and of a function as of the route of all, with their own schemas', async () => {
    const chat = await itemOf('/agents/shop/seller/chats', 'post', owner)
    assert.deepEqual([chat.description, chat.parameters, chat.requestBody.required], ['Sells.', undefined, true])
    const { schema } = chat.requestBody.content['application/json']
    assert.deepEqual([schema.properties.input.properties, schema.required], [ORDER.properties, ['input']])
    assert.ok(schema.properties.title)
    const run = await itemOf('/functions/shop/order/execute', 'post', owner)
    assert.deepEqual(run.requestBody.content['application/json'].schema.properties.input.required, ['item'])
    assert.deepEqual(run.responses[200].content['application/json'].schema.properties.result.anyOf[0].properties, {
      total: { type: 'number' },
    })
    const general = await itemOf('/functions/{namespace}/{name}/execute', 'post', owner)
    assert.equal(general.requestBody.required, false)
    assert.equal(general.requestBody.content['application/json'].schema.properties.input.required, undefined, 'that of all is as it was')
  })

  test('tells of a webhook with its method and its answer', async () => {
    const { description, security, requestBody, responses } = await itemOf('/webhooks/listed', 'post', {})
    assert.deepEqual([description, security, requestBody.content['application/json'].schema], ['Orders come in here', [], ORDER])
    assert.deepEqual(responses[200].content['application/json'].schema.properties.result.properties, { total: { type: 'number' } })
    const { parameters } = await itemOf('/webhooks/list-ed', 'get', {})
    assert.deepEqual(parameters, [{ name: 'item', in: 'query', required: true, schema: { type: 'string' } }])
    const queued = await itemOf('/webhooks/secret/path', 'post', owner)
    assert.deepEqual(Object.keys(queued.responses).slice(0, 1), ['202'])
    assert.deepEqual((await itemOf('/webhooks/guarded', 'post', owner)).security, [{ bearer: [] }, { apiKey: [] }])
  })

  test('says that a failure of the function is answered with 500, and an input that does not fit as well', async () => {
    const { responses } = await itemOf('/webhooks/listed', 'post', {})
    assert.match(responses[500].description, /failed/)
    assert.equal(responses[422], undefined)
    const { status } = await platform.gateway.request('POST', '/webhooks/listed', { body: { item: 1 } })
    assert.equal(status, 500)
  })

  test('has nothing that the linters find, with what users made in it', async () => {
    assert.deepEqual(await findingsIn(JSON.stringify(await documentFor(owner))), [])
  })

  test('has no id twice', async () => {
    const { paths } = await documentFor(owner)
    const ids = Object.values<any>(paths).flatMap((item) => Object.values<any>(item).map(({ operationId }) => operationId))
    assert.deepEqual(ids.length, new Set(ids).size)
    assert.ok(ids.includes('WebhookListEd') && ids.includes('WebhookListed'))
  })

  test('follows what changes, in moments', async () => {
    const id = (await owner.call('GET', '/api/v1/webhooks/secret/path')).id
    const isTold = async () => (await ownPaths()).includes('/webhooks/secret/path')
    await owner.call('PATCH', `/api/v1/webhooks/${id}`, { is_listed: true })
    await until(isTold)
    await owner.call('PATCH', `/api/v1/webhooks/${id}`, { is_listed: false })
    await until(async () => !(await isTold()))
  })

  test('is made once for a crowd that may see the same', async () => {
    const { graph } = platform.gateway.gateway.process.platform
    const { execute } = graph
    const made: Record<string, number> = {}
    graph.execute = (operation, variables, request) => {
      made[operation] = (made[operation] ?? 0) + 1
      return execute(operation, variables, request)
    }
    const readers = [{}, await platform.user(), await platform.user()]
    // What strangers were told is remembered for a moment longer.
    await until(async () => {
      await documentFor()
      return made.WebhookPaths
    })
    made.WebhookPaths = 0
    const documents = await Promise.all(Array.from({ length: 30 }, (_, i) => documentFor(readers[i % readers.length])))
    Object.assign(graph, { execute })
    assert.deepEqual([made.WebhookPaths, made.AskableAgents], [2, 2], 'one for each user, and none for strangers')
    assert.equal(new Set(documents.map((document) => JSON.stringify(document))).size, 1)
  })
})
