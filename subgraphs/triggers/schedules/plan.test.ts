import assert from 'node:assert/strict'
import { test } from 'node:test'
import { planSlots } from './plan.ts'

const now = new Date('2026-11-23T12:00:30Z')
/** Slots of every minute up to now, the oldest so many minutes ago. */
const due = (minutes: number) =>
  Array.from({ length: minutes + 1 }, (_, i) => new Date(Date.parse('2026-11-23T12:00:00Z') - (minutes - i) * 60_000))
const policy = { missedPolicy: 'skip', missedWindow: 3600, overlapPolicy: 'skip' } as const
const statuses = (plan: ReturnType<typeof planSlots>) => plan.map(({ status }) => status)

test('starts a slot that is on time, whatever the policy', () => {
  for (const missedPolicy of ['skip', 'run_once', 'run_all'] as const) {
    assert.deepEqual(planSlots({ ...policy, missedPolicy }, due(0), now, true), [{ slotAt: due(0)[0], status: 'STARTING', reason: null }])
  }
})

test('says of each slot that no process ran why it is missed', () => {
  const plan = planSlots(policy, due(3), now, true)
  assert.deepEqual(statuses(plan), ['MISSED', 'MISSED', 'MISSED', 'STARTING'])
  assert.match(plan[0]!.reason!, /missed runs are skipped/)
})

test('makes up for all missed slots with one run, which a slot on time is too', () => {
  assert.deepEqual(statuses(planSlots({ ...policy, missedPolicy: 'run_once' }, due(3), now, true)), [
    'MISSED',
    'MISSED',
    'MISSED',
    'STARTING',
  ])
  const late = due(4).slice(0, 3)
  assert.deepEqual(statuses(planSlots({ ...policy, missedPolicy: 'run_once' }, late, now, true)), ['MISSED', 'MISSED', 'STARTING'])
  assert.deepEqual(statuses(planSlots({ ...policy, missedPolicy: 'run_once' }, late, now, false)), ['MISSED', 'MISSED', 'MISSED'])
})

test('runs all missed slots within the window, one after another unless they may overlap', () => {
  const all = { missedPolicy: 'run_all', missedWindow: 150 } as const
  assert.deepEqual(statuses(planSlots({ ...policy, ...all }, due(4), now, true)), ['MISSED', 'MISSED', 'WAITING', 'WAITING', 'WAITING'])
  const parallel = { ...all, overlapPolicy: 'parallel' } as const
  assert.deepEqual(statuses(planSlots(parallel, due(4), now, true)), ['MISSED', 'MISSED', 'STARTING', 'STARTING', 'STARTING'])
})
