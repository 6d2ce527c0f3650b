// What leads from one thing to others shows no more than the lists of these do: every field of every entity, asked as callers who may not see what is there.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import {
  buildClientSchema,
  type GraphQLObjectType,
  type GraphQLSchema,
  getIntrospectionQuery,
  type IntrospectionQuery,
  parse,
} from 'graphql'
import type { Actor, Caller } from '../schema/caller.ts'
import type { RunningSubgraph } from '../schema/subgraph.ts'
import { testRequest } from '../schema/testing/platform.ts'
import { until } from '../schema/testing/until.ts'
import type { Credential } from './first-result.testing.ts'
import { ADMIN, startTestGateway, type TestGateway } from './gateway.testing.ts'
import { connectionFields, entityTypes, filledConnections, idsIn, selectionOf } from './relations.testing.ts'
import { rootFields } from './root-fields.testing.ts'
import { type Ask, fillRelations, fillVault, SECRET } from './vault.testing.ts'

/** Relations in a row that are followed. */
const STEPS = 3

/** There is no ClickHouse here: subgraphs/logs has its own tests. */
const NOT_IN_VAULT = ['User.requestLogs']

let gateway: TestGateway
let schema: GraphQLSchema
let adminToken: string
let adminId: string
let scheduleId: string
let changeKey: string
/** What names the vault's rows: these, and every id that its owner is shown of what they lead to. */
let rows: Record<string, string>[]
let ids: string[]
let callers: Record<string, Caller | null>
const seenByOwner = new Set<string>()

const askAs =
  (credential: Credential): Ask =>
  async (method, path, body) => {
    const answer = await gateway.request(method, path, { ...credential, ...(body !== undefined && { body }) })
    assert.ok(answer.status < 300, `${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`)
    return answer.body
  }

const byKey = (key: string): Credential => ({ headers: { 'x-api-key': key } })

const asAdmin: Ask = (...request) => askAs({ token: adminToken })(...request)

const isId = (text: string) => /^[0-9a-f-]{36}$/.test(text)

const subgraphs = () => gateway.gateway.process.running

/** A user as a run is given them. */
async function callerOf({ userId, apiKeyId }: Actor, ...shapers: Actor[]): Promise<Caller> {
  const { graph } = gateway.gateway.process.platform
  return (await graph.execute('CallerById', { user_id: userId, api_key_id: apiKeyId, shapers }, testRequest(null))).caller!
}

/** A new user, with what a group of their own grants them. */
async function userWith(...permissions: string[]): Promise<Actor> {
  const name = `group-${crypto.randomUUID()}`
  const { id } = await asAdmin('POST', '/api/v1/users', { email: `${name}@example.com` })
  await asAdmin('DELETE', `/api/v1/groups/GuestUsers/members/${id}`)
  await asAdmin('POST', '/api/v1/groups', { name })
  for (const permission_key of permissions)
    await asAdmin('POST', `/api/v1/groups/${name}/permissions`, { permission_key, permission_value: true })
  await asAdmin('POST', `/api/v1/groups/${name}/members`, { user_id: id })
  // Its founder is its first member, and is to have no group in common with the user.
  await asAdmin('DELETE', `/api/v1/groups/${name}/members/${adminId}`)
  return { userId: id, apiKeyId: null }
}

async function keyWith(permissions: Record<string, boolean>): Promise<{ id: string; key: string }> {
  return asAdmin('POST', '/api/v1/api-keys', { name: crypto.randomUUID(), permissions })
}

