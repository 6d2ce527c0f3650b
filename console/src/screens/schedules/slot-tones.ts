import type { Tone } from '../../ui/StatusBadge.tsx'
import type { ScheduleSlotStatus } from './generated/schedules.ts'

export const SLOT_TONES: Record<ScheduleSlotStatus, Tone> = {
  STARTING: 'busy',
  FIRED: 'good',
  WAITING: 'warn',
  SKIPPED: 'idle',
  MISSED: 'warn',
  FAILED: 'bad',
}
