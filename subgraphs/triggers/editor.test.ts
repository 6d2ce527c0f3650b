import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { type Actor, actorOf, type Caller, shapersOf } from '../../schema/caller.ts'
import type { SinasError } from '../../schema/errors.ts'
import { until } from '../../schema/testing/until.ts'
import { openTriggers, type TriggersUnderTest } from './triggers.testing.ts'

let platform: TriggersUnderTest
let owner: Caller
let admin: Caller
let token: string
before(async () => {
  platform = await openTriggers()
  owner = await platform.user()
  admin = await platform.user('Admins')
  token = await platform.fn(owner, 'return {"token": context["access_token"]}')
})
after(() => platform[Symbol.asyncDispose]())

const unique = (what: string) => `${what}-${crypto.randomUUID().slice(0, 8)}`
const code = (expected: string) => (error: SinasError) => error.code === expected

interface Trigger {
  id: string
  path: string
  editor_id: string
  editor_key_id: string | null
}
const webhook = (by: Caller, over: Record<string, unknown> = {}): Promise<Trigger> =>
  platform.run('CreateWebhook', { path: unique('hook'), function_name: token, requires_auth: false, ...over }, by)
const schedule = (by: Caller, over: Record<string, unknown> = {}): Promise<Trigger> =>
  platform.run('CreateSchedule', { name: unique('daily'), function_name: token, cron_expression: '0 9 * * *', ...over }, by)
const changeWebhook = (by: Caller, { id }: Trigger, changes: object): Promise<Trigger> =>
  platform.run('UpdateWebhook', { webhook: id, ...changes }, by)
const changeSchedule = (by: Caller, { id }: Trigger, changes: object): Promise<Trigger> =>
  platform.run('UpdateSchedule', { schedule: id, ...changes }, by)

/** As whom the token of a run speaks. */
async function speaksFor(accessToken: string): Promise<{ user: Actor; shapers: Actor[] }> {
  const { caller } = (await platform.run('Authenticate', { credential: accessToken })).authentication!
  return { user: actorOf(caller), shapers: shapersOf(caller) }
}
const call = async ({ path }: Trigger, caller?: Caller) => {
  const { status, body } = await platform.post(path, {}, caller && { caller })
  assert.equal(status, 200, JSON.stringify(body))
  return speaksFor(body.result.token)
}

const WEBHOOK_RIGHTS = ['sinas.webhooks.create:own', 'sinas.webhooks.update:own']
const SCHEDULE_RIGHTS = ['sinas.schedules.create:own', 'sinas.schedules.update:own']
const EXECUTE = 'sinas.functions.execute:own'

describe('the editor of a trigger', () => {
  test('is who made it, with their API key', async () => {
    const keyed = await platform.withKey(owner, ...WEBHOOK_RIGHTS, ...SCHEDULE_RIGHTS, EXECUTE)
    for (const made of [await webhook(keyed), await schedule(keyed)])
      assert.deepEqual([made.editor_id, made.editor_key_id], [owner.userId, keyed.apiKey.id])
    for (const made of [await webhook(owner), await schedule(owner)])
      assert.deepEqual([made.editor_id, made.editor_key_id], [owner.userId, null])
  })

  for (const changes of [
    { function_name: 'same' },
    { function_namespace: 'default' },
    { http_method: 'POST' },
    { default_values: { a: 1 } },
    { requires_auth: true },
    { response_mode: 'async' },
    { dedup: { key: '$.id' } },
    { signature: { scheme: 'none' } },
    { is_active: true },
  ])
    test(`is who changed of a webhook: ${Object.keys(changes)}`, async () => {
      const changed = await changeWebhook(admin, await webhook(owner), {
        ...changes,
        ...('function_name' in changes && { function_name: token }),
      })
      assert.equal(changed.editor_id, admin.userId)
    })

  for (const changes of [
    { function_name: 'same' },
    { target_namespace: 'default' },
    { schedule_type: 'function' },
    { content: 'Hello' },
    { input_data: { a: 1 } },
    { cron_expression: '1 1 * * *' },
    { timezone: 'Europe/Paris' },
    { overlap_policy: 'queue' },
    { missed_policy: 'skip' },
    { missed_window: 60 },
    { is_active: true },
  ])
    test(`is who changed of a schedule: ${Object.keys(changes)}`, async () => {
      const changed = await changeSchedule(admin, await schedule(owner), {
        ...changes,
        ...('function_name' in changes && { function_name: token }),
      })
      assert.equal(changed.editor_id, admin.userId)
    })

  test('stays who it was where a change says nothing of its runs, or ends them', async () => {
    const limits = { rate_limit: { requests: 5 }, user_rate_limit: { requests: 5 } }
    for (const changes of [{ description: 'New' }, limits, { is_active: false }, { is_active: null, default_values: null }, {}])
      assert.equal((await changeWebhook(admin, await webhook(owner), changes)).editor_id, owner.userId, JSON.stringify(changes))
    for (const changes of [{ description: 'New' }, { name: unique('renamed') }, { is_active: false }, {}])
      assert.equal((await changeSchedule(admin, await schedule(owner), changes)).editor_id, owner.userId, JSON.stringify(changes))
  })

  test('is who resumed a schedule, not who paused it', async () => {
    const { id } = await schedule(owner)
    const editor = async () => (await platform.run('Schedule', { schedule: id }, owner)).editor_id
    await platform.run('PauseSchedule', { schedule: id }, admin)
    assert.equal(await editor(), owner.userId)
    await platform.run('ResumeSchedule', { schedule: id }, admin)
    assert.equal(await editor(), admin.userId)
  })

  test('is shown as a user to those who may see them', async () => {
    const hook = await changeWebhook(admin, await webhook(owner), { is_active: true })
    const source = 'query ($id: ID!) { webhook(by: { id: $id }) { editor { id } editorKeyId } }'
    const { webhook: shown } = await platform.platform.run(platform.triggers, source, { id: hook.id }, owner)
    assert.deepEqual([shown.editor.id, shown.editorKeyId], [admin.userId, null])
  })
})