before(async () => {
  gateway = await startTestGateway({ MCP_ALLOWED_HOSTS: '127.0.0.1', ALLOW_PACKAGE_INSTALLATION: 'false' })
  const session = await gateway.login(ADMIN)
  adminToken = session.access_token
  adminId = session.user.id
  const vault = await fillVault(asAdmin)
  const { database } = subgraphs()[0]!
  await fillRelations(vault, { ask: asAdmin, askWith: (key) => askAs(byKey(key)), sql: (text, values) => database.query(text, values) })
  rows = Object.values(vault)
  scheduleId = vault.schedules!.schedule!
  const { data } = await gateway.graphql<IntrospectionQuery>(getIntrospectionQuery({ oneOf: true }), {}, adminToken)
  schema = buildClientSchema(data!)
  ids = [...new Set(rows.flatMap(Object.values<string>).filter(isId))]
  const owner = await callerOf({ userId: adminId, apiKeyId: null })
  // Twice: the first answer names rows that nothing else does.
  for (let i = 0; i < 2; i++) {
    const answers = await Promise.all(subgraphs().map((subgraph) => everything(subgraph, owner)))
    for (const field of filledConnections(answers)) seenByOwner.add(field)
    ids = [...new Set([...ids, ...idsIn(answers)])].filter(isId)
  }
  const [nothing, own, group] = [await userWith(), await userWith('sinas.*:own'), await userWith('sinas.*:group')]
  const narrow = await keyWith({ 'sinas.users.read:own': true })
  callers = {
    'a client without a login': null,
    'a user without permissions': await callerOf(nothing),
    'a user who may do everything to what is theirs': await callerOf(own),
    'a user who may do everything to what is their groups’': await callerOf(group),
    'a key of the owner that reads users alone': await callerOf({ userId: adminId, apiKeyId: narrow.id }),
    'a run of the owner that a user without permissions shaped': await callerOf({ userId: adminId, apiKeyId: null }, nothing),
    'a run of the owner that a user of their own things shaped': await callerOf({ userId: adminId, apiKeyId: null }, own),
  }
  const changes = ['update', 'execute', 'create'].map((action) => [`sinas.*.${action}:all`, true])
  changeKey = (await keyWith(Object.fromEntries(changes))).key
})
after(() => gateway.close())

/** All that a subgraph shows of entities with any of the ids, as the gateway asks for what another subgraph leads to. */
async function everything(subgraph: RunningSubgraph, caller: Caller | null): Promise<{ type: string; data: unknown; codes: string[] }[]> {
  const byName = rows.filter(({ namespace, name }) => namespace && name).map(({ namespace, name }) => ({ namespace, name }))
  return Promise.all(
    entityTypes(subgraph.schema).map(async (type) => {
      const query = `query ($of: [_Any!]!) { _entities(representations: $of) { ... on ${type} { ${selectionOf(subgraph.schema, type, STEPS)} } } }`
      const { id } = (subgraph.schema.getType(type) as GraphQLObjectType).getFields()
      const keys = [...(id ? ids.map((one) => ({ id: one })) : []), ...(!id || NAMED.has(type) ? byName : [])]
      const of = keys.map((key) => ({ __typename: type, ...key }))
      const { data, errors } = (await subgraph.execute(parse(query), { of }, testRequest(caller))) as any
      return {
        type,
        data: JSON.parse(JSON.stringify(data ?? null)),
        codes: (errors ?? []).map((error: any) => error.extensions.code),
      }
    }),
  )
}

