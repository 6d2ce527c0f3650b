import { setImmediate as nextTurn } from 'node:timers/promises'
import { slotsUntil } from '../../../schema/bounded/cron.ts'
import type { Actor } from '../../../schema/caller.ts'
import type { Database } from '../../../schema/database.ts'
import { isStill, type OwnedClaim } from '../../../schema/ownership/owned-rows.ts'
import { storableText } from '../../../schema/storable.ts'
import { inTransaction } from '../../../schema/transaction.ts'
import type { Edited } from '../editor.ts'
import { type PlannedSlot, planSlots } from './plan.ts'
import type { ScheduleRow } from './schedule.entity.ts'
import type { SlotRow } from './slot.entity.ts'

export const OWNED_TABLE = { name: 'triggers.slots', owner: 'owner', claim: 'claim', isOwned: 'owner IS NOT NULL' }
const IS_STILL = isStill(OWNED_TABLE, '$2', '$3')
/** Seconds until the scheduler first looks how an agent's run ends, and at most between two looks. */
const FIRST_LOOK_SECONDS = 1
const LONGEST_LOOK_SECONDS = 30
/** Schedules that are settled in one transaction, and slots of one schedule. */
const BATCH = 500
const MAX_SLOTS = 1_000

/** A slot that fires, with what it starts. */
export type StartingSlot = OwnedClaim &
  Pick<SlotRow, 'scheduleId' | 'slotAt' | 'status' | 'isManual' | 'askers' | 'chatId' | 'attempts'> &
  Pick<ScheduleRow, 'userId' | 'name' | 'scheduleType' | 'targetNamespace' | 'targetName' | 'content' | 'inputData' | 'overlapPolicy'> &
  Edited

const SCHEDULE = `c.user_id as "userId", c.editor_id as "editorId", c.editor_key_id as "editorKeyId", c.shapers, c.name, c.schedule_type as "scheduleType", c.target_namespace as "targetNamespace",
  c.target_name as "targetName", c.content, c.input_data as "inputData", c.overlap_policy as "overlapPolicy"`
const SLOT =
  's.id, s.schedule_id as "scheduleId", s.slot_at as "slotAt", s.status, s.is_manual as "isManual", s.askers, s.chat_id as "chatId", s.attempts, s.owner, s.claim'

const DUE = `
select c.id, c.user_id as "userId", c.cron_expression as "cronExpression", c.timezone, c.next_run as "nextRun", c.missed_policy as "missedPolicy",
  c.missed_window as "missedWindow", c.overlap_policy as "overlapPolicy", now() as now
from triggers.schedules c where next_run <= now() order by next_run for update skip locked limit ${BATCH}`

const INSERT = `
with s as (
  insert into triggers.slots (id, schedule_id, slot_at, status, reason, owner, claim, due_at, created_at)
  select id, schedule_id, slot_at, status, reason, case status when 'STARTING' then $6::uuid end, case status when 'STARTING' then 1 else 0 end,
    case status when 'WAITING' then now() end, clock_timestamp()
  from unnest($1::uuid[], $2::uuid[], $3::timestamptz[], $4::text[], $5::text[]) as given (id, schedule_id, slot_at, status, reason)
  on conflict (schedule_id, slot_at) do nothing
  returning *
)
select ${SLOT}, ${SCHEDULE} from s join triggers.schedules c on c.id = s.schedule_id where s.status = 'STARTING' order by s.slot_at`

const ADVANCE = `
update triggers.schedules c set next_run = given.next_run
from unnest($1::uuid[], $2::timestamptz[]) as given (id, next_run) where c.id = given.id`

/**
 * Accounts for every slot that is due: in one transaction each gets its row and its schedule moves on to the next one. So no slot is without
 * a row, and none has two, even if processes die at any moment.
 * @param owner this process
 * @returns the slots that came up; those of them that start now, in this process; `hasMore` where there was more than fits a batch
 */
export async function settleDue(
  database: Database,
  owner: string,
): Promise<{ settled: { id: string; scheduleId: string; ownerId: string }[]; starting: StartingSlot[]; hasMore: boolean }> {
  return inTransaction(database, async (client) => {
    const { rows } = await client.query<DueSchedule>(DUE)
    if (rows.length === 0) return { settled: [], starting: [], hasMore: false }
    const settled = []
    for (const row of rows) {
      settled.push({ ...row, ...settle(row) })
      // After a night without the platform each has a thousand slots to be found.
      await nextTurn()
    }
    const slots = settled.flatMap(({ id, userId, planned }) =>
      planned.map((slot) => ({ ...slot, id: crypto.randomUUID(), scheduleId: id, ownerId: userId })),
    )
    const inserted = await client.query<StartingSlot>(INSERT, [
      slots.map(({ id }) => id),
      slots.map(({ scheduleId }) => scheduleId),
      slots.map(({ slotAt }) => slotAt),
      slots.map(({ status }) => status),
      slots.map(({ reason }) => reason),
      owner,
    ])
    await client.query(ADVANCE, [settled.map(({ id }) => id), settled.map(({ next }) => next)])
    return {
      settled: slots,
      starting: inserted.rows,
      hasMore: rows.length === BATCH || settled.some(({ next, now }) => next !== null && next <= now),
    }
  })
}

