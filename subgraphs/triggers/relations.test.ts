import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type ExecutionResult, parse } from 'graphql'
import type { Caller } from '../../schema/context.ts'
import { administrator, testRequest } from '../../schema/testing/platform.ts'
import { assertNotMore, countStatements } from '../../schema/testing/statements.ts'
import { openTriggers, type TriggersUnderTest } from './triggers.testing.ts'

let platform: TriggersUnderTest
let owner: Caller
let fn: string

before(async () => {
  platform = await openTriggers()
  owner = await platform.user()
  fn = await platform.fn(owner, 'return {}')
})
after(() => platform[Symbol.asyncDispose]())

const ask = (source: string, variables: Record<string, unknown> = {}, caller: Caller = owner) =>
  platform.platform.run(platform.triggers, source, variables, caller)

const plain = (value: unknown) => JSON.parse(JSON.stringify(value))

/** Rows of the database, made without the platform, which would take a minute. */
async function fill(owners: string[]) {
  await platform.database.query(
    `with hooks as (
       insert into triggers.webhooks (id, user_id, editor_id, shapers, editors, path, http_method, function_namespace, function_name,
         default_values, requires_auth, response_mode, is_active, created_at, updated_at, version)
       select gen_random_uuid(), owner, owner, '[]', '{}', 'filled/' || owner, 'POST', 'filled', 'f_' || owner, '{}', true, 'sync', true, now(), now(), 1
       from unnest($1::uuid[]) as given(owner) returning id
     ), timers as (
       insert into triggers.schedules (id, user_id, editor_id, shapers, editors, name, schedule_type, target_namespace, target_name, input_data,
         cron_expression, timezone, is_active, overlap_policy, missed_policy, missed_window, created_at, updated_at)
       select gen_random_uuid(), owner, owner, '[]', '{}', 'filled', 'function', 'filled', 'f', '{}', '0 0 1 1 *', 'UTC', false, 'skip', 'skip', 60,
         now(), now() from unnest($1::uuid[]) as given(owner) returning id
     ), slots as (
       insert into triggers.slots (id, schedule_id, slot_at, status, created_at)
       select gen_random_uuid(), id, timestamptz '2026-01-01' + i * interval '1 hour', 'FIRED', now() from timers, generate_series(1, 3) as i
     )
     insert into triggers.deliveries (id, webhook_id, status, method, path, query, headers, body, body_is_base64, received_at)
     select gen_random_uuid(), id, 'SUCCEEDED', 'POST', 'p', '', '{}', '', false, timestamptz '2026-01-01' + i * interval '1 hour'
     from hooks, generate_series(1, 3) as i`,
    [owners],
  )
}

test('schedules and webhooks of many owners, with their slots and deliveries, take as many statements as those of few', async () => {
  const owners = Array.from({ length: 200 }, () => crypto.randomUUID())
  await fill(owners)
  const source = `query ($users: [_Any!]!) { _entities(representations: $users) { ... on User {
    schedules(first: 2) { totalCount nodes { name slots(first: 2) { totalCount nodes { slotAt schedule { name } } } } }
    webhooks(first: 2) { nodes { path deliveries(first: 2, status: SUCCEEDED) { nodes { receivedAt webhook { path } } pageInfo { hasNextPage } } } }
  } } }`
  const admin = administrator()
  const of = (count: number) => {
    const users = owners.slice(0, count).map((id) => ({ __typename: 'User', id }))
    return countStatements(() => ask(source, { users }, admin))
  }
  const few = await of(20)
  const many = await of(200)
  assertNotMore(few, many)
  const [last] = plain(many.result._entities).slice(-1)
  assert.deepEqual(last.schedules.nodes[0].slots, {
    totalCount: 3,
    nodes: [3, 2].map((hour) => ({ slotAt: `2026-01-01T0${hour}:00:00.000Z`, schedule: { name: 'filled' } })),
  })
  const path = `filled/${owners[199]}`
  assert.deepEqual(last.webhooks.nodes[0], {
    path,
    deliveries: {
      nodes: [3, 2].map((hour) => ({ receivedAt: `2026-01-01T0${hour}:00:00.000Z`, webhook: { path } })),
      pageInfo: { hasNextPage: true },
    },
  })

  const ofFunctions = `query ($fns: [_Any!]!) { _entities(representations: $fns) { ... on Function { webhooks { totalCount nodes { path } } } } }`
  const functions = (count: number) =>
    owners.slice(0, count).map((id) => ({ __typename: 'Function', namespace: 'filled', name: `f_${id}` }))
  const fewFunctions = await countStatements(() => ask(ofFunctions, { fns: functions(20) }, admin))
  const manyFunctions = await countStatements(() => ask(ofFunctions, { fns: functions(200) }, admin))
  assertNotMore(fewFunctions, manyFunctions)
  assert.deepEqual(plain(manyFunctions.result._entities[199]), { webhooks: { totalCount: 1, nodes: [{ path }] } })
  assert.deepEqual(
    plain(await ask(ofFunctions, { fns: functions(1) }))._entities[0].webhooks,
    { totalCount: 0, nodes: [] },
    'others see none',
  )
})

