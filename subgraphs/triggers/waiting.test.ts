// What waits in a queue, for another run or for another process, and whose rights it has when it starts.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { parse } from 'graphql'
import { type Actor, actorOf, type Caller, shapersOf } from '../../schema/caller.ts'
import { testRequest } from '../../schema/testing/platform.ts'
import { until } from '../../schema/testing/until.ts'
import { triggers } from './index.ts'
import { openTriggers, type TriggersUnderTest } from './triggers.testing.ts'

let platform: TriggersUnderTest
let owner: Caller
let admin: Caller
let token: string
before(async () => {
  platform = await openTriggers()
  owner = await platform.user()
  admin = await platform.user('Admins')
  token = await platform.fn(
    owner,
    'import time\ntime.sleep(input.get("seconds", 0))\nreturn {"input": input, "token": context["access_token"]}',
  )
})
after(() => platform[Symbol.asyncDispose]())

const unique = (what: string) => `${what}-${crypto.randomUUID().slice(0, 8)}`
const webhook = (by: Caller, over: Record<string, unknown> = {}): Promise<{ id: string; path: string }> =>
  platform.run('CreateWebhook', { path: unique('hook'), function_name: token, ...over }, by)
const schedule = (by: Caller, over: Record<string, unknown> = {}): Promise<{ id: string }> =>
  platform.run('CreateSchedule', { name: unique('daily'), function_name: token, cron_expression: '0 9 1 1 *', ...over }, by)

async function speaksFor(accessToken: string): Promise<{ user: Actor; shapers: Actor[] }> {
  const { caller } = (await platform.run('Authenticate', { credential: accessToken })).authentication!
  return { user: actorOf(caller), shapers: shapersOf(caller) }
}
async function ended(executionId: string) {
  const { output_data } = await until(async () => {
    const found = await platform.run('GetExecution', { id: executionId }, admin).catch(() => null)
    return found?.status === 'COMPLETED' && found
  })
  return { input: output_data.input, ...(await speaksFor(output_data.token)) }
}
const slotOf = (id: string, status: string) => until(async () => (await platform.run('ScheduleSlots', { schedule: id, status }, owner))[0])

test('a slot that waited through a change runs as the schedule is now, with the rights of its editor of now', async () => {
  const { id } = await schedule(owner, { overlap_policy: 'queue', input_data: { seconds: 1.5 } })
  const first = await platform.run('RunSchedule', { schedule: id }, owner)
  await platform.database.query('update triggers.schedules set next_run = now() where id = $1', [id])
  const { id: waiting } = await slotOf(id, 'WAITING')
  await platform.run('UpdateSchedule', { schedule: id, input_data: { changed: true } }, admin)
  assert.deepEqual(await ended(waiting), { input: { changed: true }, user: actorOf(owner), shapers: [actorOf(admin)] })
  assert.deepEqual((await ended(first.id)).shapers, [], 'what had begun before is not theirs')
})

test('a slot that another process takes up has the rights of the editor and of who asked for it', async () => {
  const keyed = await platform.withKey(owner, 'sinas.functions.execute:own', 'sinas.schedules.create:own')
  const { id } = await schedule(keyed)
  const slot = crypto.randomUUID()
  await platform.database.query(
    `insert into triggers.slots (id, schedule_id, slot_at, status, is_manual, askers, due_at, created_at)
     values ($1, $2, now(), 'STARTING', true, $3, now() - interval '1 second', now())`,
    [slot, id, JSON.stringify([actorOf(admin)])],
  )
  assert.deepEqual((await ended(slot)).shapers, [actorOf(keyed), actorOf(admin)])
})

test('an asynchronous run keeps who shaped it', async () => {
  const keyed = await platform.withKey(owner, 'sinas.functions.execute:own')
  const hook = await webhook(owner, { response_mode: 'async' })
  await platform.run('UpdateWebhook', { webhook: hook.id, default_values: { a: 1 } }, admin)
  const { body } = await platform.post(hook.path, {}, { caller: keyed })
  assert.deepEqual(await ended(body.execution_id), { input: { a: 1 }, user: actorOf(keyed), shapers: [actorOf(admin)] })
})

/** A delivery as a process leaves it that is killed in the middle, when a duplicate was told that it is taken care of. */
async function abandoned({ id, path }: { id: string; path: string }, caller?: Caller): Promise<string> {
  const over = { headers: { 'idempotency-key': unique('key') }, ...(caller && { caller }) }
  await platform.post(path, {}, over)
  const [delivery] = await platform.run('WebhookDeliveries', { webhook: id }, owner)
  await platform.database.query(
    `update triggers.deliveries set status = 'RUNNING', finished_at = null, execution_id = null, response = null, owner = gen_random_uuid()
     where id = $1`,
    [delivery.id],
  )
  assert.deepEqual((await platform.post(path, {}, over)).body, { deduplicated: true })
  return delivery.id
}
const settled = (id: string) =>
  until(async () => {
    const delivery = await platform.run('WebhookDelivery', { id }, owner)
    return delivery.status !== 'RUNNING' && delivery
  })

test('a delivery that another process takes up runs as who called, with their key and all who shaped it', async () => {
  const keyed = await platform.withKey(owner, 'sinas.functions.execute:own')
  const hook = await webhook(owner)
  await platform.run('UpdateWebhook', { webhook: hook.id, is_active: true }, admin)
  const author = await platform.user('Admins')
  const id = await abandoned(hook, { ...keyed, shapers: [author] })
  const { status, execution_id } = await settled(id)
  assert.equal(status, 'QUEUED')
  assert.deepEqual(await ended(execution_id), { input: {}, user: actorOf(keyed), shapers: [actorOf(author), actorOf(admin)] })
})

test('a delivery whose caller’s key was revoked meanwhile does not run', async () => {
  const keyed = await platform.withKey(owner, 'sinas.functions.execute:own')
  const id = await abandoned(await webhook(owner), keyed)
  await platform.run('RevokeApiKey', { id: keyed.apiKey.id }, owner)
  const { status, execution_id } = await settled(id)
  assert.deepEqual([status, execution_id], ['FAILED', null])
})

test('a stranger’s delivery is not run as the owner where the webhook asks for a login by now', async () => {
  const hook = await webhook(owner, { requires_auth: false })
  const id = await abandoned(hook)
  await platform.run('UpdateWebhook', { webhook: hook.id, requires_auth: true }, owner)
  const { status, error, execution_id } = await settled(id)
  assert.deepEqual([status, error, execution_id], ['FAILED', 'Not authenticated', null])
})

test('an editor counts in every process for the request that follows', async () => {
  const second = await platform.platform.start(triggers)
  const hook = await webhook(owner, { requires_auth: false })
  const shapersIn = async (instance: typeof second) =>
    (await speaksFor((await platform.post(hook.path, {}, { instance })).body.result.token)).shapers
  const change = parse('mutation ($input: UpdateWebhookInput!) { updateWebhook(input: $input) { webhook { id } } }')
  const instances = [platform.triggers, second] as const
  for (const instance of instances) assert.deepEqual(await shapersIn(instance), [])
  for (const [by, at, expected] of [
    [admin, 0, [actorOf(admin)]],
    [owner, 1, []],
  ] as const) {
    await instances[at].execute(change, { input: { webhook: { id: hook.id }, isActive: true } }, testRequest(by))
    for (const instance of instances) assert.deepEqual(await shapersIn(instance), expected)
  }
})
