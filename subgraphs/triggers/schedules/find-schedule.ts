import type { Context } from '../../../schema/context.ts'
import { SinasError } from '../../../schema/errors.ts'
import { isUuid } from '../../../schema/scalars.ts'
import { ScheduleEntity, type ScheduleRow } from './schedule.entity.ts'
import type { ScheduleReference } from './schedule-input.ts'

/**
 * A schedule by id or by name, as far as the caller's permission reaches: own ones, or all. Of several with a name the caller's own is
 * meant, else the oldest. Others' are not there.
 * @throws SinasError NOT_FOUND, FORBIDDEN
 */
export async function findSchedule(
  context: Context,
  { id, name, idOrName }: typeof ScheduleReference.$inferInput,
  action: 'read' | 'update' | 'delete',
): Promise<ScheduleRow> {
  const { em, caller } = context
  const reference = (id ?? name ?? idOrName)!
  const scope = context.reach(`schedules.${action}`)
  if (scope === null) throw new SinasError('FORBIDDEN', { permission: `sinas.schedules.${action}:own` })
  const own = { userId: caller!.userId }
  const visible = scope === 'all' ? {} : own
  const byId = !name && isUuid(reference) ? await em.findOne(ScheduleEntity, { id: reference.toLowerCase(), ...visible }) : null
  const schedule =
    byId ??
    (await em.findOne(ScheduleEntity, { name: reference, ...own })) ??
    (scope === 'all' ? await em.findOne(ScheduleEntity, { name: reference }, { orderBy: { createdAt: 'asc' } }) : null)
  if (!schedule) throw new SinasError('NOT_FOUND', { what: `Schedule '${reference}'` })
  return schedule
}
