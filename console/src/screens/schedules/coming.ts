import { boundsOf } from '../../ui/MonthGrid.tsx'
import { nextSlots } from './cron.ts'
import type { ScheduleRowFragment, ScheduleSlotStatus } from './generated/schedules.ts'

/** One instant at which a schedule is, or was, due. */
export interface Entry {
  at: Date
  scheduleId: string
  name: string
  /** Of a slot that was: what became of it. */
  status?: ScheduleSlotStatus
}

/** Of one schedule in a month: more would neither be seen nor be quick to compute. */
export const MAX_SLOTS = 800

/** When a schedule is due from now on, within a month. */
export function comingEntries({ id, name, cronExpression, timezone }: ScheduleRowFragment, month: string): Entry[] {
  const [start, end] = boundsOf(month)
  const now = new Date()
  const from = start > now ? new Date(start.getTime() - 1) : now
  return nextSlots(cronExpression, timezone, MAX_SLOTS, from, end).map((at) => ({ at, scheduleId: id, name }))
}
