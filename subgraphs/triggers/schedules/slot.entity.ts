import { defineEntity, type InferEntity, p } from '@mikro-orm/core'
import type { Actor } from '../../../schema/caller.ts'
import { ScheduleEntity } from './schedule.entity.ts'

/**
 * `STARTING`: it fires, the run is being handed over. `WAITING`: for the run before it. `FIRED`: the run was handed over.
 * `SKIPPED`: the run before it had not ended. `MISSED`: no process was running. `FAILED`: the run could not be started, or its agent failed.
 */
export const SLOT_STATUSES = ['STARTING', 'WAITING', 'FIRED', 'SKIPPED', 'MISSED', 'FAILED'] as const

/** One instant at which a schedule was due, or was run by hand, and what became of it. Its id is the id of the run that it starts. */
export const SlotEntity = defineEntity({
  name: 'ScheduleSlot',
  tableName: 'slots',
  schema: 'triggers',
  // Whichever process writes the row first has the slot; no other can.
  uniques: [{ properties: ['scheduleId', 'slotAt'] }],
  indexes: [{ properties: ['owner'], where: 'owner is not null' }],
  properties: {
    id: p.uuid().primary(),
    scheduleId: p.manyToOne(ScheduleEntity).joinColumn('schedule_id').mapToPk().deleteRule('cascade').index(false),
    slotAt: p.datetime(3),
    status: p.text().$type<(typeof SLOT_STATUSES)[number]>(),
    isManual: p.boolean().default(false),
    /** Those who asked for it, where it is manual: its run does no more than they could. */
    askers: p.json<Actor[]>().default([]),
    /** Why it was skipped, missed, failed, or fired late. */
    reason: p.text().nullable(),
    executionId: p.text().nullable(),
    chatId: p.text().nullable(),
    attempts: p.integer().default(0),
    /** The process that starts it now, or looks how its agent goes on; null where none does. */
    owner: p.uuid().nullable(),
    /** Counts claims, as schema/ownership has it. */
    claim: p.integer().default(0),
    /** When a process is to take it up: it waits, is tried again, or its agent is at work. Null while it has an owner, and when it has ended. */
    dueAt: p.datetime(3).nullable().index(),
    firedAt: p.datetime(3).nullable(),
    /** Is the run known to have ended? */
    isSettled: p.boolean().default(false),
    createdAt: p.datetime(3),
  },
})
export type SlotRow = InferEntity<typeof SlotEntity>
