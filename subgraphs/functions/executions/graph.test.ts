import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { parse } from 'graphql'
import type { Caller } from '../../../schema/context.ts'
import { administrator, testRequest } from '../../../schema/testing/platform.ts'
import { assertNotMore, countStatements } from '../../../schema/testing/statements.ts'
import { type FunctionsUnderTest, openFunctions } from '../functions.testing.ts'
import { type OtherProcess, startOther } from '../other-process.testing.ts'

let platform: FunctionsUnderTest
let other: OtherProcess
let ada: Caller
const admin = administrator()
const HANDLER = 'def handler(input, context):\n    return input\n'

before(async () => {
  platform = await openFunctions()
  other = await startOther(platform.platform.databaseUrl)
  ada = await platform.user()
})
after(async () => {
  await other.stop()
  await platform[Symbol.asyncDispose]()
})

const query = (text: string, values: unknown[]) => platform.subgraph.database.query<{ id: string }>(text, values)

const ask = async (text: string, variables: Record<string, unknown> = {}, caller = admin) =>
  JSON.parse(JSON.stringify(await platform.platform.run(platform.subgraph, text, variables, caller)))

/** Functions with a version and three executions each, of which each has two steps and two lines of logs; all of them `ada`'s. */
async function fill(count: number): Promise<{ functions: string[]; webhooks: string[] }> {
  const functions = await query(
    `insert into functions.functions (id, user_id, namespace, name, code, input_schema, output_schema, requirements, enabled_namespaces,
       shared_pool, requires_approval, is_active, is_shared, version, authors, links, created_at, updated_at)
     select gen_random_uuid(), $1, 'many', 'f' || gen_random_uuid(), 'x', '{}', '{}', '{}', '{}', false, false, true, false, 1, '[]', '[]', now(), now()
     from generate_series(1, $2) returning id`,
    [ada.userId, count],
  )
  const ids = functions.map(({ id }) => id)
  const webhooks = ids.map(() => crypto.randomUUID())
  await query(
    `insert into functions.versions (id, function_id, version, code, input_schema, output_schema, authors, created_by, created_at)
     select gen_random_uuid(), id, 1, 'x', '{}', '{}', '[]', $2, now() from unnest($1::uuid[]) as given(id)`,
    [ids, ada.userId],
  )
  const executions = await query(
    `insert into functions.executions (id, user_id, function_id, function_namespace, function_name, version, trigger_type, trigger_id, chat_id, status,
       input_data, timeout, attempts, started_at)
     select gen_random_uuid(), $2, id, 'many', 'f', 1, 'WEBHOOK', webhook, webhook, 'COMPLETED', '{}', 9, 1, now()
     from unnest($1::uuid[], $3::text[]) as given(id, webhook), generate_series(1, 3) returning id`,
    [ids, ada.userId, webhooks],
  )
  const runs = executions.map(({ id }) => id)
  await query(
    `insert into functions.steps (execution_id, number, parent, depth, function_name, kind, status, started_at)
     select id, n, case n when 2 then 1 end, n - 1, 'many.f', 'function', 'COMPLETED', now() from unnest($1::uuid[]) as given(id), generate_series(1, 2) as n`,
    [runs],
  )
  await query(
    `insert into functions.log_entries (execution_id, number, stream, text, at)
     select id, n, 'stdout', 'line ' || n, now() from unnest($1::uuid[]) as given(id), generate_series(0, 1) as n`,
    [runs],
  )
  return { functions: ids, webhooks }
}

const DOWN = `query ($functions: [_Any!]!) { _entities(representations: $functions) { ... on Function {
  owner { id } authors { id }
  versions(first: 2) { totalCount nodes { version function { id } executions(first: 1) { totalCount nodes { id } } } }
  executions(first: 2, filter: { status: COMPLETED }) { totalCount nodes {
    function { id } functionVersion { version } webhook { id } chat { id }
    logs(first: 1) { totalCount nodes { text } }
    steps(first: 2, depth: 0) { nodes { execution { id } function { id } children { nodes { functionName parent { functionName } } } } }
  } }
} } }`

const UP = `query ($webhooks: [_Any!]!) { _entities(representations: $webhooks) { 
  ... on Webhook { executions(first: 2) { totalCount nodes { status } } } ... on Chat { executions(first: 2) { totalCount nodes { status } } }
} }`

