import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { actorOf, type Caller } from '../../schema/caller.ts'
import { until } from '../../schema/testing/until.ts'
import { openTriggers, type TriggersUnderTest } from './triggers.testing.ts'

let platform: TriggersUnderTest
let owner: Caller
before(async () => {
  platform = await openTriggers()
  owner = await platform.user()
})
after(() => platform[Symbol.asyncDispose]())

const unique = (what: string) => `${what}-${crypto.randomUUID().slice(0, 8)}`
const KEY = ['webhooks.create', 'schedules.create', 'schedules.update', 'functions.execute'].map((action) => `sinas.${action}:own`)

async function webhook(over: Record<string, unknown> = {}, by = owner) {
  const function_name = await platform.fn(owner, 'return {}')
  const made = { path: unique('hook'), function_name, requires_auth: false, ...over }
  return { ...(await platform.run('CreateWebhook', made, by)), function_name } as { id: string; path: string; function_name: string }
}
async function schedule(by = owner): Promise<{ id: string; function_name: string }> {
  const function_name = await platform.fn(owner, 'return {}')
  return platform.run('CreateSchedule', { name: unique('daily'), function_name, cron_expression: '0 9 1 1 *' }, by)
}
const faultOf = async ({ id }: { id: string }) => (await platform.run('Webhook', { webhook: id }, owner)).fault as string | null
const faultOfSchedule = async ({ id }: { id: string }) => (await platform.run('Schedule', { schedule: id }, owner)).fault as string | null

test('there is none where it would run', async () => {
  assert.equal(await faultOf(await webhook()), null)
  assert.equal(await faultOfSchedule(await schedule()), null)
})

test('the function is not active, or gone', async () => {
  const hook = await webhook()
  const [{ id }] = await platform.run('ListFunctions', { name: hook.function_name }, owner)
  await platform.run('UpdateFunction', { id, is_active: false }, owner)
  assert.equal(await faultOf(hook), `Function default/${hook.function_name} is not active`)
  await platform.run('DeleteFunction', { id }, owner)
  assert.equal(await faultOf(hook), `Function default/${hook.function_name} not found`)
  assert.equal((await platform.post(hook.path, {})).body.detail, `Function default/${hook.function_name} not found`)
})

test('the key that made it was revoked, until a user saves it again', async () => {
  const keyed = await platform.withKey(owner, ...KEY)
  const hook = await webhook({}, keyed)
  const daily = await schedule(keyed)
  await platform.run('RevokeApiKey', { id: keyed.apiKey.id }, owner)
  const fault = (kind: string, name: string) =>
    `The API key with which this ${kind} was last changed was revoked or has expired: a user who may execute function default/${name} has to save the ${kind} again`
  assert.equal(await faultOf(hook), fault('webhook', hook.function_name))
  assert.equal(await faultOfSchedule(daily), fault('schedule', daily.function_name))
  const { status, body } = await platform.post(hook.path, {})
  assert.deepEqual([status, body.detail], [403, fault('webhook', hook.function_name)])

  await platform.run('UpdateWebhook', { webhook: hook.id, is_active: true }, owner)
  await platform.run('UpdateSchedule', { schedule: daily.id, is_active: true }, owner)
  assert.deepEqual([await faultOf(hook), await faultOfSchedule(daily)], [null, null])
  assert.equal((await platform.post(hook.path, {})).status, 200)
})

test('who called is not to blame for an editor: the answer says whose right is missing', async () => {
  const admin = await platform.user('Admins')
  const editor = await platform.user('Admins')
  const hook = await webhook({ requires_auth: true })
  await platform.run('UpdateWebhook', { webhook: hook.id, default_values: { a: 1 } }, editor)
  await platform.setActive(editor, false)
  const { status, body } = await platform.post(hook.path, {}, { caller: admin })
  assert.deepEqual([status, body.code], [403, 'REFUSED'])
  assert.match(body.detail, /^The user who last changed this webhook is deactivated or no longer exists: a user who may execute/)
  await platform.run('UpdateWebhook', { webhook: hook.id, default_values: { a: 1 } }, owner)
  const stranger = await platform.user()
  const refused = await platform.post(hook.path, {}, { caller: stranger })
  assert.deepEqual([refused.status, refused.body.code], [403, 'FORBIDDEN'])
})

test('a user who shaped the run that saved it is gone', async () => {
  const author = await platform.user('Admins')
  const hook = await webhook({}, { ...owner, shapers: [author] })
  assert.equal(await faultOf(hook), null)
  await platform.setActive(author, false)
  assert.match((await faultOf(hook)) ?? '', /^Another user who shaped this webhook is deactivated or no longer exists: /)
  assert.equal((await platform.post(hook.path, {})).status, 403)
})

test('who asked for a run by hand may not start it any more when its turn comes', async () => {
  const keyed = await platform.withKey(owner, ...KEY)
  const { id } = await schedule()
  await platform.run('RevokeApiKey', { id: keyed.apiKey.id }, owner)
  // As a process leaves it that died before it handed the run over.
  await platform.database.query(
    `insert into triggers.slots (id, schedule_id, slot_at, status, is_manual, askers, due_at, created_at)
     values ($1, $2, now(), 'STARTING', true, $3, now() - interval '1 second', now())`,
    [crypto.randomUUID(), id, JSON.stringify([actorOf(keyed)])],
  )
  const [slot] = await until(async () => {
    const found = await platform.run('ScheduleSlots', { schedule: id, status: 'FAILED' }, owner)
    return found.length > 0 && found
  })
  assert.equal(slot.reason, 'The API key with which this run was asked for was revoked or has expired')
})

test('who may change a schedule and not start its function can’t run it by hand', async () => {
  const { id, function_name } = await schedule()
  const keyed = await platform.withKey(owner, 'sinas.schedules.update:own')
  await assert.rejects(platform.run('RunSchedule', { schedule: id }, keyed), {
    message: `Not authorized: sinas.functions/default/${function_name}.execute:own is required`,
  })
})
