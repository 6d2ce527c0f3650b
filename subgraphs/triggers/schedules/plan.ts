import type { ScheduleRow } from './schedule.entity.ts'

/** Seconds by which a slot may be late and is still on time. */
const GRACE_SECONDS = 60

/** What is to become of a slot. */
export interface PlannedSlot {
  slotAt: Date
  status: 'STARTING' | 'WAITING' | 'MISSED'
  reason: string | null
}

type Policy = Pick<ScheduleRow, 'missedPolicy' | 'missedWindow' | 'overlapPolicy'>

/**
 * Decides about slots that are due, oldest first. One that is on time starts; of those that are late because no process ran, the
 * schedule's policy says which are caught up with.
 * @param isAll no later slot is due
 */
export function planSlots(policy: Policy, due: Date[], now: Date, isAll: boolean): PlannedSlot[] {
  const newest = isAll ? due.at(-1) : undefined
  const inTurn = policy.overlapPolicy === 'parallel' ? 'STARTING' : 'WAITING'
  let isCatchingUp = false
  return due.map((slotAt): PlannedSlot => {
    const late = Math.floor((now.getTime() - slotAt.getTime()) / 1000)
    if (late <= GRACE_SECONDS) return { slotAt, status: isCatchingUp ? inTurn : 'STARTING', reason: null }
    const missed = (reason: string): PlannedSlot => ({ slotAt, status: 'MISSED', reason: `No process was there to run it; ${reason}` })
    if (policy.missedPolicy === 'skip') return missed('missed runs are skipped')
    if (late > policy.missedWindow) return missed(`it is ${late} seconds late, more than the window of ${policy.missedWindow}`)
    const reason = `Caught up with, ${late} seconds late`
    if (policy.missedPolicy === 'run_all') {
      isCatchingUp = true
      return { slotAt, status: inTurn, reason }
    }
    if (slotAt === newest) return { slotAt, status: 'STARTING', reason }
    return missed('one later run makes up for all')
  })
}