test('a reference is an id or a name, and not both', async () => {
  const { id, name } = await platform.run(
    'CreateSchedule',
    { name: `s-${fn}`, function_name: fn, cron_expression: '0 0 1 1 *', is_active: false },
    owner,
  )
  const find = (by: object) => ask('query ($by: ScheduleReference!) { schedule(by: $by) { id } }', { by })
  assert.deepEqual(plain(await find({ id })), { schedule: { id } })
  assert.deepEqual(plain(await find({ name })), { schedule: { id } })
  await assert.rejects(find({ id, name }), /exactly one/i)
  await assert.rejects(find({}), /exactly one/i)
  await assert.rejects(find({ id: 'x' }), { code: 'VALIDATION' })
})

async function watch(source: string, variables: Record<string, unknown>, caller: Caller = owner) {
  const stop = new AbortController()
  const events = await platform.triggers.subscribe(parse(source), variables, testRequest(caller, stop.signal))
  if (!(Symbol.asyncIterator in events)) throw events.errors![0]
  const iterator = events as AsyncIterableIterator<ExecutionResult>
  return { next: async () => plain((await iterator.next()).value.data), stop: () => stop.abort() }
}

test('deliveries are watched from their arrival to their end, by those who may read the webhook', async () => {
  const hook = await platform.run('CreateWebhook', { path: `watched-${fn}`, function_name: fn }, owner)
  const source = 'subscription ($hook: WebhookReference) { webhookDeliveryChanges(webhook: $hook) { status webhook { path } } }'
  await assert.rejects(watch(source, { hook: { id: hook.id } }, await platform.user()), { message: /not found/i })
  const { next, stop } = await watch(source, { hook: { path: hook.path } })
  await platform.post(hook.path, {}, { caller: owner })
  const seen = [await next()]
  while (seen.at(-1)!.webhookDeliveryChanges.status !== 'SUCCEEDED') seen.push(await next())
  assert.deepEqual(seen.at(-1), { webhookDeliveryChanges: { status: 'SUCCEEDED', webhook: { path: hook.path } } })
  stop()
})

test('deliveries of others cost a subscriber who may not read them no statement', async () => {
  const hook = await platform.run('CreateWebhook', { path: `others-${fn}`, function_name: fn }, owner)
  const source = 'subscription { webhookDeliveryChanges { status } }'
  const [subscribed, over] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  const stranger = await platform.user()
  const counted = countStatements(async () => {
    const { next, stop } = await watch(source, {}, stranger)
    const event = next().catch(() => null)
    subscribed.resolve()
    await over.promise
    stop()
    await event
  })
  await subscribed.promise
  const { next, stop } = await watch(source, {})
  await platform.post(hook.path, {}, { caller: owner })
  while ((await next()).webhookDeliveryChanges.status !== 'SUCCEEDED');
  stop()
  over.resolve()
  assert.deepEqual(
    (await counted).texts.filter((text) => text.includes('deliveries')),
    [],
  )
})

test('slots are watched as they come up and are started', async () => {
  const schedule = await platform.run(
    'CreateSchedule',
    { name: `w-${fn}`, function_name: fn, cron_expression: '0 0 1 1 *', is_active: false },
    owner,
  )
  const source = 'subscription ($by: ScheduleReference) { scheduleSlotChanges(schedule: $by) { status isManual schedule { name } } }'
  const { next, stop } = await watch(source, { by: { id: schedule.id } })
  await platform.run('RunSchedule', { schedule: schedule.id }, owner)
  let slot = (await next()).scheduleSlotChanges
  while (slot.status !== 'FIRED') slot = (await next()).scheduleSlotChanges
  assert.deepEqual(slot, { status: 'FIRED', isManual: true, schedule: { name: schedule.name } })
  stop()
})