describe('saving a trigger needs the right to start its target', () => {
  test('when it is made', async () => {
    const blind = await platform.withKey(owner, ...WEBHOOK_RIGHTS, ...SCHEDULE_RIGHTS)
    const reader = await platform.withKey(owner, ...WEBHOOK_RIGHTS, ...SCHEDULE_RIGHTS, 'sinas.functions.read:own')
    for (const make of [webhook, schedule]) {
      await assert.rejects(make(blind), code('NOT_FOUND'), 'what they may not see is not there')
      await assert.rejects(make(reader), { message: `Not authorized: sinas.functions/default/${token}.execute:own is required` })
    }
  })

  test('at every change that makes one its editor, and at no other', async () => {
    const [hook, daily] = [await webhook(owner), await schedule(owner)]
    const keyed = await platform.withKey(owner, ...WEBHOOK_RIGHTS, ...SCHEDULE_RIGHTS, 'sinas.functions.read:own')
    await assert.rejects(changeWebhook(keyed, hook, { default_values: {} }), code('FORBIDDEN'))
    await assert.rejects(changeWebhook(keyed, hook, { is_active: true }), code('FORBIDDEN'))
    await changeWebhook(keyed, hook, { description: 'New', is_active: false })
    await assert.rejects(changeSchedule(keyed, daily, { input_data: {} }), code('FORBIDDEN'))
    await platform.run('PauseSchedule', { schedule: daily.id }, keyed)
    await assert.rejects(platform.run('ResumeSchedule', { schedule: daily.id }, keyed), code('FORBIDDEN'))
    for (const [operation, variables] of [
      ['Webhook', { webhook: hook.id }],
      ['Schedule', { schedule: daily.id }],
    ] as const) {
      const { editor_key_id, is_active } = await platform.run(operation, variables, owner)
      assert.deepEqual([editor_key_id, is_active], [null, false])
    }
  })

  test('and nothing of what was refused is written by another mutation of the same request', async () => {
    const theirs = await platform.fn(admin, 'return {}')
    const [first, second] = [unique('hook'), unique('hook')]
    const source = `mutation ($a: CreateWebhookInput!, $b: CreateWebhookInput!, $c: CreateScheduleInput!) {
      a: createWebhook(input: $a) { webhook { id } } c: createSchedule(input: $c) { schedule { id } }
      b: createWebhook(input: $b) { webhook { id } }
    }`
    const variables = {
      a: { path: first, functionName: theirs },
      c: { name: first, functionName: theirs, cronExpression: '* * * * *' },
      b: { path: second, functionName: token },
    }
    await assert.rejects(platform.platform.run(platform.triggers, source, variables, owner), code('NOT_FOUND'))
    const stored = (await platform.run('Webhooks', { limit: 1000 }, owner)).map(({ path }: Trigger) => path)
    assert.ok(!stored.includes(first))
    await assert.rejects(platform.run('Schedule', { schedule: first }, owner), code('NOT_FOUND'))
  })
})

