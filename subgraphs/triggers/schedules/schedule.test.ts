import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Caller } from '../../../schema/context.ts'
import type { SinasError } from '../../../schema/errors.ts'
import { administrator, testCaller } from '../../../schema/testing/platform.ts'
import { until } from '../../../schema/testing/until.ts'
import { openTriggers, type TriggersUnderTest } from '../triggers.testing.ts'

let platform: TriggersUnderTest
let owner: Caller
let other: Caller
let echo: string
let slow: string

before(async () => {
  platform = await openTriggers()
  owner = await platform.user()
  other = await platform.user()
  echo = await platform.fn(owner, 'return {"input": input, "trigger": context["trigger_type"]}')
  slow = await platform.fn(owner, 'import time\ntime.sleep(input["seconds"])\nreturn {}')
})
after(async () => platform[Symbol.asyncDispose]())

const newName = () => `nightly ${crypto.randomUUID().slice(0, 8)}`
const schedule = (over: Record<string, unknown> = {}, by: Caller = owner) =>
  platform.run('CreateSchedule', { name: newName(), function_name: echo, cron_expression: '0 9 * * *', ...over }, by)
const read = (id: string) => platform.run('Schedule', { schedule: id }, owner)
const slots = (id: string, status?: string) => platform.run('ScheduleSlots', { schedule: id, status, limit: 1000 }, owner)
const sql = <Row extends object>(text: string, values: unknown[] = []) =>
  platform.triggers.database.query<Row & Record<string, any>>(text, values)
const executions = (id: string) =>
  platform.functions.database.query<{ id: string; status: string; input_data: unknown }>(
    'select * from functions.executions where trigger_id = $1',
    [id],
  )

/** Sets the schedule's next slot, as if the clock were elsewhere. @param cron six fields, the first of them seconds, if need be */
const pretend = (id: string, nextRun: string, cron?: string) =>
  sql(`update triggers.schedules set next_run = ${nextRun}, cron_expression = coalesce($2, cron_expression) where id = $1`, [
    id,
    cron ?? null,
  ])

test('creates, shows, changes and deletes a schedule, by id and by name', async () => {
  const created = await schedule({ function_namespace: 'default', timezone: 'Europe/Amsterdam', input_data: { a: 1 } })
  assert.deepEqual(
    { ...created, id: '', name: '', next_run: '', created_at: '', updated_at: '' },
    {
      ...{ id: '', name: '', schedule_type: 'function', function_namespace: 'default', function_name: echo, target_namespace: 'default' },
      ...{
        target_name: echo,
        content: null,
        description: null,
        cron_expression: '0 9 * * *',
        timezone: 'Europe/Amsterdam',
        input_data: { a: 1 },
      },
      ...{ is_active: true, overlap_policy: 'skip', missed_policy: 'run_once', missed_window: 86400, last_run: null, next_run: '' },
      ...{ created_at: '', updated_at: '', editor_id: owner.userId, editor_key_id: null },
    },
  )
  const hour = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/Amsterdam', hour: '2-digit', minute: '2-digit' })
  assert.equal(hour.format(new Date(created.next_run)), '09:00')
  assert.equal((await read(created.name)).id, created.id)

  const changed = await platform.run(
    'UpdateSchedule',
    { schedule: created.name, cron_expression: '30 18 * * MON-FRI', timezone: 'UTC' },
    owner,
  )
  assert.match(changed.next_run, /T18:30:00.000Z$/)
  const renamed = await platform.run('UpdateSchedule', { schedule: created.id, name: newName(), function_name: slow }, owner)
  assert.deepEqual([renamed.target_name, renamed.next_run], [slow, changed.next_run])
  assert.deepEqual(await platform.run('DeleteSchedule', { schedule: renamed.name }, owner), { id: created.id })
  await assert.rejects(read(created.id), { code: 'NOT_FOUND' })
})

test('takes either pair of names for what it starts', async () => {
  const created = await platform.run(
    'CreateSchedule',
    { name: newName(), target_name: echo, target_namespace: 'default', cron_expression: '* * * * *' },
    owner,
  )
  assert.deepEqual([created.function_name, created.target_name], [echo, echo])
  const nothing = platform.run('CreateSchedule', { name: newName(), cron_expression: '* * * * *' }, owner)
  await assert.rejects(
    nothing,
    (error: SinasError) => (error.extensions.issues as { loc: unknown }[])[0]!.loc?.toString() === 'input,functionName',
  )
})

test('refuses what can not be scheduled', async () => {
  const bad = [{ cron_expression: '* * * * * *' }, { cron_expression: '@daily' }, { cron_expression: '0 0 30 2 *' }, { timezone: 'Mars' }]
  for (const fault of [...bad, { name: '' }, { schedule_type: 'agent' }, { input_data: [] }]) {
    await assert.rejects(schedule(fault), { code: 'VALIDATION' }, JSON.stringify(fault))
  }
  await assert.rejects(schedule({ function_name: 'nothing' }), { code: 'NOT_FOUND' })
  await assert.rejects(schedule({}, other), { code: 'NOT_FOUND' }, "another user's function")
  const { name, id } = await schedule()
  await assert.rejects(schedule({ name }), { code: 'ALREADY_EXISTS' })
  await assert.rejects(platform.run('UpdateSchedule', { schedule: id, cron_expression: 'x' }, owner), { code: 'VALIDATION' })
})

