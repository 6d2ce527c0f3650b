import { timeZone } from '../../ui/format.ts'
import type { Schedule } from './data.ts'
import type { CreateScheduleInput, UpdateScheduleInput } from './generated/schedules.ts'

/** What the form of a schedule holds. */
export interface ScheduleValues {
  name: string
  description: string
  targetType: Schedule['targetType']
  /** `namespace/name`; null: none is chosen. */
  targetName: string | null
  content: string
  inputData: unknown
  cronExpression: string
  timezone: string | null
  overlapPolicy: Schedule['overlapPolicy']
  missedPolicy: Schedule['missedPolicy']
  missedWindow: number | null
  isActive: boolean
}

const DAY_SECONDS = 86_400

export const valuesOf = (schedule: Schedule | undefined, target: string | null = null): ScheduleValues => ({
  name: schedule?.name ?? '',
  description: schedule?.description ?? '',
  targetType: schedule?.targetType ?? 'FUNCTION',
  targetName: schedule ? `${schedule.targetNamespace}/${schedule.targetName}` : target,
  content: schedule?.content ?? '',
  inputData: schedule?.inputData ?? {},
  cronExpression: schedule?.cronExpression ?? '0 9 * * 1-5',
  timezone: schedule?.timezone ?? timeZone,
  overlapPolicy: schedule?.overlapPolicy ?? 'SKIP',
  missedPolicy: schedule?.missedPolicy ?? 'RUN_ONCE',
  missedWindow: schedule?.missedWindow ?? DAY_SECONDS,
  isActive: schedule?.isActive ?? true,
})

export function createInput({ targetName: target, timezone, content, missedWindow, ...values }: ScheduleValues): CreateScheduleInput {
  const [targetNamespace, targetName] = target?.split('/', 2) ?? []
  return {
    ...values,
    ...(target && { targetNamespace, targetName }),
    ...(timezone && { timezone }),
    ...(values.targetType === 'AGENT' && { content }),
    missedWindow: missedWindow ?? DAY_SECONDS,
  }
}

/** Only what differs: whoever changes what the runs do becomes the schedule's editor. */
export function updateInput(schedule: Schedule, values: ScheduleValues): UpdateScheduleInput {
  const before = createInput(valuesOf(schedule))
  const changed = Object.entries(createInput(values)).filter(
    ([name, value]) => JSON.stringify(value) !== JSON.stringify(before[name as keyof typeof before]),
  )
  return { schedule: { id: schedule.id }, ...Object.fromEntries(changed) }
}