test('from a function down to its steps takes as many statements for 200 as for 20', async () => {
  const few = await fill(20)
  const many = await fill(200)
  const down = (ids: string[]) => countStatements(() => ask(DOWN, { functions: ids.map((id) => ({ __typename: 'Function', id })) }))
  const up = (ids: string[]) =>
    countStatements(() =>
      ask(UP, {
        webhooks: ids.flatMap((id) => [
          { __typename: 'Webhook', id },
          { __typename: 'Chat', id },
        ]),
      }),
    )
  const [fewDown, manyDown] = [await down(few.functions), await down(many.functions)]
  assertNotMore(fewDown, manyDown)
  assertNotMore(await up(few.webhooks), await up(many.webhooks))

  const [fn] = manyDown.result._entities
  assert.deepEqual(fn.versions, {
    totalCount: 1,
    nodes: [
      { version: 1, function: { id: many.functions[0] }, executions: { totalCount: 3, nodes: [fn.versions.nodes[0].executions.nodes[0]] } },
    ],
  })
  assert.equal(fn.executions.totalCount, 3)
  const [execution] = fn.executions.nodes
  assert.deepEqual(
    [execution.functionVersion, execution.webhook, execution.chat, execution.logs],
    [{ version: 1 }, { id: many.webhooks[0] }, { id: many.webhooks[0] }, { totalCount: 2, nodes: [{ text: 'line 0' }] }],
  )
  assert.deepEqual(execution.steps.nodes[0].children, { nodes: [{ functionName: 'many.f', parent: { functionName: 'many.f' } }] })
})

test('who may not read executions or functions sees none of them on the way', async () => {
  const { functions } = await fill(1)
  const stranger = await platform.user()
  const users = [{ __typename: 'User', id: ada.userId }]
  const text = `query ($users: [_Any!]!, $functions: [_Any!]!) {
    users: _entities(representations: $users) { ... on User { executions { totalCount nodes { id } } functions { nodes { id } } } }
    functions: _entities(representations: $functions) { __typename }
  }`
  const variables = { users, functions: functions.map((id) => ({ __typename: 'Function', id })) }
  const seen = await ask(text, variables, stranger)
  assert.deepEqual(seen, { users: [{ executions: { totalCount: 0, nodes: [] }, functions: { nodes: [] } }], functions: [null] })
  const own = await ask(text, variables, ada)
  assert.ok(own.users[0].executions.totalCount > 0 && own.users[0].functions.nodes.length > 0)
})

const CHANGES = 'subscription ($filter: ExecutionFilter) { executionChanges(filter: $filter) { id functionName status outputData } }'

async function* changes(caller: Caller, filter: object, signal: AbortSignal): AsyncGenerator<any> {
  const stream = await platform.subgraph.subscribe(parse(CHANGES), { filter }, testRequest(caller, signal))
  assert.ok(Symbol.asyncIterator in stream, JSON.stringify(stream))
  for await (const { data, errors } of stream) {
    assert.equal(errors, undefined)
    yield JSON.parse(JSON.stringify(data!.executionChanges))
  }
}

test('a caller who watches executions hears of each that they may read, wherever it runs', async () => {
  const stranger = await platform.user()
  const stop = new AbortController()
  const name = await platform.fn(ada, HANDLER)
  const seen = changes(ada, { functionName: name }, stop.signal)
  const waiting = changes(ada, { functionName: name, status: 'PENDING' }, stop.signal)
  const foreign = changes(stranger, {}, stop.signal)
  const [first, queued, unseen] = [seen.next(), waiting.next(), foreign.next()]
  await new Promise((resolve) => setTimeout(resolve, 500))

  const { execution_id: id } = await platform.execute(ada, name, { a: 1 })
  const statuses = [(await first).value]
  while (statuses.at(-1).status !== 'COMPLETED') statuses.push((await seen.next()).value)
  assert.deepEqual(statuses.at(-1), { id, functionName: name, status: 'COMPLETED', outputData: { a: 1 } })

  const elsewhere = await other.run('ExecuteFunction', { namespace: 'default', name, input: { b: 2 } }, ada)
  let latest: any
  while (latest?.status !== 'COMPLETED') latest = (await seen.next()).value
  assert.equal(latest.id, elsewhere.execution_id)

  const later = await platform.run('ExecuteFunctionAsync', { namespace: 'default', name }, ada)
  assert.deepEqual([(await queued).value.id, later.status], [later.execution_id, 'queued'])

  const nothing = await Promise.race([unseen, new Promise((resolve) => setTimeout(resolve, 200, 'nothing'))])
  assert.equal(nothing, 'nothing')
  stop.abort()
})

test('events of an execution are typed, and go on after the one that a client has', async () => {
  const name = await platform.fn(ada, 'def handler(input, context):\n    print("one", flush=True)\n    return {}\n')
  const { execution_id: id } = await platform.execute(ada, name)
  const text = `subscription ($id: ID!, $after: String) { executionEvents(id: $id, after: $after) {
    __typename ... on ExecutionPrinted { id log { stream text } } ... on ExecutionStatusChanged { execution { status } }
  } }`
  const events = async (after?: string) => {
    const stream = await platform.subgraph.subscribe(parse(text), { id, after }, testRequest(ada))
    assert.ok(Symbol.asyncIterator in stream)
    const seen: unknown[] = []
    for await (const { data } of stream) seen.push(JSON.parse(JSON.stringify(data!.executionEvents)))
    return seen
  }
  const end = { __typename: 'ExecutionStatusChanged', execution: { status: 'COMPLETED' } }
  assert.deepEqual(await events(), [{ __typename: 'ExecutionPrinted', id: '1', log: { stream: 'STDOUT', text: 'one\n' } }, end])
  assert.deepEqual(await events('1'), [end])
})