test("lets two users have the same name, and shows no user another's", async () => {
  const theirs = await platform.fn(other, 'return {}')
  const mine = await schedule()
  const same = await schedule({ name: mine.name, function_name: theirs }, other)
  assert.equal((await platform.run('Schedule', { schedule: mine.name }, other)).id, same.id)
  for (const operation of ['Schedule', 'UpdateSchedule', 'DeleteSchedule', 'PauseSchedule', 'RunSchedule', 'ScheduleSlots'] as const) {
    await assert.rejects(platform.run(operation, { schedule: mine.id }, other), { code: 'NOT_FOUND' }, operation)
  }
  assert.equal((await platform.run('Schedule', { schedule: mine.id }, administrator())).id, mine.id)
  await assert.rejects(platform.run('Schedules', {}, testCaller(['sinas.webhooks.read:own'])), { code: 'FORBIDDEN' })
})

test('pauses and resumes', async () => {
  const { id, next_run } = await schedule()
  const paused = await platform.run('PauseSchedule', { schedule: id }, owner)
  assert.deepEqual([paused.is_active, paused.next_run], [false, null])
  const resumed = await platform.run('ResumeSchedule', { schedule: id }, owner)
  assert.deepEqual([resumed.is_active, resumed.next_run], [true, next_run])
  assert.equal((await schedule({ is_active: false })).next_run, null)
})

test('fires at its slots, and accounts for each', async () => {
  const { id } = await schedule({ input_data: { n: 1 }, overlap_policy: 'parallel' })
  await pretend(id, `date_trunc('second', now()) + interval '2 seconds'`, '* * * * * *')
  await until(async () => (await executions(id)).filter(({ status }) => status === 'COMPLETED').length >= 3)
  const paused = await platform.run('PauseSchedule', { schedule: id }, owner)
  const fired = (await slots(id)).reverse()
  const first = Date.parse(fired[0].slot_at)
  assert.deepEqual(
    fired.map((slot: { slot_at: string }) => (Date.parse(slot.slot_at) - first) / 1000),
    fired.map((_: unknown, i: number) => i),
  )
  assert.ok(
    fired.every((slot: { status: string; execution_id: string; id: string }) => slot.status === 'FIRED' && slot.execution_id === slot.id),
  )
  assert.ok(Date.parse(paused.last_run) >= Date.parse(fired.at(-1).slot_at))
  const [execution] = await executions(id)
  assert.deepEqual(execution!.input_data, { n: 1 })
})

test('runs now, also while it is paused', async () => {
  const { id } = await schedule({ is_active: false })
  const slot = await platform.run('RunSchedule', { schedule: id }, owner)
  assert.deepEqual([slot.status, slot.is_manual, slot.execution_id], ['FIRED', true, slot.id])
  await until(async () => (await executions(id))[0]?.status === 'COMPLETED')
  assert.ok((await read(id)).last_run)
})

test('says in the row why a run could not be started: the owner, or the function', async () => {
  const user = await platform.user()
  const { id } = await platform.run(
    'CreateSchedule',
    { name: newName(), function_name: await platform.fn(user, 'return {}'), cron_expression: '* * * * *' },
    user,
  )
  await platform.setActive(user, false)
  const deactivated = await platform.run('RunSchedule', { schedule: id }, administrator())
  assert.deepEqual([deactivated.status, deactivated.reason], ['FAILED', 'The owner of this schedule is deactivated or no longer exists'])
  await platform.setActive(user, true)
  await platform.run('RemoveGroupMember', { group: 'Users', user_id: user.userId }, administrator())
  const demoted = await platform.run('RunSchedule', { schedule: id }, administrator())
  assert.equal(demoted.status, 'FAILED')
  assert.match(demoted.reason, /may not execute function/)

  const gone = await schedule()
  await sql("update triggers.schedules set target_name = 'gone' where id = $1", [gone.id])
  const missing = await platform.run('RunSchedule', { schedule: gone.id }, owner)
  assert.deepEqual([missing.status, missing.reason], ['FAILED', 'Function default/gone not found'])
  assert.equal((await read(gone.id)).last_run, null, 'nothing ran')
  assert.equal((await read(gone.id)).is_active, true)
})

test('skips a slot whose predecessor still runs, and says so', async () => {
  const { id } = await schedule({ function_name: slow, input_data: { seconds: 60 } })
  await platform.run('RunSchedule', { schedule: id }, owner)
  await pretend(id, 'now()')
  const [skipped] = await until(async () => (await slots(id, 'SKIPPED'))[0] && slots(id, 'SKIPPED'))
  assert.match(skipped.reason, /^The run of .* has not ended$/)
  const [running] = await slots(id, 'FIRED')
  await platform.run('CancelExecution', { id: running.execution_id }, owner)
  await pretend(id, "now() + interval '1 millisecond'")
  await until(async () => (await slots(id, 'FIRED')).length === 2)
})

