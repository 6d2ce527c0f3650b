import { loadRow } from '../../../schema/connections/load-row.ts'
import type { Order } from '../../../schema/connections/order.ts'
import { readPages } from '../../../schema/connections/page.ts'
import type { Context } from '../../../schema/context.ts'
import { builder, Chat, Execution, mayOn, page, type Services } from '../builder.ts'
import { type RowChange, watchRows } from '../watch-rows.ts'
import { findSchedule } from './find-schedule.ts'
import { ScheduleEntity, type ScheduleRow } from './schedule.entity.ts'
import { Schedule } from './schedule.ts'
import { ScheduleReference } from './schedule-input.ts'
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

export const Slot = builder.objectRef<SlotRow>('ScheduleSlot').implement({
  description:
    'One instant at which a schedule was due, or was run by hand, and what became of it. There is one for every such instant. Kept for 90 days.',
  fields: (t) => ({
    id: t.expose('id', { type: 'ID', description: 'Its id, which is also that of the execution or chat that it starts.' }),
    scheduleId: t.expose('scheduleId', { type: 'ID', description: 'The schedule that was due.' }),
    slotAt: t.expose('slotAt', { type: 'DateTime', description: 'When it was due.' }),
    status: t.expose('status', { type: SlotStatus, description: 'What became of it.' }),
    isManual: t.exposeBoolean('isManual', { description: 'A user started it by hand: it is not a slot of the cron expression.' }),
    reason: t.exposeString('reason', { nullable: true, description: 'Why it was skipped, missed, failed, or fired late.' }),
    schedule: t.loadable({
      type: Schedule,
      description: 'The schedule that was due.',
      load: (ids: string[], context: Context) =>
        Promise.all(ids.map((id) => loadRow(context, ScheduleEntity, id))) as Promise<ScheduleRow[]>,
      resolve: ({ scheduleId }) => scheduleId,
    }),
    executionId: t.expose('executionId', {
      type: 'ID',
      nullable: true,
      description: 'Id of the execution of the function that was started.',
    }),
    execution: t.field({
      type: Execution,
      nullable: true,
      description: 'The execution of the function that was started; null where there is none, or it is not kept any more.',
      resolve: ({ executionId }) => (executionId ? { id: executionId } : null),
    }),
    chatId: t.expose('chatId', { type: 'ID', nullable: true, description: 'Id of the chat in which an agent was started.' }),
    chat: t.field({
      type: Chat,
      nullable: true,
      description: 'The chat in which an agent was started; null where there is none.',
      resolve: ({ chatId }) => (chatId ? { id: chatId } : null),
    }),
    firedAt: t.expose('firedAt', { type: 'DateTime', nullable: true, description: 'When its run was handed over; null where it was not.' }),
  }),
})

const SlotConnection = builder.connectionObject({
  type: Slot,
  name: 'ScheduleSlotConnection',
  description: 'A page of a list of slots.',
})

const LATEST_FIRST: Order<SlotRow> = [
  ['slotAt', 'desc'],
  ['id', 'desc'],
]

builder.objectFields(Schedule, (t) => ({
  slots: t.loadable({
    type: SlotConnection,
    description:
      'Every instant at which it was due, and what became of it, the latest first. None where the caller may not read the schedule.',
    byPath: true,
    args: { ...page, status: t.arg({ type: SlotStatus, description: 'Only slots of which this became.' }) },
    // A caller who may only change a schedule is shown it by a mutation, and no more than that.
    load: (schedules: ScheduleRow[], context, { status, ...args }) => {
      const ids = schedules.map((schedule) => (mayOn(context, 'schedules.read', schedule) ? schedule.id : null))
      return readPages(context.em, { entity: SlotEntity, where: status ? { status } : {}, order: LATEST_FIRST }, args, 'scheduleId', ids)
    },
    resolve: (schedule) => schedule as never,
  }),
}))

/** @param em a new one for each event of a subscription: one that lives as long would answer from what it once read */
async function readableSlot(context: Context<Services>, id: string, em = context.em): Promise<SlotRow | null> {
  const slot = await loadRow({ em }, SlotEntity, id)
  const schedule = slot && (await loadRow({ em }, ScheduleEntity, slot.scheduleId))
  return schedule && mayOn(context, 'schedules.read', schedule) ? slot : null
}

builder.asEntity(Slot, {
  key: builder.selection<{ id: string }>('id'),
  resolveReference: ({ id }, context) => readableSlot(context, id),
})

builder.subscriptionField('scheduleSlotChanges', (t) =>
  t.field({
    type: Slot,
    nullable: true,
    description:
      'Slots of schedules that the caller may read, whenever one comes up or changes, from now on. ' +
      'Where changes may have been missed it ends with UNAVAILABLE: subscribe again, then read. Errors: NOT_FOUND, FORBIDDEN.',
    authScopes: { can: 'schedules.read' },
    args: { schedule: t.arg({ type: ScheduleReference, description: 'Only those of this schedule.' }) },
    async subscribe(_, { schedule }, context) {
      const only = schedule && (await findSchedule(context, schedule, 'read')).id
      const wants = ({ parentId, ownerId }: RowChange) =>
        (!only || parentId === only) && mayOn(context, 'schedules.read', { userId: ownerId })
      return watchRows(context, context.services.slotChanges, wants, (id) => readableSlot(context, id, context.database.fork()))
    },
    resolve: (slot) => slot as SlotRow,
  }),
)