describe('what entities lead to', () => {
  test('has rows in the vault, whichever field it is', () => {
    const missing = connectionFields(schema).filter((field) => !seenByOwner.has(field) && !NOT_IN_VAULT.includes(field))
    assert.deepEqual(missing, [], 'make such a row in gateway/vault.testing.ts, so that these tests look for it as another caller')
  })

  test('is neither shown nor counted to callers who may not read it', async () => {
    const wrong: string[] = []
    for (const [name, caller] of Object.entries(callers)) {
      for (const subgraph of subgraphs()) {
        for (const { type, data, codes } of await everything(subgraph, caller)) {
          const where = `${type} in ${subgraph.name} as ${name}`
          for (const field of filledConnections(data)) wrong.push(`${where}: ${field} has rows`)
          const hidden = caller?.userId === adminId ? [SECRET] : [SECRET, ADMIN]
          for (const text of hidden) if (JSON.stringify(data).includes(text)) wrong.push(`${where}: tells ${text}`)
          for (const code of new Set(codes)) if (!REFUSALS.has(code)) wrong.push(`${where}: ${code}`)
        }
      }
    }
    assert.deepEqual(wrong, [])
  })

  test('nor by way of oneself, through the gateway', async () => {
    const { key } = await keyWith({ 'sinas.users.read:own': true })
    const query = `{ me { ${selectionOf(schema, 'User', 1)} } }`
    const { body } = await gateway.request('POST', '/graphql', { ...byKey(key), body: { query } })
    assert.equal(body.data.me.id, adminId, JSON.stringify(body))
    assert.deepEqual([...filledConnections(body.data)], [])
    const { data } = await gateway.graphql(query, {}, adminToken)
    assert.ok(filledConnections(data).size > 8, 'as oneself all of it is there')
  })

  test('nor by way of what a change answers, to a key that may change everything and read nothing', async () => {
    const wrong: string[] = []
    const answered = new Set<string>()
    for (const field of rootFields(schema).filter(({ name }) => /^(update|pause|resume|connect|execute)/.test(name))) {
      const payload = schema.getMutationType()?.getFields()[field.name]?.type
      if (!payload) continue
      for (const source of new Set(
        rows
          .flatMap(Object.values<string>)
          .filter(isId)
          .map((id) => field.about({ id, chatId: id })),
      )) {
        const query = source?.replace(/\{ __typename \} \}$/, `{ ${selectionOf(schema, String(payload).replace('!', ''), 2)} } }`)
        if (!query) continue
        const { body } = await gateway.request('POST', '/graphql', { ...byKey(changeKey), body: { query } })
        if (body.data?.[field.name]) answered.add(field.name)
        for (const connection of filledConnections(body.data)) wrong.push(`${field.name}: ${connection} has rows`)
      }
    }
    assert.deepEqual([...new Set(wrong)], [])
    const expected = [
      'updateAgent',
      'updateChat',
      'updateFunction',
      'updateMcpServer',
      'updateSchedule',
      'updateSkill',
      'updateUser',
      'updateWebhook',
    ]
    assert.deepEqual(
      expected.filter((name) => !answered.has(name)),
      [],
      'these were tried',
    )
  })
})

/** What begins with what the vault's owner does: the subscriptions that need not be told which thing is meant. */
const WATCHES = {
  states: ['stateChanges(namespace: "vault")', 'StateChange'],
  functions: ['executionChanges', 'Execution'],
  triggers: ['scheduleSlotChanges', 'ScheduleSlot'],
  triggersToo: ['webhookDeliveryChanges', 'WebhookDelivery'],
} as const

test('what happens to the things of a user is told to nobody who may not read them', async () => {
  const leaving = new AbortController()
  const told = new Map<string, string[]>()
  const everyone = { ...callers, owner: await callerOf({ userId: adminId, apiKeyId: null }) }
  const watching: Promise<void>[] = []
  for (const [name, caller] of Object.entries(everyone)) {
    for (const [at, [field, type]] of Object.entries(WATCHES)) {
      const subgraph = subgraphs().find((one) => at.startsWith(one.name))!
      const document = parse(`subscription { ${field} { ${selectionOf(subgraph.schema, type, 1)} } }`)
      const events = await subgraph.subscribe(document, {}, testRequest(caller, leaving.signal))
      if (!(Symbol.asyncIterator in events)) continue
      const heard = async () => {
        for await (const { data } of events) if (data) told.set(name, [...(told.get(name) ?? []), field])
      }
      watching.push(heard())
    }
  }
  await asAdmin('POST', '/states', { namespace: 'vault', key: 'watched', value: SECRET })
  await asAdmin('POST', '/webhooks/vault/hook', {})
  await asAdmin('POST', `/api/v1/schedules/${scheduleId}/run`)
  const all = Object.values(WATCHES).map(([field]) => field)
  await until(() => all.every((field) => told.get('owner')?.includes(field)))
  leaving.abort()
  await Promise.all(watching)
  assert.deepEqual([...told.keys()], ['owner'])
})

/** Those that other subgraphs know by name. */
const NAMED = new Set(['Agent', 'Function'])
const REFUSALS = new Set(['FORBIDDEN', 'UNAUTHENTICATED', 'NOT_FOUND'])