test('lets a slot wait for its predecessor', async () => {
  const { id } = await schedule({ function_name: slow, input_data: { seconds: 1.5 }, overlap_policy: 'queue' })
  const first = await platform.run('RunSchedule', { schedule: id }, owner)
  await pretend(id, 'now()')
  await until(async () => (await slots(id, 'WAITING')).length === 1)
  await until(async () => (await slots(id, 'FIRED')).length === 2)
  const [before, later] = [
    (await executions(id)).find((run) => run.id === first.id)!,
    (await executions(id)).find((run) => run.id !== first.id)!,
  ]
  const times = await platform.functions.database.query<any>(
    'select id, started_at, completed_at from functions.executions where trigger_id = $1',
    [id],
  )
  const endOfFirst = times.find((time) => time.id === before.id)!.completed_at
  assert.ok(times.find((time) => time.id === later.id)!.started_at >= endOfFirst)
})

test('runs beside its predecessor where it may', async () => {
  const { id } = await schedule({ function_name: slow, input_data: { seconds: 2 }, overlap_policy: 'parallel' })
  await platform.run('RunSchedule', { schedule: id }, owner)
  await pretend(id, 'now()')
  await until(async () => (await slots(id, 'FIRED')).length === 2)
  assert.equal((await executions(id)).filter(({ status }) => status === 'COMPLETED').length, 0)
})

for (const [policy, expected] of [
  ['skip', { MISSED: 10, FIRED: 1 }],
  ['run_once', { MISSED: 10, FIRED: 1 }],
  ['run_all', { MISSED: 5, FIRED: 6 }],
] as const) {
  test(`accounts for slots while it was down: ${policy}`, async () => {
    const { id } = await schedule({ cron_expression: '* * * * *', missed_policy: policy, missed_window: 359 })
    // Ten minutes and a bit down: ten slots are late, one is on time.
    await pretend(id, "date_trunc('minute', now()) - interval '10 minutes'")
    const all = await until(async () => {
      const found = await slots(id)
      return found.length >= 11 && found.every(({ status }: { status: string }) => status === 'FIRED' || status === 'MISSED') && found
    })
    const counts = Object.groupBy(all.slice(-11) as { status: 'FIRED' | 'MISSED'; reason: string }[], ({ status }) => status)
    assert.deepEqual({ MISSED: counts.MISSED!.length, FIRED: counts.FIRED!.length }, expected)
    assert.ok(counts.MISSED!.every(({ reason }) => reason.startsWith('No process was there to run it')))
    assert.equal((await executions(id)).length, all.filter(({ status }: { status: string }) => status === 'FIRED').length)
  })
}

test('runs a slot that is due as it was, before a change counts', async () => {
  const { id } = await schedule({ input_data: { version: 1 } })
  await pretend(id, 'now()')
  const changed = await platform.run('UpdateSchedule', { schedule: id, cron_expression: '0 0 1 1 *' }, owner)
  assert.match(changed.next_run, /-01-01T00:00:00.000Z$/)
  assert.equal((await slots(id)).length, 1)
})

test('tries again where the platform could not take the run, and takes over from a process that died', async () => {
  const { id } = await schedule()
  const slot = crypto.randomUUID()
  await sql(
    `insert into triggers.slots (id, schedule_id, slot_at, status, due_at, created_at) values ($1, $2, now(), 'STARTING', now() - interval '1 second', now())`,
    [slot, id],
  )
  await until(async () => (await executions(id)).length === 1)
  assert.equal((await executions(id))[0]!.id, slot)
})

test('says what it waits for where agents are not there, and tries again', async () => {
  const { id } = await schedule()
  await sql("update triggers.schedules set schedule_type = 'agent', content = 'Good morning' where id = $1", [id])
  const slot = await platform.run('RunSchedule', { schedule: id }, owner)
  assert.equal(slot.status, 'STARTING')
  assert.match(slot.reason, /agent/i)
  await sql('update triggers.slots set attempts = 8, due_at = now() where id = $1', [slot.id])
  await until(async () => (await slots(id, 'FAILED')).length === 1)
})

test('shows the scheduler’s status to every client, and schedules to users who may read them', async () => {
  const { id } = await schedule()
  const anonymous = await platform.run('SchedulerStatus', {})
  assert.deepEqual([anonymous.status, anonymous.jobs], ['running', []])
  assert.ok(anonymous.total_jobs >= 1)
  const mine = await platform.run('SchedulerStatus', {}, owner)
  assert.deepEqual(Object.keys(mine.jobs.find((job: { id: string }) => job.id === id)), ['id', 'name', 'next_run', 'trigger'])
})