describe('a run is shaped', () => {
  test('by no other user where its owner made the trigger', async () => {
    assert.deepEqual(await call(await webhook(owner)), { user: actorOf(owner), shapers: [] })
  })

  test('by the key that made the trigger, also where the caller uses another one', async () => {
    const keyed = await platform.withKey(owner, ...WEBHOOK_RIGHTS, EXECUTE)
    assert.deepEqual(await call(await webhook(keyed)), { user: actorOf(owner), shapers: [actorOf(keyed)] })
    const caller = await platform.withKey(owner, EXECUTE)
    const guarded = await webhook(keyed, { requires_auth: true })
    assert.deepEqual(await call(guarded, caller), { user: actorOf(caller), shapers: [actorOf(keyed)] })
    assert.deepEqual(await call(guarded, keyed), { user: actorOf(keyed), shapers: [] })
  })

  test('by the editor of now', async () => {
    const hook = await changeWebhook(admin, await webhook(owner), { default_values: { a: 1 } })
    assert.deepEqual(await call(hook), { user: actorOf(owner), shapers: [actorOf(admin)] })
    await changeWebhook(owner, hook, { is_active: true })
    assert.deepEqual(await call(hook), { user: actorOf(owner), shapers: [] })
  })

  test('by who set what its last editor left as it was, until that is set again, or the trigger is activated', async () => {
    const hook = await changeWebhook(admin, await webhook(owner), { default_values: { a: 1 } })
    for (const [by, changes, shapers] of [
      [owner, { http_method: 'POST' }, [admin]],
      [owner, { default_values: { a: 1 } }, []],
      [admin, { default_values: { a: 2 }, dedup: { key: '$.id' } }, [admin]],
      [owner, { default_values: {} }, [admin]],
      [owner, { is_active: true }, []],
    ] as const) {
      await changeWebhook(by, hook, changes)
      assert.deepEqual((await call(hook)).shapers, shapers.map(actorOf), JSON.stringify(changes))
    }
  })

  test('of a schedule likewise: to correct its hour is not to answer for its message', async () => {
    const daily = await schedule(owner)
    /** What the token of a run says of who shaped it. It has ended with the run. */
    const claims = async () => {
      const { id } = await platform.run('RunSchedule', { schedule: daily.id }, owner)
      const slot = await until(async () => {
        const slots = await platform.run('ScheduleSlots', { schedule: daily.id, status: 'FIRED' }, owner)
        return slots.find((found: { id: string }) => found.id === id)
      })
      const { output_data } = await until(async () => {
        const execution = await platform.run('GetExecution', { id: slot.execution_id }, owner)
        return execution.status === 'COMPLETED' && execution
      })
      return JSON.parse(Buffer.from(output_data.token.split('.')[1], 'base64url').toString())
    }
    await changeSchedule(admin, daily, { input_data: { a: 1 } })
    await changeSchedule(owner, daily, { cron_expression: '1 9 * * *' })
    assert.deepEqual((await claims()).shapers, [admin.userId])
    await platform.run('ResumeSchedule', { schedule: daily.id }, owner)
    assert.equal((await claims()).shapers, undefined)
  })

  test('by everyone who shaped the run that made the trigger, and by those who shaped the caller’s', async () => {
    const [first, second] = [await platform.user('Admins'), await platform.user('Admins')]
    const shapers = (...parties: Caller[]) => ({ ...owner, shapers: parties })
    const hook = await webhook(shapers(first), { requires_auth: true })
    assert.deepEqual(await call(hook, owner), { user: actorOf(owner), shapers: [actorOf(first)] })
    const both = await call(hook, shapers(second))
    assert.deepEqual(both, { user: actorOf(owner), shapers: [actorOf(second), actorOf(first)] })
  })

  test('so no key is answered with what was told to another, or to its user', async () => {
    const hook = await webhook(owner, { requires_auth: true })
    const headers = { 'idempotency-key': 'the same' }
    const [first, second] = [await platform.withKey(owner, EXECUTE), await platform.withKey(owner, EXECUTE)]
    const ids = new Set<string>()
    for (const caller of [owner, first, second, { ...owner, shapers: [admin] }, first, owner])
      ids.add((await platform.post(hook.path, {}, { caller, headers })).body.execution_id)
    assert.equal(ids.size, 4)
  })

  test('by who repeats a delivery of a public webhook', async () => {
    const hook = await webhook(owner)
    await call(hook)
    const [delivery] = await platform.run('WebhookDeliveries', { webhook: hook.id }, owner)
    const replay = await platform.run('ReplayWebhookDelivery', { id: delivery.id }, admin)
    const { response_body } = await platform.run('WebhookDelivery', { id: replay.id }, owner)
    assert.deepEqual(await speaksFor(JSON.parse(response_body).result.token), { user: actorOf(owner), shapers: [actorOf(admin)] })
    const keyed = await platform.withKey(owner, ...WEBHOOK_RIGHTS)
    await assert.rejects(platform.run('ReplayWebhookDelivery', { id: delivery.id }, keyed), code('FORBIDDEN'))
  })
})
