import { limit, skip } from '../../../schema/inputs.ts'
import { builder } from '../builder.ts'
import { askers } from '../editor.ts'
import { requireRight } from '../targets.ts'
import { findSchedule } from './find-schedule.ts'
import { targetOf } from './schedule.entity.ts'
import { type SLOT_STATUSES, SlotEntity, type SlotRow } from './slot.entity.ts'

const SlotStatus = builder.enumType('ScheduleSlotStatus', {
  description: 'What became of a slot.',
  values: {
    STARTING: { description: 'It fires: its run is being handed over.' },
    WAITING: { description: 'For the end of the run before it.' },
    FIRED: { description: 'Its run was started: the execution or chat says how it went.' },
    SKIPPED: { description: 'The run before it had not ended.' },
    MISSED: { description: 'The platform was down, and it was not caught up with.' },
    FAILED: { description: 'Its run could not be started, or an agent could not answer: the reason says why.' },
  } satisfies Record<(typeof SLOT_STATUSES)[number], object>,
})

const Slot = builder.objectRef<SlotRow>('ScheduleSlot').implement({
  description:
    'One instant at which a schedule was due, or was run by hand, and what became of it. There is one for every such instant. Kept for 90 days.',
  fields: (t) => ({
    id: t.expose('id', { type: 'ID', description: 'Its id, which is also that of the execution or chat that it starts.' }),
    scheduleId: t.expose('scheduleId', { type: 'ID', description: 'The schedule that was due.' }),
    slotAt: t.expose('slotAt', { type: 'DateTime', description: 'When it was due.' }),
    status: t.expose('status', { type: SlotStatus, description: 'What became of it.' }),
    isManual: t.exposeBoolean('isManual', { description: 'A user started it by hand: it is not a slot of the cron expression.' }),
    reason: t.exposeString('reason', { nullable: true, description: 'Why it was skipped, missed, failed, or fired late.' }),
    executionId: t.exposeString('executionId', { nullable: true, description: 'The execution of the function that was started.' }),
    chatId: t.exposeString('chatId', { nullable: true, description: 'Where an agent was started.' }),
    firedAt: t.expose('firedAt', { type: 'DateTime', nullable: true, description: 'When its run was handed over; null where it was not.' }),
  }),
})

const REFERENCE = { required: true, description: 'Its id, or its name.' } as const

builder.queryField('scheduleSlots', (t) =>
  t.field({
    type: [Slot],
    description: 'The slots of a schedule, newest first. Errors: NOT_FOUND, FORBIDDEN.',
    authScopes: { can: 'schedules.read' },
    args: {
      schedule: t.arg.string(REFERENCE),
      status: t.arg({ type: SlotStatus, description: 'Only slots of which this became.' }),
      skip: t.arg.int(skip),
      limit: t.arg.int(limit),
    },
    async resolve(_, { schedule, status, skip, limit }, context) {
      const { id } = await findSchedule(context, schedule, 'read')
      return context.em.find(
        SlotEntity,
        { scheduleId: id, ...(status && { status }) },
        { offset: skip ?? 0, limit: limit ?? 100, orderBy: { slotAt: 'desc' } },
      )
    },
  }),
)

builder.mutationField('runSchedule', (t) =>
  t.field({
    type: Slot,
    description:
      'Runs a schedule now, also where it is paused or another run of it goes on: as its owner, and with no right that the caller lacks. ' +
      'Errors: NOT_FOUND, FORBIDDEN (also where the caller may not start its function or agent).',
    authScopes: { can: 'schedules.update' },
    args: { schedule: t.arg.string(REFERENCE) },
    async resolve(_, { schedule }, context) {
      const found = await findSchedule(context, schedule, 'update')
      await requireRight(context.graph, targetOf(found), context)
      const slot = await context.services.scheduler.runNow(found.id, askers(context.caller!))
      return context.em.findOneOrFail(SlotEntity, { id: slot })
    },
  }),
)
