// What the runtime document tells, and whom.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Caller } from '../../../schema/context.ts'
import { administrator } from '../../../schema/testing/platform.ts'
import { openWebhooks } from './webhooks.testing.ts'

const { platform, owner, other, hook } = await openWebhooks()
after(() => platform[Symbol.asyncDispose]())

const KINDS = {
  listed: { is_listed: true },
  secret: {},
  guarded: { requires_auth: true },
  'listed and guarded': { requires_auth: true, is_listed: true },
  'listed and inactive': { is_listed: true, is_active: false },
}
type Kind = keyof typeof KINDS

let kinds: Map<string, string>
before(async () => {
  kinds = new Map()
  for (const [kind, over] of Object.entries(KINDS)) kinds.set(`/webhooks/${(await hook({ description: kind, ...over })).path}`, kind)
})

const pathsFor = async (caller: Caller | null): Promise<any[]> => (await platform.run('WebhookPaths', {}, caller)).paths
const kindsFor = async (caller: Caller | null) => (await pathsFor(caller)).flatMap(({ path }) => kinds.get(path) ?? []).toSorted()
const told = async (kind: Kind, caller: Caller | null) => (await pathsFor(caller)).find(({ path }) => kinds.get(path) === kind)
/** As one who uses an API key. */
const withKey = (caller: Caller, ...permissions: string[]): Caller => ({
  ...caller,
  apiKey: { id: crypto.randomUUID(), permissions: Object.fromEntries(permissions.map((text) => [text, true])) },
})

test('strangers learn of what was listed on purpose and asks for no login', async () => {
  assert.deepEqual(await kindsFor(null), ['listed'])
})

test('a user learns of their own beside it, and nothing of another’s', async () => {
  assert.deepEqual(await kindsFor(owner), ['guarded', 'listed', 'listed and guarded', 'secret'])
  assert.deepEqual(await kindsFor(other), ['listed'])
})

test('who may read all learns of all', async () => {
  assert.deepEqual(await kindsFor(administrator()), ['guarded', 'listed', 'listed and guarded', 'secret'])
})

test('a key learns of what it is for', async () => {
  assert.deepEqual(await kindsFor(withKey(owner, 'sinas.states.read:own')), ['listed'])
  assert.deepEqual(await kindsFor(withKey(owner, 'sinas.functions.execute:own')), ['guarded', 'listed', 'listed and guarded'])
  assert.deepEqual(await kindsFor(withKey(owner, 'sinas.webhooks.read:own')), ['guarded', 'listed', 'listed and guarded', 'secret'])
})

test('a webhook is told with its method, its answer and the schemas of its function', async () => {
  const listed = await told('listed', null)
  assert.deepEqual([listed.method, listed.status, listed.description, listed.isPublic], ['POST', 200, 'listed', true])
  assert.deepEqual([listed.input, listed.output.required], [{ type: 'object' }, ['success', 'execution_id', 'result']])
  const { path } = await hook({ response_mode: 'async', is_listed: true })
  const asynchronous = (await pathsFor(null)).find((found) => found.path === `/webhooks/${path}`)
  assert.deepEqual([asynchronous.status, asynchronous.output.required], [202, ['execution_id']])
})

test('the schemas of another’s function are told to who may execute it alone', async () => {
  const admin = await platform.user('Admins')
  const name = await platform.fn(owner, 'return {}')
  const { path } = await hook({ function_name: name, is_listed: true }, admin)
  const schemaFor = async (caller: Caller | null) => (await pathsFor(caller)).find((found) => found.path === `/webhooks/${path}`).input
  assert.equal(await schemaFor(null), null)
  assert.equal(await schemaFor(other), null)
  assert.deepEqual(await schemaFor(owner), { type: 'object' })
})

test('asks other subgraphs as often for a thousand webhooks as for one', async () => {
  const { graph } = platform.platform
  const { execute } = graph
  const asked = async () => {
    const operations: string[] = []
    graph.execute = (operation, variables, request) => {
      operations.push(operation)
      return execute(operation, variables, request)
    }
    const paths = await pathsFor(owner).finally(() => Object.assign(graph, { execute }))
    return { operations, count: paths.length }
  }
  const few = await asked()
  const { userId } = await platform.user()
  await platform.database.query(
    `insert into triggers.webhooks (id, user_id, path, http_method, function_namespace, function_name, default_values, requires_auth, response_mode,
       is_active, is_listed, editor_id, shapers, editors, created_at, updated_at)
     select gen_random_uuid(), $1::uuid, 'many-' || n, 'POST', 'default', 'f_' || n, '{}', false, 'sync', true, true, $1::uuid, '[]', '{}', now(), now() from generate_series(1, 1200) n`,
    [userId],
  )
  const many = await asked()
  assert.deepEqual(many.operations, few.operations)
  assert.deepEqual(few.operations, ['RunnableFunctions', 'FunctionsOfWebhooks'])
  assert.equal(many.count, 1000, 'and no more than that are told')
})
