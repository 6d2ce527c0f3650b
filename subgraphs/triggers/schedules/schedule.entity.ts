import { randomUUID } from 'node:crypto'
import { defineEntity, type InferEntity, p } from '@mikro-orm/core'
import type { Actor } from '../../../schema/caller.ts'
import type { Editors } from '../editor.ts'
import type { Target } from '../targets.ts'

export const SCHEDULE_TYPES = ['function', 'agent'] as const
export const OVERLAP_POLICIES = ['skip', 'queue', 'parallel'] as const
export const MISSED_POLICIES = ['skip', 'run_once', 'run_all'] as const

/** A cron expression that starts a function or an agent. */
export const ScheduleEntity = defineEntity({
  name: 'Schedule',
  tableName: 'schedules',
  schema: 'triggers',
  uniques: [{ properties: ['userId', 'name'] }],
  properties: {
    id: p
      .uuid()
      .primary()
      .onCreate(() => randomUUID()),
    userId: p.uuid(),
    /** Who last saved what its runs do, and with which API key: no run does more than they could. */
    editorId: p.uuid(),
    editorKeyId: p.uuid().nullable(),
    /** Everyone else who shapes its runs, by `editors`. */
    shapers: p.json<Actor[]>(),
    editors: p.json<Editors>(),
    name: p.text(),
    description: p.text().nullable(),
    scheduleType: p.text().$type<(typeof SCHEDULE_TYPES)[number]>(),
    targetNamespace: p.text(),
    targetName: p.text(),
    /** The message, where an agent is started. */
    content: p.text().nullable(),
    inputData: p.json().columnType('json').$type<Record<string, unknown>>(),
    cronExpression: p.text(),
    timezone: p.text(),
    isActive: p.boolean(),
    overlapPolicy: p.text().$type<(typeof OVERLAP_POLICIES)[number]>(),
    missedPolicy: p.text().$type<(typeof MISSED_POLICIES)[number]>(),
    /** Seconds after which a missed slot is not caught up with any more. */
    missedWindow: p.integer(),
    lastRun: p.datetime(3).nullable(),
    /** The first slot that is not accounted for; null where it is paused. */
    nextRun: p.datetime(3).nullable().index(),
    createdAt: p.datetime(3).onCreate(() => new Date()),
    updatedAt: p
      .datetime(3)
      .onCreate(() => new Date())
      .onUpdate(() => new Date()),
  },
})
export type ScheduleRow = InferEntity<typeof ScheduleEntity>

export const targetOf = ({
  scheduleType: type,
  targetNamespace: namespace,
  targetName: name,
}: Pick<ScheduleRow, 'scheduleType' | 'targetNamespace' | 'targetName'>): Target => ({ type, namespace, name })