type DueSchedule = Pick<
  ScheduleRow,
  'id' | 'userId' | 'cronExpression' | 'timezone' | 'missedPolicy' | 'missedWindow' | 'overlapPolicy'
> & {
  nextRun: Date
  now: Date
}

function settle(schedule: DueSchedule): {
  planned: (PlannedSlot | { slotAt: Date; status: 'FAILED'; reason: string })[]
  next: Date | null
} {
  const { cronExpression, timezone, nextRun, now } = schedule
  try {
    const { slots, next } = slotsUntil(cronExpression, timezone, nextRun, now, MAX_SLOTS)
    return { planned: planSlots(schedule, slots, now, next === null || next > now), next }
  } catch (error) {
    // Checked when it was written: a time zone that this system no longer knows.
    return { planned: [{ slotAt: nextRun, status: 'FAILED', reason: (error as Error).message }], next: null }
  }
}

const TAKE = `
with s as (
  update triggers.slots set attempts = attempts + 1, owner = $1, claim = claim + 1, due_at = null
  where id in (select id from triggers.slots where due_at <= now() order by due_at limit 100 for update skip locked)
  returning *
)
select ${SLOT}, ${SCHEDULE} from s join triggers.schedules c on c.id = s.schedule_id order by s.slot_at`

/** Takes up slots whose start failed, whose process died in it, or which wait for the run before them; and those of agents at work. */
export async function takeOverdue(database: Database, owner: string): Promise<StartingSlot[]> {
  return database.query<StartingSlot>(TAKE, [owner])
}

const MANUAL = `
with s as (
  insert into triggers.slots (id, schedule_id, slot_at, status, is_manual, askers, owner, claim, created_at)
  values ($1, $2, clock_timestamp(), 'STARTING', true, $3, $4, 1, now())
  on conflict (schedule_id, slot_at) do nothing returning *
)
select ${SLOT}, ${SCHEDULE} from s join triggers.schedules c on c.id = s.schedule_id`

/** A slot for now. @param askers who asked for it, and everyone else who shaped their run. @param owner this process */
export async function addManual(database: Database, scheduleId: string, askers: Actor[], owner: string): Promise<StartingSlot> {
  for (;;) {
    const [slot] = await database.query<StartingSlot>(MANUAL, [crypto.randomUUID(), scheduleId, JSON.stringify(askers), owner])
    if (slot) return slot
  }
}

// Need not be on disk: where a crash forgets it, the slot is handed over again, and its id keeps that from starting anything twice.
const FIRED = `
with relaxed as (select set_config('synchronous_commit', 'off', true)),
s as (
  update triggers.slots t set status = 'FIRED', execution_id = given.execution_id, chat_id = given.chat_id, fired_at = clock_timestamp(),
    attempts = 0, is_settled = given.is_settled, owner = null,
    due_at = case when given.chat_id is not null then now() + interval '${FIRST_LOOK_SECONDS} seconds' end
  from relaxed, unnest($1::uuid[], $2::uuid[], $3::int[], $4::text[], $5::text[], $6::boolean[])
    as given (id, owner, claim, execution_id, chat_id, is_settled)
  where t.id = given.id and ${isStill({ ...OWNED_TABLE, owner: 't.owner', claim: 't.claim', isOwned: 't.owner IS NOT NULL' }, 'given.owner', 'given.claim')}
  returning t.schedule_id
)
update triggers.schedules c set last_run = greatest(c.last_run, clock_timestamp()) from s where c.id = s.schedule_id`

/** A slot whose run was handed over. */
export interface FiredSlot {
  slot: OwnedClaim
  executionId: string | null
  chatId: string | null
  /** No later slot waits for its end. */
  isSettled: boolean
}

/** Runs were handed over. The scheduler watches those of agents until they end. */
export async function markFired(database: Database, fired: readonly FiredSlot[]): Promise<undefined[]> {
  await database.query(FIRED, [
    fired.map(({ slot }) => slot.id),
    fired.map(({ slot }) => slot.owner),
    fired.map(({ slot }) => slot.claim),
    fired.map(({ executionId }) => executionId),
    fired.map(({ chatId }) => chatId),
    fired.map(({ isSettled }) => isSettled),
  ])
  return fired.map(() => undefined)
}

