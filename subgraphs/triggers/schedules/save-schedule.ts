import { LockMode } from '@mikro-orm/core'
import type { Context } from '../../../schema/context.ts'
import type { EntityManager } from '../../../schema/database.ts'
import { invalid, SinasError } from '../../../schema/errors.ts'
import { given } from '../../../schema/inputs.ts'
import type { Services } from '../builder.ts'
import { requireAgent, requireFunction } from '../targets.ts'
import { nextSlot } from './cron.ts'
import { ScheduleEntity, type ScheduleRow } from './schedule.entity.ts'
import type { CreateScheduleInput, UpdateScheduleInput } from './schedule-input.ts'

/** @throws SinasError ALREADY_EXISTS; NOT_FOUND where there is no such function or agent; VALIDATION */
export async function createSchedule(context: Context<Services>, input: typeof CreateScheduleInput.$inferInput): Promise<ScheduleRow> {
  const { em, caller, services } = context
  const { functionNamespace, functionName, ...columns } = given(input)
  const targetName = columns.targetName ?? functionName
  if (!targetName)
    throw new SinasError('VALIDATION', { issues: [{ type: 'missing', loc: ['input', 'functionName'], msg: 'Field required' }] })
  const schedule = em.create(ScheduleEntity, {
    ...{ id: crypto.randomUUID(), userId: caller!.userId, scheduleType: 'function', timezone: 'UTC', isActive: true },
    ...{ overlapPolicy: 'skip', missedPolicy: 'run_once', missedWindow: 86_400 },
    ...columns,
    name: input.name,
    cronExpression: input.cronExpression,
    inputData: (columns.inputData ?? {}) as Record<string, unknown>,
    targetNamespace: columns.targetNamespace ?? functionNamespace ?? 'default',
    targetName,
  })
  await checkTarget(context, schedule)
  schedule.nextRun = await nextRun(em, schedule)
  await flush(em.persist(schedule), schedule)
  await services.scheduler.arm()
  return schedule
}

/** @throws SinasError NOT_FOUND where there is no such function or agent; ALREADY_EXISTS; VALIDATION */
export async function updateSchedule(
  context: Context<Services>,
  id: string,
  input: typeof UpdateScheduleInput.$inferInput,
): Promise<ScheduleRow> {
  const { functionNamespace, functionName, ...rest } = given(input)
  const changes = {
    ...rest,
    ...(functionNamespace && { targetNamespace: rest.targetNamespace ?? functionNamespace }),
    ...(functionName && { targetName: rest.targetName ?? functionName }),
  }
  const { scheduler } = context.services
  await checkTarget(context, { ...(await context.em.findOneOrFail(ScheduleEntity, { id })), ...changes } as ScheduleRow, changes)
  for (;;) {
    // A slot that is due is due under the old terms: it has its row before they change.
    await scheduler.settle()
    const changed = await context.em.fork().transactional((em) => change(em, id, changes))
    if (!changed) continue
    await scheduler.arm()
    return changed
  }
}

type Changes = Partial<
  Pick<ScheduleRow, 'name' | 'isActive' | 'cronExpression' | 'timezone' | 'targetName' | 'targetNamespace' | 'scheduleType' | 'content'>
>

/** @returns null where a slot came due meanwhile */
async function change(em: EntityManager, id: string, changes: Changes): Promise<ScheduleRow | null> {
  const schedule = await em.findOne(ScheduleEntity, { id }, { lockMode: LockMode.PESSIMISTIC_WRITE })
  if (!schedule) throw new SinasError('NOT_FOUND', { what: 'Schedule' })
  if (schedule.nextRun && schedule.nextRun <= (await databaseTime(em))) return null
  const before = { ...schedule }
  em.assign(schedule, changes as object)
  const isRetimed = (['isActive', 'cronExpression', 'timezone'] as const).some((key) => schedule[key] !== before[key])
  if (isRetimed) schedule.nextRun = await nextRun(em, schedule)
  await flush(em, schedule)
  return schedule
}

async function nextRun(
  em: EntityManager,
  { isActive, cronExpression, timezone }: Pick<ScheduleRow, 'isActive' | 'cronExpression' | 'timezone'>,
): Promise<Date | null> {
  return isActive ? nextSlot(cronExpression, timezone, await databaseTime(em)) : null
}

/** The one clock that all processes share. */
async function databaseTime(em: EntityManager): Promise<Date> {
  const [row] = await em.execute<{ now: Date | string }[]>('select clock_timestamp() as now')
  return new Date(row!.now)
}

const TARGET = ['scheduleType', 'targetNamespace', 'targetName', 'content'] as const

/** @param changes where only some of the schedule changes, and the target may stay what it is */
async function checkTarget(context: Context<Services>, schedule: ScheduleRow, changes?: Changes): Promise<void> {
  if (changes && !TARGET.some((key) => key in changes)) return
  const { scheduleType, targetNamespace, targetName, content } = schedule
  if (scheduleType === 'function') return requireFunction(context, targetNamespace, targetName)
  if (!content) throw invalid(['input', 'content'], 'content is required for schedules of type agent')
  return requireAgent(context, targetNamespace, targetName)
}

async function flush(em: EntityManager, { name }: ScheduleRow): Promise<void> {
  try {
    await em.flush()
  } catch (error) {
    if ((error as { code?: string }).code !== '23505') throw error
    throw new SinasError('ALREADY_EXISTS', { what: `Schedule '${name}'` })
  }
}
