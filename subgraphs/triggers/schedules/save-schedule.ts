import { isDeepStrictEqual } from 'node:util'
import { LockMode } from '@mikro-orm/core'
import { nextSlot } from '../../../schema/bounded/cron.ts'
import type { Context } from '../../../schema/context.ts'
import type { EntityManager } from '../../../schema/database.ts'
import { invalid, SinasError } from '../../../schema/errors.ts'
import { given } from '../../../schema/inputs.ts'
import type { Services } from '../builder.ts'
import { editedBy, madeBy } from '../editor.ts'
import { requireTarget, type Target } from '../targets.ts'
import { ScheduleEntity, type ScheduleRow, targetOf } from './schedule.entity.ts'
import type { CreateScheduleInput, UpdateScheduleInput } from './schedule-input.ts'

/** @throws SinasError ALREADY_EXISTS; NOT_FOUND where there is no such function or agent; FORBIDDEN where the caller may not start it; VALIDATION */
export async function createSchedule(context: Context<Services>, input: typeof CreateScheduleInput.$inferInput): Promise<ScheduleRow> {
  const { em, caller, services } = context
  const { functionNamespace, functionName, targetType, ...columns } = given(input)
  const targetName = columns.targetName ?? functionName
  if (!targetName)
    throw new SinasError('VALIDATION', { issues: [{ type: 'missing', loc: ['input', 'functionName'], msg: 'Field required' }] })
  const schedule = em.create(ScheduleEntity, {
    ...{ id: crypto.randomUUID(), userId: caller!.userId, ...madeBy(caller!) },
    ...{ scheduleType: targetType ?? ('function' as const), timezone: 'UTC', isActive: true },
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

/** What says nothing of what a run does, and may be changed without a say in that. */
const ASIDE: ReadonlySet<string> = new Set(['name', 'description'])

/** The changes that make their author the editor of the schedule. Pausing it does not, but resuming does. */
const editsIn = (changes: Changes) =>
  Object.fromEntries(Object.entries(changes).filter(([name, value]) => !ASIDE.has(name) && !(name === 'isActive' && value === false)))

/**
 * A caller who changes what the schedule's runs do becomes its editor, and must be allowed to start its function or agent. Settings that they leave
 * unchanged keep their editors, unless the caller resumes the schedule.
 * @throws SinasError NOT_FOUND where there is no such function or agent; FORBIDDEN; ALREADY_EXISTS; VALIDATION
 */
export async function updateSchedule(
  context: Context<Services>,
  id: string,
  input: Omit<typeof UpdateScheduleInput.$inferInput, 'schedule'>,
): Promise<ScheduleRow> {
  const { functionNamespace, functionName, targetType, ...rest } = given(input)
  const changes: Changes = {
    ...rest,
    ...(targetType && { scheduleType: targetType }),
    ...(functionNamespace && { targetNamespace: rest.targetNamespace ?? functionNamespace }),
    ...(functionName && { targetName: rest.targetName ?? functionName }),
  } as Changes
  const edits = editsIn(changes)
  const isEdit = Object.keys(edits).length > 0
  const { scheduler } = context.services
  for (;;) {
    const target = isEdit ? await checkTarget(context, { ...(await readSchedule(context, id)), ...changes }) : null
    // A slot that is due is due under the old terms: it has its row before they change.
    await scheduler.settle()
    const by = (before: ScheduleRow) => (isEdit ? editedBy(context.caller!, edits, before.editors) : {})
    const changed = await context.em.fork().transactional((em) => change(em, id, changes, by, target))
    if (!changed) continue
    await scheduler.arm()
    return changed
  }
}

type Changes = Partial<
  Pick<ScheduleRow, 'name' | 'isActive' | 'cronExpression' | 'timezone' | 'targetName' | 'targetNamespace' | 'scheduleType' | 'content'>
>

/**
 * @param by who sets it: as a change of the row that is changed
 * @param checked the target that the caller may start, where they are to be the schedule's editor
 * @returns null where a slot came due meanwhile, or the target changed
 */
async function change(
  em: EntityManager,
  id: string,
  changes: Changes,
  by: (before: ScheduleRow) => Partial<ScheduleRow>,
  checked: Target | null,
): Promise<ScheduleRow | null> {
  const schedule = await em.findOne(ScheduleEntity, { id }, { lockMode: LockMode.PESSIMISTIC_WRITE })
  if (!schedule) throw new SinasError('NOT_FOUND', { what: 'Schedule' })
  if (schedule.nextRun && schedule.nextRun <= (await databaseTime(em))) return null
  const before = { ...schedule }
  em.assign(schedule, { ...changes, ...by(before) } as object)
  if (checked && !isDeepStrictEqual(targetOf(schedule), checked)) {
    em.clear()
    return null
  }
  const isRetimed = (['isActive', 'cronExpression', 'timezone'] as const).some((key) => schedule[key] !== before[key])
  if (isRetimed) schedule.nextRun = await nextRun(em, schedule)
  await flush(em, schedule)
  return schedule
}

async function readSchedule({ em }: Context<Services>, id: string): Promise<ScheduleRow> {
  const schedule = await em.fork().findOne(ScheduleEntity, { id })
  if (!schedule) throw new SinasError('NOT_FOUND', { what: 'Schedule' })
  return schedule
}

async function nextRun(
  em: EntityManager,
  { isActive, cronExpression, timezone }: Pick<ScheduleRow, 'isActive' | 'cronExpression' | 'timezone'>,
): Promise<Date | null> {
  return isActive ? nextSlot(cronExpression, timezone, await databaseTime(em)) : null
}

/** The one clock that all processes share. The ORM leaves instants as text. */
async function databaseTime(em: EntityManager): Promise<Date> {
  const [row] = await em.execute<{ now: string }[]>('select clock_timestamp() as now')
  return new Date(row!.now)
}

/** @returns the target, which the caller may start */
async function checkTarget(context: Context<Services>, schedule: ScheduleRow): Promise<Target> {
  const target = targetOf(schedule)
  if (target.type === 'agent' && !schedule.content) throw invalid(['input', 'content'], 'content is required for schedules of type agent')
  await requireTarget(context, target)
  return target
}

async function flush(em: EntityManager, { name }: ScheduleRow): Promise<void> {
  try {
    await em.flush()
  } catch (error) {
    if ((error as { code?: string }).code !== '23505') throw error
    throw new SinasError('ALREADY_EXISTS', { what: `Schedule '${name}'` })
  }
}