// The attempts count the looks, which grow apart.
const LOOK_LATER = `
update triggers.slots set owner = null, due_at = now() + make_interval(secs => least(${LONGEST_LOOK_SECONDS}, attempts)) where id = $1 and ${IS_STILL}`

/** The agent is still at work. */
export async function lookLater(database: Database, { id, owner, claim }: OwnedClaim): Promise<void> {
  await database.query(LOOK_LATER, [id, owner, claim])
}

const RUN_ENDED = `
update triggers.slots set status = case when $4::text is null then status else 'FAILED' end, reason = coalesce($4, reason), owner = null, is_settled = true
where id = $1 and ${IS_STILL}`

/** The agent's run has ended. @param fault why it has failed, or null */
export async function markRunEnded(database: Database, { id, owner, claim }: OwnedClaim, fault: string | null): Promise<void> {
  await database.query(RUN_ENDED, [id, owner, claim, fault === null ? null : storableText(fault)])
}

const ENDED = `update triggers.slots set status = $4, reason = $5, owner = null, is_settled = true where id = $1 and ${IS_STILL}`

export async function markEnded(
  database: Database,
  { id, owner, claim }: OwnedClaim,
  status: 'SKIPPED' | 'FAILED',
  reason: string,
): Promise<void> {
  await database.query(ENDED, [id, owner, claim, status, storableText(reason)])
}

const WAITING = `
update triggers.slots set status = 'WAITING', reason = coalesce(reason, $4), owner = null, due_at = now() + make_interval(secs => $5), attempts = 0
where id = $1 and ${IS_STILL}`

export async function markWaiting(database: Database, { id, owner, claim }: OwnedClaim, reason: string, seconds: number): Promise<void> {
  await database.query(WAITING, [id, owner, claim, reason, seconds])
}

const LATER = `
update triggers.slots set reason = $4, owner = null, due_at = now() + make_interval(secs => $5) where id = $1 and ${IS_STILL}`

/** It failed, and is tried again. */
export async function markLater(database: Database, { id, owner, claim }: OwnedClaim, reason: string, seconds: number): Promise<void> {
  await database.query(LATER, [id, owner, claim, storableText(reason), seconds])
}

const GIVE_BACK = `update triggers.slots set owner = null, due_at = now() where id = $1 and ${IS_STILL}`

/** Its process could not do anything about it: another claim may. */
export async function giveBack(database: Database, { id, owner, claim }: OwnedClaim): Promise<void> {
  await database.query(GIVE_BACK, [id, owner, claim])
}

export type EarlierSlot = Pick<SlotRow, 'id' | 'status' | 'slotAt' | 'executionId' | 'chatId'>

const UNSETTLED = `
select n::int, s.id, s.status, s.slot_at as "slotAt", s.execution_id as "executionId", s.chat_id as "chatId"
from unnest($1::uuid[], $2::timestamptz[]) with ordinality as later (schedule_id, slot_at, n)
join triggers.slots s on s.schedule_id = later.schedule_id and s.slot_at < later.slot_at
where not s.is_settled and s.status in ('STARTING', 'WAITING', 'FIRED') order by n, s.slot_at`

/** For each slot, runs of its schedule that began, or will, before it, and are not known to have ended. */
export async function unsettledBefore(database: Database, slots: readonly StartingSlot[]): Promise<EarlierSlot[][]> {
  const values = [slots.map(({ scheduleId }) => scheduleId), slots.map(({ slotAt }) => slotAt)]
  const rows = await database.query<EarlierSlot & { n: number }>(UNSETTLED, values)
  const earlier = Map.groupBy(rows, ({ n }) => n)
  return slots.map((_, i) => earlier.get(i + 1) ?? [])
}

export async function markSettled(database: Database, ids: string[]): Promise<void> {
  await database.query('update triggers.slots set is_settled = true where id = any($1)', [ids])
}

interface Outlook {
  /** When there is next something to do: the next slot of all schedules, or one that is to be taken up again. */
  next: Date | null
  /** Is it time? */
  isDue: boolean
}

const OUTLOOK = `
select next, coalesce(next <= now(), false) as "isDue"
from (select least((select min(next_run) from triggers.schedules), (select min(due_at) from triggers.slots)) as next) as soonest`

export async function outlook(database: Database): Promise<Outlook> {
  return (await database.query<Outlook & Record<string, unknown>>(OUTLOOK))[0]!
}
